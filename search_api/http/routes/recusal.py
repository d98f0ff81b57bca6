"""Recusal: comparing names, checking people against a dispute, decisions."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query

from experts.names import FactError, Facts, compare
from experts.recusal import Finding, Recusals, decide, history, log_check
from experts.recusal.decisions import DECISIONS
from experts.recusal.errors import RecusalRefused
from experts.recusal.grounds import grounds as known_grounds
from experts.roster.errors import NotOnRoster
from experts.roster.keeping import load
from experts.roster.person import Person
from experts.roster.rights import require_officer
from experts.roster.roster import Roster
from office.recusal.models import RecusalEntry
from search_api.consults.views import (
    CheckBody,
    CheckedView,
    CompareBody,
    ComparedView,
    DecisionBody,
    DecisionView,
    GroundView,
)
from search_api.http.routes.desk_rows import Cursor, Limit, page_of
from search_api.http.state import ActorNow, OfficeNow, SealNow
from search_api.http.views import Page

router = APIRouter(tags=["recusal"])


@router.post("/experts/compare", summary="Whether two names may stand for one party or group")
def compare_names(actor: ActorNow, body: CompareBody) -> ComparedView:
    """From the names and the facts given alone; nothing is stored."""
    require_officer(actor)
    try:
        found = compare(body.a, body.b, Facts.of(body.facts))
    except FactError as error:
        raise RecusalRefused(f"已知事实的格式有误：{error}") from error
    return ComparedView(possible_conflict=found.possible_conflict, relation=found.relation, why=found.why)


@router.post("/recusal/check", summary="People against a dispute")
def check_people(office: OfficeNow, seal: SealNow, actor: ActorNow, body: CheckBody) -> Page[CheckedView]:
    """Classes of grounds only; what decisions cover is left out. Every check is on the audit trail."""
    require_officer(actor)
    with office.session() as session:
        roster = load(session, seal, private=True)
        recusals = Recusals.load(session, roster.firm_facts)
        people = _people(roster, body.people)
        found = {person.id: recusals.open(person, body.dispute) for person in people}
        log_check(session, actor, body.dispute, found)
    shown = [CheckedView(id=p.id, name=p.name, grounds=_grounds(found[p.id])) for p in people]
    return Page(items=shown, total=len(shown))


@router.post("/recusal/decisions", summary="Decide on recusal", status_code=201)
def decide_recusal(office: OfficeNow, seal: SealNow, actor: ActorNow, body: DecisionBody) -> DecisionView:
    """Officers only; consent counts only from every party, in writing, after disclosure."""
    require_officer(actor)
    with office.session() as session:
        roster = load(session, seal, private=True)
        person = _people(roster, [body.person])[0]
        entry = decide(
            session, seal, actor, person, body.dispute, body.decision, body.reason,
            firm_facts=roster.firm_facts, consents=body.consents,
        )  # fmt: skip
        return _decision(entry)


@router.get("/recusal/decisions", summary="Decisions on recusal")
def decisions(
    office: OfficeNow, actor: ActorNow,
    person: Annotated[str, Query(max_length=40, description="Id on the roster; empty for all.")] = "",
    limit: Limit = 100, cursor: Cursor = None,
) -> Page[DecisionView]:  # fmt: skip
    """Newest first, of one person or all; reasons stay sealed."""
    with office.reading() as session:
        rows = history(session, actor, person)
    return page_of(rows[::-1], cursor, limit, _decision)


def _people(roster: Roster, ids: list[str]) -> list[Person]:
    if missing := [id for id in ids if id not in roster.by_person]:
        raise NotOnRoster(f"名册中没有编号为“{missing[0][:40]}”的人员")
    return [roster.by_person[id] for id in ids] if ids else list(roster.people)


def _grounds(found: Iterable[Finding]) -> list[GroundView]:
    shown: dict[str, GroundView] = {}
    for finding in found:
        known = shown.get(finding.ground.id)
        shown[finding.ground.id] = GroundView(
            name=finding.ground.name,
            likely=finding.likely or bool(known and known.likely),
            waivable=finding.ground.waivable,
            sources=list(finding.ground.sources),
        )
    return list(shown.values())


def _decision(entry: RecusalEntry) -> DecisionView:
    return DecisionView(
        id=entry.id,
        at=entry.at,
        who=entry.who,
        person=entry.person_id,
        decision=entry.decision,
        label=DECISIONS[entry.decision],
        grounds=[known_grounds()[id].name for id in entry.grounds],
    )
