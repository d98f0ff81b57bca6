"""Trained inverted files kept beside the vectors. They save time only: one that is damaged or cannot be kept is made anew."""

import logging
import os
import threading
import zlib
from pathlib import Path
from typing import Any

from indexer.engine.embedded.faiss_loading import load_faiss

log = logging.getLogger(__name__)
_BLOCK = 1 << 20
_SUM = ".crc"
"""Ending of the file that holds the CRC-32 of a snapshot."""


def read_snapshot(path: Path) -> Any:
    """The faiss index of a snapshot; ``None`` when there is none or it is not as it was written."""
    try:
        if int(path.with_suffix(_SUM).read_text("ascii")) != _checksum(path):
            raise ValueError("it differs from its checksum")
        return load_faiss().read_index(str(path))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RuntimeError) as error:
        log.warning("the snapshot %s is not used and will be made anew: %s", path, error)
        return None


def any_snapshot(folder: Path) -> Any:
    """The newest that can be read, of whatever rows; ``None`` without one."""
    for path in sorted(folder.glob("ivf-*.faiss"), key=_age):
        if (index := read_snapshot(path)) is not None:
            return index
    return None


def keep_snapshot(index: Any, path: Path) -> None:
    """Write a snapshot and remove those before it; a full or read-only disk is no fault of a search."""
    temporary = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.tmp")
    try:
        load_faiss().write_index(index, str(temporary))
        path.with_suffix(_SUM).write_text(str(_checksum(temporary)), "ascii")
        temporary.replace(path)
        for old in path.parent.glob("ivf-*"):
            if old.stem != path.stem and old.suffix in (path.suffix, _SUM):
                old.unlink(missing_ok=True)
    except (OSError, RuntimeError) as error:
        log.warning("the snapshot %s cannot be kept: %s", path, error)
        try:
            temporary.unlink(missing_ok=True)
        except OSError:
            log.warning("%s is left over and may be removed", temporary)


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            value = zlib.crc32(block, value)
    return value


def _age(path: Path) -> float:
    try:
        return -path.stat().st_mtime
    except FileNotFoundError:  # another process has just replaced it
        return 0.0
