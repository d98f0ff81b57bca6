"""Half days set by hand and booked for matters."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from experts.roster.agenda import HALVES, Agenda, HalfDay, told
from experts.roster.errors import NotAllowed, RosterRefused
from experts.roster.person import Half, Person
from experts.roster.rights import is_own, keeps, may_keep
from experts.roster.roster import Roster
from office import audit
from office.identity import Actor
from office.roster import slots as stored

LONGEST = 366
"""Days ahead for which half days can be set or booked."""


def may_set(actor: Actor, roster: Roster, person: Person) -> bool:
    """Whether the actor keeps the half days of this person: the person, or the officer."""
    return is_own(actor, person) or (keeps(actor) and may_keep(actor, roster, person.organisation))


def set_halves(
    session: Session,
    actor: Actor,
    roster: Roster,
    person: Person,
    wanted: Mapping[HalfDay, stored.State | None],
    today: dt.date,
) -> None:
    """Set half days free or busy, or (``None``) back to the weekly pattern: all of them, or none.

    Raises:
        NotAllowed: neither the person nor an officer who keeps the record.
        RosterRefused: a day is past or too far ahead, or a half day is booked.
    """
    if not may_set(actor, roster, person):
        raise NotAllowed("只有本人和所在机构的专家库管理员可以设置日程")
    for (day, half), state in wanted.items():
        check_day(day, today)
        if not stored.put(session, actor, person.id, day, half, state):
            raise RosterRefused(f"{told(day, half)}已有预约，不能改动；请先在委派记录中取消")
    detail = {f"{day}{half}": state or "weekly" for (day, half), state in wanted.items()}
    audit.record(session, actor, "slots.change", "person", person.id, detail=detail)


def book(
    session: Session, actor: Actor, people: Sequence[Person], half_day: HalfDay, matter: int, today: dt.date
) -> None:
    """Book a half day of everybody who serves in a matter: of all, or of none.

    Raises:
        RosterRefused: somebody is not free then, or the day is past or too far ahead.
    """
    day, half = half_day
    check_day(day, today)
    agenda = Agenda.load(session, day, 1)
    for person in people:
        if agenda.state(person, day, half) != "free":
            raise RosterRefused(f"{person.name} {told(day, half)}不可预约，请另选时间或先调整日程")
    try:
        with session.begin_nested():
            taken = [p.name for p in people if not stored.book(session, actor, p.id, day, half, matter)]
    except IntegrityError:  # somebody else booked it since it was looked at
        taken = [people[0].name]
    if taken:
        raise RosterRefused(f"{taken[0]} {told(day, half)}刚被预约，请另选时间")


def read_half(text: object) -> Half:
    """A half of a day.

    Raises:
        RosterRefused: it is neither am nor pm.
    """
    found = next((half for half in HALVES if half == text), None)
    if found is None:
        raise RosterRefused("半天请写成 am（上午）或 pm（下午）")
    return found


def read_day(text: object) -> dt.date:
    """A day written as 2026-01-31.

    Raises:
        RosterRefused: it is not.
    """
    try:
        return dt.date.fromisoformat(str(text))
    except ValueError:
        raise RosterRefused("日期请写成 2026-01-31") from None


def check_day(day: dt.date, today: dt.date) -> None:
    """Refuse days that nothing can be set or booked for.

    Raises:
        RosterRefused: it is past or too far ahead.
    """
    if not today <= day <= today + dt.timedelta(days=LONGEST):
        raise RosterRefused(f"日期应在今日起{LONGEST}天以内")
