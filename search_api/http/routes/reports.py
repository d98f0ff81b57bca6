"""Similar-case search reports: draft, edit, number, print."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response

from office.base import now
from office.folders import store as folders
from office.folders.owned import mine, owned, remove, restore
from office.folders.searches import visible_searches
from office.folders.sharing import reachable
from office.folders.verdicts import verdicts
from office.identity import Actor
from office.reports import store
from office.reports.models import Report, ReportSnapshot
from office.store import Office
from search_api.desk import alerting
from search_api.http.attachments import attachment, file_responses
from search_api.http.routes.desk_rows import Cursor, Deleted, Limit, MemberNow, Number, page_of
from search_api.http.state import OfficeNow, SearcherNow
from search_api.http.views import Page
from search_api.papers import Paper, to_docx, to_pdf
from search_api.reports.drafting import beijing, draft, refreshed
from search_api.reports.errors import Incomplete
from search_api.reports.layout import paper
from search_api.reports.model import ReportContent, missing
from search_api.reports.views import DraftBody, ReportRow, ReportView, SaveBody, SnapshotRow, SnapshotView
from search_api.retrieval import Searcher

router = APIRouter(tags=["reports"])
Format = Annotated[Literal["docx", "pdf"], Query(description="docx or pdf.")]
SnapshotNumber = Annotated[str, Path(pattern=r"^\d{4}-\d{4,9}$", description="编号, such as 2026-0001.")]
_FILES = file_responses("docx", "pdf")


@router.get("/reports", summary="Your reports")
def reports(
    office: OfficeNow, actor: MemberNow, deleted: Deleted = False, limit: Limit = 100, cursor: Cursor = None
) -> Page[ReportRow]:
    """Newest first."""
    with office.reading() as session:
        rows = mine(session, actor, Report, gone=deleted)
    return page_of(rows, cursor, limit, lambda row: ReportRow.model_validate(_row(row)))


@router.post("/reports", summary="Draft a report", status_code=201)
def create(office: OfficeNow, searcher: SearcherNow, actor: MemberNow, body: DraftBody) -> ReportView:
    """From a folder: its documents, verdicts and saved searches; what needs judgment stays open."""
    content = _drafted(office, searcher, actor, body.folder_id)
    with office.session() as session:
        return _view(store.create_report(session, actor, content.title, content.model_dump(), body.folder_id))


@router.get("/reports/snapshots/{number}", summary="A report as it was")
def snapshot(office: OfficeNow, actor: MemberNow, number: SnapshotNumber) -> SnapshotView:
    """The snapshot with this number; `intact` says whether it still gives its hash."""
    with office.reading() as session:
        return _snapshot(store.snapshot(session, actor, number))


@router.get(
    "/reports/snapshots/{number}/export",
    summary="A report as it was, as a file",
    response_class=Response,
    responses=_FILES,
)
def export_snapshot(
    office: OfficeNow, actor: MemberNow, number: SnapshotNumber, format: Format = "docx"
) -> Response:
    """With its number and hash."""
    with office.reading() as session:
        kept = store.snapshot(session, actor, number)
    content = ReportContent.model_validate_json(kept.content)
    return _file(
        paper(content, kept.number, kept.sha256, beijing(kept.made)), f"{kept.title}_{number}", format
    )


@router.get("/reports/{number}", summary="A report")
def report(office: OfficeNow, actor: MemberNow, number: Number) -> ReportView:
    """The draft, and what it still lacks."""
    with office.reading() as session:
        return _view(owned(session, actor, Report, number, "report"))


@router.put("/reports/{number}", summary="Save an edited report")
def save(office: OfficeNow, actor: MemberNow, number: Number, body: SaveBody) -> ReportView:
    """409 `changed_meanwhile` when another version was saved since the one that was edited."""
    with office.session() as session:
        content = body.content
        return _view(
            store.save_report(session, actor, number, content.title, content.model_dump(), body.version)
        )


@router.post("/reports/{number}/refresh", summary="Add what came into the folder since")
def refresh(office: OfficeNow, searcher: SearcherNow, actor: MemberNow, number: Number) -> ReportView:
    """New documents, searches and verdicts; what was edited stays."""
    with office.reading() as session:
        row = owned(session, actor, Report, number, "report")
    fresh = _drafted(office, searcher, actor, row.folder_id)
    content = refreshed(ReportContent.model_validate(row.content), fresh)
    with office.session() as session:
        return _view(
            store.save_report(session, actor, number, content.title, content.model_dump(), row.version)
        )


@router.delete("/reports/{number}", summary="Delete a report", status_code=204)
def delete(office: OfficeNow, actor: MemberNow, number: Number) -> None:
    """It can be brought back; its snapshots stay."""
    with office.session() as session:
        remove(session, actor, Report, number, "report")


@router.post("/reports/{number}/restore", summary="Undo the deletion of a report")
def undo(office: OfficeNow, actor: MemberNow, number: Number) -> ReportView:
    """The report."""
    with office.session() as session:
        return _view(restore(session, actor, Report, number, "report"))


@router.get(
    "/reports/{number}/export", summary="A report as a file", response_class=Response, responses=_FILES
)
def export(office: OfficeNow, actor: MemberNow, number: Number, format: Format = "docx") -> Response:
    """As it stands, marked 草稿."""
    with office.reading() as session:
        row = owned(session, actor, Report, number, "report")
    return _file(paper(ReportContent.model_validate(row.content)), f"{row.title}_草稿", format)


@router.get("/reports/{number}/snapshots", summary="Snapshots of a report")
def snapshots(office: OfficeNow, actor: MemberNow, number: Number) -> Page[SnapshotRow]:
    """Newest first."""
    with office.reading() as session:
        rows = store.snapshots(session, actor, number)
    return Page(items=[SnapshotRow.model_validate(_numbered(row)) for row in rows], total=len(rows))


@router.post("/reports/{number}/snapshots", summary="Number a report for good", status_code=201)
def take(
    office: OfficeNow,
    actor: MemberNow,
    number: Number,
    incomplete: Annotated[bool, Query(description="Number it although art. 8 asks for more.")] = False,
) -> SnapshotView:
    """422 `report_incomplete` while something is missing, unless `incomplete` is set."""
    with office.session() as session:
        row = owned(session, actor, Report, number, "report")
        lacking = missing(ReportContent.model_validate(row.content))
        if lacking and not incomplete:
            raise Incomplete(lacking)
        return _snapshot(store.take_snapshot(session, actor, number))


def _drafted(office: Office, searcher: Searcher, actor: Actor, folder_id: int | None) -> ReportContent:
    if folder_id is None:
        return draft(searcher, actor, None, (), (), (), now())
    with office.reading() as session:
        folder = reachable(session, actor, folder_id)
        held = folders.items(session, actor, folder_id)
        kept = [search for search, _ in visible_searches(session, actor, folder_id=folder_id)]
        given = verdicts(session, actor, folder_id=folder_id)
    used, unusable = alerting.ran(office, searcher, actor, kept)
    return draft(searcher, actor, folder, held, used, given, now(), unusable)


def _file(made: Paper, name: str, format: Literal["docx", "pdf"]) -> Response:
    body = to_docx(made) if format == "docx" else to_pdf(made)
    return attachment(body, name, format)


def _row(row: Report) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ReportRow.model_fields}


def _view(row: Report) -> ReportView:
    content = ReportContent.model_validate(row.content)
    return ReportView(**_row(row), content=content, missing=missing(content))


def _numbered(row: ReportSnapshot) -> dict[str, Any]:
    return {name: getattr(row, name) for name in SnapshotRow.model_fields}


def _snapshot(row: ReportSnapshot) -> SnapshotView:
    content = ReportContent.model_validate_json(row.content)
    return SnapshotView(
        **_numbered(row),
        report_id=row.report_id,
        content=content,
        intact=store.snapshot_hash(row) == row.sha256,
    )
