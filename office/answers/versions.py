"""Versions of standard answers and their way: draft, reviewed and published by another person, withdrawn.

The shipped file is version 1 of its entry; the first version that people write of it is 2.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from office import audit
from office.answers.errors import AnswerError, bad_content, not_verified, same_person, unknown, wrong_state
from office.answers.models import AnswerVersion
from office.answers.verified import Texts, unverified
from office.bank import Entry, shipped
from office.bank.load import faults as faults_of
from office.base import now
from office.identity import Actor

EDITORS = ("editor", "administrator")
"""Roles that may write, review and publish."""
OWN = "BX-"
"""Beginning of the ids of entries that people wrote."""


def shipped_entry(entry_id: str) -> Entry | None:
    """The shipped file of an entry."""
    return next((entry for entry in shipped() if entry.id == entry_id), None)


def versions(session: Session, entry_id: str) -> list[AnswerVersion]:
    """Versions that people wrote, newest first."""
    wanted = select(AnswerVersion).where(AnswerVersion.entry_id == entry_id)
    return list(session.scalars(wanted.order_by(AnswerVersion.version.desc())))


def version(session: Session, entry_id: str, number: int) -> Entry:
    """An entry as it was in one version.

    Raises:
        AnswerError: there is no such version.
    """
    row = session.scalars(
        select(AnswerVersion).where(AnswerVersion.entry_id == entry_id, AnswerVersion.version == number)
    ).one_or_none()
    if row is not None:
        return as_entry(row)
    entry = shipped_entry(entry_id)
    if entry is None or number != 1:
        raise unknown(f"{entry_id} v{number}")
    return entry


def as_entry(row: AnswerVersion) -> Entry:
    """The entry of a row, with the row's state; its reviewer is the lawyer who reviewed just this version."""
    return Entry.model_validate(row.content | {"state": row.state})


def propose(session: Session, actor: Actor, content: Mapping[str, Any], note: str = "") -> AnswerVersion:
    """A new draft; of an entry that is there the next version. Without an id it is a new entry and gets one.

    Raises:
        AnswerError: the content lacks the schema, or the actor may not write.
    """
    _allowed(actor)
    own = {
        "id": content.get("id") or next_id(session),
        "state": "draft",
        "reviewer": "",
        "author": actor.name,
    }
    try:
        entry = Entry.model_validate(dict(content) | own)
    except ValidationError as error:
        raise bad_content(error) from error
    for fault in faults_of(entry):
        raise AnswerError("bad_answer", fault, f"内容不合要求：{fault}")
    last = session.scalar(select(func.max(AnswerVersion.version)).where(AnswerVersion.entry_id == entry.id))
    number = (last or (1 if shipped_entry(entry.id) else 0)) + 1
    moment = now()
    row = AnswerVersion(
        entry_id=entry.id,
        version=number,
        state="draft",
        content=entry.model_dump(mode="json", exclude_none=True),
        author=actor.name,
        reviewer="",
        publisher="",
        note=note,
        created=moment,
        changed=moment,
    )
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "answer.propose", "answer", entry.id, reason=note, detail={"version": number}
    )
    return row


def next_id(session: Session) -> str:
    """The first free id of entries that people write; shipped ones never begin with its letters."""
    used = session.scalars(select(AnswerVersion.entry_id).where(AnswerVersion.entry_id.startswith(OWN)))
    return f"{OWN}{max((int(id.removeprefix(OWN)) for id in used), default=0) + 1:03d}"


def review(session: Session, actor: Actor, entry_id: str) -> AnswerVersion:
    """The newest draft found right by another person than its author.

    Raises:
        AnswerError: there is no draft, or the actor wrote it or may not review.
    """
    row = _newest(session, actor, entry_id)
    if row.state != "draft":
        raise wrong_state("review", row.state, "draft")
    if row.author == actor.name:
        raise same_person("review")
    row.state, row.reviewer, row.changed = "reviewed", actor.name, now()
    audit.record(session, actor, "answer.review", "answer", entry_id, detail={"version": row.version})
    return row


def publish(session: Session, actor: Actor, entry_id: str, library: Texts | None = None) -> AnswerVersion:
    """The newest reviewed version shown to users from now on; the one before is kept as history.

    Args:
        library: Where official texts are looked up; ``None`` for the shipped gists alone.

    Raises:
        AnswerError: it is not reviewed, an article of it could not be verified, or the actor wrote it or may not
            publish.
    """
    row = _newest(session, actor, entry_id)
    if row.state != "reviewed":
        raise wrong_state("publish", row.state, "reviewed")
    if row.author == actor.name:
        raise same_person("publish")
    if faults := unverified(as_entry(row), library):
        raise not_verified(faults)
    row.state, row.publisher, row.changed = "published", actor.name, now()
    audit.record(session, actor, "answer.publish", "answer", entry_id, detail={"version": row.version})
    return row


def withdraw(session: Session, actor: Actor, entry_id: str, note: str) -> AnswerVersion:
    """Nothing of the entry is shown any more, until a later version is published.

    Raises:
        AnswerError: nothing is published under this id, no reason is given, or the actor may not withdraw.
    """
    _allowed(actor)
    if not note.strip():
        raise AnswerError("reason_missing", "say why with --note", "请填写撤回原因")
    shown = published(session, entry_id)
    if shown is None:
        raise unknown(entry_id)
    number, entry = shown
    last = session.scalar(select(func.max(AnswerVersion.version)).where(AnswerVersion.entry_id == entry_id))
    moment = now()
    row = AnswerVersion(
        entry_id=entry_id,
        version=(last or 1) + 1,
        state="withdrawn",
        content=entry.model_dump(mode="json", exclude_none=True),
        author=actor.name,
        reviewer="",
        publisher="",
        note=note,
        created=moment,
        changed=moment,
    )
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "answer.withdraw", "answer", entry_id, reason=note, detail={"version": number}
    )
    return row


def published(session: Session, entry_id: str) -> tuple[int, Entry] | None:
    """Version and entry shown to users now; ``None`` when there is none."""
    for row in versions(session, entry_id):
        if row.state == "withdrawn":
            return None
        if row.state == "published":
            return row.version, as_entry(row)
    entry = shipped_entry(entry_id)
    return (1, entry) if entry is not None and entry.state == "published" else None


def _newest(session: Session, actor: Actor, entry_id: str) -> AnswerVersion:
    _allowed(actor)
    rows = versions(session, entry_id)
    if not rows:
        raise unknown(entry_id)
    return rows[0]


def _allowed(actor: Actor) -> None:
    if not actor.has(*EDITORS):
        raise AnswerError(
            "not_an_editor", f"{actor.name} may not change standard answers", "您没有编辑标准问答的权限"
        )
