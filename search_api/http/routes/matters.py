"""Matching and appointments."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Path, Query

from experts.matching.appointing import open_matter, read_matter, take_step
from experts.matching.dispute import Dispute
from experts.matching.expertise import Precedent
from experts.matching.matcher import match
from experts.recusal import Recusals
from experts.roster.agenda import AHEAD, Agenda
from experts.roster.booking import LONGEST
from experts.roster.keeping import load
from experts.roster.rights import require_officer
from indexer.engine.protocol import EngineError
from indexer.library import LibraryError
from indexer.viewer import Viewer
from office.roster import matters as stored
from search_api.http.routes.desk_rows import Cursor, Number
from search_api.http.state import ActorNow, OfficeNow, SealNow, Service, ServiceNow
from search_api.http.views import Page
from search_api.roster.precedents import precedents
from search_api.roster.rows import matter_row, matter_view
from search_api.roster.views import MatchBody, MatchView, MatterRow, MatterView, StepBody

router = APIRouter(tags=["matters"])
Limit = Annotated[int, Query(ge=1, le=200, description="Most items to return.")]
UNSEARCHED = "案例库暂不可用，未参考类似调解记录。"


@router.post("/experts/match", summary="Organisations and people for a dispute")
def find_candidates(
    service: ServiceNow, office: OfficeNow, seal: SealNow, actor: ActorNow, body: MatchBody
) -> MatchView:
    """At least three people with reasons, or why there are fewer; equals by lot from a recorded seed; conflicts left out."""
    require_officer(actor)
    today = dt.datetime.now().astimezone().date()
    similar, searched = _similar(service, actor.viewer, body.dispute)
    with office.session() as session:
        roster = load(session, seal, private=True)
        agenda = Agenda.load(session, today, LONGEST if body.dispute.wished else AHEAD)
        result = match(
            body.dispute,
            roster,
            Recusals.load(session, roster.firm_facts),
            on=today,
            seed=body.seed,
            organisations=body.organisations,
            precedents=similar,
            count=body.count,
            agenda=agenda,
        )
        if not searched:
            result = result.model_copy(update={"notes": (*result.notes, UNSEARCHED)})
        kept = open_matter(session, seal, actor, result).matter.id if body.keep else None
    return MatchView(result=result, matter=kept)


@router.get("/matters", summary="Matters")
def matters(
    office: OfficeNow, actor: ActorNow,
    state: Annotated[str, Query(max_length=20, description="consent, refused, referred, selected or closed.")] = "",
    limit: Limit = 50, cursor: Cursor = None,
) -> Page[MatterRow]:  # fmt: skip
    """Newest first, without names of parties; an officer of one organisation sees that organisation's."""
    require_officer(actor)
    start = int(cursor or 0)
    with office.reading() as session:
        rows, total = stored.matters(
            session, "" if actor.is_owner else actor.organisation, state, limit, start
        )
    following = str(start + limit) if start + limit < total else None
    return Page(items=[matter_row(row) for row in rows], total=total, next_cursor=following)


@router.get("/matters/{number}", summary="A matter")
def matter(office: OfficeNow, seal: SealNow, actor: ActorNow, number: Number) -> MatterView:
    """The match, where the matter stands, and every step."""
    today = dt.datetime.now().astimezone().date()
    with office.reading() as session:
        held = read_matter(session, seal, actor, number)
        return matter_view(held, load(session, seal), Agenda.load(session, today), today)


@router.post("/matters/{number}/steps", summary="Take a step")
def step(
    office: OfficeNow, seal: SealNow, actor: ActorNow,
    number: Annotated[int, Path(ge=1, le=2**31 - 1, description="Number of the matter.")], body: StepBody,
) -> MatterView:  # fmt: skip
    """Consent, referral, choice, appointment, meetings, close; whoever is put in charge is checked at that moment."""
    today = dt.datetime.now().astimezone().date()
    with office.session() as session:
        held = take_step(session, seal, actor, number, body.step, body.detail, today)
        return matter_view(held, load(session, seal), Agenda.load(session, today), today)


def _similar(service: Service, viewer: Viewer, dispute: Dispute) -> tuple[tuple[Precedent, ...], bool]:
    """Similar records, and whether they could be looked for; without a library matching goes by the roster alone."""
    if not dispute.text.strip():
        return (), True
    try:
        return precedents(service.searcher, viewer, dispute), True
    except (LibraryError, EngineError):
        return (), False
