"""The roster as it is kept: read from the office store, changed only with a reason, every change on record."""

import uuid
from collections.abc import Sequence

from sqlalchemy.orm import Session

from experts.exchange.changes import FieldChange, RecordChange
from experts.exchange.columns import Kind
from experts.roster.errors import NotAllowed, RosterRefused
from experts.roster.organisation import Organisation
from experts.roster.person import Person
from experts.roster.rights import kept_organisations, require_officer
from experts.roster.roster import Roster, plain
from office import audit
from office.identity import Actor
from office.roster import store
from office.sealing import Seal


def load(session: Session, seal: Seal, *, private: bool = False) -> Roster:
    """The roster at this moment.

    Args:
        session: Of the office store.
        seal: Opens private fields.
        private: Whether private fields are read; without them every person's ``private`` is ``None``.

    Raises:
        SealError: private fields cannot be opened.
    """
    organisations = store.records(session, seal, "organisations", private=False)
    people = store.records(session, seal, "people", private=private)
    facts = store.firm_facts(session)
    return Roster(
        organisations=tuple(Organisation.model_validate(row.record) for row in organisations),
        people=tuple(Person.model_validate({**row.record, "private": row.private}) for row in people),
        firm_facts=tuple({"entity": fact.entity, fact.relation: fact.other} for fact in facts),
    )


def apply(
    session: Session,
    seal: Seal,
    actor: Actor,
    changes: Sequence[RecordChange],
    reason: str,
    *,
    action: str = "roster.change",
) -> str:
    """Write changes in the transaction of ``session``: all of them, or on an error none.

    Returns:
        Number of the batch, under which the changes are found in the history; empty where nothing changed.

    Raises:
        NotAllowed: the actor does not keep all of these records.
        RosterRefused: no reason is given.
        SealError: private fields cannot be sealed.
    """
    require_officer(actor)
    if not reason.strip():
        raise RosterRefused("请写明变更原因")
    wanted = [change for change in changes if change.how != "unchanged"]
    if not wanted:
        return ""
    _check_scope(session, seal, actor, wanted)
    batch = uuid.uuid4().hex
    for change in wanted:
        _write(session, seal, actor, change, reason.strip(), batch)
    audit.record(
        session,
        actor,
        action,
        "roster",
        batch,
        reason=reason.strip(),
        detail={
            "added": [c.item.id for c in wanted if c.how == "added"][:500],
            "changed": [c.item.id for c in wanted if c.how == "changed"][:500],
            "fields": sorted({field.field for c in wanted if c.how == "changed" for field in c.fields}),
        },
    )
    return batch


def _write(session: Session, seal: Seal, actor: Actor, change: RecordChange, reason: str, batch: str) -> None:
    record = plain(change.item)
    private = record.pop("private", None)
    touched = any(field.private for field in change.fields)
    store.put(session, seal, change.kind, record, private if touched or change.how == "added" else None)
    fields = change.fields
    if change.how == "added":
        fields = (FieldChange("", "新增", "", change.item.name), *(f for f in change.fields if f.private))
    rows = [store.StoredChange(f.field, f.label, f.old, f.new, f.private) for f in fields]
    store.log(
        session,
        seal,
        batch=batch,
        who=actor.name,
        reason=reason,
        kind=change.kind,
        id=change.item.id,
        changes=rows,
    )


def _check_scope(session: Session, seal: Seal, actor: Actor, changes: Sequence[RecordChange]) -> None:
    """An officer of one organisation may neither touch others' records nor take people from or give them to others."""
    roster = load(session, seal)
    kept = kept_organisations(actor, roster)
    if kept is None:
        return
    for change in changes:
        before: Person | Organisation | None = _before(roster, change.kind, change.item.id)
        for item in (before, change.item):
            if item is not None and _owner(item) not in kept:
                raise NotAllowed(f"{change.item.id} {change.item.name} 不属于您所在的机构，不能变更")


def _before(roster: Roster, kind: Kind, id: str) -> Person | Organisation | None:
    return roster.by_person.get(id) if kind == "people" else roster.by_organisation.get(id)


def _owner(item: Person | Organisation) -> str:
    return item.organisation if isinstance(item, Person) else item.id
