"""Consults as the service shows them to one viewer."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.orm import Session

from experts.consults.citing import BASIS_STATES
from experts.consults.evaluation import Evaluation
from experts.consults.limits import Reminder, reminder
from experts.consults.rights import manages
from experts.consults.states import STATES, STEPS
from experts.consults.working import GOOD
from experts.roster.person import Person
from experts.roster.roster import Roster
from office.consults import store
from office.consults.models import Consult, ConsultAnswer
from office.identity import Actor
from search_api.consults.views import (
    AnswerView,
    AttachedView,
    CandidateView,
    ConsultRow,
    ConsultView,
    DueView,
    StepView,
)
from search_api.retrieval.similarity import dispute_label

_ASKER, _EXPERT, _OFFICER = ("add", "withdraw", "rate"), ("pass", "return", "answer"), ("extend",)


def row(consult: Consult, people: Mapping[str, Person], today: dt.date) -> ConsultRow:
    """A consult in a list."""
    due = _due(reminder(consult, today))
    return ConsultRow(
        id=consult.id,
        at=consult.at,
        title=consult.title,
        types=consult.types,
        type_labels=[dispute_label(code) for code in consult.types],
        state=consult.state,
        state_label=STATES[consult.state],
        asker=consult.asker,
        organisation=consult.organisation,
        expert=_name(people, consult.expert),
        rating=consult.rating,
        proposed=consult.proposed is not None,
        due=due,
    )


def _due(found: Reminder | None) -> DueView | None:
    if found is None:
        return None
    return DueView(
        kind=found.kind,
        last_day=found.last_day,
        working_days=found.working_days,
        text=found.text,
        provisional=found.provisional,
    )


def whole(session: Session, consult: Consult, roster: Roster, actor: Actor, today: dt.date) -> ConsultView:
    """A whole consult."""
    people = roster.by_person
    return ConsultView(
        **row(consult, people, today).model_dump(),
        question=consult.question,
        attachments=[
            AttachedView(document_id=a.document_id, title=a.title, text=a.text)
            for a in store.attachments(session, consult.id)
        ],
        candidates=[
            CandidateView(
                id=id, name=_name(people, id), occupation=people[id].occupation if id in people else ""
            )
            for id in consult.candidates
        ],
        answers=[_answer(a, people) for a in store.answers(session, consult.id)],
        steps=[
            StepView(at=s.at, who=s.who, step=s.step, label=STEPS[s.step][0], note=s.note)
            for s in store.steps(session, consult.id)
        ],
        rating_note=consult.rating_note,
        parent=consult.parent_id,
        second_opinions=[child.id for child in store.children(session, consult.id)],
        may=_may(session, consult, actor),
    )


def _answer(answer: ConsultAnswer, people: Mapping[str, Person]) -> AnswerView:
    return AnswerView(
        id=answer.id,
        at=answer.at,
        expert=_name(people, answer.expert),
        text=answer.text,
        basis=[{**entry, "state_label": BASIS_STATES[entry["state"]]} for entry in answer.basis],
        cases=answer.cases,
        evaluation=Evaluation.model_validate(answer.evaluation) if answer.evaluation else None,
    )


def _may(session: Session, consult: Consult, actor: Actor) -> list[str]:
    asker = actor.name == consult.asker or actor.is_owner
    officer = manages(actor, consult)
    mine = {consult.expert.lower()} if consult.expert else {id.lower() for id in consult.candidates}
    expert = officer or (actor.has("expert") and actor.name.lower() in mine)
    allowed = {*(_ASKER if asker else ()), *(_EXPERT if expert else ()), *(_OFFICER if officer else ())}
    if expert and consult.candidates:
        allowed.add("take")
    others = any(id != consult.expert for id in consult.candidates)
    if (asker or officer) and others and not store.children(session, consult.id):
        allowed.add("second")
    if not consult.proposed and (officer or (expert and (consult.rating or 0) >= GOOD)):
        allowed.add("propose")
    return [name for name, (_, wanted, _) in STEPS.items() if name in allowed and consult.state in wanted]


def _name(people: Mapping[str, Person], id: str) -> str:
    return people[id].name if id in people else id
