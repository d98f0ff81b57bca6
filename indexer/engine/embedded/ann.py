"""The searching half of the vectors: a faiss index over the rows of the committed segments."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded.segments import Segment, read_segment
from indexer.engine.embedded.snapshots import keep_snapshot, read_snapshot
from indexer.engine.embedded.state import SegmentEntry

FLAT_UP_TO = 60_000
"""Rows up to which every row is compared (float16, exact to 1e-3); above, lists of an inverted file are."""
_FEW = 4_000
"""With fewer rows than this left by a filter, they are compared directly."""
_CHUNK = 65_536
_PROBE = (16, 256)
"""Fewest and most lists looked at; between them a quarter, with which 99 % of the best documents are found."""
_TRAIN_PER_LIST = 40
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
    """All rows of a commit, read-only. Rows are numbered in order of segments."""

    def __init__(
        self, folder: Path, entries: Sequence[SegmentEntry], dim: int, flat_up_to: int = FLAT_UP_TO
    ) -> None:
        self._folder, self._dim, self._flat_up_to = folder, dim, flat_up_to
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
            return (self._take(at) @ vectors.T).max(axis=1), at
        faiss = _faiss()
        index = self._index()
        selector = None
        if n_rows < len(allowed.rows):
            selector = faiss.IDSelectorBitmap(len(allowed.bits), faiss.swig_ptr(allowed.bits))
        if isinstance(index, faiss.IndexIVF):
            parameters = faiss.SearchParametersIVF(sel=selector, nprobe=_probe(index.nlist))
        else:
            parameters = faiss.SearchParameters(sel=selector)
        scores, found = index.search(np.ascontiguousarray(vectors), k, params=parameters)
        keep = found >= 0
        return scores[keep], found[keep]

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

    def _take(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        parts, start = [], 0
        for segment in self._segments:
            inside = rows[(rows >= start) & (rows < start + segment.rows)] - start
            parts.append(np.asarray(segment.vectors[inside], dtype=np.float32))
            start += segment.rows
        return np.concatenate(parts)

    def _index(self) -> Any:
        with self._making:  # whoever comes meanwhile waits for the one that makes it
            if self._faiss is None:
                faiss = _faiss()
                total = len(self._row_passage)
                if total <= self._flat_up_to:
                    index = faiss.IndexScalarQuantizer(
                        self._dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
                    )
                    _fill(index, self._segments)
                else:
                    index = self._inverted_file(total)
                self._faiss = index
            return self._faiss

    def _inverted_file(self, total: int) -> Any:
        """Read the snapshot of the first segments if there is one, and add the others to it in memory."""
        for covered in range(len(self._segments), 0, -1):
            index = read_snapshot(self._snapshot(covered))
            if index is not None:
                whole = covered == len(self._segments)
                break
        else:
            covered, whole = len(self._segments), False
            index = self._train(total)
        _fill(index, self._segments[covered:] if index.ntotal else self._segments)
        if not whole:
            keep_snapshot(index, self._snapshot(len(self._segments)))
        return index

    def _train(self, total: int) -> Any:
        faiss = _faiss()
        lists = max(1, int(np.sqrt(total)))
        quantizer = faiss.IndexFlatIP(self._dim)
        index = faiss.IndexIVFScalarQuantizer(
            quantizer, self._dim, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        rows = np.random.default_rng(0).choice(total, min(total, lists * _TRAIN_PER_LIST), replace=False)
        index.train(self._take(np.sort(rows)))
        return index

    def _snapshot(self, covered: int) -> Path:
        names = "\n".join(f"{s.name} {s.rows}" for s in self._segments[:covered])
        return self._folder / f"ivf-{sha256(names.encode()).hexdigest()[:16]}.faiss"


def _probe(lists: int) -> int:
    return min(_PROBE[1], max(_PROBE[0], lists // 4))


def _faiss() -> Any:
    """Imported at the first use (0.2 s); its generated classes have no usable types."""
    import faiss

    return faiss


def _fill(index: Any, segments: Sequence[Segment]) -> None:
    for segment in segments:
        for at in range(0, segment.rows, _CHUNK):
            index.add(np.asarray(segment.vectors[at : at + _CHUNK], dtype=np.float32))
