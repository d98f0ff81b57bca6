"""Storage of decisions on recusal."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from office.base import now
from office.identity import Actor
from office.recusal.models import Decision, RecusalEntry
from office.sealing import Seal


def add(
    session: Session,
    seal: Seal,
    actor: Actor,
    *,
    person_id: str,
    dispute_key: str,
    decision: Decision,
    grounds: Sequence[str],
    marks: Sequence[str],
    consents: Mapping[str, str],
    reason: str,
) -> RecusalEntry:
    """Keep a decision; its reason is sealed.

    Raises:
        SealError: it cannot be sealed.
    """
    row = RecusalEntry(
        at=now(),
        who=actor.name,
        person_id=person_id,
        dispute_key=dispute_key,
        decision=decision,
        grounds=list(grounds),
        marks=list(marks),
        consents=dict(consents),
        sealed=seal.seal(session, reason),
    )
    session.add(row)
    session.flush()
    return row


def decisions(session: Session) -> list[RecusalEntry]:
    """Every decision, in the order they were taken."""
    return list(session.scalars(select(RecusalEntry).order_by(RecusalEntry.id)))
