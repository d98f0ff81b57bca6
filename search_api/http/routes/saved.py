"""Saved searches, alerts and their feed."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from indexer.viewer import PUBLIC
from office.folders import feeds, searches
from office.folders.models import SavedSearch
from office.folders.owned import mine, owned, remove, restore
from office.identity import Actor
from search_api.desk import alerting, feed
from search_api.desk.views import (
    AlertView,
    FeedAddress,
    FeedState,
    MarkBody,
    SearchBody,
    SearchChange,
    SearchView,
)
from search_api.http.routes.desk_rows import Cursor, Deleted, Limit, MemberNow, Number, page_of
from search_api.http.state import OfficeNow, SearcherNow
from search_api.http.views import Page
from search_api.retrieval.errors import QueryError

router = APIRouter(tags=["saved searches"])
FEED = "/alerts/feed.atom"
ENTRIES = 100


@router.get("/saved-searches", summary="Your saved searches")
def saved(
    office: OfficeNow, actor: MemberNow, deleted: Deleted = False, limit: Limit = 100, cursor: Cursor = None
) -> Page[SearchView]:
    """Newest first, with the number of unread alerts of each."""
    with office.reading() as session:
        rows = mine(session, actor, SavedSearch, gone=deleted)
        unread = searches.unread_counts(session, actor)
    return page_of(rows, cursor, limit, lambda row: _view(row, unread.get(row.id, 0)))


@router.post("/saved-searches", summary="Keep a search", status_code=201)
def keep(office: OfficeNow, searcher: SearcherNow, actor: MemberNow, body: SearchBody) -> SearchView:
    """It is run once: what it finds now is not new later."""
    if body.query and body.case_text:
        raise QueryError("词语和案情只能保存一种", "case_text")
    run = alerting.run(
        searcher, actor.viewer, body.query, body.case_text, body.filters, body.order, body.within
    )
    with office.session() as session:
        values = {**body.model_dump(), "total": run.total}
        return _view(searches.save_search(session, actor, values, run.found))


@router.patch("/saved-searches/{number}", summary="Change a saved search")
def change(office: OfficeNow, actor: MemberNow, number: Number, body: SearchChange) -> SearchView:
    """Name, alert and folder; only what the body names is changed."""
    values = body.model_dump(exclude_unset=True)
    values = {name: value for name, value in values.items() if value is not None or name == "folder_id"}
    with office.session() as session:
        return _view(searches.change_search(session, actor, number, values))


@router.delete("/saved-searches/{number}", summary="Delete a saved search", status_code=204)
def delete(office: OfficeNow, actor: MemberNow, number: Number) -> None:
    """It can be brought back, with its alerts."""
    with office.session() as session:
        remove(session, actor, SavedSearch, number, "saved_search")


@router.post("/saved-searches/{number}/restore", summary="Undo the deletion of a saved search")
def undo(office: OfficeNow, actor: MemberNow, number: Number) -> SearchView:
    """The saved search, with its alerts."""
    with office.session() as session:
        return _view(restore(session, actor, SavedSearch, number, "saved_search"))


@router.post("/saved-searches/{number}/run", summary="Run a saved search now")
def run(office: OfficeNow, searcher: SearcherNow, actor: MemberNow, number: Number) -> SearchView:
    """What is new gives alerts if the search has them."""
    with office.reading() as session:
        search = owned(session, actor, SavedSearch, number, "saved_search")
    alerting.check(office, searcher, actor, search)
    with office.reading() as session:
        unread = searches.unread_counts(session, actor)
        return _view(owned(session, actor, SavedSearch, number, "saved_search"), unread.get(number, 0))


@router.get("/alerts", summary="New matches of your saved searches")
def alerts(
    office: OfficeNow,
    searcher: SearcherNow,
    actor: MemberNow,
    unread: Annotated[bool, Query(description="Only those not read yet.")] = False,
    check: Annotated[
        bool, Query(description="Run searches first that were not run for five minutes.")
    ] = False,
    limit: Limit = 100,
) -> Page[AlertView]:
    """Newest first; documents that you may no longer see are left out."""
    if check:
        alerting.check_due(office, searcher, actor)
    with office.reading() as session:
        rows = searches.alerts(session, actor, unread=unread)
        names = {row.id: row.name for row in mine(session, actor, SavedSearch)}
    held = searcher.documents([row.document_id for row in rows], actor.viewer)
    items = [
        AlertView(
            id=row.id,
            search_id=row.search_id,
            search=names[row.search_id],
            document_id=row.document_id,
            title=held[row.document_id].title,
            kind=held[row.document_id].kind.value,
            found=row.found,
            read=row.read,
        )
        for row in rows
        if row.document_id in held
    ]
    return Page(items=items[:limit], total=len(items))


@router.post("/alerts/read", summary="Mark alerts as read", status_code=204)
def mark(office: OfficeNow, actor: MemberNow, body: MarkBody) -> None:
    """Or as unread again."""
    with office.session() as session:
        searches.mark_read(session, actor, body.ids, read=body.read)


@router.get("/alerts/feed", summary="Whether your feed is open")
def feed_state(office: OfficeNow, actor: MemberNow) -> FeedState:
    """The address itself is told only when it is made."""
    with office.reading() as session:
        return FeedState(open=feeds.has_token(session, actor))


@router.post("/alerts/feed", summary="Make a feed address", status_code=201)
def new_feed(office: OfficeNow, actor: MemberNow) -> FeedAddress:
    """A new private address; the one before stops working."""
    with office.session() as session:
        token = feeds.new_token(session, actor)
    return FeedAddress(path=f"/v1{FEED}?token={token}")


@router.delete("/alerts/feed", summary="Close the feed", status_code=204)
def close_feed(office: OfficeNow, actor: MemberNow) -> None:
    """The address stops working."""
    with office.session() as session:
        feeds.end_token(session, actor)


@router.get(
    FEED,
    summary="The Atom feed of alerts",
    response_class=Response,
    responses={200: {"content": {"application/atom+xml": {}}, "description": "Atom 1.0."}},
)
def atom(
    office: OfficeNow,
    searcher: SearcherNow,
    request: Request,
    token: Annotated[str, Query(min_length=20, max_length=100, description="Secret part of the address.")],
) -> Response:
    """For feed readers, which do not sign in: the token is the key. Documents that are not public stay unnamed."""
    with office.reading() as session:
        owner = Actor(name=feeds.owner_of(session, token))
        rows = searches.alerts(session, owner, limit=ENTRIES)
        names = {row.id: row.name for row in mine(session, owner, SavedSearch)}
    held = searcher.documents([row.document_id for row in rows], PUBLIC)
    written = feed.atom(rows, names, held, request.app.state.service.settings.web_url, owner.name)
    return Response(
        written, media_type="application/atom+xml", headers={"cache-control": "private, no-store"}
    )


def _view(row: SavedSearch, unread: int = 0) -> SearchView:
    return SearchView.model_validate(row).model_copy(update={"unread": unread})
