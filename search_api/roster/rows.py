"""Rows of the office store as answers."""

from experts.exchange.changes import HIDDEN
from experts.matching.appointing import Appointment
from experts.matching.matter import STATES
from experts.matching.strike import strikes_allowed
from experts.roster.fields import field_labels
from experts.roster.person import Person
from experts.roster.roster import Roster
from experts.roster.terms import labels
from office.roster import store
from office.roster.models import Complaint, Matter, RosterChange
from office.sealing import Seal
from search_api.roster.views import ChangeView, ComplaintView, MatterRow, MatterView, RosterRow, StepView


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
    label = STATES[matter.state]  # type: ignore[index]
    types = field_labels(matter.types)
    return MatterRow(
        id=matter.id, at=matter.at, who=matter.who, state=matter.state, state_label=label, types=types
    )


def matter_view(held: Appointment, roster: Roster) -> MatterView:
    """A matter in full."""
    return MatterView(
        **matter_row(held.matter).model_dump(),
        result=held.result,
        course=held.course,
        strikes=strikes_allowed(len(held.course.open_list)),
        names={person.id: person.name for person in roster.people},
        steps=[StepView(at=s.at, who=s.who, step=s.step, detail=s.detail) for s in held.steps],
    )


def complaint_view(row: Complaint, seal: Seal) -> ComplaintView:
    """A complaint with its words."""
    return ComplaintView(
        id=row.id, person=row.person_id, received=row.received, kind=row.kind, words=seal.open(row.sealed),
        state=row.state, outcome=row.outcome, at=row.at, who=row.who,
    )  # fmt: skip
