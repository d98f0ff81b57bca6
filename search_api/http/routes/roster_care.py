"""Complaints about people of the roster, their half days, and known relations of firms."""

from typing import Annotated

from fastapi import APIRouter, Body, Query

from experts.roster.complaints import close_complaint, lodge
from experts.roster.firms import add_facts, remove_fact
from experts.roster.keeping import load
from experts.roster.rights import kept_organisations, require_officer
from office.roster import matters as stored
from office.roster import store
from search_api.http.routes import slots
from search_api.http.routes.desk_rows import Number
from search_api.http.routes.experts import Id
from search_api.http.state import ActorNow, OfficeNow, SealNow
from search_api.roster.rows import complaint_view
from search_api.roster.views import ComplaintBody, ComplaintClose, ComplaintView, FirmFactBody

router = APIRouter(tags=["roster"])
router.include_router(slots.router)


@router.get("/roster/complaints", summary="Complaints")
def complaints(office: OfficeNow, seal: SealNow, actor: ActorNow) -> list[ComplaintView]:
    """Newest first; an officer of one organisation sees those about its people."""
    require_officer(actor)
    with office.reading() as session:
        roster = load(session, seal)
        rows = stored.complaints(session)
    kept = kept_organisations(actor, roster)
    return [
        complaint_view(row, seal, roster)
        for row in rows
        if kept is None or ((p := roster.by_person.get(row.person_id)) is not None and p.organisation in kept)
    ]


@router.post("/roster/people/{id}/complaints", summary="Enter a complaint", status_code=201)
def enter(office: OfficeNow, seal: SealNow, actor: ActorNow, id: Id, body: ComplaintBody) -> ComplaintView:
    """Its words are encrypted at rest; nothing happens to the person by itself."""
    with office.session() as session:
        row = lodge(session, seal, actor, id, body.received, body.kind, body.words)
        return complaint_view(row, seal)


@router.post("/roster/complaints/{number}/close", summary="Close a complaint")
def close(
    office: OfficeNow, seal: SealNow, actor: ActorNow, number: Number, body: ComplaintClose
) -> ComplaintView:
    """One that was upheld is counted in the person's record."""
    with office.session() as session:
        return complaint_view(close_complaint(session, seal, actor, number, body.upheld, body.outcome), seal)


@router.get("/roster/firm-facts", summary="Known relations of firms")
def firm_facts(office: OfficeNow, actor: ActorNow) -> list[FirmFactBody]:
    """Former and short names, parents, controllers and managers, which the check for recusal follows."""
    require_officer(actor)
    with office.reading() as session:
        rows = store.firm_facts(session)
    return [
        FirmFactBody.model_validate({"entity": r.entity, "relation": r.relation, "other": r.other})
        for r in rows
    ]


@router.post("/roster/firm-facts", summary="Add relations of firms", status_code=201)
def add_firm_facts(
    office: OfficeNow, actor: ActorNow, body: Annotated[list[FirmFactBody], Body(max_length=1000)]
) -> dict[str, int]:
    """How many were new."""
    with office.session() as session:
        return {"added": add_facts(session, actor, [(b.entity, b.relation, b.other) for b in body])}


@router.delete("/roster/firm-facts", summary="Remove a relation of firms", status_code=204)
def remove_firm_fact(
    office: OfficeNow, actor: ActorNow,
    entity: Annotated[str, Query(max_length=200, description="The firm.")],
    relation: Annotated[str, Query(max_length=20, description="former, short_name, parent, branch, controller or manager.")],
    other: Annotated[str, Query(max_length=200, description="The other firm.")],
) -> None:  # fmt: skip
    """One that turned out wrong."""
    with office.session() as session:
        remove_fact(session, actor, entity, relation, other)
