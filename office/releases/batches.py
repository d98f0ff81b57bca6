"""Batches being compiled and their cases: made, changed, ordered, deleted and brought back."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from office import audit
from office.base import now
from office.folders.errors import ChangedMeanwhile, NotHeld
from office.identity import Actor
from office.releases.errors import StepRefused
from office.releases.models import Release, ReleaseCase, ReleaseCaseVersion, ReleaseStep

TOGETHER = dt.timedelta(minutes=5)
"""Saves of one person this close to each other are one version: the page saves by itself."""
CHANGEABLE = frozenset({"title", "number", "form", "issuers", "preface"})


def create(session: Session, actor: Actor, title: str, form: str, issuers: Sequence[str]) -> Release:
    """A new, empty batch."""
    moment = now()
    release = Release(
        title=title, number="", form=form, issuers=list(issuers), preface="", state="draft", version=1,
        made_by=actor.name, created=moment, changed=moment,
    )  # fmt: skip
    session.add(release)
    session.flush()
    audit.record(session, actor, "release.create", "release", release.id)
    return release


def releases(session: Session, *, deleted: bool = False) -> list[Release]:
    """Every batch that is there (or that was deleted), newest first."""
    there = Release.deleted.is_not(None) if deleted else Release.deleted.is_(None)
    return list(session.scalars(select(Release).where(there).order_by(Release.id.desc())))


def release(session: Session, id: int, *, gone: bool = False) -> Release:
    """The batch.

    Raises:
        NotHeld: there is none, or it was deleted.
    """
    found = session.get(Release, id)
    if found is None or (found.deleted is not None and not gone):
        raise NotHeld("release", id)
    return found


def draft(session: Session, id: int) -> Release:
    """The batch, to be changed; locked until the transaction ends.

    Raises:
        NotHeld: there is none.
        StepRefused: it is past drafting.
    """
    release(session, id)
    found = session.get_one(Release, id, with_for_update=True, populate_existing=True)
    if found.state != "draft":
        raise StepRefused("not_a_draft", "这一批已送审或已发布，不能再改；需要修改请先退回起草。")
    return found


def change(session: Session, actor: Actor, id: int, values: Mapping[str, Any]) -> Release:
    """Set some of :data:`CHANGEABLE`.

    Raises:
        NotHeld: no such batch.
        StepRefused: it is past drafting.
    """
    found = draft(session, id)
    if unknown := set(values) - CHANGEABLE:
        raise ValueError(f"cannot set {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(found, name, value)
    _touched(found)
    audit.record(session, actor, "release.change", "release", id, detail={"fields": sorted(values)})
    return found


def delete(session: Session, actor: Actor, id: int) -> None:
    """Delete a draft so that :func:`restore` brings it back.

    Raises:
        NotHeld: no such batch.
        StepRefused: it is past drafting.
    """
    draft(session, id).deleted = now()
    audit.record(session, actor, "release.delete", "release", id)


def restore(session: Session, actor: Actor, id: int) -> Release:
    """Undo :func:`delete`."""
    found = release(session, id, gone=True)
    if found.deleted is not None:
        found.deleted = None
        audit.record(session, actor, "release.restore", "release", id)
    return found


def cases(session: Session, release_id: int, *, deleted: bool = False) -> list[ReleaseCase]:
    """Cases of a batch in their order; with ``deleted`` those that were taken out."""
    there = ReleaseCase.deleted.is_not(None) if deleted else ReleaseCase.deleted.is_(None)
    wanted = select(ReleaseCase).where(ReleaseCase.release_id == release_id, there)
    return list(session.scalars(wanted.order_by(ReleaseCase.position, ReleaseCase.id)))


def case(session: Session, release_id: int, id: int, *, gone: bool = False) -> ReleaseCase:
    """A case of this batch.

    Raises:
        NotHeld: there is none, or it was taken out.
    """
    found = session.get(ReleaseCase, id)
    if found is None or found.release_id != release_id or (found.deleted is not None and not gone):
        raise NotHeld("release_case", id)
    return found


def add_case(
    session: Session, actor: Actor, release_id: int, document_id: str, content: dict[str, Any]
) -> ReleaseCase:
    """A new case at the end of a batch.

    Raises:
        NotHeld: no such batch.
        StepRefused: it is past drafting.
    """
    found = draft(session, release_id)
    last = session.scalar(select(func.max(ReleaseCase.position)).where(ReleaseCase.release_id == release_id))
    moment = now()
    added = ReleaseCase(
        release_id=release_id, position=(last or 0) + 1, document_id=document_id, content=content, version=1,
        created=moment, changed=moment, changed_by=actor.name,
    )  # fmt: skip
    session.add(added)
    session.flush()
    session.add(ReleaseCaseVersion(case_id=added.id, version=1, content=content, by=actor.name, at=moment))
    _touched(found)
    detail = {"case": added.id, "document": document_id}
    audit.record(session, actor, "release.add_case", "release", release_id, detail=detail)
    return added


def save_case(
    session: Session, actor: Actor, release_id: int, id: int, content: dict[str, Any], version: int
) -> ReleaseCase:
    """Store an edited case.

    Raises:
        NotHeld: no such case.
        StepRefused: the batch is past drafting.
        ChangedMeanwhile: another version was saved since the one that was edited.
    """
    found = draft(session, release_id)
    edited = case(session, release_id, id)
    session.refresh(edited, with_for_update=True)
    if edited.version != version:
        raise ChangedMeanwhile(edited.version)
    if edited.content == content:
        return edited
    moment = now()
    edited.content, edited.version = content, version + 1
    edited.changed, edited.changed_by = moment, actor.name
    before = session.scalars(
        select(ReleaseCaseVersion).where(
            ReleaseCaseVersion.case_id == id, ReleaseCaseVersion.version == version
        )
    ).one_or_none()
    own = before is not None and before.by == actor.name and moment - before.at < TOGETHER
    if before is not None and own and version > 1 and not _was_seen(session, release_id, id, version):
        before.version, before.content = version + 1, content
    else:
        session.add(
            ReleaseCaseVersion(case_id=id, version=version + 1, content=content, by=actor.name, at=moment)
        )
    _touched(found)
    audit.record(session, actor, "release.save_case", "release", release_id, detail={"case": id})
    return edited


def remove_case(session: Session, actor: Actor, release_id: int, id: int) -> None:
    """Take a case out; :func:`restore_case` brings it back.

    Raises:
        NotHeld: no such case.
        StepRefused: the batch is past drafting.
    """
    found = draft(session, release_id)
    case(session, release_id, id).deleted = now()
    _touched(found)
    audit.record(session, actor, "release.remove_case", "release", release_id, detail={"case": id})


def restore_case(session: Session, actor: Actor, release_id: int, id: int) -> ReleaseCase:
    """Undo :func:`remove_case`."""
    found = draft(session, release_id)
    back = case(session, release_id, id, gone=True)
    if back.deleted is not None:
        back.deleted = None
        _touched(found)
        audit.record(session, actor, "release.restore_case", "release", release_id, detail={"case": id})
    return back


def order_cases(session: Session, actor: Actor, release_id: int, ids: Sequence[int]) -> None:
    """Put the cases of a batch in this order.

    Raises:
        StepRefused: the batch is past drafting, or these are not its cases.
    """
    found = draft(session, release_id)
    held = {each.id: each for each in cases(session, release_id)}
    if sorted(ids) != sorted(held):
        raise StepRefused("other_cases", "案例已有增减，请刷新后再排序。")
    for position, id in enumerate(ids, 1):
        held[id].position = position
    _touched(found)
    audit.record(session, actor, "release.order", "release", release_id)


def versions(session: Session, case_id: int) -> list[ReleaseCaseVersion]:
    """Versions of a case, newest first."""
    wanted = select(ReleaseCaseVersion).where(ReleaseCaseVersion.case_id == case_id)
    return list(session.scalars(wanted.order_by(ReleaseCaseVersion.version.desc())))


def version_at(session: Session, case_id: int, version: int) -> ReleaseCaseVersion | None:
    """The newest kept version not above this one: saves close to each other are kept as their last."""
    wanted = select(ReleaseCaseVersion).where(
        ReleaseCaseVersion.case_id == case_id, ReleaseCaseVersion.version <= version
    )
    return session.scalars(wanted.order_by(ReleaseCaseVersion.version.desc())).first()


def _was_seen(session: Session, release_id: int, case_id: int, version: int) -> bool:
    """Whether somebody looked at this version: then it is kept, to show what changed since."""
    seen = session.scalars(select(ReleaseStep.versions).where(ReleaseStep.release_id == release_id))
    return any(versions.get(str(case_id)) == version for versions in seen)


def _touched(found: Release) -> None:
    found.version, found.changed = found.version + 1, now()
