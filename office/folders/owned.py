"""Rows that belong to one user: read by their owner only, deleted so that it can be undone."""

from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from office import audit
from office.base import now
from office.folders.errors import NotHeld
from office.identity import Actor

Row = TypeVar("Row", bound=Any)


def owned(session: Session, actor: Actor, kind: type[Row], id: int, what: str, *, gone: bool = False) -> Row:
    """The row of this user.

    Args:
        session: Of the office store.
        actor: Who asks.
        kind: A model with ``owner`` and ``deleted``.
        id: Its key.
        what: Its name in errors and on the audit trail.
        gone: Find it although it was deleted.

    Raises:
        NotHeld: there is none, it is somebody else's, or it was deleted.
    """
    row: Row | None = session.get(kind, id)
    if row is None or row.owner != actor.name or (row.deleted is not None and not gone):
        raise NotHeld(what, id)
    return row


def mine(session: Session, actor: Actor, kind: type[Row], *, gone: bool = False) -> list[Row]:
    """The rows of this user that are there (``gone``: that were deleted), newest first."""
    there = kind.deleted.is_not(None) if gone else kind.deleted.is_(None)
    found = session.scalars(select(kind).where(kind.owner == actor.name, there).order_by(kind.id.desc()))
    return list(found)


def remove(session: Session, actor: Actor, kind: type[Row], id: int, what: str) -> Row:
    """Delete so that :func:`restore` brings it back.

    Raises:
        NotHeld: as :func:`owned`.
    """
    row = owned(session, actor, kind, id, what)
    row.deleted = now()
    audit.record(session, actor, f"{what}.delete", what, id)
    return row


def restore(session: Session, actor: Actor, kind: type[Row], id: int, what: str) -> Row:
    """Undo :func:`remove`; nothing happens to what is there.

    Raises:
        NotHeld: there is none, or it is somebody else's.
    """
    row = owned(session, actor, kind, id, what, gone=True)
    if row.deleted is not None:
        row.deleted = None
        audit.record(session, actor, f"{what}.restore", what, id)
    return row
