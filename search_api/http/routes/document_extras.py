"""One document beyond its text: citation, key dates, Word file, page for the parties."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from corpora.model import Document
from indexer.viewer import Viewer
from search_api.documents.citation import citation
from search_api.documents.for_parties import PartiesPage, parties_page, parties_paper
from search_api.documents.timeline import Timeline, timeline
from search_api.documents.word import document_paper
from search_api.http.attachments import attachment, file_responses
from search_api.http.routes.documents import Id
from search_api.http.state import SearcherNow, ViewerNow
from search_api.papers import to_docx
from search_api.retrieval import DocumentNotFound, Searcher

router = APIRouter(tags=["documents"])


class CitationView(BaseModel):
    """How a document is cited."""

    citation: str = Field(description="In the Chinese form.")


@router.get("/documents/{id}/citation", summary="How a document is cited")
def cite(searcher: SearcherNow, viewer: ViewerNow, id: Id) -> CitationView:
    """Court and number of a judgment, number and title of a guiding case, article of a statute."""
    return CitationView(citation=citation(_found(searcher, viewer, id)))


@router.get("/documents/{id}/timeline", summary="Key dates of a false-statement case")
def key_dates(searcher: SearcherNow, viewer: ViewerNow, id: Id) -> Timeline:
    """实施日, 揭露日, 更正日, 基准日 and the decision in order; no events for a document without named days."""
    return timeline(_found(searcher, viewer, id))


@router.get(
    "/documents/{id}/docx",
    summary="A document as a Word file",
    response_class=Response,
    responses=file_responses("docx"),
)
def docx(searcher: SearcherNow, viewer: ViewerNow, id: Id) -> Response:
    """Its own text by section, nothing marked, with its citation."""
    document = _found(searcher, viewer, id)
    return attachment(to_docx(document_paper(document)), document.title or document.id, "docx")


@router.get("/documents/{id}/for-parties", summary="A case for its readers who are parties to another")
def for_parties(searcher: SearcherNow, viewer: ViewerNow, id: Id) -> PartiesPage:
    """Redacted, in plain words, without scores; refused where a name or number would be left."""
    return parties_page(searcher.context, _found(searcher, viewer, id), viewer)


@router.get(
    "/documents/{id}/for-parties/docx",
    summary="The page for the parties as a Word file",
    response_class=Response,
    responses=file_responses("docx"),
)
def for_parties_docx(searcher: SearcherNow, viewer: ViewerNow, id: Id) -> Response:
    """For print."""
    page = parties_page(searcher.context, _found(searcher, viewer, id), viewer)
    return attachment(to_docx(parties_paper(page)), f"{page.title}_当事人版", "docx")


def _found(searcher: Searcher, viewer: Viewer, id: str) -> Document:
    document = searcher.document(id, viewer)
    if document is None:
        raise DocumentNotFound(f"没有标识为“{id[:80]}”的文献", "id")
    return document
