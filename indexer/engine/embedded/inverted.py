"""The inverted file over the first, large segments; what came later is small and compared row by row.

A commit adds a small segment and merges small ones, so the large ones at the front stay what they are, and so does
their inverted file: in memory from one commit to the next, on disk from one process to the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from indexer.engine.embedded.faiss_loading import load_faiss
from indexer.engine.embedded.segments import Segment
from indexer.engine.embedded.snapshots import any_snapshot, keep_snapshot, read_snapshot

_CHUNK = 65_536
_TRAIN_PER_LIST = 40
_TAIL = 0.04
"""Share of all rows that may stay outside when it is made; twice as many before it is made larger."""
_OUTGROWN = 4
"""Times as many rows as it was trained for, after which it is trained anew."""


Mark = tuple[str, int, int | None]
"""Name of a segment, its rows, and the checksum of its vectors: an index made anew gives names again."""


@dataclass(frozen=True, slots=True, eq=False)
class InvertedFile:
    """A trained faiss index; nothing is added to it after it was made.

    Attributes:
        segments: The segments in it, in order, by what tells them from those of another index.
        rows: How many rows they have together.
    """

    segments: tuple[Mark, ...]
    rows: int
    index: Any


def inverted_file(folder: Path, segments: Sequence[Segment], before: InvertedFile | None) -> InvertedFile:
    """One that covers all but a small rest of the rows, with as little work as can be.

    Args:
        folder: Of the snapshots.
        segments: All of the commit; at least one.
        before: Of an earlier commit, as it is in memory.
    """
    total = sum(segment.rows for segment in segments)
    held = before if before and _fits(before, segments) else _read(folder, segments)
    if held and total - held.rows <= 2 * _TAIL * total:
        return held
    covered, rest = len(segments), 0
    while covered > 1 and rest + segments[covered - 1].rows <= _TAIL * total:
        covered -= 1
        rest += segments[covered].rows
    wanted = segments[:covered]
    if held:
        index = load_faiss().clone_index(held.index)
        fill(index, wanted[len(held.segments) :])
    else:
        dim = wanted[0].vectors.shape[1]
        index = _empty(before.index if before else any_snapshot(folder), total, dim) or _train(wanted)
        fill(index, wanted)
    made = InvertedFile(_marks(wanted), total - rest, index)
    keep_snapshot(index, _snapshot(folder, made.segments))
    return made


def fill(index: Any, segments: Sequence[Segment]) -> None:
    """Add all rows of segments to a faiss index."""
    for segment in segments:
        for at in range(0, segment.rows, _CHUNK):
            index.add(np.asarray(segment.vectors[at : at + _CHUNK], dtype=np.float32))


def _read(folder: Path, segments: Sequence[Segment]) -> InvertedFile | None:
    """The snapshot of the most segments."""
    for covered in range(len(segments), 0, -1):
        marks = _marks(segments[:covered])
        index = read_snapshot(_snapshot(folder, marks))
        if index is not None:
            return InvertedFile(marks, index.ntotal, index)
    return None


def _fits(held: InvertedFile, segments: Sequence[Segment]) -> bool:
    return _marks(segments[: len(held.segments)]) == held.segments


def _empty(index: Any, total: int, dim: int) -> Any:
    """The lists of another one without its rows; ``None`` where it was trained for much fewer, or other, rows."""
    if index is None or index.d != dim or total > _OUTGROWN * index.nlist**2:
        return None
    empty = load_faiss().clone_index(index)
    empty.reset()
    return empty


def _train(segments: Sequence[Segment]) -> Any:
    faiss = load_faiss()
    total, dim = sum(segment.rows for segment in segments), segments[0].vectors.shape[1]
    lists = max(1, int(np.sqrt(total)))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dim), dim, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    chosen = np.random.default_rng(0).choice(total, min(total, lists * _TRAIN_PER_LIST), replace=False)
    index.train(take(segments, np.sort(chosen)))
    return index


def take(segments: Sequence[Segment], rows: np.ndarray[Any, np.dtype[np.int64]]) -> Any:
    """float32[len(rows), dim]: rows by their numbers, ascending, counted through the segments."""
    parts, start = [], 0
    for segment in segments:
        inside = rows[(rows >= start) & (rows < start + segment.rows)] - start
        parts.append(np.asarray(segment.vectors[inside], dtype=np.float32))
        start += segment.rows
    return np.concatenate(parts)


def _marks(segments: Sequence[Segment]) -> tuple[Mark, ...]:
    return tuple((segment.name, segment.rows, segment.checksum) for segment in segments)


def _snapshot(folder: Path, marks: Sequence[Mark]) -> Path:
    listed = "\n".join(" ".join(map(str, mark)) for mark in marks)
    return folder / f"ivf-{sha256(listed.encode()).hexdigest()[:16]}.faiss"
