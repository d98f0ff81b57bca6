"""Appointments in the office store: every step is kept, and whoever is put in charge is checked at that moment."""

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from experts.matching.faults import MatchingError, NotEligible
from experts.matching.matter import Course, Meeting, named
from experts.matching.outcome import Closing, Keeping, given_back, taken_on
from experts.matching.people import Conflicts, standing
from experts.matching.results import Bar, MatchResult
from experts.recusal import Recusals
from experts.roster import booking
from experts.roster.agenda import Agenda
from experts.roster.errors import NotOnRoster
from experts.roster.keeping import load
from experts.roster.rights import require_officer
from experts.roster.roster import Roster
from office import audit
from office.identity import Actor
from office.roster import matters as stored
from office.roster import slots
from office.roster.models import Matter, MatterStep
from office.sealing import Seal


@dataclass(frozen=True, slots=True)
class Appointment:
    """A matter with its match, where it stands, and its steps."""

    matter: Matter
    result: MatchResult
    course: Course
    steps: tuple[MatterStep, ...]


def open_matter(session: Session, seal: Seal, actor: Actor, result: MatchResult) -> Appointment:
    """Keep a match, to ask the parties' consent next.

    Raises:
        NotAllowed: the actor is no officer.
        MatchingError: the dispute names fewer than two parties.
    """
    require_officer(actor)
    if len(result.dispute.parties) < 2:
        raise MatchingError("请填写申请人和被申请人，才能登记并征求同意")
    row = stored.create(
        session,
        seal,
        actor,
        state="consent",
        seed=result.seed,
        types=result.dispute.types,
        result=result.model_dump_json(by_alias=True),
    )
    audit.record(
        session, actor, "matter.open", "matter", row.id,
        detail={"seed": result.seed, "candidates": [c.id for c in result.people], "parties": len(result.dispute.parties)},
    )  # fmt: skip
    return Appointment(row, result, _course(result, ()), ())


def read_matter(session: Session, seal: Seal, actor: Actor, id: int, *, lock: bool = False) -> Appointment:
    """A matter as it stands.

    Raises:
        NotAllowed: the actor is no officer.
        NotOnRoster: there is none, or it belongs to another organisation's officer.
    """
    require_officer(actor)
    row = stored.matter(session, id, lock=lock)
    if row is None or (actor.organisation and not actor.is_owner and row.organisation != actor.organisation):
        raise NotOnRoster(f"没有编号为 {id} 的委派记录")
    result = MatchResult.model_validate_json(seal.open(row.sealed))
    steps = tuple(stored.steps(session, id))
    return Appointment(row, result, _course(result, steps), steps)


def take_step(
    session: Session,
    seal: Seal,
    actor: Actor,
    id: int,
    step: str,
    detail: dict[str, Any],
    today: datetime.date,
) -> Appointment:
    """Take a step of a matter.

    Whoever it would put in charge is checked for standing and conflicts as they are now, whichever way the choice is
    made; candidates who may no longer serve are dropped from the list first.

    Raises:
        MatchingError: the step cannot be taken, or somebody may not serve.
        NotAllowed, NotOnRoster: as :func:`read_matter`.
        SealError: private fields, which the check needs, cannot be opened.
    """
    held = read_matter(session, seal, actor, id, lock=True)
    roster = load(session, seal, private=True)
    conflicts = Recusals.load(session, roster.firm_facts)
    course = held.course
    for person in named(step, detail):
        if bar := _bar(person, roster, held.result, conflicts, today):
            raise NotEligible(f"{person} 不能承办本案：{bar.value}")
    if step == "meet" and course.selection:
        for person in course.selection.people:
            found = roster.by_person.get(person)
            if found is None or conflicts.grounds(found, held.result.dispute):
                raise NotEligible(f"{person} 不能再承办本案：{Bar.CONFLICT.value}；请更换")
    if step == "refer" and not _is_listed(roster, str(detail.get("organisation", ""))):
        raise NotEligible("这个机构不在名单内或已暂停，不能委派、委托")
    if course.state == "referred":
        for person in course.open_list:
            if _bar(person, roster, held.result, conflicts, today):
                course = course.after("drop", {"person": person})
                stored.add_step(session, held.matter, actor, "drop", {"person": person}, course.state)
    try:
        after = course.after(step, detail)
    except TypeError as error:
        raise MatchingError("这一步缺少内容或有多余内容") from error
    if step == "refer" and not held.matter.organisation:  # from now on its officer keeps the matter too
        held.matter.organisation = roster.by_organisation[after.organisation].name
    stored.add_step(session, held.matter, actor, step, detail, after.state)
    audit.record(
        session,
        actor,
        f"matter.{step}",
        "matter",
        id,
        reason=str(detail.get("reason", "")),
        detail=_told(detail),
    )
    keeping = Keeping(session, seal, actor, roster)
    _book(keeping, held.matter, course, after, today)
    if after.state == "selected" and after.selection and course.state != "selected":
        taken_on(keeping, after.selection.people, id)
        _book_wished(keeping, held, after, today)
    if course.state == "selected" and course.selection and after.state != "selected":
        closing = _closing(held, detail, today) if step == "close" else None
        given_back(keeping, course.selection.people, id, closing)
    return read_matter(session, seal, actor, id)


