"""Folders and the documents in them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from office import audit
from office.base import now
from office.folders.errors import NotHeld
from office.folders.models import Folder, FolderItem
from office.folders.sharing import reachable
from office.identity import Actor

FOLDER_FIELDS = frozenset({"title", "note", "tags", "pending_case", "focus"})
ITEM_FIELDS = frozenset({"note", "tags"})


def create_folder(session: Session, actor: Actor, title: str, **values: Any) -> Folder:
    """A new folder; ``values`` are among :data:`FOLDER_FIELDS`."""
    moment = now()
    given = {"note": "", "tags": [], "pending_case": "", "focus": "", **values}
    folder = Folder(owner=actor.name, title=title, created=moment, changed=moment, **given)
    session.add(folder)
    session.flush()
    audit.record(session, actor, "folder.create", "folder", folder.id)
    return folder


def change_folder(session: Session, actor: Actor, id: int, values: Mapping[str, Any]) -> Folder:
    """Set some of :data:`FOLDER_FIELDS`.

    Raises:
        NotHeld: no such folder for this user.
        ReadOnly: it is shared with them for reading only.
        ValueError: another field.
    """
    folder = reachable(session, actor, id, write=True)
    _set(folder, values, FOLDER_FIELDS)
    folder.changed = now()
    audit.record(session, actor, "folder.change", "folder", id, detail={"fields": sorted(values)})
    return folder


def items(session: Session, actor: Actor, folder_id: int) -> list[FolderItem]:
    """What is in a folder, in the order it was put in.

    Raises:
        NotHeld: no such folder for this user.
    """
    reachable(session, actor, folder_id)
    wanted = select(FolderItem).where(FolderItem.folder_id == folder_id, FolderItem.deleted.is_(None))
    return list(session.scalars(wanted.order_by(FolderItem.id)))


def item_counts(session: Session, folder_ids: Sequence[int]) -> dict[int, int]:
    """How many documents each of the folders holds; empty ones are left out."""
    counted = (
        select(FolderItem.folder_id, func.count())
        .where(FolderItem.folder_id.in_(folder_ids), FolderItem.deleted.is_(None))
        .group_by(FolderItem.folder_id)
    )
    return {row[0]: row[1] for row in session.execute(counted)}


def add_item(
    session: Session, actor: Actor, folder_id: int, document_id: str, title: str, note: str, tags: list[str]
) -> FolderItem:
    """Put a document in; one that is there, or was taken out, stays one item and gets the new note and tags if any.

    Raises:
        NotHeld: no such folder for this user.
        ReadOnly: it is shared with them for reading only.
    """
    folder = reachable(session, actor, folder_id, write=True)
    item = session.scalars(
        select(FolderItem).where(FolderItem.folder_id == folder_id, FolderItem.document_id == document_id)
    ).one_or_none()
    if item is None:
        item = FolderItem(folder_id=folder_id, document_id=document_id, note="", tags=[], added=now())
        session.add(item)
    item.title, item.deleted = title, None
    item.note, item.tags = note or item.note, tags or item.tags
    folder.changed = now()
    session.flush()
    audit.record(session, actor, "folder.add", "folder", folder_id, detail={"document": document_id})
    return item


def change_item(
    session: Session, actor: Actor, folder_id: int, item_id: int, values: Mapping[str, Any]
) -> FolderItem:
    """Set some of :data:`ITEM_FIELDS`.

    Raises:
        NotHeld: no such item in a folder of this user.
        ReadOnly: the folder is shared with them for reading only.
        ValueError: another field.
    """
    item = _item(session, actor, folder_id, item_id)
    if item.deleted is not None:
        raise NotHeld("folder_item", item_id)
    _set(item, values, ITEM_FIELDS)
    return item


def remove_item(session: Session, actor: Actor, folder_id: int, item_id: int) -> FolderItem:
    """Take a document out; :func:`restore_item` undoes it.

    Raises:
        NotHeld: no such item in a folder of this user.
        ReadOnly: the folder is shared with them for reading only.
    """
    item = _item(session, actor, folder_id, item_id)
    if item.deleted is None:
        item.deleted = now()
        audit.record(
            session, actor, "folder.remove", "folder", folder_id, detail={"document": item.document_id}
        )
    return item


def restore_item(session: Session, actor: Actor, folder_id: int, item_id: int) -> FolderItem:
    """Put a document back that was taken out.

    Raises:
        NotHeld: no such item in a folder of this user.
        ReadOnly: the folder is shared with them for reading only.
    """
    item = _item(session, actor, folder_id, item_id)
    if item.deleted is not None:
        item.deleted = None
        audit.record(
            session, actor, "folder.restore", "folder", folder_id, detail={"document": item.document_id}
        )
    return item


def _item(session: Session, actor: Actor, folder_id: int, item_id: int) -> FolderItem:
    reachable(session, actor, folder_id, write=True)
    item = session.get(FolderItem, item_id)
    if item is None or item.folder_id != folder_id:
        raise NotHeld("folder_item", item_id)
    return item


def _set(row: Any, values: Mapping[str, Any], allowed: frozenset[str]) -> None:
    if unknown := set(values) - allowed:
        raise ValueError(f"cannot set {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(row, name, value)
