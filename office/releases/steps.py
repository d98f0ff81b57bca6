"""The way of a batch to publication: draft → checked → approved → published → withdrawn.

At least two different people: who approves is neither who checked nor who changed a case last. In a joint release
every issuer approves, for which somebody of that organisation signs. Any change is made in a draft, so what was
approved is what is published.
"""

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from office import audit
from office.base import now
from office.identity import Actor
from office.releases import batches
from office.releases.errors import StepRefused
from office.releases.models import Release, ReleaseCase, ReleaseStep


def digest(release: Release, cases: Sequence[ReleaseCase]) -> str:
    """SHA-256 over all that would be published: 64 hexadecimal digits."""
    content = {
        "title": release.title,
        "number": release.number,
        "form": release.form,
        "issuers": release.issuers,
        "preface": release.preface,
        "cases": [[case.document_id, case.content] for case in cases],
    }
    return hashlib.sha256(
        json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
    ).hexdigest()


def steps(session: Session, release_id: int) -> list[ReleaseStep]:
    """Every step of a batch, oldest first."""
    wanted = select(ReleaseStep).where(ReleaseStep.release_id == release_id).order_by(ReleaseStep.id)
    return list(session.scalars(wanted))


def look(session: Session, actor: Actor, release_id: int) -> ReleaseStep:
    """Remember what this person has before them, so that the next look can show what is new."""
    return _step(session, actor, batches.release(session, release_id), "look", "", "")


def last_look(session: Session, actor: Actor, release_id: int) -> ReleaseStep | None:
    """The last step of this person on this batch; ``None`` before the first."""
    wanted = select(ReleaseStep).where(ReleaseStep.release_id == release_id, ReleaseStep.by == actor.name)
    return session.scalars(wanted.order_by(ReleaseStep.id.desc())).first()


def check(session: Session, actor: Actor, release_id: int, note: str = "") -> Release:
    """Send a draft to approval. What keeps it from publication is looked for by the caller, before.

    Raises:
        StepRefused: it is no draft, or has no case.
    """
    found = _in_state(session, release_id, ("draft",), "只有起草中的批次可以提交核对。")
    if not batches.cases(session, release_id):
        raise StepRefused("no_cases", "这一批还没有案例。")
    return _to(session, actor, found, "checked", "check", note)


def send_back(session: Session, actor: Actor, release_id: int, note: str) -> Release:
    """Back to drafting; approvals given so far are void.

    Raises:
        StepRefused: it is neither checked nor approved, or no reason is given.
    """
    found = _in_state(session, release_id, ("checked", "approved"), "只有已核对或已批准的批次可以退回。")
    if not note.strip():
        raise StepRefused("reason_missing", "退回须写明理由。")
    return _to(session, actor, found, "draft", "return", note)


def approve(session: Session, actor: Actor, release_id: int, issuer: str = "", note: str = "") -> Release:
    """Approve for one of the issuers; with the last of them the batch is approved.

    Raises:
        StepRefused: it is not checked, the same person checked or wrote it, signed for another issuer before,
            or does not belong to this issuer.
    """
    found = _in_state(session, release_id, ("checked",), "只有已核对的批次可以批准。")
    issuer = issuer or (found.issuers[0] if len(found.issuers) == 1 else actor.organisation)
    if issuer not in found.issuers:
        raise StepRefused("not_an_issuer", "只能代表发布单位之一批准。")
    joint = len(found.issuers) > 1
    if joint and actor.organisation != issuer:
        raise StepRefused("other_organisation", f"您不属于{issuer}，不能代其批准。")
    done = since_check(steps(session, release_id))
    if actor.name in {step.by for step in done if step.action in ("check", "approve")}:
        raise StepRefused("same_person", "核对与批准须由不同的人进行。")
    cases = batches.cases(session, release_id)
    if actor.name in {case.changed_by for case in cases}:
        raise StepRefused("same_person", "起草人不能批准自己的稿件。")
    given = {step.organisation for step in done if step.action == "approve"} | {issuer}
    if given >= set(found.issuers):
        return _to(session, actor, found, "approved", "approve", note, issuer)
    _step(session, actor, found, "approve", note, issuer)
    return found


def since_check(done: Sequence[ReleaseStep]) -> list[ReleaseStep]:
    """The steps from the last check on: what was given before a return no longer counts."""
    last = max((at for at, step in enumerate(done) if step.action == "check"), default=len(done))
    return list(done[last:])


def mark(session: Session, actor: Actor, found: Release, state: str, action: str, note: str) -> Release:
    """Set the state that an edition or its withdrawal brings."""
    return _to(session, actor, found, state, action, note)


def _in_state(session: Session, release_id: int, states: Sequence[str], message: str) -> Release:
    batches.release(session, release_id)
    found = session.get_one(Release, release_id, with_for_update=True, populate_existing=True)
    if found.state not in states:
        raise StepRefused("wrong_state", message)
    return found


def _to(
    session: Session, actor: Actor, found: Release, state: str, action: str, note: str, issuer: str = ""
) -> Release:
    _step(session, actor, found, action, note, issuer)
    found.state, found.changed = state, now()
    return found


def _step(session: Session, actor: Actor, found: Release, action: str, note: str, issuer: str) -> ReleaseStep:
    cases = batches.cases(session, found.id)
    step = ReleaseStep(
        release_id=found.id, action=action, by=actor.name, organisation=issuer or actor.organisation,
        note=note.strip(), digest=digest(found, cases), versions={str(c.id): c.version for c in cases}, at=now(),
    )  # fmt: skip
    session.add(step)
    session.flush()
    if action != "look":
        detail = {"digest": step.digest, "for": step.organisation}
        audit.record(
            session, actor, f"release.{action}", "release", found.id, reason=note.strip(), detail=detail
        )
    return step
