"""Storage of consults."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from office.base import now
from office.consults.models import Consult, ConsultAnswer, ConsultAttachment, ConsultSetting, ConsultStep
from office.identity import Actor


def add(session: Session, consult: Consult) -> None:
    """Keep a new consult."""
    session.add(consult)
    session.flush()


def consult(session: Session, id: int, *, lock: bool = False) -> Consult | None:
    """A consult; with ``lock`` nobody else may change it until the transaction ends."""
    return session.get(Consult, id, with_for_update=True if lock else None)


def consults(
    session: Session, *, asker: str = "", organisation: str | None = None, states: Sequence[str] = ()
) -> list[Consult]:
    """Consults newest first; an ``asker`` or an ``organisation``'s (``None``: any)."""
    query = select(Consult).order_by(Consult.id.desc())
    if asker:
        query = query.where(Consult.asker == asker)
    if organisation is not None:
        query = query.where(Consult.organisation == organisation)
    if states:
        query = query.where(or_(*[Consult.state == state for state in states]))
    return list(session.scalars(query))


def children(session: Session, id: int) -> list[Consult]:
    """Second opinions asked of a consult, oldest first."""
    return list(session.scalars(select(Consult).where(Consult.parent_id == id).order_by(Consult.id)))


def attach(session: Session, consult: Consult, document_id: str, title: str, text: str) -> None:
    """Put a redacted case with a consult."""
    session.add(ConsultAttachment(consult_id=consult.id, document_id=document_id, title=title, text=text))


def attachments(session: Session, id: int) -> list[ConsultAttachment]:
    """What came with a consult."""
    query = select(ConsultAttachment).where(ConsultAttachment.consult_id == id)
    return list(session.scalars(query.order_by(ConsultAttachment.id)))


def add_answer(session: Session, row: ConsultAnswer) -> None:
    """Keep an answer."""
    session.add(row)
    session.flush()


def answers(session: Session, id: int) -> list[ConsultAnswer]:
    """Answers of a consult, oldest first."""
    query = select(ConsultAnswer).where(ConsultAnswer.consult_id == id)
    return list(session.scalars(query.order_by(ConsultAnswer.id)))


def step(session: Session, consult: Consult, actor: Actor, name: str, note: str) -> ConsultStep:
    """Put a step on record."""
    row = ConsultStep(consult_id=consult.id, at=now(), who=actor.name, step=name, note=note)
    session.add(row)
    session.flush()
    return row


def steps(session: Session, id: int) -> list[ConsultStep]:
    """Steps of a consult, oldest first."""
    query = select(ConsultStep).where(ConsultStep.consult_id == id)
    return list(session.scalars(query.order_by(ConsultStep.id)))


def counts(session: Session) -> dict[str, int]:
    """Consults by state."""
    return {
        row[0]: row[1] for row in session.execute(select(Consult.state, func.count()).group_by(Consult.state))
    }


def setting(session: Session, organisation: str) -> ConsultSetting | None:
    """The limits of an organisation."""
    return session.get(ConsultSetting, organisation)


def put_setting(session: Session, actor: Actor, organisation: str, take_days: int, answer_days: int) -> None:
    """Set them."""
    row = setting(session, organisation)
    if row is None:
        row = ConsultSetting(organisation=organisation)
        session.add(row)
    row.take_days, row.answer_days, row.changed, row.who = take_days, answer_days, now(), actor.name
    session.flush()
