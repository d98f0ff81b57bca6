"""The facts or the focus of a case, read once: what it would score without some of its passages needs no second reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpora.model import Document
from indexer.encoder.running import RunningSums
from indexer.encoder.static import StaticEncoder
from indexer.profiles.parts import CUT
from search_api.explain.units import Range, cut, facts_places, facts_ranges, focus_places, focus_ranges, units
from search_api.retrieval.context import Context
from search_api.retrieval.similarity import WeightedTerms

SPARE = 500
"""Code points beyond :data:`CUT` that are read, because they come in when something before them is taken out."""
_RANGES = {"facts": facts_ranges, "focus": focus_ranges}
_PLACES = {"facts": facts_places, "focus": focus_places}


@dataclass(frozen=True, slots=True)
class _Joined:
    """Text of the compared part and where its pieces stand: (start, end) in the document, start in the text."""

    text: str
    pieces: tuple[tuple[int, int, int], ...]

    def spans(self, ranges: Sequence[Range]) -> list[Range]:
        """Ranges of the document as ascending ranges of the text that do not overlap."""
        found = sorted(
            (max(a, start) - start + at, min(b, end) - start + at)
            for start, end, at in self.pieces
            for a, b in ranges
            if a < end and start < b
        )
        merged: list[Range] = []
        for start, end in found:
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged


class PartText:
    """A part of one document, with the query's terms in it.

    Args:
        context: With analyzer and encoder.
        document: Whose part it is.
        part: ``facts`` or ``focus``.
        held: Terms of the same part of the query; no others are looked for.
    """

    def __init__(self, context: Context, document: Document, part: str, held: WeightedTerms) -> None:
        self._context, self._document, self._part, self._held = context, document, part, held
        ranges = _RANGES[part](document)
        self.places = units(document.text, ranges)
        """Passages that evidence is chosen from."""
        self.spans = self.places or ranges
        """The same, or the part as a whole where it has no passages."""

    @cached_property
    def _joined(self) -> _Joined:
        document, at = self._document, 0
        pieces: list[tuple[int, int, int]] = []
        texts: list[str] = []
        for start, end in cut(_PLACES[self._part](document), CUT + SPARE):
            text = document.text[start:end]
            start += len(text) - len(text.lstrip())
            if start < end:
                pieces.append((start, end, at))
                texts.append(document.text[start:end])
                at += end - start + 1
        if self._part == "focus" and document.keywords:
            texts.append("，".join(document.keywords))
        return _Joined("\n".join(texts), tuple(pieces))

    @cached_property
    def _found(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Number in ``held``, start (ascending) and end in the text of each token that is one of its terms."""
        numbers = {term: number for number, term in enumerate(self._held.terms)}
        places = self._context.workspace.analyzer.places(self._joined.text, numbers)
        rows = np.array(sorted((a, b, numbers[term]) for term, a, b in places), dtype=np.int64).reshape(-1, 3)
        return rows[:, 2], rows[:, 0], rows[:, 1]

    @cached_property
    def sums(self) -> RunningSums | None:
        """Of the text; ``None`` with an encoder whose vectors are no sums."""
        encoder = self._context.workspace.encoder
        return encoder.running_sums(self._joined.text) if isinstance(encoder, StaticEncoder) else None

    @cached_property
    def words(self) -> list[frozenset[str]]:
        """The query's terms in each passage."""
        numbers, starts, ends = self._found
        terms = self._held.terms
        found = []
        for place in self.spans:
            inside: set[str] = set()
            for start, end in self._joined.spans([place]):
                first, last = np.searchsorted(starts, (start, end)).tolist()
                inside.update(
                    terms[number]
                    for number, stop in zip(
                        numbers[first:last].tolist(), ends[first:last].tolist(), strict=True
                    )
                    if stop <= end
                )
            found.append(frozenset(inside))
        return found

    @cached_property
    def vectors(self) -> NDArray[np.float32] | None:
        """float32[n_passages, dim]; ``None`` without an encoder."""
        encoder, places = self._context.workspace.encoder, self.spans
        if encoder is None or not places:
            return None
        if self.sums is None:
            return encoder.encode([self._document.text[a:b] for a, b in places])
        spans = [self._joined.spans([place]) for place in places]
        return np.stack([self.sums.of(own[0] if own else (0, 0)) for own in spans])

    def vector_without(self, ranges: Sequence[Range]) -> NDArray[np.float32] | None:
        """float32[dim] of the part when ranges of the document are taken out; ``None`` where nothing is left."""
        if self.sums is None:
            return None
        vector = self.sums.without(self._joined.spans(ranges))
        return vector if vector.any() else None

    def held_without(self, ranges: Sequence[Range]) -> NDArray[np.bool_]:
        """Which of the query's terms the part still has then."""
        numbers, starts, ends = self._found
        left = np.ones(len(numbers), dtype=bool)
        gone = np.zeros(len(numbers), dtype=np.int64)
        for start, end in self._joined.spans(ranges):
            left &= (starts >= end) | (ends <= start)
            gone += np.where(starts >= end, end - start, 0)
        left &= ends - gone <= CUT
        held = np.zeros(len(self._held.terms), dtype=bool)
        held[numbers[left]] = True
        return held
