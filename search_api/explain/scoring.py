"""How alike a case would be to a document from which something was taken out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpora.model import Document, Section, SectionRole, Span
from indexer.profiles import Profile, facts_text, focus_text, term_hash
from search_api.explain.parts import PartText
from search_api.explain.units import Range
from search_api.retrieval.context import Context
from search_api.retrieval.similarity import CaseQuery, WeightedTerms, compare

Part = Literal["facts", "focus"]
PARTS: dict[Part, Callable[[Document], str]] = {"facts": facts_text, "focus": focus_text}


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A query case and a document, both with what is compared of them."""

    query: CaseQuery
    asked: Document
    document: Document
    profile: Profile
    asked_parts: dict[Part, PartText] = field(default_factory=dict)
    """Parts of the query case, filled when first asked for; all pairs of one query share it."""

    def terms(self, part: Part) -> WeightedTerms:
        """Terms of a part of the query case."""
        return self.query.facts_terms if part == "facts" else self.query.focus_terms

    def asked_vector(self, part: Part) -> NDArray[np.float32] | None:
        """float32[dim] of a part of the query case."""
        return self.query.profile.facts if part == "facts" else self.query.profile.focus

    def own_vector(self, part: Part) -> NDArray[np.float32] | None:
        """float32[dim] of a part of the document."""
        return self.profile.facts if part == "facts" else self.profile.focus

    def asked_part(self, context: Context, part: Part) -> PartText:
        """A part of the query case, with its passages."""
        if part not in self.asked_parts:
            self.asked_parts[part] = PartText(context, self.asked, part, self.terms(part))
        return self.asked_parts[part]

    def score(self, name: Literal["facts", "focus", "law"], profile: Profile | None = None) -> float:
        """This likeness to the document, or to another profile of it; 0 when there is nothing to compare."""
        value: float | None = getattr(compare(self.query, profile or self.profile).similarity, name)
        return value or 0.0


def scores_without(
    context: Context, pair: Pair, part: Part, removals: Sequence[Sequence[Range]]
) -> list[float]:
    """The likeness of a part after each removal of ranges from the document's text; all are encoded in one call."""
    if not removals:
        return []
    texts = [PARTS[part](without(pair.document, ranges)) for ranges in removals]
    encoder = context.workspace.encoder
    vectors = encoder.encode(texts) if encoder is not None else None
    found = []
    for at, text in enumerate(texts):
        terms = np.array(sorted({term_hash(t) for t in context.profiler.terms(text)}), dtype=np.uint32)
        vector = None if vectors is None or not text.strip() or not vectors[at].any() else vectors[at]
        changed = (
            replace(pair.profile, facts=vector, facts_terms=terms)
            if part == "facts"
            else replace(pair.profile, focus=vector, focus_terms=terms)
        )
        found.append(pair.score(part, changed))
    return found


def law_without(pair: Pair, ranges: Sequence[Range]) -> float:
    """The likeness of the law after the removal of ranges: an article with none of its places left is not cited.

    The cause counts as stated while one of the places that name it is left.
    """
    document = without(pair.document, ranges)
    keys = frozenset(s.key for s in document.statutes if s.article is not None)
    laws = frozenset(s.law for s in document.statutes if s.law)
    return pair.score(
        "law", replace(pair.profile, statutes=keys, laws=laws, cause=document.cause and pair.profile.cause)
    )


def cause_places(text: str, cause: str) -> list[Range]:
    """Where a text names the cause, with or without 纠纷 at its end."""
    name = cause.removesuffix("纠纷") or cause
    found, at = [], text.find(name) if name else -1
    while at >= 0:
        end = at + len(name)
        end += 2 if text.startswith("纠纷", end) and cause.endswith("纠纷") else 0
        found.append((at, end))
        at = text.find(name, end)
    return found


def without(document: Document, ranges: Sequence[Range]) -> Document:
    """The document as if the ranges of its text had never been written; nothing is parsed anew."""
    cuts = _merged(ranges)
    text = document.text
    kept = [
        text[a:b] for a, b in zip([0, *(e for _, e in cuts)], [*(s for s, _ in cuts), len(text)], strict=True)
    ]

    def moved(offset: int) -> int:
        return offset - sum(min(end, offset) - start for start, end in cuts if start < offset)

    def gone(start: int, end: int) -> bool:
        return any(a < end and start < b for a, b in cuts)

    sections = []
    for s in document.sections:
        start, end = moved(s.start), moved(s.end)
        if end > start or s.end == s.start or s.role is SectionRole.HEADER:
            sections.append(Section(s.role, start, end, s.heading, s.instance))
    named = cause_places(text, document.cause)
    return replace(
        document,
        text="".join(kept),
        sections=tuple(sections),
        focus=tuple(Span(moved(s.start), moved(s.end)) for s in document.focus),
        statutes=tuple(s for s in document.statutes if s.start < 0 or not gone(s.start, s.end)),
        cause="" if named and all(gone(*place) for place in named) else document.cause,
    )


def _merged(ranges: Sequence[Range]) -> list[Range]:
    merged: list[Range] = []
    for start, end in sorted(r for r in ranges if r[0] < r[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
