"""Verdicts: 是/否类案."""

from typing import Annotated

from fastapi import APIRouter, Query

from office.folders.models import Verdict
from office.folders.owned import remove, restore
from office.folders.sharing import reachable
from office.folders.verdicts import case_key, give_verdict
from office.folders.verdicts import verdicts as kept
from search_api.desk.views import VerdictBody, VerdictView
from search_api.http.routes.desk_rows import WITHHELD, Cursor, Limit, MemberNow, Number, page_of
from search_api.http.state import OfficeNow, SearcherNow
from search_api.http.views import Page
from search_api.retrieval import DocumentNotFound
from search_api.retrieval.errors import QueryError

router = APIRouter(tags=["verdicts"])
LABEL = 80


@router.get("/verdicts", summary="Your verdicts")
def verdicts(
    office: OfficeNow,
    searcher: SearcherNow,
    actor: MemberNow,
    case_key: Annotated[str | None, Query(max_length=200, description="Only on this case.")] = None,
    folder_id: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="Only in this folder.")] = None,
    document_id: Annotated[str | None, Query(max_length=200, description="Only on this document.")] = None,
    history: Annotated[bool, Query(description="Earlier verdicts on the same pair too.")] = False,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[VerdictView]:
    """Newest first; of each pair the one that counts. In a shared folder, those of everybody who works in it."""
    with office.reading() as session:
        rows = kept(
            session, actor, key=case_key, folder_id=folder_id, document_id=document_id, history=history
        )
    held = searcher.documents([row.document_id for row in rows if row.owner != actor.name], actor.viewer)

    def show(row: Verdict) -> VerdictView:
        shown = VerdictView.model_validate(row)
        if row.owner == actor.name:
            return shown
        found = held.get(row.document_id)
        return shown.model_copy(update={"title": found.title if found else WITHHELD})

    return page_of(rows, cursor, limit, show)


@router.post("/verdicts", summary="Record a verdict", status_code=201)
def give(office: OfficeNow, searcher: SearcherNow, actor: MemberNow, body: VerdictBody) -> VerdictView:
    """A later verdict on the same pair counts instead of an earlier one, which is kept."""
    document = searcher.document(body.document_id, actor.viewer)
    if document is None:
        raise DocumentNotFound(f"没有标识为“{body.document_id[:80]}”的文献", "document_id")
    label, text = "", body.case_text
    if body.case_document:
        case = searcher.document(body.case_document, actor.viewer)
        if case is None:
            raise DocumentNotFound(f"没有标识为“{body.case_document[:80]}”的文献", "case_document")
        label = case.title
    with office.session() as session:
        if body.folder_id is not None and not (text or body.case_document):
            folder = reachable(session, actor, body.folder_id, write=True)
            text, label = folder.pending_case or folder.title, folder.title
        if not (text.strip() or body.case_document):
            raise QueryError("请给出待决案件：案情文字、文书或卷宗夹", "case_text")
        return VerdictView.model_validate(
            give_verdict(
                session,
                actor,
                key=case_key(text, body.case_document),
                label=label or " ".join(text.split())[:LABEL],
                document_id=body.document_id,
                title=document.title,
                similar=body.similar,
                reason=body.reason,
                folder_id=body.folder_id,
            )
        )


@router.delete("/verdicts/{number}", summary="Withdraw a verdict", status_code=204)
def withdraw(office: OfficeNow, actor: MemberNow, number: Number) -> None:
    """The one before counts again; the withdrawn one can be brought back."""
    with office.session() as session:
        remove(session, actor, Verdict, number, "verdict")


@router.post("/verdicts/{number}/restore", summary="Undo the withdrawal of a verdict")
def undo(office: OfficeNow, actor: MemberNow, number: Number) -> VerdictView:
    """The verdict."""
    with office.session() as session:
        return VerdictView.model_validate(restore(session, actor, Verdict, number, "verdict"))
