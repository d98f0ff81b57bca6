"""The cases of a batch: edited, redacted, remarked on, compared with their earlier versions."""

from typing import Annotated

from fastapi import APIRouter, File, Path, Query, UploadFile

from corpora.guard import guarded
from office.folders.errors import ChangedMeanwhile
from office.releases import batches, comments
from office.releases.errors import StepRefused
from search_api.http.routes.desk_rows import MemberNow, Number
from search_api.http.state import OfficeNow, SearcherNow, ViewerNow
from search_api.http.views import Page
from search_api.releases import editing
from search_api.releases.filecheck import read_file
from search_api.releases.findings import Level
from search_api.releases.finished import file_findings
from search_api.releases.model import CaseContent
from search_api.releases.personal import Proposal
from search_api.releases.showing import case_view
from search_api.releases.views import (
    CaseView,
    CheckView,
    DifferenceView,
    RedactBody,
    RemarkBody,
    RemarkView,
    ResolveBody,
    SaveBody,
    VersionRow,
)

router = APIRouter(tags=["releases"])
CaseNumber = Annotated[int, Path(ge=1, le=2**31 - 1, description="Number of the case.")]
RemarkNumber = Annotated[int, Path(ge=1, le=2**31 - 1, description="Number of the remark.")]
Version = Annotated[int, Query(ge=0, le=2**31 - 1, description="Number of a version.")]


@router.put("/releases/{number}/cases/{case}", summary="Save an edited case")
def save(office: OfficeNow, actor: MemberNow, number: Number, case: CaseNumber, body: SaveBody) -> CaseView:
    """409 `changed_meanwhile` when another version was saved since the one that was edited."""
    with office.session() as session:
        content = body.content.model_dump(mode="json")
        return case_view(batches.save_case(session, actor, number, case, content, body.version))


@router.delete("/releases/{number}/cases/{case}", summary="Take a case out", status_code=204)
def remove(office: OfficeNow, actor: MemberNow, number: Number, case: CaseNumber) -> None:
    """It can be brought back."""
    with office.session() as session:
        batches.remove_case(session, actor, number, case)


@router.post("/releases/{number}/cases/{case}/restore", summary="Bring a case back")
def restore(office: OfficeNow, actor: MemberNow, number: Number, case: CaseNumber) -> CaseView:
    """The case."""
    with office.session() as session:
        return case_view(batches.restore_case(session, actor, number, case))


@router.get("/releases/{number}/cases/{case}/redactions", summary="Undecided replacements of a case")
def redactions(
    office: OfficeNow,
    searcher: SearcherNow,
    viewer: ViewerNow,
    actor: MemberNow,
    number: Number,
    case: CaseNumber,
) -> Page[Proposal]:
    """Every span that would tell who somebody is, with what would stand there."""
    with office.reading() as session:
        found = editing.open_proposals(searcher, viewer, batches.case(session, number, case))
    return Page(items=found, total=len(found))


@router.post("/releases/{number}/cases/{case}/redactions", summary="Decide on replacements")
def redact(
    office: OfficeNow, searcher: SearcherNow, viewer: ViewerNow, actor: MemberNow, number: Number,
    case: CaseNumber, body: RedactBody,
) -> CaseView:  # fmt: skip
    """Carry some or all of them out, or let words stay with a reason. Every name of a party has to go."""
    with office.session() as session:
        row = batches.case(session, number, case)
        if row.version != body.version:
            raise ChangedMeanwhile(row.version)
        try:
            content = editing.decided(
                searcher, viewer, row, body.accept, body.accept_all, body.keep, body.reason
            )
        except ValueError as error:
            raise StepRefused("redaction_refused", str(error)) from error
        return case_view(
            batches.save_case(session, actor, number, case, content.model_dump(mode="json"), body.version)
        )


@router.post("/releases/{number}/cases/{case}/remarks", summary="Remark on a case", status_code=201)
def remark(
    office: OfficeNow, actor: MemberNow, number: Number, case: CaseNumber, body: RemarkBody
) -> RemarkView:
    """On a paragraph, or on the whole case."""
    with office.session() as session:
        batches.case(session, number, case)
        return RemarkView.model_validate(comments.remark(session, actor, case, body.block, body.text))


@router.post("/releases/{number}/cases/{case}/remarks/{remark}", summary="Deal with a remark")
def resolve(
    office: OfficeNow,
    actor: MemberNow,
    number: Number,
    case: CaseNumber,
    remark: RemarkNumber,
    body: ResolveBody,
) -> RemarkView:
    """Done, or open again."""
    with office.session() as session:
        batches.case(session, number, case)
        return RemarkView.model_validate(comments.resolve(session, actor, case, remark, done=body.done))


@router.get("/releases/{number}/cases/{case}/versions", summary="Versions of a case")
def versions(office: OfficeNow, actor: MemberNow, number: Number, case: CaseNumber) -> Page[VersionRow]:
    """Newest first; saves of one person within five minutes are one version."""
    with office.reading() as session:
        batches.case(session, number, case)
        found = [VersionRow.model_validate(row) for row in batches.versions(session, case)]
    return Page(items=found, total=len(found))


@router.get("/releases/{number}/cases/{case}/differences", summary="Two versions of a case compared")
def compare(
    office: OfficeNow, actor: MemberNow, number: Number, case: CaseNumber, before: Version, after: Version
) -> DifferenceView:
    """Paragraph by paragraph; version 0 is an empty case."""
    with office.reading() as session:
        return editing.difference(session, batches.case(session, number, case), before, after)


@router.post("/releases/{number}/file-check", summary="Look for names of the sources in a finished .docx")
def file_check(
    office: OfficeNow, searcher: SearcherNow, viewer: ViewerNow, actor: MemberNow, number: Number,
    file: Annotated[UploadFile, File(description="A .docx.")],
) -> CheckView:  # fmt: skip
    """In its name, properties, text, tables, headers, remarks, links, names and alternative texts of images."""
    with office.reading() as session:
        release = batches.release(session, number)
        rows = batches.cases(session, number)
        ids = {row.document_id for row in rows if row.document_id}
        kept = {item.value for row in rows for item in CaseContent.model_validate(row.content).kept}
    held = searcher.documents(sorted(ids), viewer)
    found = file_findings(
        list(held.values()),
        guarded(read_file, file.file.read(), file.filename or "file.docx"),
        release.issuers,
        kept,
        len(ids - held.keys()),
    )
    return CheckView(findings=found, blocking=sum(f.level is Level.BLOCK for f in found))
