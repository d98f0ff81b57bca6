"""What was answered and what had no answer. Questions are redacted before they are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpora.redact import redact
from office import audit
from office.answers.errors import AnswerError
from office.answers.models import AnswerFeedback, AnswerRecord, UnansweredQuestion
from office.base import now
from office.identity import Actor

Handled = Literal["answered", "consult", "dismissed"]
HANDLED: tuple[Handled, ...] = ("answered", "consult", "dismissed")


@dataclass(frozen=True, slots=True)
class Shown:
    """A part of an answer: an entry in a version, or none with the entry that came nearest."""

    question: str
    entry_id: str
    version: int
    confidence: float
    unanswered: bool = False
    dispute_type: str = ""
    nearest: str = ""


def keep(session: Session, actor: Actor, question: str, day: str, parts: Sequence[Shown]) -> str:
    """Keep what was answered; returns the number of the record."""
    record = AnswerRecord(
        id=uuid4().hex,
        at=now(),
        asked_by=actor.name,
        question=redact(question).text,
        day=day,
        answered=any(part.entry_id for part in parts),
        shown=[
            {"entry_id": part.entry_id, "version": part.version, "confidence": round(part.confidence, 4)}
            for part in parts
        ],
    )
    session.add(record)
    session.flush()
    for part in parts:
        if part.unanswered:
            session.add(
                UnansweredQuestion(
                    record_id=record.id,
                    at=record.at,
                    question=redact(part.question).text,
                    nearest=part.nearest,
                    dispute_type=part.dispute_type,
                    state="open",
                    handled_by="",
                    handled=None,
                    handled_as="",
                )
            )
    return record.id


def record_of(session: Session, id: str) -> AnswerRecord:
    """What was answered under a number.

    Raises:
        AnswerError: there is no such record.
    """
    row = session.get(AnswerRecord, id)
    if row is None:
        raise AnswerError("record_not_found", f"there is no record {id}", "没有这条问答记录")
    return row


def open_questions(session: Session, state: str = "open") -> list[UnansweredQuestion]:
    """Questions without an answer, newest first."""
    wanted = select(UnansweredQuestion).where(UnansweredQuestion.state == state)
    return list(session.scalars(wanted.order_by(UnansweredQuestion.id.desc())))


def handle(session: Session, actor: Actor, ids: Sequence[int], how: Handled, made: str = "") -> int:
    """Mark questions as dealt with.

    Args:
        how: ``answered`` by an entry, ``consult`` given to an expert, ``dismissed``.
        made: The entry or consult that came of it.

    Returns:
        How many were open.
    """
    wanted = UnansweredQuestion.id.in_(ids), UnansweredQuestion.state == "open"
    rows = list(session.scalars(select(UnansweredQuestion).where(*wanted)))
    for row in rows:
        row.state, row.handled_by, row.handled, row.handled_as = how, actor.name, now(), made
    audit.record(session, actor, f"unanswered.{how}", "unanswered", made, detail={"count": len(rows)})
    return len(rows)


def give_feedback(
    session: Session, actor: Actor, record_id: str, entry_id: str, helpful: bool, comment: str = ""
) -> AnswerFeedback:
    """Keep whether an answer helped.

    Raises:
        AnswerError: there is no such record, or the entry was not shown in it.
    """
    record = record_of(session, record_id)
    shown: list[dict[str, Any]] = record.shown
    if entry_id not in {part["entry_id"] for part in shown}:
        raise AnswerError(
            "record_not_found", f"{entry_id} was not shown in {record_id}", "该条回答中没有这个条目"
        )
    row = AnswerFeedback(
        record_id=record_id,
        entry_id=entry_id,
        at=now(),
        by=actor.name,
        helpful=helpful,
        comment=redact(comment).text if comment.strip() else "",
    )
    session.add(row)
    session.flush()
    return row
