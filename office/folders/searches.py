"""Saved searches: one's own, and those in folders that one may see; changing them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from office import audit
from office.base import now
from office.folders.errors import NotHeld, ReadOnly
from office.folders.models import Folder, FolderShare, SavedSearch, SearchWatch, SeenDocument
from office.folders.sharing import Access, access, reachable, visible_folders
from office.identity import Actor

CHANGEABLE = frozenset({"name", "folder_id"})


def search_access(session: Session, actor: Actor, search: SavedSearch) -> Access | None:
    """What somebody may do with a saved search: all with their own, in a folder what they may do in the folder.

    Returns:
        ``None``: it does not exist for them.
    """
    if search.owner == actor.name:
        return "own"
    folder = session.get(Folder, search.folder_id) if search.folder_id is not None else None
    if folder is None or folder.deleted is not None:
        return None
    may = access(session, actor, folder)
    return _of_folder(may) if may else None


def find_search(
    session: Session, actor: Actor, id: int, *, write: bool = False, gone: bool = False
) -> SavedSearch:
    """A saved search that somebody owns or finds in a folder.

    Args:
        session: Of the office store.
        actor: Who asks.
        id: The search.
        write: They are going to change it.
        gone: Find it although it was deleted.

    Raises:
        NotHeld: there is none, it was deleted, or they may not see it.
        ReadOnly: its folder is shared with them for reading only.
    """
    search = session.get(SavedSearch, id)
    may = search_access(session, actor, search) if search is not None else None
    if search is None or may is None or (search.deleted is not None and not gone):
        raise NotHeld("saved_search", id)
    if write and may == "read":
        raise ReadOnly(search.folder_id or 0)
    return search


def visible_searches(
    session: Session, actor: Actor, *, gone: bool = False, folder_id: int | None = None
) -> list[tuple[SavedSearch, Access]]:
    """Saved searches that somebody may see, newest first, with what they may do with each.

    Args:
        session: Of the office store.
        actor: Who asks.
        gone: Those that were deleted and that they may bring back, instead of those that are there.
        folder_id: Only those in this folder.
    """
    may = visible_folders(session, actor)
    folders = [id for id, right in may.items() if right != "read" or not gone]
    there = SavedSearch.deleted.is_not(None) if gone else SavedSearch.deleted.is_(None)
    wanted = select(SavedSearch).where(
        there, (SavedSearch.owner == actor.name) | SavedSearch.folder_id.in_(folders)
    )
    if folder_id is not None:
        wanted = wanted.where(SavedSearch.folder_id == folder_id)
    found = session.scalars(wanted.order_by(SavedSearch.id.desc()))
    return [(row, "own" if row.owner == actor.name else _of_folder(may[row.folder_id or 0])) for row in found]


def _of_folder(may: Access) -> Access:
    """What somebody may do with a colleague's search in a folder, from what they may do in the folder."""
    return "write" if may == "own" else may


def save_search(session: Session, actor: Actor, values: dict[str, Any], seen: Collection[str]) -> SavedSearch:
    """Keep a search as it was used.

    Args:
        session: Of the office store.
        actor: Whose search it is.
        values: name, query, case_text, filters, within, order, home_court, folder_id; total and alert, which are
            the owner's alone.
        seen: Documents that it finds now; they are never new to its owner.

    Raises:
        NotHeld: no such folder for this user.
        ReadOnly: it is shared with them for reading only.
    """
    if values.get("folder_id") is not None:
        reachable(session, actor, values["folder_id"], write=True)
    moment = now()
    kept = {name: value for name, value in values.items() if name not in ("total", "alert")}
    search = SavedSearch(owner=actor.name, created=moment, **kept)
    session.add(search)
    session.flush()
    watch = {"viewer": actor.name, "total": values["total"], "alert": values["alert"], "checked": moment}
    session.add(SearchWatch(search_id=search.id, **watch))
    session.add_all(
        SeenDocument(search_id=search.id, viewer=actor.name, document_id=id) for id in dict.fromkeys(seen)
    )
    audit.record(session, actor, "saved_search.create", "saved_search", search.id)
    return search


def change_search(session: Session, actor: Actor, id: int, values: dict[str, Any]) -> SavedSearch:
    """Set some of :data:`CHANGEABLE`.

    Raises:
        NotHeld: no such saved search for this user, no such folder for them, or one that the search's owner may not
            see: whoever moves a colleague's search does not take it away from them.
        ReadOnly: the folder that it is in, or that it is put into, is shared with them for reading only.
        ValueError: another field.
    """
    search = find_search(session, actor, id, write=True)
    if unknown := set(values) - CHANGEABLE:
        raise ValueError(f"cannot set {', '.join(sorted(unknown))}")
    if values.get("folder_id") is not None:
        folder = reachable(session, actor, values["folder_id"], write=True)
        if search.owner not in (actor.name, folder.owner) and not session.get(
            FolderShare, (folder.id, search.owner)
        ):
            raise NotHeld("folder", folder.id)
    for name, value in values.items():
        setattr(search, name, value)
    audit.record(session, actor, "saved_search.change", "saved_search", id, detail={"fields": sorted(values)})
    return search


def remove_search(session: Session, actor: Actor, id: int) -> SavedSearch:
    """Delete a saved search for all who have it, so that :func:`restore_search` brings it back.

    Raises:
        NotHeld: no such saved search for this user.
        ReadOnly: its folder is shared with them for reading only.
    """
    search = find_search(session, actor, id, write=True)
    search.deleted = now()
    audit.record(session, actor, "saved_search.delete", "saved_search", id)
    return search


def restore_search(session: Session, actor: Actor, id: int) -> SavedSearch:
    """Undo :func:`remove_search`; nothing happens to what is there.

    Raises:
        NotHeld: no such saved search for this user.
        ReadOnly: its folder is shared with them for reading only.
    """
    search = find_search(session, actor, id, write=True, gone=True)
    if search.deleted is not None:
        search.deleted = None
        audit.record(session, actor, "saved_search.restore", "saved_search", id)
    return search
