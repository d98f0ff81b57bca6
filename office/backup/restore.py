"""Restoring a backup: checked whole before anything is put in place."""

import os
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpora.digest import file_sha256
from indexer import unfinished
from indexer.engine.embedded.place import INDEX
from office import audit
from office.audit.archive import verify_archives
from office.backup.contents import (
    AUDIT_FOLDER,
    LIBRARY_FILE,
    MANIFEST,
    OFFICE_FILE,
    BackupError,
    Manifest,
    row_counts,
)
from office.backup.copying import copy_rows
from office.backup.staging import staging
from office.base import now
from office.identity import Actor
from office.sealing import Seal, SealKey
from office.store import URL_VARIABLE, Office


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Attributes:
        manifest: What the backup held.
        aside: Folder that what was there before was moved to; ``None`` when there was nothing.
        key_missing: Whether sealed personal data waits for its key file, which was kept elsewhere.
    """

    manifest: Manifest
    aside: Path | None
    key_missing: bool


def check_backup(file: Path) -> Manifest:
    """Prove that a backup is whole: every member as the manifest says, databases sound, audit chain unbroken.

    Raises:
        BackupError: it is not; the message says what is wrong.
        OSError: there is no room to unpack it.
    """
    with staging(Path(tempfile.gettempdir()), "fengqiao-check-") as folder:
        return _unpack(file, folder)


def restore_backup(
    file: Path, home: Path, actor: Actor, *, replace: bool = False, url: str | None = None
) -> Restored:
    """Put a backup into a data folder. The index is not in it: run ``rebuild`` afterwards.

    Killed before the files are exchanged, it changed nothing; killed while they are, the folder is marked, nothing opens
    it, and the restore has to be run again; what was there before stays in its own folder.

    Args:
        file: The backup.
        home: The data folder; made when it is not there.
        actor: Who restores, for the audit trail.
        replace: Move what is there aside (to ``before-restore-…`` in the folder) instead of refusing.
        url: As :meth:`office.store.Office.open` takes it; a PostgreSQL store has to be new and empty.

    Raises:
        BackupError: the file is no whole backup, or the folder holds data and ``replace`` is not given; nothing changed.
        OfficeError: the office store cannot be written.
        OSError: the folder cannot be written.
    """
    home.mkdir(parents=True, exist_ok=True)
    server = os.environ.get(URL_VARIABLE, "") if url is None else url
    taken = _taken(home)
    if (told := unfinished.sentence(home)) and not replace:
        raise BackupError(told)
    if taken and not replace:
        raise BackupError(
            f"{home} holds data already ({', '.join(taken)}): choose another --home, "
            "or add --replace to move it aside"
        )
    with staging(home, ".restore-") as staged:
        manifest = _unpack(file, staged)
        if server:
            with (
                Office.open(home, server) as target,
                Office.open(staged, "") as source,
                source.engine.connect() as reading,
            ):
                copy_rows(reading, target.engine)
            (staged / OFFICE_FILE).unlink()
        for left in (*staged.glob("*-wal"), *staged.glob("*-shm")):
            left.unlink()
        aside = _aside(home) if taken else None
        unfinished.begin(home, aside.name if aside else "")
        if aside:
            _move(home, taken, aside)
        for item in sorted(staged.iterdir()):
            os.replace(item, home / item.name)
        unfinished.end(home)
    with Office.open(home, server) as office, office.session() as session:
        audit.record(session, actor, "backup.restore", "backup", file.name, detail={"made": manifest.made})
    with Office.open(home, server) as office, office.reading() as session:
        key_missing = not Seal.of(home).path.is_file() and _sealed(session)
    return Restored(manifest, aside, key_missing)


def _unpack(file: Path, folder: Path) -> Manifest:
    try:
        with zipfile.ZipFile(file) as packed:
            manifest = Manifest.model_validate_json(packed.read(MANIFEST))
            for member in manifest.members:
                place = folder / _inside(member.name)
                place.parent.mkdir(exist_ok=True)
                with packed.open(member.name) as source, place.open("wb") as target:
                    shutil.copyfileobj(source, target, 1 << 20)
                place.chmod(0o600)
                if place.stat().st_size != member.bytes or file_sha256(place) != member.sha256:
                    raise BackupError(f"{file}: {member.name} is not as it was backed up; use another backup")
    except (zipfile.BadZipFile, KeyError, EOFError, ValidationError, ValueError) as error:
        raise BackupError(
            f"{file} is no whole backup: it was cut off while it was written or copied, or is no backup; use another"
        ) from error
    except FileNotFoundError as error:
        raise BackupError(f"{file}: there is no such file") from error
    for member in manifest.members:
        if member.rows and row_counts(folder / member.name) != member.rows:
            raise BackupError(
                f"{file}: {member.name} does not hold the rows that were backed up; use another backup"
            )
    _check_trail(file, folder, manifest)
    return manifest


def _check_trail(file: Path, folder: Path, manifest: Manifest) -> None:
    with Office.open(folder, "") as office, office.reading() as session:
        report = audit.verify(session, manifest.audit_anchor)
        faults, _ = verify_archives(session, folder / AUDIT_FOLDER)
    if problems := [*report.problems, *faults]:
        raise BackupError(f"{file}: the audit trail in it does not hold: {problems[0]}")


def _inside(name: str) -> PurePosixPath:
    """A member's place, which may not lead out of the folder."""
    path = PurePosixPath(name)
    allowed = len(path.parts) == 1 or (len(path.parts) == 2 and path.parts[0] == AUDIT_FOLDER)
    if not allowed or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise BackupError(f"the backup holds a file with an unsafe name: {name!r}")
    return path


def _taken(home: Path) -> list[str]:
    return [name for name in (LIBRARY_FILE, OFFICE_FILE, AUDIT_FOLDER) if (home / name).exists()]


def _aside(home: Path) -> Path:
    """A new folder for what is there; one of an earlier restore is never filled up."""
    aside = home / f"before-restore-{now():%Y%m%dT%H%M%S%f}"
    aside.mkdir()
    return aside


def _move(home: Path, taken: list[str], aside: Path) -> None:
    for name in taken:
        for suffix in ("", "-wal", "-shm"):
            if (home / f"{name}{suffix}").exists():
                os.replace(home / f"{name}{suffix}", aside / f"{name}{suffix}")
    if (home / INDEX).exists():
        os.replace(home / INDEX, aside / INDEX)


def _sealed(session: Session) -> bool:
    return bool(session.scalar(select(func.count()).select_from(SealKey)))
