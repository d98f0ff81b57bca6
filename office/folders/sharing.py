"""Folders opened to colleagues: to read, or to work in; only within one organisation, and only as long as both are in it."""

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from office import audit
from office.accounts.models import User
from office.base import now
from office.folders.errors import NotHeld, ReadOnly
from office.folders.models import Folder, FolderShare
from office.folders.owned import mine, owned
from office.identity import Actor

Access = Literal["own", "write", "read"]


def access(session: Session, actor: Actor, folder: Folder) -> Access | None:
    """What somebody may do with a folder; ``None``: it does not exist for them."""
    if folder.owner == actor.name:
        return "own"
    share = session.get(FolderShare, (folder.id, actor.name))
    if share is None or not _together(session, actor, folder.owner):
        return None
    return "write" if share.write else "read"


def reachable(session: Session, actor: Actor, id: int, *, write: bool = False) -> Folder:
    """A folder that somebody owns or that was shared with them.

    Args:
        session: Of the office store.
        actor: Who asks.
        id: The folder.
        write: They are going to change what is in it.

    Raises:
        NotHeld: there is none, it was deleted, or they may not see it.
        ReadOnly: it was shared for reading only.
    """
    folder = session.get(Folder, id)
    may = access(session, actor, folder) if folder is not None and folder.deleted is None else None
    if folder is None or may is None:
        raise NotHeld("folder", id)
    if write and may == "read":
        raise ReadOnly(id)
    return folder


def shared_with(session: Session, actor: Actor) -> list[tuple[Folder, Access]]:
    """Folders of colleagues that this user may see, newest first."""
    if not actor.organisation:
        return []
    found = session.execute(
        select(Folder, FolderShare.write)
        .join(FolderShare, FolderShare.folder_id == Folder.id)
        .join(User, User.name == Folder.owner)
        .where(
            FolderShare.colleague == actor.name,
            Folder.deleted.is_(None),
            User.organisation == actor.organisation,
        )
        .order_by(Folder.id.desc())
    )
    return [(row[0], "write" if row[1] else "read") for row in found]


def visible_folders(session: Session, actor: Actor) -> dict[int, Access]:
    """What this user may do in each folder that they may see, by its number."""
    may: dict[int, Access] = {folder.id: "own" for folder in mine(session, actor, Folder)}
    return may | {folder.id: right for folder, right in shared_with(session, actor)}


def colleagues(session: Session, actor: Actor) -> list[User]:
    """Accounts of the same organisation that are open, without the asking one, by name; none without an organisation."""
    if not actor.organisation:
        return []
    wanted = select(User).where(
        User.organisation == actor.organisation, User.disabled.is_(None), User.name != actor.name
    )
    return list(session.scalars(wanted.order_by(User.label, User.name)))


def shares(session: Session, actor: Actor, folder_id: int) -> list[tuple[FolderShare, str]]:
    """With whom a folder is shared, and their names for people.

    Raises:
        NotHeld: no such folder for this user.
    """
    reachable(session, actor, folder_id)
    found = session.execute(
        select(FolderShare, User.label)
        .join(User, User.name == FolderShare.colleague)
        .where(FolderShare.folder_id == folder_id)
        .order_by(User.label, User.name)
    )
    return [(row[0], row[1]) for row in found]


def share_counts(session: Session, folder_ids: Sequence[int]) -> dict[int, int]:
    """With how many colleagues each of the folders is shared; those that are not are left out."""
    counted = (
        select(FolderShare.folder_id, func.count())
        .where(FolderShare.folder_id.in_(folder_ids))
        .group_by(FolderShare.folder_id)
    )
    return {row[0]: row[1] for row in session.execute(counted)}


def share(session: Session, actor: Actor, folder_id: int, colleague: str, write: bool) -> FolderShare:
    """Open a folder of one's own to a colleague, or change what they may do in it.

    Raises:
        NotHeld: no such folder of this user, or nobody of that name in their organisation.
    """
    owned(session, actor, Folder, folder_id, "folder")
    if colleague not in {user.name for user in colleagues(session, actor)}:
        raise NotHeld("colleague", colleague)
    row = session.get(FolderShare, (folder_id, colleague))
    if row is None:
        row = FolderShare(folder_id=folder_id, colleague=colleague, write=write, at=now())
        session.add(row)
    row.write = write
    session.flush()
    detail = {"colleague": colleague, "write": write}
    audit.record(session, actor, "folder.share", "folder", folder_id, detail=detail)
    return row


def unshare(session: Session, actor: Actor, folder_id: int, colleague: str) -> None:
    """Close a folder to a colleague; a colleague may also leave it. Nothing happens where it was not shared.

    Raises:
        NotHeld: no such folder for this user, or they are neither its owner nor that colleague.
    """
    folder = reachable(session, actor, folder_id)
    if actor.name not in (folder.owner, colleague):
        raise NotHeld("folder", folder_id)
    row = session.get(FolderShare, (folder_id, colleague))
    if row is not None:
        session.delete(row)
        audit.record(session, actor, "folder.unshare", "folder", folder_id, detail={"colleague": colleague})


def _together(session: Session, actor: Actor, owner: str) -> bool:
    wanted = select(User.organisation).where(User.name == owner)
    return bool(actor.organisation) and session.scalar(wanted) == actor.organisation
