"""Rows of the office store as answers."""

import datetime as dt

from experts.calendar import work_calendar
from experts.exchange.changes import HIDDEN
from experts.matching.appointing import Appointment
from experts.matching.matter import STATES
from experts.matching.strike import strikes_allowed
from experts.roster.agenda import HALVES, Agenda, day_name, told
from experts.roster.fields import field_labels
from experts.roster.person import Person
from experts.roster.roster import Roster
from experts.roster.terms import labels
from office.roster import store
from office.roster.models import Complaint, Matter, RosterChange
from office.sealing import Seal
from search_api.roster.views import (
    ChangeView,
    ComplaintView,
    DayView,
    HalfDayView,
    MatterRow,
    MatterView,
    RosterRow,
    SlotsView,
    StepView,
)


def roster_row(person: Person, roster: Roster) -> RosterRow:
    """A person in the officer's list."""
    organisation = roster.by_organisation.get(person.organisation)
    return RosterRow(
        id=person.id,
        mark=person.mark,
        name=person.name,
        organisation=person.organisation,
        organisation_name=organisation.name if organisation else "",
        roles=[labels("roles")[role] for role in person.roles],
        fields=field_labels(person.fields),
        state=person.state.state,
        state_label=labels("person_states")[person.state.state],
        published=person.published,
        term_end=person.term.end,
        open=person.load.open,
        limit=person.load.limit,
    )


def change_view(row: RosterChange, seal: Seal, opens: bool) -> ChangeView:
    """A change; values of a private field only where they may be opened."""
    old, new = store.opened(row, seal) if opens or row.sealed is None else (HIDDEN, HIDDEN)
    return ChangeView(
        batch=row.batch, at=row.at, who=row.who, reason=row.reason, kind=row.kind, id=row.record_id, field=row.field,
        label=row.label, old=old, new=new,
    )  # fmt: skip


def matter_row(matter: Matter) -> MatterRow:
    """A matter in a list."""
    label = STATES[matter.state]
    types = field_labels(matter.types)
    return MatterRow(
        id=matter.id, at=matter.at, who=matter.who, state=matter.state, state_label=label, types=types
    )


def matter_view(held: Appointment, roster: Roster, agenda: Agenda, today: dt.date) -> MatterView:
    """A matter in full."""
    selection = held.course.selection if held.course.state == "selected" else None
    serving = [roster.by_person[id] for id in selection.people] if selection else []
    return MatterView(
        **matter_row(held.matter).model_dump(),
        result=held.result,
        course=held.course,
        strikes=strikes_allowed(len(held.course.open_list)),
        names={person.id: person.name for person in roster.people},
        free=[
            HalfDayView(day=day, half=half, text=told(day, half))
            for day, half in agenda.coming(serving, today)
        ],
        steps=[StepView(at=s.at, who=s.who, step=s.step, detail=s.detail) for s in held.steps],
    )


def slots_view(person: Person, agenda: Agenda, first: dt.date, days: int) -> SlotsView:
    """The calendar of a person, day by day."""
    each = [first + dt.timedelta(days=number) for number in range(days)]
    return SlotsView(
        person=person.id, name=person.name, first=first, days=[_day(person, agenda, day) for day in each]
    )


def _day(person: Person, agenda: Agenda, day: dt.date) -> DayView:
    return DayView(
        day=day,
        text=day_name(day),
        holiday=work_calendar().holiday(day),
        am=agenda.state(person, day, "am"),
        pm=agenda.state(person, day, "pm"),
        set=[half for half in HALVES if agenda.is_set(person, day, half)],
        am_matter=agenda.matter(person, day, "am"),
        pm_matter=agenda.matter(person, day, "pm"),
    )


def complaint_view(row: Complaint, seal: Seal, roster: Roster | None = None) -> ComplaintView:
    """A complaint with its words, and with the roster the person's name."""
    person = roster.by_person.get(row.person_id) if roster else None
    return ComplaintView(
        id=row.id, person=row.person_id, name=person.name if person else "",
        received=row.received, kind=row.kind, words=seal.open(row.sealed),
        state=row.state, outcome=row.outcome, at=row.at, who=row.who,
    )  # fmt: skip
