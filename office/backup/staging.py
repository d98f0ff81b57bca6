"""A folder for unfinished copies of confidential data: gone when the work ends, and swept away by the next when it was killed."""

import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

_LOCK, _DATA = "lock", "data"


@contextmanager
def staging(parent: Path, prefix: str) -> Iterator[Path]:
    """An empty folder beside the destination, so that its files can be renamed there.

    Folders of the same prefix that killed programs left are removed first. Whether a program still works in one is told
    by a lock of SQLite's, which every system frees when a process ends. Nobody looks while another one is between making
    its folder and holding that lock, so a folder without it was left too.
    """
    with ExitStack() as stack:
        with _alone(parent):
            for left in parent.glob(f"{prefix}*"):
                if not (left / _LOCK).is_file() or _free(left / _LOCK):
                    _remove(left)
            made = tempfile.TemporaryDirectory(dir=parent, prefix=prefix, ignore_cleanup_errors=True)
            folder = Path(stack.enter_context(made))
            stack.enter_context(closing(_take(folder / _LOCK)))
        data = folder / _DATA
        data.mkdir()
        # The lock goes last: who is killed meanwhile leaves nothing that the next would take for somebody's at work.
        stack.callback(shutil.rmtree, data, ignore_errors=True)
        yield data


@contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """One at a time in this folder, by a lock on the folder itself, which leaves no file."""
    descriptor = os.open(parent, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


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
