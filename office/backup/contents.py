"""What a backup holds: members of a zip file, and a manifest that is written last and tells them all."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from indexer.library.library import FILE as LIBRARY_FILE
from office.connect import FILE as OFFICE_FILE
from office.errors import OfficeError

MANIFEST = "manifest.json"
AUDIT_FOLDER = "audit"

__all__ = [
    "AUDIT_FOLDER",
    "LIBRARY_FILE",
    "MANIFEST",
    "OFFICE_FILE",
    "BackupError",
    "Manifest",
    "Member",
    "row_counts",
]


class BackupError(OfficeError):
    """A backup cannot be made, or a file is no whole backup; the message says what to do."""

    code = "backup_refused"


class Member(BaseModel):
    """One file of a backup."""

    model_config = ConfigDict(frozen=True)
    name: str
    sha256: str
    bytes: int
    rows: dict[str, int] = {}
    """Rows by table, of databases."""


class Manifest(BaseModel):
    """What is in a backup."""

    model_config = ConfigDict(frozen=True)
    format: Literal[1] = 1
    made: str
    """When, ISO in UTC."""
    program: str
    """Version of the program that made it."""
    office_revision: str
    audit_anchor: str
    """``SEQ:HASH`` of the newest audit entry; ``fengqiao audit verify --anchor`` takes it."""
    with_key: bool
    """Whether the key of the sealed personal data is in it."""
    members: tuple[Member, ...]


def row_counts(path: Path) -> dict[str, int]:
    """Rows by table of a SQLite file, which is checked page by page first.

    Raises:
        BackupError: the file is damaged.
    """
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            said = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if said != "ok":
                raise BackupError(f"{path.name} is damaged: {said}")
            tables = db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            ).fetchall()
            return {name: _count(db, name) for (name,) in tables}
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{path.name} is damaged: {error}") from error


def _count(db: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')  # a name from the database itself, quoted as SQL asks for
    rows: int = db.execute(f'SELECT COUNT(*) FROM "{quoted}"').fetchone()[0]
    return rows
