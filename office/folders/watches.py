"""What saved searches found for each of their users, and alerts for what is new to them.

Everybody runs a search with their own rights, so what it found for one says nothing to another: totals, documents seen
before, and alerts are kept by user.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from office.base import now
from office.folders.models import Alert, SavedSearch, SearchWatch, SeenDocument
from office.folders.searches import find_search, visible_searches
from office.identity import Actor


def watches(session: Session, actor: Actor) -> dict[int, SearchWatch]:
    """This user's watches by saved search; of a search that they never ran there is none."""
    found = session.scalars(select(SearchWatch).where(SearchWatch.viewer == actor.name))
    return {watch.search_id: watch for watch in found}


def set_alert(session: Session, actor: Actor, search_id: int, on: bool) -> None:
    """Whether new matches give this user alerts; a search that they never ran has to be run before.

    Raises:
        NotHeld: no such saved search for this user.
        LookupError: they never ran it and want alerts.
    """
    find_search(session, actor, search_id)
    watch = session.get(SearchWatch, (search_id, actor.name))
    if watch is not None:
        watch.alert = on
    elif on:
        raise LookupError(f"saved search {search_id} was never run by {actor.name}")


def note_found(
    session: Session, actor: Actor, search_id: int, total: int, found: Sequence[str], near: Collection[str]
) -> list[str]:
    """Record what a run of a saved search found for whom it was run.

    The first run of somebody else than its owner tells what is there; nothing of that is new.

    Args:
        session: Of the office store.
        actor: With whose rights it was run.
        search_id: The saved search.
        total: Its matches.
        found: Documents it found, best first; all count as seen from now on.
        near: Those among them that give an alert when they were not seen before and alerts are wanted.

    Returns:
        Those that were new and gave an alert.

    Raises:
        NotHeld: no such saved search for this user.
    """
    find_search(session, actor, search_id)
    session.get(SavedSearch, search_id, with_for_update=True, populate_existing=True)
    seen = select(SeenDocument.document_id).where(
        SeenDocument.search_id == search_id, SeenDocument.viewer == actor.name
    )
    known = set(session.scalars(seen))
    fresh = [id for id in dict.fromkeys(found) if id not in known]
    moment = now()
    watch = session.get(SearchWatch, (search_id, actor.name), populate_existing=True)
    if watch is None:
        watch = SearchWatch(search_id=search_id, viewer=actor.name, alert=False)
        session.add(watch)
    watch.total, watch.checked = total, moment
    new = [id for id in fresh if id in near] if watch.alert else []
    session.add_all(SeenDocument(search_id=search_id, viewer=actor.name, document_id=id) for id in fresh)
    session.add_all(Alert(search_id=search_id, owner=actor.name, document_id=id, found=moment) for id in new)
    return new


def alerts(session: Session, actor: Actor, *, unread: bool = False, limit: int = 200) -> list[Alert]:
    """This user's alerts of searches that they may still see, newest first."""
    there = [search.id for search, _ in visible_searches(session, actor)]
    wanted = select(Alert).where(Alert.owner == actor.name, Alert.search_id.in_(there))
    if unread:
        wanted = wanted.where(Alert.read.is_(None))
    return list(session.scalars(wanted.order_by(Alert.id.desc()).limit(limit)))


def unread_counts(session: Session, actor: Actor) -> dict[int, int]:
    """Unread alerts of this user by saved search."""
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
