"""Published batches: read, exported, followed by an Atom feed. Open to everyone."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from office.releases import editions as kept
from search_api.http.attachments import attachment, file_responses
from search_api.http.routes.desk_rows import Cursor, Limit, Number, page_of
from search_api.http.state import OfficeNow, ServiceNow
from search_api.http.views import Page
from search_api.releases import editions
from search_api.releases.feed import atom
from search_api.releases.views import EditionRow, EditionView

router = APIRouter(tags=["releases"])
FileFormat = Annotated[editions.Format, Query(description="docx, pdf or html.")]


@router.get("/editions", summary="Published batches")
def published(office: OfficeNow, limit: Limit = 100, cursor: Cursor = None) -> Page[EditionRow]:
    """Newest first, withdrawn ones with the reason."""
    with office.reading() as session:
        rows = kept.editions(session)
    return page_of(rows, cursor, limit, lambda row: editions.row(*row))


@router.get(
    "/editions/feed.atom",
    summary="Feed of published and withdrawn batches",
    response_class=Response,
    responses={200: {"content": {"application/atom+xml": {}}, "description": "The feed."}},
)
def feed(office: OfficeNow, service: ServiceNow, request: Request) -> Response:
    """One entry a batch; a withdrawal changes the entry."""
    with office.reading() as session:
        rows = kept.editions(session)
    return Response(atom(rows, service.settings.web_url), media_type="application/atom+xml")


@router.get("/editions/{number}", summary="A published batch as it was")
def edition(office: OfficeNow, number: Number) -> EditionView:
    """By the number of the batch in this program; `intact` says whether it still gives its hash."""
    with office.reading() as session:
        found = kept.edition_of(session, number)
        return editions.view(found, kept.withdrawal(session, found.id))


@router.get(
    "/editions/{number}/export",
    summary="A published batch as a file",
    response_class=Response,
    responses=file_responses("docx", "pdf", "html"),
)
def export(office: OfficeNow, number: Number, format: FileFormat = "docx") -> Response:
    """Exactly as it was published; of a withdrawn batch only the notice."""
    with office.reading() as session:
        found = kept.edition_of(session, number)
        notice = editions.notice_of(kept.withdrawal(session, found.id))
    made = editions.content_of(found)
    if notice:
        made = made.model_copy(update={"cases": [], "preface": notice})
    body = editions.exported(made, format, editions.published_on(found.made), found.sha256, notice)
    return attachment(body, f"{made.title}_{made.number}", format)
