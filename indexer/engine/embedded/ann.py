"""The searching half of the vectors: a faiss index over the rows of the committed segments."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded.segments import Segment, read_segment
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

    def search(
        self, vectors: NDArray[np.float32], numbers: NDArray[np.int64] | None, limit: int
    ) -> tuple[list[tuple[float, str, int]], int]:
        """Documents by their best row.

        Args:
            vectors: float32[n_queries, dim].
            numbers: First passage ids of the documents allowed; ``None`` allows all.
            limit: Documents wanted.

        Returns:
            ``(score, document id, passage id)`` best first, equal scores by id, and how many were allowed.
        """
        allowed = self._alive if numbers is None else self._alive & np.isin(self._numbers, numbers)
        total = int(allowed.sum())
        if not total or limit <= 0 or not len(vectors):
            return [], total
        rows = allowed[self._row_document]
        n_rows = int(rows.sum())
        k = min(n_rows, max(64, 4 * limit))
        while True:
            scores, found = self._rows(vectors, rows, n_rows, k)
            best = self._by_document(scores, found)
            enough = len(best) > limit and scores.min() < best[limit - 1][0] - _TIE
            if enough or k >= n_rows or (len(found) < k and len(best) >= min(limit, total)):
                return best[:limit], total
            k = min(n_rows, 4 * k)

    def _rows(
        self, vectors: NDArray[np.float32], rows: NDArray[np.bool_], n_rows: int, k: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The ``k`` best rows of each query, all queries together."""
        if n_rows <= _FEW or k >= n_rows:
            at = np.flatnonzero(rows)
            return (self._take(at) @ vectors.T).max(axis=1), at
        faiss = _faiss()
        index = self._index()
        selector, bits = None, None
        if n_rows < len(rows):
            bits = np.packbits(rows, bitorder="little")
            selector = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
        if isinstance(index, faiss.IndexIVF):
            parameters = faiss.SearchParametersIVF(sel=selector, nprobe=_probe(index.nlist))
        else:
            parameters = faiss.SearchParameters(sel=selector)
        scores, found = index.search(np.ascontiguousarray(vectors), k, params=parameters)
        del bits  # It had to outlive the search.
        keep = found >= 0
        return scores[keep], found[keep]

    def _by_document(
        self, scores: NDArray[np.float32], rows: NDArray[np.int64]
    ) -> list[tuple[float, str, int]]:
        best: dict[int, tuple[float, int]] = {}
        order = np.argsort(-scores, kind="stable")
        for score, row in zip(scores[order].tolist(), rows[order].tolist(), strict=True):
            at = int(self._row_document[row])
            if at not in best:
                best[at] = (round(score, 6), int(self._row_passage[row]))
        out = [(score, self.documents[at], passage) for at, (score, passage) in best.items()]
        return sorted(out, key=lambda hit: (-hit[0], hit[1]))

    def _take(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        parts, start = [], 0
        for segment in self._segments:
            inside = rows[(rows >= start) & (rows < start + segment.rows)] - start
            parts.append(np.asarray(segment.vectors[inside], dtype=np.float32))
            start += segment.rows
        return np.concatenate(parts)

    def _index(self) -> Any:
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
        faiss = _faiss()
        for covered in range(len(self._segments), 0, -1):
            path = self._snapshot(covered)
            if path.is_file():
                index = faiss.read_index(str(path))
                break
        else:
            covered = len(self._segments)
            index = self._train(total)
        _fill(index, self._segments[covered:] if index.ntotal else self._segments)
        if not self._snapshot(len(self._segments)).is_file():
            self._save(index)
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

    def _save(self, index: Any) -> None:
        faiss = _faiss()
        path = self._snapshot(len(self._segments))
        temporary = path.with_suffix(".tmp")
        faiss.write_index(index, str(temporary))
        temporary.replace(path)
        for old in self._folder.glob("ivf-*.faiss"):
            if old != path:
                old.unlink(missing_ok=True)

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
