"""Making a backup while the program runs: both stores as they were at one moment."""

import os
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sqlalchemy import text

from corpora.digest import file_sha256
from indexer.library import LibraryError
from office import audit
from office.backup.contents import (
    AUDIT_FOLDER,
    LIBRARY_FILE,
    MANIFEST,
    OFFICE_FILE,
    BackupError,
    Manifest,
    Member,
    row_counts,
)
from office.backup.copying import copy_rows
from office.backup.staging import staging
from office.base import now
from office.identity import Actor
from office.migrations.run import head
from office.sealing import Seal
from office.store import Office

_BUSY_S = 60


def make_backup(
    home: Path, out: Path, actor: Actor, *, with_key: bool = False, url: str | None = None
) -> Manifest:
    """Write a backup of the data folder to a new file.

    Other programs go on reading and writing; they wait only for the moment in which the two snapshots are taken. The
    index is not in it: restore builds it anew. The file has its name only once it is whole and on the disk.

    Args:
        home: The data folder.
        out: The file to write; ``.zip``.
        actor: Who makes it, for the audit trail.
        with_key: Also put in the key of the sealed personal data. Without it that data cannot be read from the backup
            alone; the key file has to be kept elsewhere.
        url: As :meth:`office.store.Office.open` takes it.

    Raises:
        BackupError: there is nothing to back up, the file is there already, or a database is damaged.
        OfficeError: the office store cannot be read.
        OSError: the file cannot be written.
    """
    if out.exists():
        raise BackupError(f"{out} is there already: choose another name, a backup is never written over")
    if not (home / LIBRARY_FILE).is_file() and not Office.exists(home, url):
        raise LibraryError(f"There is nothing to back up in {home}.")
    with staging(out.absolute().parent, ".backup-") as staged, Office.open(home, url) as office:
        part = staged / f"{out.name}.part"
        with office.session() as session:
            audit.record(session, actor, "backup.make", "backup", out.name, detail={"with_key": with_key})
        _take(home, office, staged)
        with Office.open(staged, "") as copy, copy.reading() as session:
            anchor = audit.verify(session).anchor
        files = [staged / name for name in (LIBRARY_FILE, OFFICE_FILE) if (staged / name).exists()]
        members = [(file.name, file, row_counts(file)) for file in files]
        members += [
            (f"{AUDIT_FOLDER}/{f.name}", f, {}) for f in sorted((home / AUDIT_FOLDER).glob("*.jsonl"))
        ]
        key = Seal.of(home).path
        if with_key and key.is_file():
            members.append((key.name, key, {}))
        manifest = Manifest(
            made=now().isoformat(timespec="seconds"),
            program=_program(),
            office_revision=head(),
            audit_anchor=anchor,
            with_key=with_key and key.is_file(),
            members=tuple(
                Member(name=name, sha256=file_sha256(file), bytes=file.stat().st_size, rows=rows)
                for name, file, rows in members
            ),
        )
        _pack(part, [(name, file) for name, file, _ in members], manifest)
        part.rename(out)
    return manifest


def _take(home: Path, office: Office, folder: Path) -> None:
    """Copy both stores as of one moment: their snapshots begin while no one may write to either."""
    with ExitStack() as stack:
        library = home / LIBRARY_FILE
        source = None
        if library.is_file():
            source = stack.enter_context(closing(_connect(library)))
        reading = stack.enter_context(office.engine.connect())
        with ExitStack() as locks:
            if source is not None:
                locks.enter_context(_locked(library))
            if office.engine.dialect.name == "sqlite":
                locks.enter_context(_locked(Path(str(office.engine.url.database))))
            else:
                reading = reading.execution_options(isolation_level="REPEATABLE READ")
            if source is not None:
                source.execute("BEGIN")
                source.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
            reading.execute(text("SELECT COUNT(*) FROM audit_head"))
        if source is not None:
            _copy(source, folder / LIBRARY_FILE)
        if office.engine.dialect.name == "sqlite":
            raw = reading.connection.dbapi_connection
            assert isinstance(raw, sqlite3.Connection)
            _copy(raw, folder / OFFICE_FILE)
        else:
            with Office.open(folder, "") as target:
                copy_rows(reading, target.engine)
                with target.engine.connect() as settled:
                    settled.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, timeout=_BUSY_S)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the write lock of a SQLite file."""
    with closing(_connect(path)) as lock:
        lock.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            lock.execute("ROLLBACK")


def _copy(source: sqlite3.Connection, to: Path) -> None:
    """The snapshot that the connection's transaction sees, page by page, as one file without a log beside it."""
    with closing(sqlite3.connect(to, isolation_level=None)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")


def _pack(path: Path, members: list[tuple[str, Path]], manifest: Manifest) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            for name, source in members:
                packed.write(source, name)
            packed.writestr(MANIFEST, manifest.model_dump_json(indent=2))
        file.flush()
        os.fsync(file.fileno())


def _program() -> str:
    try:
        return version("fengqiao")
    except PackageNotFoundError:
        return "unknown"
