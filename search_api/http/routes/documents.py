"""One document."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from indexer.viewer import Viewer
from search_api.http.document_view import document_view, references
from search_api.http.state import SearcherNow, ViewerNow
from search_api.http.views import DocumentView, Page, Reference
from search_api.retrieval import DocumentNotFound, Searcher
from search_api.retrieval.models import SearchResult, SimilarRequest

router = APIRouter(tags=["documents"])

Id = Annotated[str, Path(max_length=200, description="Id of the document.")]


@router.get("/documents/{id}", summary="A document in full")
def document(searcher: SearcherNow, viewer: ViewerNow, id: Id) -> DocumentView:
    """Text, sections, parties, provisions and cases cited, and what cites it."""
    found = searcher.document(id, viewer)
    if found is None:
        raise DocumentNotFound(f"没有标识为“{id[:80]}”的文献", "id")
    return document_view(found, searcher, viewer)


@router.get("/documents/{id}/similar", summary="Similar cases for a document")
def similar(
    searcher: SearcherNow,
    viewer: ViewerNow,
    id: Id,
    limit: Annotated[int, Query(ge=1, le=100, description="Most hits to return.")] = 10,
    filter: Annotated[
        list[str], Query(max_length=50, description="Filters such as kind=judgment. Repeatable.")
    ] = [],  # noqa: B006
) -> SearchResult:
    """As POST /v1/similar with this document; the document itself is left out."""
    return searcher.similar(SimilarRequest(document_id=id, limit=limit, filters=tuple(filter)), viewer)


@router.get("/documents/{id}/cited-by", summary="What cites a document")
def cited_by(
    searcher: SearcherNow,
    viewer: ViewerNow,
    id: Id,
    limit: Annotated[int, Query(ge=1, le=100, description="Most items to return.")] = 20,
    cursor: Annotated[
        str | None, Query(pattern=r"^\d{1,7}$", description="`next_cursor` of the page before.")
    ] = None,
) -> Page[Reference]:
    """Documents that cite it by any of its identifiers, newest first."""
    if searcher.document(id, viewer) is None:
        raise DocumentNotFound(f"没有标识为“{id[:80]}”的文献", "id")
    return _page(searcher, viewer, searcher.cited_by(id, viewer), int(cursor or 0), limit)


def _page(searcher: Searcher, viewer: Viewer, ids: list[str], start: int, limit: int) -> Page[Reference]:
    end = start + limit
    return Page(
        items=references(searcher, viewer, ids[start:end]),
        total=len(ids),
        next_cursor=str(end) if end < len(ids) else None,
    )
