"""Remarks on the cases of a batch."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from office import audit
from office.base import now
from office.folders.errors import NotHeld
from office.identity import Actor
from office.releases.models import ReleaseComment


def remark(session: Session, actor: Actor, case_id: int, block: str, text: str) -> ReleaseComment:
    """Add a remark."""
    added = ReleaseComment(
        case_id=case_id, block=block, text=text.strip(), by=actor.name, at=now(), resolved_by=""
    )
    session.add(added)
    session.flush()
    audit.record(session, actor, "release.remark", "release_case", case_id, detail={"remark": added.id})
    return added


def remarks(session: Session, case_ids: Collection[int]) -> list[ReleaseComment]:
    """Remarks on these cases, oldest first."""
    wanted = select(ReleaseComment).where(ReleaseComment.case_id.in_(case_ids)).order_by(ReleaseComment.id)
    return list(session.scalars(wanted))


def resolve(session: Session, actor: Actor, case_id: int, id: int, *, done: bool = True) -> ReleaseComment:
    """Mark a remark as dealt with, or open it again.

    Raises:
        NotHeld: no such remark on this case.
    """
    found = session.get(ReleaseComment, id)
    if found is None or found.case_id != case_id:
        raise NotHeld("remark", id)
    found.resolved, found.resolved_by = (now(), actor.name) if done else (None, "")
    audit.record(
        session, actor, "release.resolve", "release_case", case_id, detail={"remark": id, "done": done}
    )
    return found
