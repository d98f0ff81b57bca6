"""Storage of half days: what differs from the weekly pattern, and what is booked for matters."""

import datetime as dt
from collections.abc import Iterable
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from office.base import now
from office.identity import Actor
from office.roster.models import Slot

BOOKED = "booked"
State = Literal["free", "busy"]


def slots(session: Session, first: dt.date, last: dt.date, person: str = "") -> list[Slot]:
    """Half days kept from a day to a day, both included, of one person or all."""
    query = select(Slot).where(Slot.day >= first, Slot.day <= last)
    if person:
        query = query.where(Slot.person_id == person)
    return list(session.scalars(query.order_by(Slot.person_id, Slot.day, Slot.half)))


def put(session: Session, actor: Actor, person: str, day: dt.date, half: str, state: State | None) -> bool:
    """Set a half day free or busy; ``None`` goes back to the weekly pattern. ``False`` where it is booked."""
    row = session.get(Slot, (person, day, half), with_for_update=True)
    if row is not None and row.state == BOOKED:
        return False
    if state is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(_row(actor, person, day, half, state))
    else:
        row.state, row.at, row.who = state, now(), actor.name
    session.flush()
    return True


def book(session: Session, actor: Actor, person: str, day: dt.date, half: str, matter: int) -> bool:
    """Book a half day for a matter; ``False`` where it is booked already."""
    row = session.get(Slot, (person, day, half), with_for_update=True)
    if row is None:
        row = _row(actor, person, day, half, "")
        session.add(row)
    elif row.state == BOOKED:
        return False
    row.under, row.state, row.matter_id = row.state, BOOKED, matter
    row.at, row.who = now(), actor.name
    session.flush()
    return True


def release(session: Session, matter: int, halves: Iterable[tuple[dt.date, str]]) -> int:
    """End the bookings of a matter on these half days; how many half days of people became free of it."""
    wanted = set(halves)
    rows = session.scalars(select(Slot).where(Slot.matter_id == matter).with_for_update())
    ended = [row for row in rows if (row.day, row.half) in wanted]
    for row in ended:
        if row.under:
            row.state, row.under, row.matter_id = row.under, "", None
        else:
            session.delete(row)
    session.flush()
    return len(ended)


def _row(actor: Actor, person: str, day: dt.date, half: str, state: str) -> Slot:
    return Slot(person_id=person, day=day, half=half, state=state, under="", at=now(), who=actor.name)
