"""A lawyer's review of a published answer (律师复核), entered by those who may answer for it."""

import datetime as dt

from sqlalchemy.orm import Session

from office import audit
from office.answers.errors import AnswerError, unknown, wrong_state
from office.answers.models import AnswerVersion
from office.answers.versions import published, versions
from office.base import now
from office.identity import Actor

REVIEWERS = ("staff", "administrator")
"""Roles that may enter a lawyer's review."""


def lawyer_review(
    session: Session, actor: Actor, entry_id: str, lawyer: str, note: str, day: dt.date | None = None
) -> AnswerVersion:
    """The published text as a version of its own that says who reviewed it.

    The review stands for exactly that text: the next version begins without one.

    Args:
        session: Of the office store.
        actor: Who enters it.
        entry_id: Id of the entry.
        lawyer: Who reviewed it, as users are told; name and firm.
        note: What was reviewed, for the history.
        day: Day of the review; today by default.

    Raises:
        AnswerError: nothing is published under this id, a later version is not published yet, no lawyer is named, the
            day is to come, or the actor may not enter reviews.
    """
    if not actor.has(*REVIEWERS):
        raise AnswerError(
            "not_a_reviewer", f"{actor.name} may not enter a lawyer's review", "您没有登记律师复核的权限"
        )
    if not lawyer.strip():
        raise AnswerError(
            "lawyer_missing", "say which lawyer reviewed it", "请填写复核律师的姓名和律师事务所"
        )
    today = dt.date.today()
    reviewed = day or today
    if reviewed > today:
        raise AnswerError("day_to_come", f"{reviewed} is yet to come", "复核日期不能晚于今天")
    shown = published(session, entry_id)
    if shown is None:
        raise unknown(entry_id)
    rows = versions(session, entry_id)
    if rows and rows[0].state != "published":
        raise wrong_state("review as a lawyer", rows[0].state, "published")
    number, entry = shown
    moment = now()
    reviewed_entry = entry.model_copy(update={"reviewer": lawyer.strip(), "checked": reviewed})
    row = AnswerVersion(
        entry_id=entry_id,
        version=number + 1,
        state="published",
        content=reviewed_entry.model_dump(mode="json", exclude_none=True),
        author=actor.name,
        reviewer=lawyer.strip(),
        publisher=actor.name,
        note=note,
        created=moment,
        changed=moment,
    )
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "answer.lawyer_review", "answer", entry_id, reason=note,
        detail={"version": row.version, "lawyer": lawyer.strip(), "day": reviewed.isoformat()},
    )  # fmt: skip
    return row
