"""Folders and the documents in them."""

from typing import Annotated

from fastapi import APIRouter, Path

from office.folders import store
from office.folders.models import Folder, FolderItem
from office.folders.owned import mine, owned, remove, restore
from search_api.desk.views import (
    FolderBody,
    FolderChange,
    FolderView,
    ItemBody,
    ItemChange,
    ItemView,
)
from search_api.http.routes.desk_rows import Cursor, Deleted, Limit, MemberNow, Number, page_of
from search_api.http.state import OfficeNow, SearcherNow
from search_api.http.views import Page
from search_api.retrieval import DocumentNotFound, Searcher

router = APIRouter(tags=["folders"])
Item = Annotated[int, Path(ge=1, le=2**31 - 1, description="Number of the item.")]


@router.get("/folders", summary="Your folders")
def folders(
    office: OfficeNow, actor: MemberNow, deleted: Deleted = False, limit: Limit = 100, cursor: Cursor = None
) -> Page[FolderView]:
    """Newest first, with the number of documents in each."""
    with office.reading() as session:
        rows = mine(session, actor, Folder, gone=deleted)
        counts = store.item_counts(session, [row.id for row in rows])
    return page_of(rows, cursor, limit, lambda row: _view(row, counts.get(row.id, 0)))


@router.post("/folders", summary="Make a folder", status_code=201)
def create(office: OfficeNow, actor: MemberNow, body: FolderBody) -> FolderView:
    """An empty folder."""
    with office.session() as session:
        return _view(store.create_folder(session, actor, **body.model_dump()))


@router.get("/folders/{number}", summary="A folder")
def folder(office: OfficeNow, actor: MemberNow, number: Number) -> FolderView:
    """The folder, with the number of documents in it."""
    with office.reading() as session:
        row = owned(session, actor, Folder, number, "folder")
        return _view(row, store.item_counts(session, [number]).get(number, 0))


@router.patch("/folders/{number}", summary="Change a folder")
def change(office: OfficeNow, actor: MemberNow, number: Number, body: FolderChange) -> FolderView:
    """Only what the body names is changed."""
    values = {name: value for name, value in body.model_dump(exclude_unset=True).items() if value is not None}
    with office.session() as session:
        row = store.change_folder(session, actor, number, values)
        return _view(row, store.item_counts(session, [number]).get(number, 0))


@router.delete("/folders/{number}", summary="Delete a folder", status_code=204)
def delete(office: OfficeNow, actor: MemberNow, number: Number) -> None:
    """It can be brought back, with everything in it."""
    with office.session() as session:
        remove(session, actor, Folder, number, "folder")


@router.post("/folders/{number}/restore", summary="Undo the deletion of a folder")
def undo(office: OfficeNow, actor: MemberNow, number: Number) -> FolderView:
    """The folder, with everything in it."""
    with office.session() as session:
        row = restore(session, actor, Folder, number, "folder")
        return _view(row, store.item_counts(session, [number]).get(number, 0))


@router.get("/folders/{number}/items", summary="Documents in a folder")
def items(
    office: OfficeNow, searcher: SearcherNow, actor: MemberNow, number: Number, limit: Limit = 200,
    cursor: Cursor = None,
) -> Page[ItemView]:  # fmt: skip
    """In the order they were put in; `held` tells those that the library no longer shows to you."""
    with office.reading() as session:
        rows = store.items(session, actor, number)
    held = searcher.documents([row.document_id for row in rows], actor.viewer)

    def show(row: FolderItem) -> ItemView:
        found = held.get(row.document_id)
        return _item(row, found.kind.value if found else "").model_copy(update={"held": found is not None})

    return page_of(rows, cursor, limit, show)


@router.post("/folders/{number}/items", summary="Put a document into a folder", status_code=201)
def add(
    office: OfficeNow, searcher: SearcherNow, actor: MemberNow, number: Number, body: ItemBody
) -> ItemView:
    """A document that is there already stays one item."""
    title, kind = _document(searcher, actor, body.document_id)
    with office.session() as session:
        row = store.add_item(session, actor, number, body.document_id, title, body.note, body.tags)
        return _item(row, kind)


@router.patch("/folders/{number}/items/{item}", summary="Change note and tags of a document in a folder")
def change_item(
    office: OfficeNow, actor: MemberNow, number: Number, item: Item, body: ItemChange
) -> ItemView:
    """Only what the body names is changed."""
    values = {name: value for name, value in body.model_dump(exclude_unset=True).items() if value is not None}
    with office.session() as session:
        return _item(store.change_item(session, actor, number, item, values))


@router.delete("/folders/{number}/items/{item}", summary="Take a document out of a folder", status_code=204)
def take_out(office: OfficeNow, actor: MemberNow, number: Number, item: Item) -> None:
    """It can be put back."""
    with office.session() as session:
        store.remove_item(session, actor, number, item)


@router.post("/folders/{number}/items/{item}/restore", summary="Put a document back into a folder")
def put_back(office: OfficeNow, actor: MemberNow, number: Number, item: Item) -> ItemView:
    """With its note and tags."""
    with office.session() as session:
        return _item(store.restore_item(session, actor, number, item))


def _view(row: Folder, documents: int = 0) -> FolderView:
    return FolderView.model_validate(row).model_copy(update={"documents": documents})


def _item(row: FolderItem, kind: str = "") -> ItemView:
    return ItemView.model_validate(row).model_copy(update={"kind": kind})


def _document(searcher: Searcher, actor: MemberNow, id: str) -> tuple[str, str]:
    found = searcher.document(id, actor.viewer)
    if found is None:
        raise DocumentNotFound(f"没有标识为“{id[:80]}”的文献", "document_id")
    return found.title, found.kind.value
