"""Documents to profiles."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from corpora.model import Document
from indexer.analysis import Analyzer
from indexer.encoder.protocol import Encoder
from indexer.profiles.clauses import is_model, sketch
from indexer.profiles.model import Profile
from indexer.profiles.parts import facts_text, focus_text

RULES = 2
"""Raised whenever a rule of this package changes what comes out."""

_DATE = re.compile(r"\d+|[年月日元]")


class Profiler:
    """Makes profiles with one analyzer and one encoder."""

    def __init__(self, analyzer: Analyzer, encoder: Encoder | None) -> None:
        self._analyzer, self._encoder = analyzer, encoder

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever a profile could."""
        encoder = self._encoder.fingerprint if self._encoder else ""
        return sha256(f"{RULES} {self._analyzer.fingerprint} {encoder}".encode()).hexdigest()[:16]

    def make(
        self, documents: Sequence[Document], wholes: Sequence[NDArray[np.float32] | None] | None = None
    ) -> list[Profile]:
        """Profiles in order; all texts are encoded in one call.

        Args:
            documents: In the order of the result.
            wholes: :func:`whole_of` each document's passages; without it no profile has one, as a query needs none.
        """
        facts, focus = [facts_text(d) for d in documents], [focus_text(d) for d in documents]
        vectors = self._vectors([*facts, *focus])
        return [
            Profile(
                kind=document.kind.value,
                cause=document.cause,
                dispute_types=document.dispute_types,
                date=document.date.isoformat() if document.date else "",
                model=is_model(document),
                statutes=frozenset(s.key for s in document.statutes if s.article is not None),
                laws=frozenset(s.law for s in document.statutes if s.law),
                clauses=sketch(document),
                length=len(document.text),
                facts=vectors[at],
                focus=vectors[len(documents) + at],
                whole=wholes[at] if wholes else None,
                facts_terms=_hashes(self.terms(facts[at])),
                focus_terms=_hashes(self.terms(focus[at])),
            )
            for at, document in enumerate(documents)
        ]

    def terms(self, text: str) -> list[str]:
        """The distinct words that say what a case is about: no stop words, single characters, dates or sums."""
        return [t for t in self._analyzer.query_terms(text) if len(t) > 1 and not _DATE.search(t)]

    def _vectors(self, texts: list[str]) -> list[NDArray[np.float32] | None]:
        if self._encoder is None or not texts:
            return [None] * len(texts)
        rows = self._encoder.encode(texts)
        return [
            row if text.strip() and bool(row.any()) else None for row, text in zip(rows, texts, strict=True)
        ]


def whole_of(vectors: NDArray[Any] | None) -> NDArray[np.float32] | None:
    """The direction of the mean of passages' vectors; ``None`` without any.

    Args:
        vectors: float[n_passages, dim], L2-normalised.
    """
    if vectors is None or not len(vectors):
        return None
    mean = vectors.astype(np.float32).mean(axis=0)
    length = float(np.linalg.norm(mean))
    return np.asarray(mean / length, dtype=np.float32) if length else None


def term_hash(term: str) -> int:
    """The number that stands for a term in a profile, in [0, 2**32)."""
    return crc32(term.encode("utf-8", "surrogatepass"))


def _hashes(terms: Iterable[str]) -> NDArray[np.uint32]:
    return np.array(sorted({term_hash(term) for term in terms}), dtype=np.uint32)
