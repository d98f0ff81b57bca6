"""Vector files: written once, never changed, merged so that their number stays small.

A segment is two files: ``NAME.npy`` float16[rows, dim], and ``NAME.npz`` with the passage id of each row, the
number of rows of each document, the document ids, and the CRC-32 of the vectors.
"""

import os
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded.state import SegmentEntry
from indexer.engine.protocol import EngineError, IndexedDocument

_SEPARATOR = "\x00"


@dataclass(slots=True)
class Segment:
    """A segment in memory; the vectors are mapped, not read."""

    name: str
    documents: list[str]
    counts: NDArray[np.int32]
    passages: NDArray[np.int64]
    vectors: NDArray[np.float16]
    dead: set[int] = field(default_factory=set)
    checksum: int | None = None
    """Of the vectors as they were written; ``None`` in files of older programs, and before they are written."""

    @property
    def rows(self) -> int:
        """Rows, dead ones among them."""
        return len(self.passages)

    @property
    def entry(self) -> SegmentEntry:
        """What the state says of it."""
        return SegmentEntry(self.name, self.rows, tuple(sorted(self.dead)))

    def alive(self) -> NDArray[np.bool_]:
        """bool[n_documents]."""
        mask = np.ones(len(self.documents), dtype=bool)
        mask[list(self.dead)] = False
        return mask

    def first_passages(self) -> NDArray[np.int64]:
        """int64[n_documents]: the number that joins a document to the lexical index."""
        starts = np.concatenate(([0], np.cumsum(self.counts)[:-1])) if len(self.counts) else np.zeros(0, int)
        return self.passages[starts.astype(np.int64)]


def read_segment(folder: Path, entry: SegmentEntry) -> Segment:
    """Open a segment.

    Raises:
        EngineError: its files are missing or damaged.
    """
    try:
        vectors = np.load(folder / f"{entry.name}.npy", mmap_mode="r")
        with np.load(folder / f"{entry.name}.npz") as more:
            documents = more["documents"].tobytes().decode("utf-8").split(_SEPARATOR)
            counts, passages = more["counts"], more["passages"]
            checksum = int(more["checksum"]) if "checksum" in more else None
        segment = Segment(entry.name, documents, counts, passages, vectors, set(entry.dead), checksum)
    except (OSError, EOFError, ValueError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise EngineError(
            f"The vector file {folder / entry.name} cannot be read ({error}); run `fengqiao rebuild`."
        ) from error
    if segment.rows != entry.rows or len(vectors) != entry.rows:
        raise EngineError(f"The vector file {folder / entry.name} is incomplete; run `fengqiao rebuild`.")
    return segment


def from_documents(name: str, documents: Sequence[IndexedDocument]) -> Segment:
    """A segment in memory of documents that all have vectors."""
    vectors = [np.asarray(d.vectors, dtype=np.float16) for d in documents]
    return Segment(
        name,
        [d.id for d in documents],
        np.array([len(v) for v in vectors], dtype=np.int32),
        np.concatenate([np.asarray(d.passage_ids, dtype=np.int64) for d in documents]),
        np.concatenate(vectors),
    )


def merge(name: str, segments: Sequence[Segment]) -> Segment:
    """The living documents of several segments as one, in order."""
    documents: list[str] = []
    counts, passages, vectors = [], [], []
    for segment in segments:
        alive = segment.alive()
        rows = np.repeat(alive, segment.counts)
        documents += [id for id, lives in zip(segment.documents, alive, strict=True) if lives]
        counts.append(segment.counts[alive])
        passages.append(segment.passages[rows])
        vectors.append(np.asarray(segment.vectors)[rows])
    return Segment(name, documents, np.concatenate(counts), np.concatenate(passages), np.concatenate(vectors))


def write_segment(folder: Path, segment: Segment) -> None:
    """Write both files, durable before this returns."""
    with (folder / f"{segment.name}.npy").open("wb") as file:
        np.save(file, segment.vectors)
        _sync(file.fileno())
    with (folder / f"{segment.name}.npz").open("wb") as file:
        names = np.frombuffer(_SEPARATOR.join(segment.documents).encode("utf-8"), dtype=np.uint8)
        checksum = np.uint32(zlib.crc32(segment.vectors.tobytes()))
        np.savez(file, documents=names, counts=segment.counts, passages=segment.passages, checksum=checksum)
        _sync(file.fileno())


def _sync(descriptor: int) -> None:
    os.fsync(descriptor)
