"""Complaints: entered, dealt with, and counted when upheld. What follows from them the officer decides."""

import datetime

from sqlalchemy.orm import Session

from experts.roster.editing import edit, find
from experts.roster.errors import NotAllowed, NotOnRoster, RosterRefused
from experts.roster.keeping import load
from experts.roster.person import Person
from experts.roster.rights import may_keep, require_officer
from office import audit
from office.base import now
from office.identity import Actor
from office.roster import matters as stored
from office.roster.models import Complaint
from office.sealing import Seal


def lodge(
    session: Session, seal: Seal, actor: Actor, person: str, received: datetime.date, kind: str, words: str
) -> Complaint:
    """Enter a complaint.

    Raises:
        NotAllowed: the actor does not keep this person's record.
        NotOnRoster: there is no such person.
        SealError: its words cannot be sealed.
    """
    _kept(session, seal, actor, person)
    row = stored.add_complaint(session, seal, actor, person, received, kind, words)
    audit.record(
        session, actor, "complaint.open", "person", person, detail={"complaint": row.id, "kind": kind}
    )
    return row


def close_complaint(
    session: Session, seal: Seal, actor: Actor, id: int, upheld: bool, outcome: str
) -> Complaint:
    """Say how a complaint was dealt with; one that was upheld goes into the person's record.

    Raises:
        NotOnRoster: there is no such complaint.
        RosterRefused: it is closed already, or no outcome is given.
        NotAllowed: the actor does not keep this person's record.
    """
    require_officer(actor)
    row = stored.complaint(session, id)
    if row is None:
        raise NotOnRoster(f"没有编号为 {id} 的投诉")
    if row.state != "open":
        raise RosterRefused("这件投诉已经处理完毕")
    if not outcome.strip():
        raise RosterRefused("请写明处理结果")
    person = _kept(session, seal, actor, row.person_id)
    row.state, row.outcome, row.closed = ("upheld" if upheld else "dismissed"), outcome.strip(), now()
    if upheld:
        count = person.record.complaints + 1
        edit(session, seal, actor, "people", person.id, {"record.complaints": count}, f"投诉第{id}号属实")
    audit.record(
        session, actor, "complaint.close", "person", person.id, detail={"complaint": id, "state": row.state}
    )
    return row


def _kept(session: Session, seal: Seal, actor: Actor, id: str) -> Person:
    require_officer(actor)
    roster = load(session, seal)
    person = find(roster, "people", id)
    assert isinstance(person, Person)
    if not may_keep(actor, roster, person.organisation):
        raise NotAllowed("这位人员不属于您所在的机构")
    return person
