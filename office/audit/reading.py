"""Reading the trail: entries by who, what, when; as JSON lines or CSV."""

import csv
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from office.audit.chain import COLUMNS, as_mapping
from office.audit.models import AuditEntry


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries; what is empty does not narrow.

    Attributes:
        who: Login name.
        action: An action such as ``document.view``, or an area such as ``document``.
        object_kind: Kind of object.
        object_id: Its id.
        since: From this moment on.
        until: Before this moment.
    """

    who: str = ""
    action: str = ""
    object_kind: str = ""
    object_id: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    def narrow(self, query: Select[Any]) -> Select[Any]:
        """The query with these conditions."""
        if self.who:
            query = query.where(AuditEntry.who == self.who)
        if self.action:
            area = AuditEntry.action.startswith(f"{self.action}.", autoescape=True)
            query = query.where((AuditEntry.action == self.action) | area)
        if self.object_kind:
            query = query.where(AuditEntry.object_kind == self.object_kind)
        if self.object_id:
            query = query.where(AuditEntry.object_id == self.object_id)
        if self.since:
            query = query.where(AuditEntry.at >= self.since)
        return query.where(AuditEntry.at < self.until) if self.until else query


def count(session: Session, which: AuditFilter) -> int:
    """How many entries there are."""
    return session.scalar(which.narrow(select(func.count()).select_from(AuditEntry))) or 0


def page(session: Session, which: AuditFilter, limit: int, before: int | None = None) -> list[dict[str, Any]]:
    """Entries, newest first, as :func:`office.audit.chain.as_mapping` with ``detail`` as values.

    Args:
        session: A session of the office.
        which: Conditions.
        limit: Most entries.
        before: Only entries older than this number.
    """
    query = which.narrow(select(AuditEntry)).order_by(AuditEntry.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditEntry.seq < before)
    return [as_mapping(row) | {"detail": json.loads(row.detail)} for row in session.scalars(query)]


def entries(session: Session, which: AuditFilter) -> Iterator[dict[str, Any]]:
    """Entries, oldest first, as they were hashed; read in parts."""
    query = which.narrow(select(AuditEntry)).order_by(AuditEntry.seq).execution_options(yield_per=1000)
    for row in session.scalars(query):
        yield as_mapping(row)


def write_jsonl(rows: Iterator[dict[str, Any]], out: IO[str]) -> int:
    """One JSON object a line, in a form that :func:`office.audit.archive.verify_file` can check; how many."""
    written = 0
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        written += 1
    return written


def write_csv(rows: Iterator[dict[str, Any]], out: IO[str]) -> int:
    """A table with a heading; text that a spreadsheet would take for a formula gets an apostrophe. How many."""
    writer = csv.writer(out)
    writer.writerow([*COLUMNS, "hash"])
    written = 0
    for row in rows:
        writer.writerow([_inert(row[name]) for name in (*COLUMNS, "hash")])
        written += 1
    return written


def _inert(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
