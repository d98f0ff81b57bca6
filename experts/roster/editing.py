"""Single changes of the officer: state, publication, any field; each with a reason."""

import datetime
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from experts.exchange.cells import text_cell
from experts.exchange.changes import RecordChange, field_changes
from experts.exchange.columns import Kind, tables
from experts.exchange.faults import CellFault, model_reason
from experts.exchange.readers import Context, read_cell
from experts.exchange.records import column_of
from experts.roster.errors import ChangedSince, NotOnRoster, RosterRefused
from experts.roster.keeping import apply, load
from experts.roster.organisation import Organisation
from experts.roster.person import Person
from experts.roster.roster import Roster, plain
from experts.roster.terms import labels
from office.identity import Actor
from office.roster import store
from office.sealing import Seal


def edit(
    session: Session, seal: Seal, actor: Actor, kind: Kind, id: str, values: dict[str, Any], reason: str, *,
    version: int | None = None,
) -> Person | Organisation:  # fmt: skip
    """Change fields of a record.

    Args:
        session: In a transaction that may write.
        seal: For private fields.
        actor: The officer.
        kind: people or organisations.
        id: Which record.
        values: New values by place in the record (``term.to``, ``state.state``, ``private.phone``), in JSON form.
        reason: Why, in the officer's words.
        version: The version that the officer saw; ``None`` does not check.

    Raises:
        NotOnRoster: there is no such record.
        ChangedSince: somebody else changed it meanwhile.
        RosterRefused: a value does not fit, or there is no reason.
        NotAllowed: the actor does not keep this record.
    """
    roster = load(session, seal, private=True)
    old = find(roster, kind, id)
    if version is not None and store.version(session, kind, id) != version:
        raise ChangedSince("这条记录刚被他人修改过，请刷新后重试")
    change = _changed(kind, old, values, roster)
    apply(session, seal, actor, [change], reason)
    return change.item


def edit_all(
    session: Session,
    seal: Seal,
    actor: Actor,
    values: Mapping[tuple[Kind, str], Mapping[str, Any]],
    reason: str,
) -> None:
    """Change fields of several records in one batch; as :func:`edit`.

    Raises:
        NotOnRoster, RosterRefused, NotAllowed: as :func:`edit`; then nothing is changed.
    """
    roster = load(session, seal, private=True)
    changes = [_changed(kind, find(roster, kind, id), given, roster) for (kind, id), given in values.items()]
    apply(session, seal, actor, changes, reason)


def _changed(
    kind: Kind, old: Person | Organisation, values: Mapping[str, Any], roster: Roster
) -> RecordChange:
    record = plain(old)
    for place, value in values.items():
        _put(record, place.split("."), value)
    new = _validated(kind, record, roster)
    fields = field_changes(kind, old, new)
    return RecordChange(kind, new, "changed" if fields else "unchanged", fields)


def read_cells(
    kind: Kind, cells: dict[str, str], item: Person | Organisation, roster: Roster
) -> dict[str, Any]:
    """Values by place in the record from texts as a table holds them, by column header; empty texts empty a field.

    Raises:
        RosterRefused: there is no such column, or a text cannot be read.
    """
    context = Context({o.id: o.id for o in roster.organisations}, fictional=bool(item.mark))
    values: dict[str, Any] = {}
    for header, text in cells.items():
        column = tables().of(kind).known(header)
        if column is None or column.into == "id":
            raise RosterRefused(f"没有“{header[:20]}”这一项，或不能修改")
        cell = text_cell(text)
        try:
            values[column.into] = None if cell.empty else read_cell(cell, column, context)
        except CellFault as fault:
            raise RosterRefused(f"“{column.header}”：{fault}") from fault
    return values


def set_state(
    session: Session,
    seal: Seal,
    actor: Actor,
    kind: Kind,
    id: str,
    state: str,
    reason: str,
    day: datetime.date,
) -> Person | Organisation:
    """Put a record on the roster again, suspend it, or let it leave.

    Raises:
        RosterRefused: there is no such state, or no reason.
        NotOnRoster: there is no such record.
    """
    known = labels("person_states" if kind == "people" else "organisation_states")
    if state not in known:
        raise RosterRefused(f"没有“{state}”这种状态；可以是：{'、'.join(known.values())}")
    values = {"state.state": state, "state.date": day.isoformat(), "state.reason": reason.strip()}
    return edit(session, seal, actor, kind, id, values, reason)


def find(roster: Roster, kind: Kind, id: str) -> Person | Organisation:
    """A record by its id.

    Raises:
        NotOnRoster: there is none.
    """
    found = roster.by_person.get(id) if kind == "people" else roster.by_organisation.get(id)
    if found is None:
        raise NotOnRoster(f"名册中没有编号为“{id[:40]}”的{'人员' if kind == 'people' else '机构'}")
    return found


def _put(record: dict[str, Any], place: list[str], value: Any) -> None:
    for part in place[:-1]:
        if record.get(part) is None:
            record[part] = {}
        record = record[part]
    if value is None:
        record.pop(place[-1], None)  # back to the default of the field
    else:
        record[place[-1]] = value


def _validated(kind: Kind, record: dict[str, Any], roster: Roster) -> Person | Organisation:
    try:
        item = Person.model_validate(record) if kind == "people" else Organisation.model_validate(record)
    except ValidationError as error:
        first = error.errors()[0]
        column = column_of(first["loc"], tables().of(kind).columns)
        place = column.header if column else ".".join(str(part) for part in first["loc"])
        raise RosterRefused(f"“{place}”：{model_reason(dict(first))}") from error
    if isinstance(item, Person) and item.organisation and item.organisation not in roster.by_organisation:
        raise RosterRefused(f"没有编号为“{item.organisation}”的机构")
    return item
