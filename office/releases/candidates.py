"""Candidates for release and what became of them."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from office import audit
from office.base import now
from office.folders.errors import NotHeld
from office.identity import Actor
from office.releases.errors import StepRefused
from office.releases.models import ReleaseCandidate

ORIGINS = ("search", "folder", "organisation", "program")


def propose(
    session: Session,
    actor: Actor,
    document_id: str,
    title: str,
    *,
    origin: str,
    reason: str,
    rule: str = "",
) -> ReleaseCandidate:
    """Put a document on the list; one that is proposed already stays as it is.

    Raises:
        StepRefused: a person gives no reason.
    """
    if not reason.strip():
        raise StepRefused("reason_missing", "请写明推荐理由。")
    open_one = session.scalars(
        select(ReleaseCandidate).where(
            ReleaseCandidate.document_id == document_id, ReleaseCandidate.state == "proposed"
        )
    ).first()
    if open_one is not None:
        return open_one
    moment = now()
    candidate = ReleaseCandidate(
        document_id=document_id, title=title, origin=origin, rule=rule, reason=reason.strip(),
        proposed_by=actor.name, organisation=actor.organisation, state="proposed", decided_by="", decision="",
        created=moment, changed=moment,
    )  # fmt: skip
    session.add(candidate)
    session.flush()
    detail = {"document": document_id, "origin": origin, "rule": rule}
    audit.record(session, actor, "candidate.propose", "candidate", candidate.id, detail=detail)
    return candidate


def decide(session: Session, actor: Actor, id: int, state: str, reason: str = "") -> ReleaseCandidate:
    """Take, decline, withdraw or propose again.

    Raises:
        NotHeld: no such candidate.
        StepRefused: declined without a reason.
    """
    found = candidate(session, id)
    if state == "declined" and not reason.strip():
        raise StepRefused("reason_missing", "不予采用的，请写明理由。")
    found.state, found.decision = state, reason.strip()
    found.decided_by, found.changed = actor.name, now()
    audit.record(session, actor, f"candidate.{state}", "candidate", id, reason=reason.strip())
    return found


def candidate(session: Session, id: int) -> ReleaseCandidate:
    """The candidate.

    Raises:
        NotHeld: there is none.
    """
    found = session.get(ReleaseCandidate, id)
    if found is None:
        raise NotHeld("candidate", id)
    return found


def candidates(session: Session, states: Collection[str] = ()) -> list[ReleaseCandidate]:
    """Candidates in these states (all, when none is named), newest first."""
    wanted = select(ReleaseCandidate).order_by(ReleaseCandidate.id.desc())
    if states:
        wanted = wanted.where(ReleaseCandidate.state.in_(states))
    return list(session.scalars(wanted))


def proposed_ids(session: Session) -> set[str]:
    """Documents that were ever proposed, whatever became of them."""
    return set(session.scalars(select(ReleaseCandidate.document_id)))
