"""Writing entries: asked for anywhere in a transaction, appended at its commit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session, SessionTransaction

from office.audit.chain import as_mapping, canonical, entry_hash
from office.audit.models import AuditEntry, AuditHead
from office.base import now
from office.connect import storable
from office.errors import AuditError
from office.identity import Actor
from office.store import OfficeSession

_QUEUE = "audit queue"
_LONGEST_DETAIL = 20_000
FORBIDDEN = frozenset({"query", "q", "text", "question", "body", "password", "token", "secret", "key"})
"""Names that a detail may not have: what parties typed and what opens a door are never kept."""


@dataclass
class _Queue:
    entries: list[AuditEntry] = field(default_factory=list)
    marks: dict[SessionTransaction, int] = field(default_factory=dict)
    """How many there were when a savepoint began."""


def record(
    session: Session,
    actor: Actor,
    action: str,
    object_kind: str = "",
    object_id: str | int = "",
    *,
    reason: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Put an action on the audit trail, in the transaction of ``session``: both are committed, or neither.

    The entry is appended when the transaction commits, so that writers hold the chain only for a moment and cannot
    block each other crosswise; what a savepoint rolls back is not recorded.

    Args:
        session: From :meth:`office.store.Office.session`.
        actor: Who acts.
        action: ``area.verb`` in English, such as ``folder.create``, ``document.view``, ``report.export``.
        object_kind: What is acted on: ``folder``, ``document`` …
        object_id: Its id.
        reason: Why, in the words of the one who acts; empty when none is asked for.
        detail: More facts: counts, old and new values, file names. Never what somebody typed as a query.

    Raises:
        AuditError: the detail has a forbidden name or is too long, or the session is not the office's.
    """
    if not isinstance(session, OfficeSession):
        raise AuditError("an audit entry needs a session of Office.session()")
    values = dict(detail or {})
    if refused := FORBIDDEN.intersection(name.lower() for name in values):
        raise AuditError(
            f"an audit detail may not hold {', '.join(sorted(refused))}: give a length or a count"
        )
    text = _clean(canonical(values), None)
    if len(text) > _LONGEST_DETAIL:
        raise AuditError(f"an audit detail may have {_LONGEST_DETAIL} characters, this one has {len(text)}")
    _queue(session).entries.append(
        AuditEntry(
            at=now(),
            who=_clean(actor.name, 200),
            role=_clean(",".join(sorted(actor.roles)), 200),
            organisation=_clean(actor.organisation, 200),
            action=_clean(action, 80),
            object_kind=_clean(object_kind, 80),
            object_id=_clean(str(object_id), 300),
            reason=_clean(reason, None),
            detail=text,
        )
    )


def _queue(session: Session) -> _Queue:
    queue = session.info.setdefault(_QUEUE, _Queue())
    assert isinstance(queue, _Queue)
    return queue


def _clean(text: str, longest: int | None) -> str:
    """Text as it will be kept, so that it is hashed as it is read back."""
    whole = storable(text)
    return whole if longest is None or len(whole) <= longest else whole[: longest - 1] + "…"


@event.listens_for(OfficeSession, "after_transaction_create")
def _mark(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        queue = _queue(session)
        queue.marks[transaction] = len(queue.entries)


@event.listens_for(OfficeSession, "after_soft_rollback")
def _forget(session: Session, previous: SessionTransaction) -> None:
    queue = _queue(session)
    del queue.entries[queue.marks.pop(previous, 0 if not previous.nested else len(queue.entries)) :]


@event.listens_for(OfficeSession, "before_commit")
def _append(session: Session) -> None:
    if session.in_nested_transaction():
        return
    queue = session.info.pop(_QUEUE, None)
    if queue is None or not queue.entries:
        return
    session.flush()
    head = session.scalars(
        select(AuditHead).with_for_update(), execution_options={"populate_existing": True}
    ).one_or_none()
    if head is None:
        raise AuditError("the head of the audit trail is missing: run `fengqiao audit verify`")
    for entry in queue.entries:
        entry.seq, entry.previous = head.seq + 1, head.hash
        entry.hash = entry_hash(as_mapping(entry))
        head.seq, head.hash = entry.seq, entry.hash
        session.add(entry)
    session.flush()
