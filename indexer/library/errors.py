"""Faults of the library of record."""

import sqlite3
from pathlib import Path

_DAMAGED = (
    "is damaged: put it back with `fengqiao restore` from the newest backup, or move it away and run "
    "`fengqiao index` over the sources again"
)
_FAULTS = {
    "disk is full": "cannot be written: the disk is full; free some space and try again",
    "readonly": "cannot be written: make the file and its folder writable for this user",
    "locked": "is busy: another program keeps it locked; try again, or stop that program",
    "unable to open": "cannot be opened: check that its folder is there and may be read and written",
    "malformed": _DAMAGED,
    "not a database": _DAMAGED,
}
"""What SQLite reports, and what to say of it."""


class LibraryError(Exception):
    """The library cannot be used or the change is not allowed; the message says what to do."""


class LibraryFault(LibraryError):
    """The file cannot be read or written: a full disk, missing rights, damage. Nothing of the change was kept."""


def plain_fault(error: sqlite3.Error, path: Path) -> LibraryFault:
    """What SQLite reports of the file, in one sentence that says what to do."""
    said = str(error)
    for sign, sentence in _FAULTS.items():
        if sign in said.lower():
            return LibraryFault(f"The library {path} {sentence}.")
    return LibraryFault(f"{path} cannot be used as a library: {said}.")


def damaged(what: str) -> LibraryFault:
    """The file can be read, but what it holds is not what was written."""
    return LibraryFault(f"The library {_DAMAGED} ({what}).")
