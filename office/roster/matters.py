"""Storage of matters and their steps, and of complaints."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from office.base import now
from office.identity import Actor
from office.roster.models import Complaint, Matter, MatterState, MatterStep
from office.sealing import Seal


def create(
    session: Session,
    seal: Seal,
    actor: Actor,
    *,
    state: MatterState,
    seed: str,
    types: Sequence[str],
    result: str,
) -> Matter:
    """Keep a match as a matter; ``result`` names the parties and is sealed.

    Raises:
        SealError: it cannot be sealed.
    """
    at = now()
    matter = Matter(
        at=at,
        who=actor.name,
        organisation=actor.organisation,
        state=state,
        seed=seed,
        types=list(types),
        sealed=seal.seal(session, result),
        changed=at,
    )
    session.add(matter)
    session.flush()
    return matter


def matter(session: Session, id: int, *, lock: bool = False) -> Matter | None:
    """A matter; with ``lock`` nobody else may change it until the transaction ends."""
    return session.get(Matter, id, with_for_update=True if lock else None)


def matters(
    session: Session, organisation: str, state: str, limit: int, offset: int
) -> tuple[list[Matter], int]:
    """Matters newest first, and how many there are; empty conditions ask for nothing."""
    query = select(Matter)
    if organisation:
        query = query.where(Matter.organisation == organisation)
    if state:
        query = query.where(Matter.state == state)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return list(session.scalars(query.order_by(Matter.id.desc()).limit(limit).offset(offset))), total


def steps(session: Session, id: int) -> list[MatterStep]:
    """Steps of a matter in the order they were taken."""
    return list(session.scalars(select(MatterStep).where(MatterStep.matter_id == id).order_by(MatterStep.id)))


def add_step(
    session: Session, matter: Matter, actor: Actor, step: str, detail: dict[str, Any], state: MatterState
) -> MatterStep:
    """Take a step, after which the matter is in ``state``."""
    row = MatterStep(matter_id=matter.id, at=now(), who=actor.name, step=step, detail=detail)
    session.add(row)
    matter.state, matter.changed = state, row.at
    session.flush()
    return row


def add_complaint(
    session: Session, seal: Seal, actor: Actor, person: str, received: dt.date, kind: str, words: str
) -> Complaint:
    """Keep a complaint; its words are sealed.

    Raises:
        SealError: they cannot be sealed.
    """
    row = Complaint(
        person_id=person,
        received=received,
        kind=kind,
        sealed=seal.seal(session, words),
        state="open",
        outcome="",
        at=now(),
        who=actor.name,
    )
    session.add(row)
    session.flush()
    return row


def complaints(session: Session, person: str = "", state: str = "") -> list[Complaint]:
    """Complaints, newest first; empty conditions ask for nothing."""
    query = select(Complaint).order_by(Complaint.id.desc())
    if person:
        query = query.where(Complaint.person_id == person)
    if state:
        query = query.where(Complaint.state == state)
    return list(session.scalars(query))


def complaint(session: Session, id: int) -> Complaint | None:
    """One complaint."""
    return session.get(Complaint, id, with_for_update=True)