def _book(keeping: Keeping, matter: Matter, before: Course, after: Course, today: datetime.date) -> None:
    """Half days that a step adds are booked, those that it gives up (from today on) are free again.

    Raises:
        RosterRefused: somebody who serves is not free then.
    """
    people = after.selection.people if after.selection else ()
    serving = [keeping.roster.by_person[person] for person in people]
    kept = () if after.state in ("refused", "closed") else after.meetings
    for meeting in after.meetings:
        if meeting not in before.meetings:
            half_day = (meeting.day, meeting.half)
            booking.book(keeping.session, keeping.actor, serving, half_day, matter.id, today)
    given_up = [(m.day, m.half) for m in before.meetings if m not in kept and m.day >= today]
    slots.release(keeping.session, matter.id, given_up)


def _book_wished(keeping: Keeping, held: Appointment, after: Course, today: datetime.date) -> None:
    """The day that the parties wished for is booked where everybody selected is free; else the officer arranges one."""
    wished, half = held.result.dispute.wished, held.result.dispute.half
    if wished is None or not today <= wished <= today + datetime.timedelta(days=booking.LONGEST):
        return
    people = [keeping.roster.by_person[id] for id in after.selection.people] if after.selection else []
    free = Agenda.load(keeping.session, wished, 1).coming(people, wished, 1)
    found = next((one for _, one in free if half in (None, one)), None)
    if found is None:
        return
    detail = Meeting(day=wished, half=found).model_dump(mode="json")
    booked = after.after("meet", detail)
    stored.add_step(keeping.session, held.matter, keeping.actor, "meet", detail, booked.state)
    audit.record(keeping.session, keeping.actor, "matter.meet", "matter", held.matter.id, detail=detail)
    _book(keeping, held.matter, after, booked, today)


def _bar(
    person: str, roster: Roster, result: MatchResult, conflicts: Conflicts, today: datetime.date
) -> Bar | None:
    found = roster.by_person.get(person)
    if found is None:
        return Bar.STATE
    return standing(found, result.dispute, today) or (
        Bar.CONFLICT if conflicts.grounds(found, result.dispute) else None
    )


def _is_listed(roster: Roster, organisation: str) -> bool:
    found = roster.by_organisation.get(organisation)
    return found is not None and found.state.state == "on_list"


def _closing(held: Appointment, detail: dict[str, Any], today: datetime.date) -> Closing:
    """How the case ended.

    Raises:
        MatchingError: the day is none, lies ahead, or before the case was opened.
    """
    opened = held.matter.at.date()
    try:
        on = datetime.date.fromisoformat(str(detail["on"]))
    except ValueError:
        raise MatchingError("结案日期请写成 2026-01-31") from None
    if not opened <= on <= today:
        raise MatchingError(f"结案日期应在登记日 {opened} 与今日之间")
    types = held.result.dispute.types
    return Closing(str(detail["outcome"]), on, str(detail.get("type") or (types[0] if types else "")), opened)


def _course(result: MatchResult, steps: tuple[MatterStep, ...]) -> Course:
    course = Course(
        parties=len(result.dispute.parties), listed=tuple(c.id for c in result.people), seed=result.seed
    )
    for step in steps:
        course = course.after(step.step, step.detail)
    return course


def _told(detail: dict[str, Any]) -> dict[str, Any]:
    """The detail for the audit trail, without its reason, which has a place of its own."""
    return {name: value for name, value in detail.items() if name != "reason"}
