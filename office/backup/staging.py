"""A folder for unfinished copies of confidential data: gone when the work ends, and swept away by the next when it was killed."""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_LOCK, _DATA = "lock", "data"
_BEGIN_S = 600
"""Nobody takes longer from making the folder to holding its lock."""


@contextmanager
def staging(parent: Path, prefix: str) -> Iterator[Path]:
    """An empty folder beside the destination, so that its files can be renamed there.

    Folders of the same prefix that killed programs left are removed first. Whether a program still works in one is told
    by a lock of SQLite's, which every system frees when a process ends. One that was killed before it had its lock left
    nothing of the data; its folder is removed once it is old enough that nobody can be about to take the lock.
    """
    for left in parent.glob(f"{prefix}*"):
        if _free(left / _LOCK) if (left / _LOCK).is_file() else _old(left):
            _remove(left)
    with (
        tempfile.TemporaryDirectory(dir=parent, prefix=prefix, ignore_cleanup_errors=True) as folder,
        closing(_take(Path(folder) / f"{_LOCK}.new")),
    ):
        (Path(folder) / f"{_LOCK}.new").rename(Path(folder) / _LOCK)  # held from the moment it can be seen
        data = Path(folder) / _DATA
        data.mkdir()
        try:
            yield data
        finally:
            _remove(
                data
            )  # the lock last: whoever is killed meanwhile leaves nothing that the next would not find


def _remove(folder: Path) -> None:
    for path in (folder / _DATA, folder):
        shutil.rmtree(path, ignore_errors=True)


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


def _old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _BEGIN_S
    except FileNotFoundError:  # whose it was has removed it just now
        return False
