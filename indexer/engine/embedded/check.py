"""Whether the files of an index are as they were written, by checksum."""

import json
import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.engine.embedded.segments import read_segment
from indexer.engine.embedded.state import SegmentEntry

_MAGIC = 1337
"""Ends every segment file of tantivy; before it the length of a JSON footer that holds the CRC-32 of all above it."""
_BLOCK = 1 << 20


def word_faults(folder: Path) -> Iterator[str]:
    """Segment files of tantivy that differ from their checksum; sentences without a full stop."""
    segments = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["segments"]
    prefixes = {segment["segment_id"].replace("-", "") for segment in segments}
    for path in sorted(folder.iterdir()):
        if path.name.partition(".")[0] in prefixes and not _sound(path):
            yield f"{path} is damaged"


def vector_faults(folder: Path, entries: Sequence[SegmentEntry]) -> Iterator[str]:
    """Vector files that differ from their checksum; those that older programs wrote have none.

    Raises:
        EngineError: a file is missing or cannot be read.
    """
    for entry in entries:
        segment = read_segment(folder, entry)
        if segment.checksum is not None and segment.checksum != zlib.crc32(segment.vectors.tobytes()):
            yield f"{folder / entry.name}.npy is damaged"


def _sound(path: Path) -> bool:
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 8))
        tail = file.read(8)
        length, magic = struct.unpack("<II", tail) if len(tail) == 8 else (0, 0)
        body = size - 8 - length
        if magic != _MAGIC or body < 0:
            return False
        file.seek(body)
        try:
            wanted = json.loads(file.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            return False
        file.seek(0)
        checksum = 0
        while body > 0:
            block = file.read(min(_BLOCK, body))
            if not block:
                return False
            checksum, body = zlib.crc32(block, checksum), body - len(block)
    return bool(checksum == wanted)
