"""Candidates for release."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from indexer.viewer import Viewer
from office.base import now
from office.releases import candidates as store
from office.releases.models import ReleaseCandidate
from search_api.http.routes.desk_rows import Cursor, Limit, MemberNow, Number, page_of
from search_api.http.state import OfficeNow, SearcherNow, ViewerNow
from search_api.http.views import Page
from search_api.releases.editing import published
from search_api.releases.suggesting import suggestions
from search_api.releases.views import CandidateBody, CandidateView, DecisionBody, SuggestionList
from search_api.retrieval import DocumentNotFound, Searcher

router = APIRouter(tags=["releases"])
States = Annotated[
    list[str],
    Query(max_length=4, description="proposed, taken, declined, withdrawn; all when none is named."),
]


@router.get("/releases/candidates", summary="Candidates for release")
def candidates(
    office: OfficeNow, searcher: SearcherNow, viewer: ViewerNow, actor: MemberNow, state: States = [],  # noqa: B006
    limit: Limit = 100, cursor: Cursor = None,
) -> Page[CandidateView]:  # fmt: skip
    """Newest first, with parallel candidates and earlier editions of the same case."""
    with office.reading() as session:
        rows = store.candidates(session, state)
        earlier = published(session)
    seen = searcher.documents([row.document_id for row in rows], viewer)
    rows = [row for row in rows if row.document_id in seen or row.proposed_by == actor.name]
    alike = _alike(searcher, viewer, rows)
    return page_of(rows, cursor, limit, lambda row: _view(row, alike.get(row.id, []), earlier))


@router.post("/releases/candidates", summary="Propose a case for release", status_code=201)
def propose(
    office: OfficeNow, searcher: SearcherNow, viewer: ViewerNow, actor: MemberNow, body: CandidateBody
) -> CandidateView:
    """With the reason; a case that is proposed already stays as it is, a confidential record is proposed redacted."""
    found = searcher.document(body.document_id, viewer)
    document = found and searcher.as_others_see(found, viewer)
    if document is None:
        raise DocumentNotFound(body.document_id)
    with office.session() as session:
        row = store.propose(
            session,
            actor,
            document.id,
            document.title,
            origin=body.origin,
            reason=body.reason,
            rule=body.rule,
        )
        return _view(row, [], published(session))


@router.get("/releases/suggestions", summary="What the program would propose")
def suggested(
    office: OfficeNow, searcher: SearcherNow, viewer: ViewerNow, actor: MemberNow
) -> SuggestionList:
    """By rules: many parallel cases, reversed on appeal, first of its type, satisfied and performed, new law."""
    with office.reading() as session:
        known = store.proposed_ids(session) | published(session).keys()
    found = suggestions(searcher, viewer, now().date(), known)
    return SuggestionList(items=found, total=len(found))


@router.post("/releases/candidates/{number}", summary="Decide on a candidate")
def decide(
    office: OfficeNow, searcher: SearcherNow, viewer: ViewerNow, actor: MemberNow, number: Number,
    body: DecisionBody,
) -> CandidateView:  # fmt: skip
    """Decline with a reason, withdraw, or open again."""
    with office.session() as session:
        held = store.candidate(session, number)
        if searcher.document(held.document_id, viewer) is None:
            raise DocumentNotFound(held.document_id)
        return _view(store.decide(session, actor, number, body.state, body.reason), [], published(session))


def _alike(searcher: Searcher, viewer: Viewer, rows: Sequence[ReleaseCandidate]) -> dict[int, list[str]]:
    """Titles of the other candidates that are parallel to each."""
    titles = {row.document_id: row.title for row in rows}
    parallel = searcher.parallel_to(list(titles), viewer)
    return {row.id: [titles[id] for id in parallel.get(row.document_id, ())] for row in rows}


def _view(row: ReleaseCandidate, alike: list[str], earlier: dict[str, str]) -> CandidateView:
    shown = CandidateView.model_validate(row)
    released = [earlier[row.document_id]] if row.document_id in earlier else []
    return shown.model_copy(update={"alike": alike, "released": released})
