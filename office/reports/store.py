"""Reports and their snapshots."""

import hashlib
import json
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from office import audit
from office.base import now
from office.folders.errors import ChangedMeanwhile, NotHeld
from office.folders.owned import owned
from office.folders.sharing import reachable
from office.identity import Actor
from office.reports.models import Report, ReportSnapshot

_NUMBERING = 7_316_060
"""PostgreSQL advisory lock for the serial number; SQLite has one writer at a time anyway."""


def create_report(
    session: Session, actor: Actor, title: str, content: dict[str, Any], folder_id: int | None
) -> Report:
    """A new draft.

    Raises:
        NotHeld: no such folder for this user.
    """
    if folder_id is not None:
        reachable(session, actor, folder_id)
    moment = now()
    report = Report(
        owner=actor.name, folder_id=folder_id, title=title, content=content, version=1, created=moment,
        changed=moment,
    )  # fmt: skip
    session.add(report)
    session.flush()
    audit.record(session, actor, "report.create", "report", report.id)
    return report


def save_report(
    session: Session, actor: Actor, id: int, title: str, content: dict[str, Any], version: int
) -> Report:
    """Store an edited draft.

    Args:
        session: Of the office store.
        actor: Who saves.
        id: The report.
        title: Its title.
        content: What it says.
        version: The version that was edited.

    Raises:
        NotHeld: no such report of this user.
        ChangedMeanwhile: another version was saved since.
    """
    report = owned(session, actor, Report, id, "report")
    session.flush()
    session.refresh(report, with_for_update=True)
    if report.version != version:
        raise ChangedMeanwhile(report.version)
    report.title, report.content = title, content
    report.version, report.changed = version + 1, now()
    audit.record(session, actor, "report.save", "report", id, detail={"version": report.version})
    return report


def take_snapshot(session: Session, actor: Actor, id: int) -> ReportSnapshot:
    """Number the report as it stands and keep it for good.

    Raises:
        NotHeld: no such report of this user.
    """
    report = owned(session, actor, Report, id, "report")
    moment = now()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _NUMBERING})
    last = session.scalar(select(func.max(ReportSnapshot.serial)).where(ReportSnapshot.year == moment.year))
    content = json.dumps(report.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    snapshot = ReportSnapshot(
        report_id=id, owner=actor.name, year=moment.year, serial=(last or 0) + 1, title=report.title,
        content=content, sha256="", made=moment,
    )  # fmt: skip
    snapshot.sha256 = snapshot_hash(snapshot)
    session.add(snapshot)
    session.flush()
    detail = {"number": snapshot.number, "sha256": snapshot.sha256}
    audit.record(session, actor, "report.snapshot", "report", id, detail=detail)
    return snapshot


def snapshot_hash(snapshot: ReportSnapshot) -> str:
    """SHA-256 over number, moment, owner, title and content, joined by NUL: 64 hexadecimal digits."""
    parts = (
        snapshot.number,
        snapshot.made.isoformat(timespec="microseconds"),
        snapshot.owner,
        snapshot.title,
        snapshot.content,
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def snapshots(session: Session, actor: Actor, report_id: int) -> list[ReportSnapshot]:
    """Snapshots of a report, newest first; of a deleted one too.

    Raises:
        NotHeld: no such report of this user.
    """
    owned(session, actor, Report, report_id, "report", gone=True)
    wanted = select(ReportSnapshot).where(ReportSnapshot.report_id == report_id)
    return list(session.scalars(wanted.order_by(ReportSnapshot.id.desc())))


def snapshot(session: Session, actor: Actor, number: str) -> ReportSnapshot:
    """The snapshot with this number.

    Raises:
        NotHeld: no such snapshot of this user.
    """
    year, _, serial = number.partition("-")
    found = None
    if year.isdecimal() and serial.isdecimal() and len(number) < 16:
        wanted = (ReportSnapshot.year == int(year), ReportSnapshot.serial == int(serial))
        found = session.scalars(select(ReportSnapshot).where(*wanted)).one_or_none()
    if found is None or found.owner != actor.name:
        raise NotHeld("snapshot", number)
    return found
