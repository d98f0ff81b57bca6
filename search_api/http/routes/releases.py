"""Batches being compiled: made, changed, checked, taken step by step to publication."""

from fastapi import APIRouter
from starlette.responses import Response

from office.releases import batches, candidates, steps
from office.releases import editions as kept
from search_api.http.attachments import attachment, file_responses
from search_api.http.routes.desk_rows import Cursor, Deleted, Limit, MemberNow, Number, page_of
from search_api.http.routes.release_editions import FileFormat
from search_api.http.state import OfficeNow, SearcherNow, ViewerNow, WorkspaceNow
from search_api.http.views import Page
from search_api.releases import editing, editions
from search_api.releases.findings import Level
from search_api.releases.showing import case_view, release_view
from search_api.releases.stepping import take_step
from search_api.releases.views import (
    AddBody,
    CaseView,
    CheckView,
    OrderBody,
    ReleaseBody,
    ReleaseChange,
    ReleaseRow,
    ReleaseView,
    SinceView,
    StepBody,
)
from search_api.retrieval import DocumentNotFound

router = APIRouter(tags=["releases"])


@router.get("/releases", summary="Batches")
def releases(
    office: OfficeNow, actor: MemberNow, deleted: Deleted = False, limit: Limit = 100, cursor: Cursor = None
) -> Page[ReleaseRow]:
    """Newest first."""
    with office.reading() as session:
        rows = batches.releases(session, deleted=deleted)
    return page_of(rows, cursor, limit, ReleaseRow.model_validate)


@router.post("/releases", summary="Begin a batch", status_code=201)
def create(office: OfficeNow, actor: MemberNow, body: ReleaseBody) -> ReleaseView:
    """Without cases."""
    with office.session() as session:
        return release_view(session, batches.create(session, actor, body.title, body.form, body.issuers))


@router.get("/releases/{number}", summary="A batch")
def release(office: OfficeNow, actor: MemberNow, number: Number) -> ReleaseView:
    """With its cases, steps and remarks."""
    with office.reading() as session:
        return release_view(session, batches.release(session, number))


@router.patch("/releases/{number}", summary="Change a batch")
def change(office: OfficeNow, actor: MemberNow, number: Number, body: ReleaseChange) -> ReleaseView:
    """Only what the body names; drafts only."""
    values = {name: value for name, value in body.model_dump(exclude_unset=True).items() if value is not None}
    with office.session() as session:
        return release_view(session, batches.change(session, actor, number, values))


@router.delete("/releases/{number}", summary="Delete a draft batch", status_code=204)
def delete(office: OfficeNow, actor: MemberNow, number: Number) -> None:
    """It can be brought back."""
    with office.session() as session:
        batches.delete(session, actor, number)


@router.post("/releases/{number}/restore", summary="Undo the deletion of a batch")
def restore(office: OfficeNow, actor: MemberNow, number: Number) -> ReleaseView:
    """The batch."""
    with office.session() as session:
        return release_view(session, batches.restore(session, actor, number))


@router.post("/releases/{number}/cases", summary="Add a case to a batch", status_code=201)
def add(
    office: OfficeNow,
    searcher: SearcherNow,
    viewer: ViewerNow,
    actor: MemberNow,
    number: Number,
    body: AddBody,
) -> CaseView:
    """Drafted from the document's own sections in the form of the batch; empty without a document."""
    with office.session() as session:
        id = body.document_id
        if body.candidate is not None:
            id = candidates.candidate(session, body.candidate).document_id
        document = searcher.document(id, viewer) if id else None
        if id and document is None:
            raise DocumentNotFound(id)
        form = batches.draft(session, number).form
        content = editing.begun(document, form, viewer)
        row = batches.add_case(session, actor, number, id, content.model_dump(mode="json"))
        if body.candidate is not None:
            candidates.decide(session, actor, body.candidate, "taken")
        return case_view(row)


@router.put("/releases/{number}/order", summary="Put the cases in order")
def order(office: OfficeNow, actor: MemberNow, number: Number, body: OrderBody) -> ReleaseView:
    """Every case of the batch, once."""
    with office.session() as session:
        batches.order_cases(session, actor, number, body.ids)
        return release_view(session, batches.release(session, number))


@router.get("/releases/{number}/check", summary="What keeps a batch from publication")
def check(
    office: OfficeNow, searcher: SearcherNow, viewer: ViewerNow, actor: MemberNow, number: Number
) -> CheckView:
    """Form, length, statutes, undecided replacements, names of the source, consents, rare facts."""
    with office.reading() as session:
        found = editing.findings(session, searcher, viewer, batches.release(session, number))
    return CheckView(findings=found, blocking=sum(f.level is Level.BLOCK for f in found))


@router.post("/releases/{number}/looks", summary="Remember what was looked at", status_code=201)
def look(office: OfficeNow, actor: MemberNow, number: Number) -> SinceView:
    """What is new since the last look of the one who asks; from now on that counts as seen."""
    with office.session() as session:
        found = editing.since(session, actor, batches.release(session, number))
        steps.look(session, actor, number)
        return found


@router.post("/releases/{number}/steps", summary="Take a step to publication")
def step(
    office: OfficeNow, searcher: SearcherNow, workspace: WorkspaceNow, actor: MemberNow, number: Number,
    body: StepBody,
) -> ReleaseView:  # fmt: skip
    """check, return, approve, publish, withdraw.

    Publication brings the cases into the library, withdrawal takes them out; where the library could not be written,
    the same step again does that part.
    """
    take_step(office, searcher, workspace, actor, number, body)
    with office.reading() as session:
        return release_view(session, batches.release(session, number))


@router.get(
    "/releases/{number}/export", summary="A draft as a file", response_class=Response,
    responses=file_responses("docx", "pdf", "html"),
)  # fmt: skip
def export(office: OfficeNow, actor: MemberNow, number: Number, format: FileFormat = "docx") -> Response:
    """As it stands, marked 草稿."""
    with office.session() as session:
        release = batches.release(session, number)
        made = editions.content(release, batches.cases(session, number))
        kept.note_export(session, actor, number, format)
    body = editions.exported(made, format, "草稿，尚未发布，不得外传")
    return attachment(body, f"{release.title}_草稿", format)
