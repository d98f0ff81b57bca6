"""The office store: one SQLite file in the data folder, or a PostgreSQL database by URL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from office.connect import connect, location, plain_fault, writing
from office.errors import OfficeError
from office.migrations.run import upgrade

URL_VARIABLE = "FENGQIAO_OFFICE_URL"


class OfficeSession(Session):
    """A session of the office store; the audit trail hooks into its commit."""


class Office:
    """The office store, opened and at the newest migration.

    ::

        office = Office.open(home)                    # <home>/office.db, or FENGQIAO_OFFICE_URL
        with office.session() as session:             # one transaction: commit at the end, rollback on an error
            session.add(Folder(...))
            audit.record(session, actor, "folder.create", "folder", folder_id)
        with office.reading() as session:             # reads only; never waits for a writer
            rows = session.scalars(select(Folder)).all()
        office.close()

    Objects stay usable after their session ended (nothing expires). A session belongs to one thread; the office
    may be shared by all.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._write = sessionmaker(writing(engine), class_=OfficeSession, expire_on_commit=False)
        self._read = sessionmaker(engine, class_=OfficeSession, expire_on_commit=False)

    @classmethod
    def open(cls, home: Path, url: str | None = None) -> "Office":
        """Open the store, making it or bringing it to the newest migration first.

        Args:
            home: The data folder; the store is ``office.db`` in it unless there is a URL.
            url: PostgreSQL URL; empty for SQLite; ``None`` reads ``FENGQIAO_OFFICE_URL``.

        Raises:
            OfficeError: it cannot be reached, read or written, or a newer program made it.
        """
        chosen = os.environ.get(URL_VARIABLE, "") if url is None else url
        engine = connect(home, chosen)
        try:
            upgrade(engine)
        except DBAPIError as error:
            engine.dispose()
            raise plain_fault(error, location(engine)) from error
        except OfficeError:
            engine.dispose()
            raise
        return cls(engine)

    @staticmethod
    def exists(home: Path, url: str | None = None) -> bool:
        """Whether there is a store to open, so that checks need not make one."""
        chosen = os.environ.get(URL_VARIABLE, "") if url is None else url
        return bool(chosen) or (home / "office.db").exists()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session in a transaction that may write: committed at the end of the block, rolled back on an error.

        On SQLite writers wait for each other at their first statement (up to 30 s), never half way.

        Raises:
            OfficeError: the store cannot be read or written. ``sqlalchemy.exc.IntegrityError`` passes as it is.
        """
        with self._plainly(), self._write() as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for reads only; nothing is committed.

        Raises:
            OfficeError: the store cannot be read.
        """
        with self._plainly(), self._read() as session:
            yield session

    def close(self) -> None:
        """Close every connection; safe to call twice."""
        self.engine.dispose()

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except DBAPIError as error:
            raise plain_fault(error, location(self.engine)) from error

    def __enter__(self) -> "Office":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
