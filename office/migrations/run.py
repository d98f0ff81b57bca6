"""Migrations run from the program: bring a store to the newest revision, or back."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from office.errors import OfficeError

FOLDER = Path(__file__).parent
_LOCK = 7_316_001
"""PostgreSQL advisory lock that migrating programs wait for."""


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without an ini file."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def head() -> str:
    """The newest revision of this program."""
    found = ScriptDirectory.from_config(config()).get_current_head()
    assert found is not None, "there is at least one revision"
    return found


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run what is missing, in one transaction; programs that open the store at the same time wait for each other.

    Raises:
        OfficeError: the store is at a revision that this program does not know.
    """
    target = head() if revision == "head" else revision
    with engine.connect() as connection:
        if _revision(connection) == target:
            return
    _move(engine, target, up=True)


def downgrade(engine: Engine, revision: str) -> None:
    """Go back to an older revision (``base`` removes every table); what newer tables held is lost."""
    _move(engine, revision, up=False)


def _move(engine: Engine, revision: str, *, up: bool) -> None:
    with engine.connect() as connection, _without_cascades(connection):
        writing = connection.execution_options(fengqiao_begin="BEGIN IMMEDIATE")
        with writing.begin():
            if connection.dialect.name != "sqlite":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            _check_known(connection)
            (command.upgrade if up else command.downgrade)(config(connection), revision)
            _check_references(connection)


@contextmanager
def _without_cascades(connection: Connection) -> Iterator[None]:
    """Foreign keys off on SQLite: rebuilding a table drops it, and rows that refer to it would go too."""
    raw = connection.connection.dbapi_connection
    if not isinstance(raw, sqlite3.Connection):
        yield
        return
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise OfficeError("A migration left rows that refer to nothing; the store is as it was before.")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _check_known(connection: Connection) -> None:
    at = _revision(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if at is not None and at not in known:
        raise OfficeError(
            f"The office store is at revision {at}, which this program does not know: "
            "a newer version made it; use that version."
        )
