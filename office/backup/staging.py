"""A folder for unfinished copies of confidential data: gone when the work ends, and swept away by the next when it was killed."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_LOCK, _DATA = "lock", "data"


@contextmanager
def staging(parent: Path, prefix: str) -> Iterator[Path]:
    """An empty folder beside the destination, so that its files can be renamed there.

    Folders of the same prefix that killed programs left are removed first. Whether a program still works in one is told
    by a lock of SQLite's, which every system frees when a process ends.
    """
    for left in parent.glob(f"{prefix}*"):
        if (left / _LOCK).is_file() and _free(left / _LOCK):
            shutil.rmtree(left, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory(dir=parent, prefix=prefix, ignore_cleanup_errors=True) as folder,
        closing(_take(Path(folder) / f"{_LOCK}.new")),
    ):
        (Path(folder) / f"{_LOCK}.new").rename(Path(folder) / _LOCK)  # held from the moment it can be seen
        data = Path(folder) / _DATA
        data.mkdir()
        yield data


def _take(path: Path) -> sqlite3.Connection:
    held = sqlite3.connect(path, timeout=0, isolation_level=None)
    held.execute("BEGIN EXCLUSIVE")
    return held


def _free(path: Path) -> bool:
    try:
        _take(path).close()
    except sqlite3.OperationalError:
        return False
    return True
