"""Reading and writing the tables of the expert library; private values go in and come out sealed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from office.base import now
from office.roster.models import FirmFact, RecordKind, RosterChange, RosterRecord, RosterSetting
from office.sealing import Seal


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as it is stored; ``private`` is ``None`` where there is none or it was not asked for."""

    kind: RecordKind
    id: str
    record: dict[str, Any]
    private: dict[str, Any] | None
    version: int


@dataclass(frozen=True, slots=True)
class StoredChange:
    """One changed field; ``private`` says that its values are sealed."""

    field: str
    label: str
    old: str
    new: str
    private: bool = False


def records(session: Session, seal: Seal, kind: RecordKind, *, private: bool) -> list[StoredRecord]:
    """All records of a kind by id; private fields only where they are asked for.

    Raises:
        SealError: private fields cannot be opened.
    """
    rows = session.scalars(select(RosterRecord).where(RosterRecord.kind == kind).order_by(RosterRecord.id))
    return [_stored(row, seal, private) for row in rows]


def put(
    session: Session, seal: Seal, kind: RecordKind, record: dict[str, Any], private: dict[str, Any] | None
) -> int:
    """Write a record; ``private`` ``None`` leaves the sealed fields as they are.

    Returns:
        The version it has now, from 1.

    Raises:
        SealError: private fields cannot be sealed.
    """
    sealed = None if private is None else seal.seal(session, json.dumps(private, ensure_ascii=False))
    row = session.get(RosterRecord, (kind, record["id"]), with_for_update=True)
    if row is None:
        row = RosterRecord(kind=kind, id=record["id"], version=0)
        session.add(row)
    row.name = record["name"]
    row.organisation = record.get("organisation") or ""
    row.state = record["state"]["state"]
    row.published = bool(record.get("published", True))
    row.record = record
    if sealed is not None:
        row.sealed = sealed
    row.version += 1
    row.changed = now()
    session.flush()
    return row.version


def version(session: Session, kind: RecordKind, id: str) -> int:
    """The version of a record; 0 where there is none."""
    row = session.get(RosterRecord, (kind, id))
    return row.version if row else 0


def log(
    session: Session, seal: Seal, *, batch: str, who: str, reason: str, kind: RecordKind, id: str,
    changes: Sequence[StoredChange],
) -> None:  # fmt: skip
    """Keep changed fields of one record."""
    at = now()
    for change in changes:
        sealed = json.dumps([change.old, change.new], ensure_ascii=False) if change.private else None
        session.add(
            RosterChange(
                batch=batch,
                at=at,
                who=who,
                reason=reason,
                kind=kind,
                record_id=id,
                field=change.field,
                label=change.label,
                old="" if change.private else change.old,
                new="" if change.private else change.new,
                sealed=seal.seal(session, sealed) if sealed is not None else None,
            )
        )


def history(session: Session, kind: str, id: str, limit: int, offset: int) -> tuple[list[RosterChange], int]:
    """Changes of a record, newest first, and how many there are; of all records for an empty id."""
    query = select(RosterChange)
    if kind:
        query = query.where(RosterChange.kind == kind)
    if id:
        query = query.where(RosterChange.record_id == id)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = session.scalars(query.order_by(RosterChange.id.desc()).limit(limit).offset(offset))
    return list(rows), total


def opened(change: RosterChange, seal: Seal) -> tuple[str, str]:
    """Old and new value of a change, those of a private field opened.

    Raises:
        SealError: they cannot be opened.
    """
    if change.sealed is None:
        return change.old, change.new
    old, new = json.loads(seal.open(change.sealed))
    return str(old), str(new)


def setting(session: Session, name: str) -> dict[str, Any] | None:
    """A setting of the library; ``None`` while nobody has set it."""
    row = session.get(RosterSetting, name)
    return row.value if row else None


def put_setting(session: Session, name: str, value: dict[str, Any]) -> None:
    """Set a setting."""
    row = session.get(RosterSetting, name)
    if row is None:
        session.add(RosterSetting(name=name, value=value, changed=now()))
    else:
        row.value, row.changed = value, now()


def firm_facts(session: Session) -> list[FirmFact]:
    """All known relations of firms, in the order they were entered."""
    return list(session.scalars(select(FirmFact).order_by(FirmFact.id)))


def put_firm_facts(session: Session, facts: Sequence[tuple[str, str, str]], who: str) -> int:
    """Add relations (entity, relation, other firm) that are not there yet; how many were added."""
    held = {(fact.entity, fact.relation, fact.other) for fact in firm_facts(session)}
    fresh = [fact for fact in dict.fromkeys(facts) if fact not in held]
    session.add_all(FirmFact(entity=e, relation=r, other=o, at=now(), who=who) for e, r, o in fresh)
    return len(fresh)


def remove_firm_fact(session: Session, entity: str, relation: str, other: str) -> int:
    """Remove a relation that turned out wrong; how many rows went."""
    gone = session.scalars(
        delete(FirmFact)
        .where(FirmFact.entity == entity, FirmFact.relation == relation, FirmFact.other == other)
        .returning(FirmFact.id)
    ).all()
    return len(gone)


def _stored(row: RosterRecord, seal: Seal, private: bool) -> StoredRecord:
    opened_ = json.loads(seal.open(row.sealed)) if private and row.sealed is not None else None
    return StoredRecord(row.kind, row.id, row.record, opened_, row.version)
