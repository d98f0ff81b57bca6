"""The SQLite file: opening, versions, and one connection per thread."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from indexer.library.errors import LibraryError, LibraryFault, plain_fault

VERSION = 5
BUSY_MS = 30_000
"""How long a writer waits for another process to finish its transaction."""


class Database:
    """A SQLite database in WAL mode; readers never wait for the writer.

    Raises:
        LibraryError: the file is missing, is no library, cannot be read, or was written by a newer program.
    """

    def __init__(self, path: Path, *, create: bool) -> None:
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.RLock()
        self._closed = False
        if not create and not path.is_file():
            raise LibraryError(f"There is no library at {path}; run `fengqiao index SOURCE` first.")
        try:
            self._prepare()
        except sqlite3.DatabaseError as error:
            self.close()
            raise plain_fault(error, path) from error
        except LibraryFault:
            self.close()
            raise

    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        if self._closed:
            raise LibraryError("The library is closed.")
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = sqlite3.connect(self.path, check_same_thread=False, isolation_level=None)
            found.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
            found.execute("PRAGMA foreign_keys = ON")
            found.execute("PRAGMA synchronous = NORMAL")
            self._local.connection = found
            with self._lock:
                self._all.append(found)
        return found

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the write lock from its start; rolled back when the block or the commit fails.

        Raises:
            LibraryFault: the file cannot be written.
        """
        connection = self.connection()
        with self._lock, self.plainly():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # SQLite itself rolls back on a full disk
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def plainly(self) -> Iterator[None]:
        """Faults of the file in plain words; a statement that breaks a rule of the schema is a fault of the program."""
        try:
            yield
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise
        except sqlite3.DatabaseError as error:
            raise plain_fault(error, self.path) from error

    def close(self) -> None:
        """Close every thread's connection; safe to call twice."""
        with self._lock:
            self._closed = True
            for connection in self._all:
                connection.close()
            self._all.clear()

    def _prepare(self) -> None:
        connection = self.connection()
        version = _version(connection)
        if version == VERSION:
            return
        if version > VERSION:
            self.close()
            raise LibraryError(
                f"{self.path} was written by a newer version of this program (schema {version}, "
                f"known {VERSION}); update the program."
            )
        connection.execute("PRAGMA journal_mode = WAL")
        with self.write():
            for step in range(_version(connection), VERSION):
                _script(connection, _migration(step))
            connection.execute(f"PRAGMA user_version = {VERSION}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migration(step: int) -> str:
    name = "schema.sql" if step == 0 else f"migration_{step}_to_{step + 1}.sql"
    return files(__package__ or "indexer.library").joinpath(name).read_text(encoding="utf-8")


def _script(connection: sqlite3.Connection, sql: str) -> None:
    """Run statements inside the open transaction (``executescript`` would commit it)."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
