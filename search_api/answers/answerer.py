"""The one entrance to standard answers: a question in, an entry with its basis out, or an honest no."""

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpora.vocab.disputes import dispute_types
from indexer.analysis import default_analyzer
from indexer.encoder.static import StaticEncoder
from indexer.viewer import Viewer
from office.bank import Entry, shipped
from office.bank.model import PAPERS
from search_api.answers.apart import told_apart
from search_api.answers.asked import stories
from search_api.answers.confidence import weights
from search_api.answers.matching import Matcher
from search_api.answers.models import (
    Answer,
    AnswerRequest,
    BasisView,
    CaseView,
    Consult,
    PaperView,
    Part,
    Suggestion,
)
from search_api.answers.precedents import articles, precedents
from search_api.answers.reading import SUGGESTED, Match, Reader
from search_api.answers.rules import basis_views, notices
from search_api.answers.scope import BANK, declined, load_scope
from search_api.retrieval import Searcher

NEAR = 0.15
"""Confidence from which near entries are offered as other questions, where none is sure."""
SHORT = 3
"""Words up to which a question is a search term: entries that hold most of them are offered, whatever the confidence."""
HELD = 0.5
"""Share of a search term, by the weight of its words, that an offered entry holds."""
NOT_FOR_US = 0.5
"""Share of the groups outside of the bank from which a question is declined for what it is about."""
CASE_READ = 400
"""Code points of the case at hand that are read with a question."""


class Answerer:
    """Answers from published entries. Safe to share between threads: nothing changes after it is made.

    Args:
        entries: Published entries; ``None`` for those that are shipped.
        searcher: The library, for precedents and official texts; ``None`` for the bank alone.
        versions: Version of each entry by id, where it is not the first.
    """

    def __init__(
        self,
        entries: Sequence[Entry] | None = None,
        searcher: Searcher | None = None,
        versions: Mapping[str, int] | None = None,
    ) -> None:
        chosen = shipped() if entries is None else entries
        self.entries = tuple(entry for entry in chosen if entry.state == "published")
        self._searcher = searcher
        self._versions = dict(versions or {})
        encoder = StaticEncoder.load()
        matcher = Matcher(self.entries, default_analyzer(), encoder, stories())
        self._reader = Reader(matcher, load_scope(encoder), weights())

    def match(self, question: str) -> Match:
        """The best entry with the calibrated confidence that it answers the question."""
        return self._reader.read(question).best

    def ask(self, request: AnswerRequest, viewer: Viewer) -> Answer:
        """Everything asked, part by part."""
        began = time.perf_counter()
        day = request.day or dt.date.today()
        matches = told_apart(self._reader, request.question)
        if request.case.strip():
            matches = [self._with_case(match, request.case) for match in matches]
        parts = [self._part(match, day, viewer) for match in matches]
        answered = [part for part in parts if part.status == "entry"]
        first = answered[0] if answered else parts[0]
        codes = list(dict.fromkeys(code for part in answered or parts[:1] for code in part.dispute_types))
        return Answer(
            question=request.question,
            answered=bool(answered),
            answer="\n".join(dict.fromkeys(part.answer for part in parts)),
            basis=_once([view for part in answered for view in part.basis]),
            entry_id=first.entry_id,
            confidence=first.confidence,
            cases=self._cases(request, answered, viewer),
            consult=_consult(parts, codes),
            parts=parts,
            took_ms=round((time.perf_counter() - began) * 1000, 2),
            day=day.isoformat(),
        )

    def _with_case(self, match: Match, case: str) -> Match:
        """The question read together with the case, where it is not clear by itself."""
        if match.sure:
            return match
        both = self.match(f"{match.text}\n{case.strip()[:CASE_READ]}")
        return replace(both, text=match.text) if both.confidence > match.confidence else match

    def _part(self, match: Match, day: dt.date, viewer: Viewer) -> Part:
        if match.sure:
            return self._answered(match, day, viewer)
        scope = match.scope
        outside = 1 - scope.bank - scope.shares.get("beside", 0.0)
        term = match.words <= SHORT and match.covered >= HELD
        near = match.confidence >= NEAR or term
        if outside >= NOT_FOR_US and not (term and match.confidence >= NEAR):
            group = max((g for g in scope.shares if g not in (BANK, "beside")), key=lambda g: scope.shares[g])
            told = declined()[group]
            turn_to = told.topics.get(scope.topic, told.turn_to)
            return Part(
                question=match.text,
                status="declined",
                confidence=match.confidence,
                answer=told.reason,
                group=group,
                turn_to=turn_to,
            )
        told = declined()["term" if term else "beside" if scope.bank < 1 - NOT_FOR_US else "none"]
        offered = [self.entries[row] for row in match.order[:SUGGESTED]] if near else []
        return Part(
            question=match.text,
            status="none",
            confidence=match.confidence,
            answer=told.reason,
            turn_to=told.turn_to,
            suggestions=[Suggestion(entry_id=entry.id, question=entry.question) for entry in offered],
            articles=articles(self._searcher, match.text, viewer) if self._searcher else [],
            dispute_types=list(match.entry.dispute_types[:1]) if near else [],
        )

    def _answered(self, match: Match, day: dt.date, viewer: Viewer) -> Part:
        entry = match.entry
        basis = basis_views(entry, self._searcher, viewer)
        return Part(
            question=match.text,
            status="entry",
            confidence=match.confidence,
            answer=entry.short_answer,
            entry_id=entry.id,
            entry_version=self._versions.get(entry.id, 1),
            entry_question=entry.question,
            full_answer=entry.full_answer,
            steps=list(entry.steps),
            evidence=list(entry.evidence),
            risk_note=entry.risk_note,
            review_note=entry.review_note,
            notices=notices(entry, basis, match.text, day),
            valid_from=entry.valid_from.isoformat() if entry.valid_from else "",
            valid_to=entry.valid_to.isoformat() if entry.valid_to else "",
            basis=basis,
            papers=[PaperView(title=PAPERS[p.policy], section=p.section) for p in entry.papers],
            dispute_types=list(entry.dispute_types),
        )

    def _cases(self, request: AnswerRequest, answered: Sequence[Part], viewer: Viewer) -> list[CaseView]:
        if self._searcher is None:
            return []
        found: dict[str, CaseView] = {}
        for part in answered:
            text = f"{part.entry_question} {part.question}"
            for case in precedents(self._searcher, text, part.dispute_types, viewer, request.cases):
                found.setdefault(case.id, case)
        return list(found.values())


def _once(views: Sequence[BasisView]) -> list[BasisView]:
    return list({(view.law, view.article, view.suffix): view for view in views}.values())


def _consult(parts: Sequence[Part], codes: Sequence[str]) -> Consult:
    kinds = [kind for code in codes if (kind := dispute_types().get(code))]
    if all(part.status == "declined" for part in parts):
        why = "问题不在本库范围内，不需要向本库专家咨询。"
    elif any(part.status == "none" for part in parts):
        why = "有问题没有可靠的标准答案，建议转为专家咨询。"
    else:
        why = "标准答案只说明一般规则，个案有争议的可以转为专家咨询。"
    return Consult(
        advised=any(part.status == "none" for part in parts),
        why=why,
        dispute_types=list(codes),
        labels=[kind.label for kind in kinds],
    )
