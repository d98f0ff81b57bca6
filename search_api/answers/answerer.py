"""The one entrance to standard answers: a question in, an entry with its basis out, or an honest no."""

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpora.vocab.disputes import dispute_types
from indexer.analysis import default_analyzer
from indexer.encoder.static import StaticEncoder
from indexer.viewer import Viewer
from office.bank import Entry, shipped
from office.bank.model import PAPERS
from search_api.answers.asked import stories
from search_api.answers.confidence import confidence, figures, ranked, weights
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
from search_api.answers.rules import basis_views, notices
from search_api.answers.scope import BANK, Scope, declined, load_scope
from search_api.answers.splitting import clauses, joined
from search_api.retrieval import Searcher

SUGGESTED = 3
NEAR = 0.15
"""Confidence from which near entries are offered as other questions, where none is sure."""
NOT_FOR_US = 0.5
"""Share of the groups outside of the bank from which a question is declined for what it is about."""
OURS = 0.4
"""Share of the bank below which no answer is shown, unless the question is a known wording."""
SAME_WORDING = 0.8
"""Likeness from which a question counts as a wording that the bank itself knows."""
KNOWN = 0.97
"""Confidence in such a wording."""
CASE_READ = 400
"""Code points of the case at hand that are read with a question."""


@dataclass(frozen=True, slots=True)
class Match:
    """The best entry for a question."""

    text: str
    entry: Entry
    confidence: float
    scope: Scope
    order: tuple[int, ...]
    """The best rows of the bank, best first."""


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
        self._scope = load_scope(encoder)
        self._matcher = Matcher(self.entries, default_analyzer(), encoder, stories())
        self._weights = weights()

    def match(self, question: str) -> Match:
        """The best entry with the calibrated confidence that it answers the question."""
        signals, covered = self._matcher.signals(question), self._matcher.covered(question)
        scores = ranked(signals, self._weights.signals)
        scope = self._scope.scope(question)
        found = figures(signals, covered, scores, scope, self._matcher.words(question))
        order = tuple(int(row) for row in (-scores).argsort(kind="stable")[: SUGGESTED + 1])
        sure = confidence(found, self._weights)
        if self._matcher.likeness(question, order[0]) >= SAME_WORDING:
            sure = max(sure, KNOWN)
        return Match(question, self.entries[order[0]], sure, scope, order)

    def ask(self, request: AnswerRequest, viewer: Viewer) -> Answer:
        """Everything asked, part by part."""
        began = time.perf_counter()
        day = request.day or dt.date.today()
        matches = self._told_apart(request.question)
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

    def _sure(self, match: Match) -> bool:
        ours = match.scope.bank >= OURS or match.confidence >= KNOWN
        return ours and match.confidence >= self._weights.threshold

    def _told_apart(self, question: str) -> list[Match]:
        """One match for each question in the text; a clause that is unsure alone is read with the whole text."""
        whole = self.match(question)
        texts = clauses(question)
        if len(texts) < 2:
            return [whole]
        read = []
        for text in texts:
            alone = self.match(text)
            both = alone if self._sure(alone) else self.match(f"{question}\n{text}")
            read.append((text, max(alone, both, key=lambda match: match.confidence)))
        found = [replace(match, text=text) for text, match in joined(read, self._entry_of)]
        several = len({match.entry.id for match in found if self._sure(match)}) > 1
        return found if several or (not self._sure(whole) and any(map(self._sure, found))) else [whole]

    def _entry_of(self, match: Match) -> str:
        return match.entry.id if self._sure(match) else ""

    def _with_case(self, match: Match, case: str) -> Match:
        """The question read together with the case, where it is not clear by itself."""
        if self._sure(match):
            return match
        both = self.match(f"{match.text}\n{case.strip()[:CASE_READ]}")
        return both if both.confidence > match.confidence else match

    def _part(self, match: Match, day: dt.date, viewer: Viewer) -> Part:
        if self._sure(match):
            return self._answered(match, day, viewer)
        scope = match.scope
        outside = 1 - scope.bank - scope.shares.get("beside", 0.0)
        if outside >= NOT_FOR_US:
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
        told = declined()["beside" if scope.bank < 1 - NOT_FOR_US else "none"]
        near = [self.entries[row] for row in match.order[:SUGGESTED]] if match.confidence >= NEAR else []
        return Part(
            question=match.text,
            status="none",
            confidence=match.confidence,
            answer=told.reason,
            turn_to=told.turn_to,
            suggestions=[Suggestion(entry_id=entry.id, question=entry.question) for entry in near],
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
