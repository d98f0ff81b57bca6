"""Half days of people: when somebody can be had."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query

from experts.calendar import china_day
from experts.roster.agenda import AHEAD, Agenda
from experts.roster.booking import may_set, set_halves
from experts.roster.errors import NotAllowed, NotOnRoster
from experts.roster.keeping import load
from experts.roster.person import Person
from experts.roster.roster import Roster
from office.base import now
from office.identity import Actor
from search_api.http.routes.experts import Id
from search_api.http.state import ActorNow, OfficeNow, SealNow
from search_api.roster.rows import slots_view
from search_api.roster.views import SlotsBody, SlotsView

router = APIRouter()
From = Annotated[dt.date | None, Query(alias="from", description="First day; today by default.")]
Days = Annotated[int, Query(ge=1, le=92, description="How many days.")]


@router.get("/roster/people/{id}/slots", summary="A person's calendar of half days")
def slots(
    office: OfficeNow, seal: SealNow, actor: ActorNow, id: Id, first: From = None, days: Days = AHEAD
) -> SlotsView:
    """The weekly half days without public holidays, what was set by hand, and what is booked; for the person and the officer."""
    begin = first or china_day(now())
    with office.reading() as session:
        person = _own(load(session, seal), actor, id)
        return slots_view(person, Agenda.load(session, begin, days, person.id), begin, days)


@router.put("/roster/people/{id}/slots", summary="Set half days free or busy")
def set_slots(office: OfficeNow, seal: SealNow, actor: ActorNow, id: Id, body: SlotsBody) -> SlotsView:
    """All of them, or with one fault none; what is booked for a matter is changed there."""
    today = china_day(now())
    wanted = {(one.day, one.half): None if one.state == "weekly" else one.state for one in body.halves}
    with office.session() as session:
        roster = load(session, seal)
        person = _own(roster, actor, id)
        set_halves(session, actor, roster, person, wanted, today)
        return slots_view(person, Agenda.load(session, today, AHEAD, person.id), today, AHEAD)


def _own(roster: Roster, actor: Actor, id: str) -> Person:
    """The person whose calendar the actor keeps; login names are ids in any case.

    Raises:
        NotOnRoster: there is no such person.
        NotAllowed: it is somebody else's.
    """
    person = roster.by_person.get(id) or roster.by_person.get(id.upper())
    if person is None:
        raise NotOnRoster(f"名册中没有编号为“{id}”的人员")
    if not may_set(actor, roster, person):
        raise NotAllowed("只有本人和所在机构的专家库管理员可以查看和设置日程")
    return person
