"""What an engine does not hold yet. Survives a crash, because it is written with the document itself."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from indexer.library.database import Database


class Reads:
    """Shared access to the database file."""

    _db: Database

    def _rows(self, sql: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        with self._db.plainly():
            rows = self._db.connection().execute(sql, tuple(values)).fetchall()
        yield from rows


class Pending(Reads):
    """The list of documents whose latest state has not reached the engine."""

    def pending(self) -> dict[str, int]:
        """Ids to bring up to date (a document that is gone is to be deleted), with the change's number."""
        return dict(self._rows("SELECT document_id, sequence FROM pending ORDER BY sequence", ()))

    @property
    def settled(self) -> bool:
        """Whether the engine has everything."""
        return not list(self._rows("SELECT 1 FROM pending LIMIT 1", ()))

    def changed_since(self, generation: int) -> set[str]:
        """Ids of documents changed or removed after this generation, whether or not the engine has them."""
        found = self._rows("SELECT document_id FROM changes WHERE sequence > ?", (generation,))
        return {id for (id,) in found}

    def clear_pending(self, done: Mapping[str, int]) -> None:
        """Forget changes that an engine has committed; a document changed again since then stays listed."""
        with self._db.write() as db:
            db.executemany("DELETE FROM pending WHERE document_id = ? AND sequence = ?", list(done.items()))

    def _mark_pending(self, db: sqlite3.Connection, ids: Iterable[str]) -> int:
        """Inside a transaction: number this change and list the documents under it.

        Returns:
            The number; 0 without documents.
        """
        listed = list(ids)
        if not listed:
            return 0
        db.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'")
        sequence = int(db.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()[0])
        numbered = [(id, sequence) for id in listed]
        db.executemany("INSERT OR REPLACE INTO pending VALUES (?, ?)", numbered)
        db.executemany("INSERT OR REPLACE INTO changes VALUES (?, ?)", numbered)
        return sequence
