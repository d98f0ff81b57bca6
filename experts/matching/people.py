"""People for a dispute: who may serve, why, and who may not for which class of reason."""

import datetime
from collections.abc import Sequence
from typing import Protocol

from experts.matching.dispute import Dispute, Purpose
from experts.matching.expertise import (
    Precedent,
    field_reason,
    precedent_reason,
    record_reason,
    word_reason,
)
from experts.matching.fitness import load_reason, place_reason, procedure_reason, slot_reason
from experts.matching.results import Bar, Barred, Candidate, Reason
from experts.matching.rules import rules
from experts.roster.agenda import Agenda
from experts.roster.person import Person

ROLES: dict[Purpose, frozenset[str]] = {
    "mediate": frozenset({"mediator_full_time", "mediator_part_time", "invited_mediator"}),
    "advise": frozenset({"expert_adviser"}),
    "evaluate": frozenset({"neutral_evaluator"}),
    "assess": frozenset({"loss_assessor"}),
}


class Conflicts(Protocol):
    """The check for recusal (回避)."""

    def grounds(self, person: Person, dispute: Dispute) -> tuple[str, ...]:
        """Names of the grounds that keep the person from this dispute, by class; empty for none."""
        ...


def weigh(
    person: Person,
    organisation: str,
    dispute: Dispute,
    on: datetime.date,
    conflicts: Conflicts,
    precedents: Sequence[Precedent] = (),
    agenda: Agenda | None = None,
) -> Candidate | Barred:
    """A person as candidate for a dispute, or barred.

    Args:
        person: With private fields, which the check for recusal needs.
        organisation: Name of the person's organisation.
        dispute: With its types (see :meth:`Dispute.with_types`).
        on: The day of the appointment.
        conflicts: The check for recusal.
        precedents: Similar mediation records.
        agenda: Half days set and booked; without it the weekly pattern.
    """
    bar = standing(person, dispute, on)
    if bar is None and (grounds := conflicts.grounds(person, dispute)):
        return Barred(id=person.id, name=person.name, bar=Bar.CONFLICT, grounds=grounds)
    place = place_reason(dispute, person)
    load = load_reason(person.load)
    field = field_reason(dispute.types, person.fields, rules().people)
    record = record_reason(dispute.types, person.record)
    handled = precedent_reason(person, organisation, precedents)
    words = word_reason(dispute, person)
    if bar is None:
        bar = _first_bar(load, place, bool(field or record or handled) or not dispute.types)
    if bar is not None:
        return Barred(id=person.id, name=person.name, bar=bar)
    slot = slot_reason(dispute, person, agenda or Agenda(), on)
    others = (slot, procedure_reason(dispute, person), _language(dispute, person))
    reasons = tuple(r for r in (field, record, handled or words, place, load, *others) if r is not None)
    points = sum(reason.points for reason in reasons)
    return Candidate(
        id=person.id,
        name=person.name,
        organisation=organisation,
        points=points,
        grade=rules().grade(points),
        reasons=reasons,
        mark=person.mark,
    )


def standing(person: Person, dispute: Dispute, on: datetime.date) -> Bar | None:
    """What keeps a person from serving whatever the expertise: state, term, role, language."""
    if person.state.state != "on_roster":
        return Bar.STATE
    if not person.term.covers(on):
        return Bar.TERM
    if ROLES[dispute.purpose].isdisjoint(person.roles):
        return Bar.ROLE
    if not set(dispute.languages) <= set(person.languages):
        return Bar.LANGUAGE
    return None


def _first_bar(load: Reason | None, place: Reason | None, expert: bool) -> Bar | None:
    if not expert:
        return Bar.FIELD
    if load is None:
        return Bar.LOAD
    return Bar.PLACE if place is None else None


def _language(dispute: Dispute, person: Person) -> Reason | None:
    spoken = [language for language in dispute.languages if language in person.languages]
    return Reason(kind="language", text=f"能用{'、'.join(spoken)}") if spoken else None
