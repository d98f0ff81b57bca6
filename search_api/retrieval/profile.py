"""What the second stage compares of a document: facts, focus and law, each ready for comparison."""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from corpora.model import Document, SectionRole
from corpora.text.normalize import normalize
from indexer.analysis import Analyzer
from indexer.encoder.protocol import Encoder

CUT = 1_500
"""Code points of facts and of focus that are compared."""
CACHE = 4_000

_DATE = re.compile(r"\d+|[年月日元]")


Terms = frozenset[str] | str
"""Terms of a query; of a document its normalised text: a term is looked up by ``in`` in either, and looking a
query's terms up in a text costs a tenth of analysing it."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One document (or query text) as three comparable parts; an empty part is ``None`` or empty."""

    facts: NDArray[np.float32] | None
    facts_terms: Terms
    focus: NDArray[np.float32] | None
    focus_terms: Terms
    statutes: frozenset[str]
    """``law#article`` keys."""
    laws: frozenset[str]
    cause: str
    dispute_types: tuple[str, ...]


def facts_text(document: Document) -> str:
    """Facts, else claims, else what stands before everything else."""
    for roles in ((SectionRole.FACTS,), (SectionRole.CLAIMS,)):
        text = document.section_text(*roles).strip()
        if text:
            return text[:CUT]
    return "" if document.sections else document.text[:CUT]


def focus_text(document: Document) -> str:
    """争议焦点 spans, then holdings, then reasoning."""
    parts = [document.text[span.start : span.end] for span in document.focus]
    parts += [document.section_text(role) for role in (SectionRole.ABSTRACT, SectionRole.REASONING)]
    parts += ["，".join(document.keywords)]
    return "\n".join(part for part in parts if part.strip())[:CUT]


@dataclass(slots=True)
class Profiles:
    """Makes profiles and keeps the latest; the key includes the content, so that a changed document is new."""

    analyzer: Analyzer
    encoder: Encoder | None
    _cache: OrderedDict[tuple[str, int, bool], Profile] = field(default_factory=OrderedDict)

    def of(self, document: Document) -> Profile:
        """The profile of a query case."""
        return self._made([document], asked=True)[0]

    def of_many(self, documents: list[Document]) -> list[Profile]:
        """Profiles of documents to be compared with a query, in order; what is new is encoded in one call."""
        return self._made(documents, asked=False)

    def _made(self, documents: list[Document], *, asked: bool) -> list[Profile]:
        terms: Callable[[str], Terms] = self._terms if asked else _normal
        keys = [(d.id, hash((d.text, d.sections)), asked) for d in documents]
        new = [(k, d) for k, d in zip(keys, documents, strict=True) if k not in self._cache]
        facts, focus = [facts_text(d) for _, d in new], [focus_text(d) for _, d in new]
        vectors = self._vectors([*facts, *focus])
        for i, (key, document) in enumerate(new):
            self._cache[key] = Profile(
                facts=vectors[i],
                facts_terms=terms(facts[i]),
                focus=vectors[len(new) + i],
                focus_terms=terms(focus[i]),
                statutes=frozenset(s.key for s in document.statutes if s.article is not None),
                laws=frozenset(s.law for s in document.statutes if s.law),
                cause=document.cause,
                dispute_types=document.dispute_types,
            )
        found = [self._cache[key] for key in keys]
        for key in keys:
            self._cache.move_to_end(key)
        while len(self._cache) > CACHE:
            self._cache.popitem(last=False)
        return found

    def _vectors(self, texts: list[str]) -> list[NDArray[np.float32] | None]:
        if self.encoder is None or not texts:
            return [None] * len(texts)
        rows = self.encoder.encode(texts)
        return [
            row if text.strip() and bool(row.any()) else None for row, text in zip(rows, texts, strict=True)
        ]

    def _terms(self, text: str) -> frozenset[str]:
        return frozenset(t for t in self.analyzer.query_terms(text) if len(t) > 1 and not _DATE.search(t))


def _normal(text: str) -> str:
    return normalize(text).text
