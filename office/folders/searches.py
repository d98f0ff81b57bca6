"""Saved searches, what they have found before, and alerts for what is new."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from office import audit
from office.base import now
from office.folders.errors import NotHeld
from office.folders.models import Alert, SavedSearch, SeenDocument
from office.folders.owned import owned
from office.folders.sharing import reachable
from office.identity import Actor

CHANGEABLE = frozenset({"name", "alert", "folder_id"})


def save_search(session: Session, actor: Actor, values: dict[str, Any], seen: Collection[str]) -> SavedSearch:
    """Keep a search as it was used.

    Args:
        session: Of the office store.
        actor: Whose search it is.
        values: name, query, case_text, filters, within, order, home_court, total, alert, folder_id.
        seen: Documents that it finds now; they are never new.

    Raises:
        NotHeld: no such folder for this user.
        ReadOnly: it is shared with them for reading only.
    """
    if values.get("folder_id") is not None:
        reachable(session, actor, values["folder_id"], write=True)
    moment = now()
    search = SavedSearch(owner=actor.name, created=moment, checked=moment, **values)
    session.add(search)
    session.flush()
    session.add_all(SeenDocument(search_id=search.id, document_id=id) for id in dict.fromkeys(seen))
    audit.record(session, actor, "saved_search.create", "saved_search", search.id)
    return search


def change_search(session: Session, actor: Actor, id: int, values: dict[str, Any]) -> SavedSearch:
    """Set some of :data:`CHANGEABLE`.

    Raises:
        NotHeld: no such saved search of this user, or no such folder for them.
        ReadOnly: the folder is shared with them for reading only.
        ValueError: another field.
    """
    search = owned(session, actor, SavedSearch, id, "saved_search")
    if unknown := set(values) - CHANGEABLE:
        raise ValueError(f"cannot set {', '.join(sorted(unknown))}")
    if values.get("folder_id") is not None:
        reachable(session, actor, values["folder_id"], write=True)
    for name, value in values.items():
        setattr(search, name, value)
    audit.record(session, actor, "saved_search.change", "saved_search", id, detail={"fields": sorted(values)})
    return search


def note_found(
    session: Session, search_id: int, total: int, found: Sequence[str], alerting: Collection[str]
) -> list[str]:
    """Record what a run of a saved search found.

    Args:
        session: Of the office store.
        search_id: The saved search.
        total: Its matches.
        found: Documents it found, best first; all count as seen from now on.
        alerting: Those among them that give an alert when they were not seen before.

    Returns:
        Those that were new and gave an alert.
    """
    search = session.get(SavedSearch, search_id, with_for_update=True, populate_existing=True)
    if search is None:
        raise NotHeld("saved_search", search_id)
    known = set(session.scalars(select(SeenDocument.document_id).where(SeenDocument.search_id == search_id)))
    fresh = [id for id in dict.fromkeys(found) if id not in known]
    new = [id for id in fresh if id in alerting]
    moment = now()
    session.add_all(SeenDocument(search_id=search_id, document_id=id) for id in fresh)
    session.add_all(
        Alert(search_id=search_id, owner=search.owner, document_id=id, found=moment) for id in new
    )
    search.total, search.checked = total, moment
    return new


def alerts(session: Session, actor: Actor, *, unread: bool = False, limit: int = 200) -> list[Alert]:
    """Alerts of searches that are there, newest first."""
    wanted = (
        select(Alert)
        .join(SavedSearch, SavedSearch.id == Alert.search_id)
        .where(Alert.owner == actor.name, SavedSearch.deleted.is_(None))
    )
    if unread:
        wanted = wanted.where(Alert.read.is_(None))
    return list(session.scalars(wanted.order_by(Alert.id.desc()).limit(limit)))


def unread_counts(session: Session, actor: Actor) -> dict[int, int]:
    """Unread alerts by saved search."""
    counted = (
        select(Alert.search_id, func.count())
        .where(Alert.owner == actor.name, Alert.read.is_(None))
        .group_by(Alert.search_id)
    )
    return {row[0]: row[1] for row in session.execute(counted)}


def mark_read(session: Session, actor: Actor, ids: Collection[int], *, read: bool = True) -> int:
    """Mark alerts as read, or as unread again; returns how many of this user's there are among them."""
    found = list(session.scalars(select(Alert).where(Alert.id.in_(ids), Alert.owner == actor.name)))
    for alert in found:
        alert.read = now() if read else None
    return len(found)
