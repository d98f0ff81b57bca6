"""Retention: old entries move to a file, and the chain goes on from the last of them."""

import datetime as dt
import json
import os
from pathlib import Path

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from corpora.digest import file_sha256
from office.audit.chain import GENESIS
from office.audit.log import record
from office.audit.models import AuditArchive, AuditEntry, AuditHead
from office.audit.reading import AuditFilter, entries, write_jsonl
from office.audit.verify import Walk
from office.base import now
from office.errors import AuditError
from office.identity import Actor
from office.store import Office

FOLDER = "audit"
"""Folder of the archives in the data folder."""


def archive(office: Office, folder: Path, before: dt.datetime, actor: Actor) -> AuditArchive | None:
    """Move the entries older than ``before`` to a file in ``folder`` and anchor the chain on the last of them.

    The file is complete on the disk before an entry goes; killed at any moment, nothing is lost. The chain moves as
    one: an entry younger than its successor (a clock set back) stays, and so do all after it.

    Returns:
        What was archived; ``None`` when there is nothing so old.

    Raises:
        OfficeError: the store cannot be written.
        OSError: the file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with office.session() as session:
        session.scalars(select(AuditHead).with_for_update()).one()
        young = session.scalar(select(func.min(AuditEntry.seq)).where(AuditEntry.at >= before))
        old = select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1)
        last = session.scalars(old if young is None else old.where(AuditEntry.seq < young)).one_or_none()
        if last is None:
            return None
        first = session.scalar(select(func.min(AuditEntry.seq))) or last.seq
        path = folder / f"audit-{first:09d}-{last.seq:09d}.jsonl"
        moved = AuditArchive(
            first_seq=first,
            last_seq=last.seq,
            last_hash=last.hash,
            file=path.name,
            sha256=_write(session, path, last.seq),
            at=now(),
        )
        session.add(moved)
        session.flush()
        session.execute(delete(AuditEntry).where(AuditEntry.seq <= last.seq))
        record(
            session,
            actor,
            "audit.archive",
            "audit_archive",
            path.name,
            detail={"first": first, "last": last.seq, "sha256": moved.sha256},
        )
    return moved


def verify_archives(session: Session, folder: Path) -> tuple[list[str], list[str]]:
    """Check the archive files, each from where the one before ended.

    Returns:
        Faults, and the names of files that are not in the folder, which were not checked.
    """
    faults: list[str] = []
    absent: list[str] = []
    start_seq, start_hash = 0, GENESIS
    for known in session.scalars(select(AuditArchive).order_by(AuditArchive.last_seq)):
        path = folder / known.file
        if not path.is_file():
            absent.append(known.file)
        elif file_sha256(path) != known.sha256:
            faults.append(f"archive {known.file} is not as it was written")
        else:
            walk = verify_file(path, start_seq, start_hash)
            faults.extend(f"archive {known.file}: {fault}" for fault in walk.problems)
            if (walk.seq, walk.hash) != (known.last_seq, known.last_hash):
                faults.append(f"archive {known.file} does not end where the trail goes on")
        start_seq, start_hash = known.last_seq, known.last_hash
    return faults, absent


def verify_file(path: Path, seq: int = 0, hash: str = GENESIS) -> Walk:
    """Check a file of JSON lines as a chain that goes on from an entry.

    Raises:
        AuditError: a line is no entry.
    """
    walk = Walk(seq, hash)
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                walk.through([json.loads(line)])
            except (ValueError, KeyError, TypeError) as error:
                raise AuditError(f"{path.name} line {number} is no audit entry") from error
    return walk


def _write(session: Session, path: Path, last: int) -> str:
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as out:
        write_jsonl((e for e in entries(session, AuditFilter()) if e["seq"] <= last), out)
        out.flush()
        os.fsync(out.fileno())
    part.chmod(0o600)
    part.replace(path)
    return file_sha256(path)
