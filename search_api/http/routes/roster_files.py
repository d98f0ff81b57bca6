"""The roster as files: import with preview, export, template."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Form, Query, Response, UploadFile

from corpora.guard import guarded
from corpora.readers.blob import Blob
from experts.exchange.export import template, to_csv, to_xlsx
from experts.exchange.grid import sheets_that_fit
from experts.exchange.importing import import_file, preview_file
from experts.roster.keeping import load
from experts.roster.rights import kept_organisations, require_officer
from experts.roster.roster import Roster
from office import audit
from office.identity import Actor
from search_api.http.attachments import attachment, file_responses
from search_api.http.state import ActorNow, OfficeNow, SealNow

router = APIRouter(tags=["roster"])


@router.post("/experts/import", summary="Import a roster from .xlsx or .csv")
def import_roster(
    office: OfficeNow, seal: SealNow, actor: ActorNow,
    file: Annotated[UploadFile, File(description="The table: .xlsx with sheets 人员 and 机构, or .csv with one of them.")],
    dry_run: Annotated[bool, Query(description="Only tell what would change.")] = True,
    reason: Annotated[str, Form(max_length=2000, description="Why, for the history; needed to import.")] = "",
    token: Annotated[str, Form(max_length=64, description="Of the preview that was confirmed.")] = "",
) -> dict[str, Any]:  # fmt: skip
    """People and organisations as understood, with what changes; all faults by sheet, row and column; all or nothing."""
    data, name = file.file.read(), file.filename or "file.xlsx"
    guarded(sheets_that_fit, data, name)
    blob = Blob.of_bytes(data, name)
    if dry_run:
        with office.reading() as session:
            return preview_file(session, seal, actor, blob).plain()
    with office.session() as session:
        seen, batch = import_file(session, seal, actor, blob, reason, token)
    return {**seen.plain(), "batch": batch}


@router.get(
    "/experts/export",
    summary="Export the roster",
    response_class=Response,
    responses=file_responses("xlsx", "csv"),
)
def export(
    office: OfficeNow, seal: SealNow, actor: ActorNow,
    format: Annotated[Literal["xlsx", "csv"], Query(description="xlsx holds both tables, csv one.")] = "xlsx",
    kind: Annotated[Literal["people", "organisations"], Query(description="The table of a csv file.")] = "people",
    private: Annotated[bool, Query(description="With phones, identity numbers, addresses, relatives.")] = False,
) -> Response:  # fmt: skip
    """A file that imports to the same roster; an officer of one organisation gets that organisation's records."""
    require_officer(actor)
    with office.session() as session:
        roster = _kept(load(session, seal, private=private), actor)
        detail = {"format": format, "private": private, "people": len(roster.people)}
        audit.record(session, actor, "roster.export", "roster", detail=detail)
    if format == "csv":
        return attachment(to_csv(roster, kind, private), kind, "csv")
    return attachment(to_xlsx(roster, private), "roster", "xlsx")


@router.get(
    "/experts/template",
    summary="An empty table to fill in",
    response_class=Response,
    responses=file_responses("xlsx"),
)
def empty_template() -> Response:
    """Headers, choices in the cells, and a sheet that explains every column with an example."""
    return attachment(template(), "roster-template", "xlsx")


def _kept(roster: Roster, actor: Actor) -> Roster:
    kept = kept_organisations(actor, roster)
    if kept is None:
        return roster
    return roster.model_copy(
        update={
            "organisations": tuple(o for o in roster.organisations if o.id in kept),
            "people": tuple(p for p in roster.people if p.organisation in kept),
        }
    )
