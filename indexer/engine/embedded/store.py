"""The writing half of the vectors: buffered changes, new segments, merges."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from indexer.engine.embedded.segments import Segment, from_documents, merge, read_segment, write_segment
from indexer.engine.embedded.state import SegmentEntry
from indexer.engine.protocol import IndexedDocument

_RATIO = 2
"""Neighbours are merged until each segment is this many times as large as the next: log(n) rewrites a row."""
_DEAD = 0.3
"""A segment with a larger share of dead documents than this is rewritten."""


class VectorStore:
    """Changes since the last commit, over the segments of that commit."""

    def __init__(self, folder: Path, dim: int) -> None:
        self._folder = folder
        self._dim = dim
        self._added: dict[str, IndexedDocument] = {}
        self._removed: set[str] = set()

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return bool(self._added or self._removed)

    def upsert(self, documents: Sequence[IndexedDocument]) -> None:
        """Replace by id.

        Raises:
            ValueError: vectors do not fit the passages or the dimension.
        """
        for document in documents:
            self.delete((document.id,))
            if document.vectors is None or not len(document.passage_ids):
                continue
            if document.vectors.shape != (len(document.passage_ids), self._dim):
                raise ValueError(
                    f"{document.id}: vectors of shape {document.vectors.shape} for "
                    f"{len(document.passage_ids)} passages of {self._dim} dimensions"
                )
            # Only what a segment needs: the tokens of thousands of documents between commits are gigabytes.
            self._added[document.id] = replace(
                document,
                texts={},
                keywords={},
                numbers={},
                vectors=document.vectors.astype(np.float16),
            )

    def delete(self, ids: Sequence[str]) -> None:
        """Remove by id."""
        for id in ids:
            self._added.pop(id, None)
            self._removed.add(id)

    def prepare(self, entries: Sequence[SegmentEntry], generation: int) -> tuple[SegmentEntry, ...]:
        """Write the changes as new files; the files of the last commit stay as they are.

        Returns:
            The segments after this commit.
        """
        segments = [read_segment(self._folder, entry) for entry in entries]
        for segment in segments:
            for at, id in enumerate(segment.documents):
                if id in self._removed:
                    segment.dead.add(at)
        fresh = [from_documents("", list(self._added.values()))] if self._added else []
        kept = _tidy([s for s in (*segments, *fresh) if len(s.dead) < len(s.documents)])
        out = []
        for number, group in enumerate(kept):
            if len(group) == 1 and group[0].name and not _wasteful(group[0]):
                out.append(group[0].entry)
                continue
            made = merge(f"{generation:08d}-{number}", group)
            write_segment(self._folder, made)
            out.append(made.entry)
        return tuple(out)

    def done(self, entries: Sequence[SegmentEntry]) -> None:
        """The commit happened: forget the buffer and remove files that no segment uses."""
        self.forget()
        used = {entry.name for entry in entries}
        for path in self._folder.iterdir():
            if path.suffix in (".npy", ".npz") and path.stem not in used:
                path.unlink(missing_ok=True)

    def forget(self) -> None:
        """Drop uncommitted changes."""
        self._added.clear()
        self._removed.clear()


def _wasteful(segment: Segment) -> bool:
    return len(segment.dead) > _DEAD * len(segment.documents)


def _tidy(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Which neighbours become one segment."""
    groups: list[list[Segment]] = []
    for segment in segments:
        groups.append([segment])
        while len(groups) > 1 and _size(groups[-2]) < _RATIO * _size(groups[-1]):
            last = groups.pop()
            groups[-1] += last
    return groups


def _size(group: Sequence[Segment]) -> int:
    return int(np.sum([segment.rows for segment in group]))
