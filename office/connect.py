"""Engines for the office store, and database faults in plain words."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError

from indexer import unfinished
from office.errors import OfficeError, ValueRefused

FILE = "office.db"
_MOST = 2**63
"""Integers of both databases have 64 bits."""
BUSY_S = 30
"""Seconds a SQLite writer waits for another."""

_FAULTS = {
    "locked": "is busy: another program keeps it locked; try again, or stop that program",
    "readonly": "cannot be written: make the file and its folder writable for this user",
    "disk is full": "cannot be written: the disk is full; free some space and try again",
    "no space left": "cannot be written: the disk of the database server is full",
    "malformed": "is damaged: put it back with `fengqiao restore` from the newest backup",
    "not a database": "is damaged or no office store: put it back with `fengqiao restore` from the newest backup",
    "unable to open": "cannot be opened: check that its folder is there and may be read and written",
    "disk i/o error": "cannot be read or written: the disk reports an error",
    "connection refused": "cannot be reached: check that PostgreSQL runs and that the address is right",
    "password authentication failed": "refused the user or the password of the URL",
    "does not exist": "is not there as the URL names it: check the database and the role",
}


def connect(home: Path, url: str) -> Engine:
    """An engine; nothing is read yet.

    Raises:
        OfficeError: the URL or the data folder cannot be used, or a restore into the folder was cut off.
    """
    if url:
        return _server(url)
    if told := unfinished.sentence(home):
        raise OfficeError(told)
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OfficeError(f"{home}: {error.strerror}") from error
    engine = create_engine(f"sqlite:///{(home / FILE).absolute()}", connect_args={"timeout": BUSY_S})
    event.listen(engine, "connect", _pragmas)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "before_cursor_execute", _storable_parameters, retval=True)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take SQLite's write lock at their start."""
    return engine.execution_options(fengqiao_begin="BEGIN IMMEDIATE")


def location(engine: Engine) -> str:
    """Where the store is, without a password."""
    return engine.url.render_as_string() if engine.dialect.name != "sqlite" else str(engine.url.database)


def plain_fault(error: DBAPIError, place: str) -> OfficeError:
    """What a database reports, in one sentence that says what to do."""
    if isinstance(error, DataError):
        return ValueRefused("A value does not fit: a number is out of range or a text too long.")
    said = str(error.orig).strip()
    for sign, sentence in _FAULTS.items():
        if sign in said.lower():
            return OfficeError(f"The office store {place} {sentence}.")
    return OfficeError(
        f"The office store {place} cannot be used: {said.splitlines()[0] if said else 'no reason given'}"
    )


def _server(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise OfficeError(
            "The URL of the office store cannot be read; use postgresql://USER@HOST:PORT/DATABASE."
        ) from error
    if parsed.get_backend_name() != "postgresql":
        raise OfficeError(
            f"The office store can be SQLite (no URL) or PostgreSQL, not {parsed.get_backend_name()}: "
            "use postgresql://USER@HOST:PORT/DATABASE."
        )
    try:
        engine = create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise OfficeError("PostgreSQL needs the extra package: pip install 'fengqiao[postgres]'.") from error
    event.listen(engine, "before_cursor_execute", _storable_parameters, retval=True)
    return engine


def _pragmas(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # BEGIN is ours, see _begin
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("fengqiao_begin", "BEGIN"))


def storable(text: str) -> str:
    """The text as every database takes it: U+FFFD for NUL (PostgreSQL refuses it), ``?`` for lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-8", "replace").decode()
    return text.replace("\0", "\ufffd")


def _storable_parameters(
    connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
) -> tuple[str, Any]:
    return statement, _cleaned(parameters)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, int) and not -_MOST <= value < _MOST:
        raise ValueRefused(
            f"a number beyond 64 bits cannot be stored or looked for: about 2^{value.bit_length()}"
        )
    if isinstance(value, dict):
        return {name: _cleaned(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_cleaned(each) for each in value)
    return value
