"""The searching half of the vectors: a faiss index over the rows of the committed segments."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded.faiss_loading import load_faiss
from indexer.engine.embedded.inverted import InvertedFile, fill, inverted_file, take
from indexer.engine.embedded.segments import read_segment
from indexer.engine.embedded.state import SegmentEntry

FLAT_UP_TO = 60_000
"""Rows up to which every row is compared (float16, exact to 1e-3); above, lists of an inverted file are."""
_FEW = 4_000
"""With fewer rows than this left by a filter, they are compared directly."""
_PROBE = (16, 256)
"""Fewest and most lists looked at; between them a quarter, with which 99 % of the best documents are found."""
_TIE = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Allowed:
    """The rows that a filter leaves, in the forms that a search needs; it has to outlive the search."""

    documents: int
    n_rows: int
    rows: NDArray[np.bool_]
    bits: NDArray[np.uint8]
    """The same, packed for faiss."""


class VectorTable:
    """All rows of a commit, read-only. Rows are numbered in order of segments.

    Args:
        folder: Of the segments.
        entries: The segments of the commit.
        dim: Of the vectors.
        flat_up_to: Rows up to which no inverted file is made.
        inverted: That of an earlier commit, where it is in memory.
    """

    def __init__(
        self,
        folder: Path,
        entries: Sequence[SegmentEntry],
        dim: int,
        flat_up_to: int = FLAT_UP_TO,
        inverted: InvertedFile | None = None,
    ) -> None:
        self._folder, self._dim, self._flat_up_to = folder, dim, flat_up_to
        self.inverted = inverted
        """Made at the first search that needs one; until then that of the commit before."""
        segments = [read_segment(folder, entry) for entry in entries]
        self._segments = segments
        self.documents: list[str] = [id for segment in segments for id in segment.documents]
        none = [np.zeros(0, dtype=np.int64)]
        self._numbers = np.concatenate([s.first_passages() for s in segments] or none)
        self._alive = np.concatenate([s.alive() for s in segments] or [np.zeros(0, dtype=bool)])
        counts = np.concatenate([s.counts for s in segments] or none)
        self._row_document = np.repeat(np.arange(len(counts)), counts)
        self._row_passage = np.concatenate([s.passages for s in segments] or none)
        self._faiss: Any = None
        self._rest = np.zeros((0, dim), dtype=np.float32)
        self._making = threading.Lock()

    @property
    def n_rows(self) -> int:
        """Rows of all segments, dead ones included."""
        return len(self._row_passage)

    def names(self) -> Iterator[tuple[int, str]]:
        """``(first passage id, document id)`` of every document."""
        return zip(self._numbers.tolist(), self.documents, strict=True)

    def allow(self, numbers: NDArray[np.int64] | None) -> Allowed:
        """What a search may look at.

        Args:
            numbers: First passage ids of the documents allowed; ``None`` allows all.
        """
        allowed = self._alive if numbers is None else self._alive & np.isin(self._numbers, numbers)
        rows = allowed[self._row_document]
        return Allowed(int(allowed.sum()), int(rows.sum()), rows, np.packbits(rows, bitorder="little"))

    def search(
        self, vectors: NDArray[np.float32], allowed: Allowed, limit: int
    ) -> tuple[list[tuple[float, str, int]], int]:
        """Documents by their best row.

        Args:
            vectors: float32[n_queries, dim].
            allowed: From :meth:`allow`.
            limit: Documents wanted.

        Returns:
            ``(score, document id, passage id)`` best first, equal scores by id, and how many were allowed.
        """
        total, n_rows = allowed.documents, allowed.n_rows
        if not total or limit <= 0 or not len(vectors):
            return [], total
        k = min(n_rows, max(64, 4 * limit))
        while True:
            scores, found = self._rows(vectors, allowed, k)
            best = self._by_document(scores, found, limit)
            enough = len(best) >= limit and scores.min() < best[limit - 1][0] - _TIE
            if enough or k >= n_rows or (len(found) < k and len(best) >= min(limit, total)):
                return best[:limit], total
            k = min(n_rows, 4 * k)

    def _rows(
        self, vectors: NDArray[np.float32], allowed: Allowed, k: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The ``k`` best rows of each query, all queries together."""
        n_rows = allowed.n_rows
        if n_rows <= _FEW or k >= n_rows:
            at = np.flatnonzero(allowed.rows)
            return (take(self._segments, at) @ vectors.T).max(axis=1), at
        faiss = load_faiss()
        index, rest = self._searched()
        selector = None
        if n_rows < len(allowed.rows):
            selector = faiss.IDSelectorBitmap(len(allowed.bits), faiss.swig_ptr(allowed.bits))
        if isinstance(index, faiss.IndexIVF):
            parameters = faiss.SearchParametersIVF(sel=selector, nprobe=_probe(index.nlist))
        else:
            parameters = faiss.SearchParameters(sel=selector)
        scores, found = index.search(np.ascontiguousarray(vectors), k, params=parameters)
        keep = found >= 0
        scores, found = scores[keep], found[keep]
        if not len(rest):
            return scores, found
        more = (rest @ vectors.T).max(axis=1)
        # Below the last of the first rows there may be others of them: what is as low does not count.
        floor = scores.min() if keep.all() else -np.inf
        at = np.flatnonzero(allowed.rows[index.ntotal :] & (more >= floor))
        return np.concatenate((scores, more[at])), np.concatenate((found, at + index.ntotal))

    def _by_document(
        self, scores: NDArray[np.float32], rows: NDArray[np.int64], limit: int
    ) -> list[tuple[float, str, int]]:
        """The best ``limit`` documents and all that tie with the last of them; fewer when there are fewer."""
        order = np.lexsort((rows, -scores))
        documents, first = np.unique(self._row_document[rows[order]], return_index=True)
        best_rows = rows[order][first]
        best = np.round(scores[order][first].astype(np.float64), 6)
        if len(best) > limit:
            border = np.partition(best, len(best) - limit)[len(best) - limit]
            kept = best >= border
            documents, best_rows, best = documents[kept], best_rows[kept], best[kept]
        out = [
            (score, self.documents[at], passage)
            for score, at, passage in zip(
                best.tolist(), documents.tolist(), self._row_passage[best_rows].tolist(), strict=True
            )
        ]
        return sorted(out, key=lambda hit: (-hit[0], hit[1]))

    def _searched(self) -> tuple[Any, NDArray[np.float32]]:
        """The faiss index of the first rows, and the vectors of the rest."""
        with self._making:  # whoever comes meanwhile waits for the one that makes it
            if self._faiss is None:
                if self.n_rows <= self._flat_up_to:
                    faiss = load_faiss()
                    index = faiss.IndexScalarQuantizer(
                        self._dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
                    )
                    fill(index, self._segments)
                else:
                    self.inverted = inverted_file(self._folder, self._segments, self.inverted)
                    index = self.inverted.index
                self._rest = take(self._segments, np.arange(index.ntotal, self.n_rows))
                self._faiss = index
            return self._faiss, self._rest


def _probe(lists: int) -> int:
    return min(_PROBE[1], max(_PROBE[0], lists // 4))
