"""Published batches: kept for good as they were, and the notice of a withdrawal."""

import hashlib
import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from office import audit
from office.base import now
from office.folders.errors import NotHeld
from office.identity import Actor
from office.releases import batches, steps
from office.releases.errors import StepRefused
from office.releases.models import Release, ReleaseEdition, ReleaseWithdrawal


def publish(session: Session, actor: Actor, release_id: int, content: dict[str, Any]) -> ReleaseEdition:
    """Keep an approved batch as its edition.

    Args:
        session: Of the office store.
        actor: Who publishes.
        release_id: The batch.
        content: Everything that is published, as JSON values.

    Raises:
        StepRefused: it is not approved, was changed since, or its number was published before.
    """
    batches.release(session, release_id)
    found = session.get_one(Release, release_id, with_for_update=True, populate_existing=True)
    if found.state != "approved":
        raise StepRefused("wrong_state", "只有已批准的批次可以发布。")
    approval = next(s for s in reversed(steps.steps(session, release_id)) if s.action == "approve")
    if approval.digest != steps.digest(found, batches.cases(session, release_id)):
        raise StepRefused("changed_since", "批准之后内容有变动，请退回重新核对。")
    made = now()
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    edition = ReleaseEdition(
        release_id=release_id, number=found.number, content=text, sha256="", made=made, made_by=actor.name
    )
    edition.sha256 = edition_hash(edition)
    try:
        with session.begin_nested():
            session.add(edition)
    except IntegrityError as error:
        raise StepRefused("number_taken", f"批次号“{found.number}”已经发布过。") from error
    steps.mark(session, actor, found, "published", "publish", "")
    return edition


def edition_hash(edition: ReleaseEdition) -> str:
    """SHA-256 over number, moment and content, joined by NUL: 64 hexadecimal digits."""
    parts = (edition.number, edition.made.isoformat(timespec="microseconds"), edition.content)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def withdraw(session: Session, actor: Actor, release_id: int, reason: str) -> ReleaseWithdrawal:
    """Take a published batch back; the notice and the edition stay.

    Raises:
        NotHeld: it was never published.
        StepRefused: no reason, or it is withdrawn already.
    """
    found = edition_of(session, release_id)
    if not reason.strip():
        raise StepRefused("reason_missing", "撤回须写明理由。")
    if session.get(ReleaseWithdrawal, found.id) is not None:
        raise StepRefused("wrong_state", "这一批已经撤回。")
    notice = ReleaseWithdrawal(edition_id=found.id, reason=reason.strip(), by=actor.name, at=now())
    session.add(notice)
    steps.mark(session, actor, batches.release(session, release_id), "withdrawn", "withdraw", reason)
    return notice


def edition_of(session: Session, release_id: int) -> ReleaseEdition:
    """The edition of a batch.

    Raises:
        NotHeld: it was never published.
    """
    wanted = select(ReleaseEdition).where(ReleaseEdition.release_id == release_id)
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotHeld("edition", release_id)
    return found


def editions(session: Session) -> list[tuple[ReleaseEdition, ReleaseWithdrawal | None]]:
    """Every edition with its withdrawal, newest first."""
    wanted = (
        select(ReleaseEdition, ReleaseWithdrawal)
        .outerjoin(ReleaseWithdrawal, ReleaseWithdrawal.edition_id == ReleaseEdition.id)
        .order_by(ReleaseEdition.id.desc())
    )
    return [(row[0], row[1]) for row in session.execute(wanted)]


def withdrawal(session: Session, edition_id: int) -> ReleaseWithdrawal | None:
    """The notice of a withdrawal; ``None`` while the edition stands."""
    return session.get(ReleaseWithdrawal, edition_id)


def note_export(session: Session, actor: Actor, release_id: int, form: str) -> None:
    """Put an export on the audit trail."""
    audit.record(session, actor, "release.export", "release", release_id, detail={"as": form})
