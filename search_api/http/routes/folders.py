"""Folders and the documents in them."""

from typing import Annotated

from fastapi import APIRouter, Path
from sqlalchemy.orm import Session

from corpora.model import Document
from office.folders import store
from office.folders.models import Folder, FolderItem
from office.folders.owned import mine, remove, restore
from office.folders.sharing import Access, access, reachable, share_counts, shared_with
from office.identity import Actor
from search_api.desk.views import (
    FolderBody,
    FolderChange,
    FolderView,
    ItemBody,
    ItemChange,
    ItemView,
)
from search_api.http.routes import sharing
from search_api.http.routes.desk_rows import WITHHELD, Cursor, Deleted, Limit, MemberNow, Number, page_of
from search_api.http.state import OfficeNow, SearcherNow
from search_api.http.views import Page
from search_api.retrieval import DocumentNotFound

router = APIRouter(tags=["folders"])
router.include_router(sharing.router)
Item = Annotated[int, Path(ge=1, le=2**31 - 1, description="Number of the item.")]


@router.get("/folders", summary="Your folders and those shared with you")
def folders(
    office: OfficeNow, actor: MemberNow, deleted: Deleted = False, limit: Limit = 100, cursor: Cursor = None
) -> Page[FolderView]:
    """Newest first, with the number of documents in each; your own, then those that colleagues shared with you."""
    with office.reading() as session:
        rows: list[tuple[Folder, Access]] = [
            (row, "own") for row in mine(session, actor, Folder, gone=deleted)
        ]
        if not deleted:
            rows += shared_with(session, actor)
        ids = [row.id for row, _ in rows]
        counts, shared = store.item_counts(session, ids), share_counts(session, ids)

    def show(item: tuple[Folder, Access]) -> FolderView:
        row, may = item
        return _view(row, counts.get(row.id, 0), may, shared.get(row.id, 0))

    return page_of(rows, cursor, limit, show)


@router.post("/folders", summary="Make a folder", status_code=201)
def create(office: OfficeNow, actor: MemberNow, body: FolderBody) -> FolderView:
    """An empty folder."""
    with office.session() as session:
        return _view(store.create_folder(session, actor, **body.model_dump()))


@router.get("/folders/{number}", summary="A folder")
def folder(office: OfficeNow, actor: MemberNow, number: Number) -> FolderView:
    """The folder, with the number of documents in it."""
    with office.reading() as session:
        return _seen(session, actor, reachable(session, actor, number))


@router.patch("/folders/{number}", summary="Change a folder")
def change(office: OfficeNow, actor: MemberNow, number: Number, body: FolderChange) -> FolderView:
    """Only what the body names is changed."""
    values = {name: value for name, value in body.model_dump(exclude_unset=True).items() if value is not None}
    with office.session() as session:
        return _seen(session, actor, store.change_folder(session, actor, number, values))


@router.delete("/folders/{number}", summary="Delete a folder", status_code=204)
def delete(office: OfficeNow, actor: MemberNow, number: Number) -> None:
    """It can be brought back, with everything in it."""
    with office.session() as session:
        remove(session, actor, Folder, number, "folder")


@router.post("/folders/{number}/restore", summary="Undo the deletion of a folder")
def undo(office: OfficeNow, actor: MemberNow, number: Number) -> FolderView:
    """The folder, with everything in it."""
    with office.session() as session:
        return _seen(session, actor, restore(session, actor, Folder, number, "folder"))


@router.get("/folders/{number}/items", summary="Documents in a folder")
def items(
    office: OfficeNow, searcher: SearcherNow, actor: MemberNow, number: Number, limit: Limit = 200,
    cursor: Cursor = None,
) -> Page[ItemView]:  # fmt: skip
    """In the order they were put in; `held` tells those that the library no longer shows to you."""
    with office.reading() as session:
        rows = store.items(session, actor, number)
        own = reachable(session, actor, number).owner == actor.name
    held = searcher.documents([row.document_id for row in rows], actor.viewer)
    return page_of(rows, cursor, limit, lambda row: _item(row, held.get(row.document_id), own))


@router.post("/folders/{number}/items", summary="Put a document into a folder", status_code=201)
def add(
    office: OfficeNow, searcher: SearcherNow, actor: MemberNow, number: Number, body: ItemBody
) -> ItemView:
    """A document that is there already stays one item."""
    document = searcher.document(body.document_id, actor.viewer)
    if document is None:
        raise DocumentNotFound(f"没有标识为“{body.document_id[:80]}”的文献", "document_id")
    with office.session() as session:
        row = store.add_item(session, actor, number, body.document_id, document.title, body.note, body.tags)
        return _item(row, document)


@router.patch("/folders/{number}/items/{item}", summary="Change note and tags of a document in a folder")
def change_item(
    office: OfficeNow, searcher: SearcherNow, actor: MemberNow, number: Number, item: Item, body: ItemChange
) -> ItemView:
    """Only what the body names is changed."""
    values = {name: value for name, value in body.model_dump(exclude_unset=True).items() if value is not None}
    with office.session() as session:
        row = store.change_item(session, actor, number, item, values)
        own = reachable(session, actor, number).owner == actor.name
        return _item(row, searcher.document(row.document_id, actor.viewer), own)


@router.delete("/folders/{number}/items/{item}", summary="Take a document out of a folder", status_code=204)
def take_out(office: OfficeNow, actor: MemberNow, number: Number, item: Item) -> None:
    """It can be put back."""
    with office.session() as session:
        store.remove_item(session, actor, number, item)


@router.post("/folders/{number}/items/{item}/restore", summary="Put a document back into a folder")
def put_back(
    office: OfficeNow, searcher: SearcherNow, actor: MemberNow, number: Number, item: Item
) -> ItemView:
    """With its note and tags."""
    with office.session() as session:
        row = store.restore_item(session, actor, number, item)
        own = reachable(session, actor, number).owner == actor.name
        return _item(row, searcher.document(row.document_id, actor.viewer), own)


def _seen(session: Session, actor: Actor, row: Folder) -> FolderView:
    """A folder as this user sees it, with its counts."""
    may = access(session, actor, row)
    documents = store.item_counts(session, [row.id]).get(row.id, 0)
    return _view(row, documents, may or "read", share_counts(session, [row.id]).get(row.id, 0))


def _view(row: Folder, documents: int = 0, may: Access = "own", shared: int = 0) -> FolderView:
    counted = {"documents": documents, "access": may, "shared": shared}
    return FolderView.model_validate(row).model_copy(update=counted)


def _item(row: FolderItem, document: Document | None, own: bool = True) -> ItemView:
    """An item as its reader sees it.

    Args:
        row: The item; its title is as it was for who put it in.
        document: The document as this reader may see it; ``None`` for one that they may not.
        own: Whether the folder is theirs.
    """
    told: dict[str, object]
    told = {"title": document.title, "kind": document.kind.value} if document else {"held": False}
    if document is None and not own:
        told["title"] = WITHHELD
    return ItemView.model_validate(row).model_copy(update=told)
