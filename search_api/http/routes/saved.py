"""Saved searches, alerts and their feed."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.orm import Session

from experts.reminders.posting import account
from indexer.viewer import PUBLIC
from office.folders import feeds, searches, watches
from office.folders.errors import NotHeld
from office.folders.models import SavedSearch
from office.folders.sharing import Access, reachable, visible_folders
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


@router.get("/saved-searches", summary="Your saved searches and those in folders shared with you")
def saved(
    office: OfficeNow,
    actor: MemberNow,
    folder: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="Only those in this folder.")] = None,
    deleted: Deleted = False,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[SearchView]:
    """Newest first. Matches, alerts and when it was run are yours; colleagues have their own."""
    with office.reading() as session:
        if folder is not None:
            reachable(session, actor, folder)
        rows = searches.visible_searches(session, actor, gone=deleted, folder_id=folder)
        shown = _views(session, actor, rows)
    return page_of(shown, cursor, limit, lambda view: view)


@router.post("/saved-searches", summary="Keep a search", status_code=201)
def keep(office: OfficeNow, searcher: SearcherNow, actor: MemberNow, body: SearchBody) -> SearchView:
    """It is run once: what it finds now is not new later. In a shared folder colleagues have it too."""
    if body.query and body.case_text:
        raise QueryError("词语和案情只能保存一种", "case_text")
    run = alerting.run(
        searcher, actor.viewer, body.query, body.case_text, body.filters, body.order, body.within
    )
    with office.session() as session:
        values = {**body.model_dump(), "total": run.total}
        return _view(session, actor, searches.save_search(session, actor, values, run.found))


@router.patch("/saved-searches/{number}", summary="Change a saved search")
def change(
    office: OfficeNow, searcher: SearcherNow, actor: MemberNow, number: Number, body: SearchChange
) -> SearchView:
    """Name and folder are changed for all who have it, whether there are alerts only for you."""
    values = body.model_dump(exclude_unset=True)
    alert = values.pop("alert", None)
    values = {name: value for name, value in values.items() if value is not None or name == "folder_id"}
    with office.reading() as session:
        search = searches.find_search(session, actor, number, write=bool(values))
        known = number in watches.watches(session, actor)
    if alert and not known:  # what is there for them now is not new later
        alerting.check(office, searcher, actor, search)
    with office.session() as session:
        if values:
            search = searches.change_search(session, actor, number, values)
        if alert is not None:
            watches.set_alert(session, actor, number, alert)
        return _view(session, actor, search)


@router.delete("/saved-searches/{number}", summary="Delete a saved search", status_code=204)
def delete(office: OfficeNow, actor: MemberNow, number: Number) -> None:
    """For all who have it; it can be brought back, with its alerts."""
    with office.session() as session:
        searches.remove_search(session, actor, number)


@router.post("/saved-searches/{number}/restore", summary="Undo the deletion of a saved search")
def undo(office: OfficeNow, actor: MemberNow, number: Number) -> SearchView:
    """The saved search, with its alerts."""
    with office.session() as session:
        return _view(session, actor, searches.restore_search(session, actor, number))


@router.post("/saved-searches/{number}/run", summary="Run a saved search now")
def run(office: OfficeNow, searcher: SearcherNow, actor: MemberNow, number: Number) -> SearchView:
    """With your own rights; what is new to you gives alerts if you have them."""
    with office.reading() as session:
        search = searches.find_search(session, actor, number)
    alerting.check(office, searcher, actor, search)
    with office.reading() as session:
        return _view(session, actor, searches.find_search(session, actor, number))


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
        rows = watches.alerts(session, actor, unread=unread)
        names = {row.id: row.name for row, _ in searches.visible_searches(session, actor)}
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
        watches.mark_read(session, actor, body.ids, read=body.read)


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
        owner = account(session, feeds.owner_of(session, token))
        if owner is None:
            raise NotHeld("feed", "")
        rows = watches.alerts(session, owner, limit=ENTRIES)
        names = {row.id: row.name for row, _ in searches.visible_searches(session, owner)}
    held = searcher.documents([row.document_id for row in rows], PUBLIC)
    written = feed.atom(rows, names, held, request.app.state.service.settings.web_url, owner.name)
    return Response(
        written, media_type="application/atom+xml", headers={"cache-control": "private, no-store"}
    )


def _view(session: Session, actor: Actor, row: SavedSearch) -> SearchView:
    may = searches.search_access(session, actor, row)
    return _views(session, actor, [(row, may or "read")])[0]


def _views(session: Session, actor: Actor, rows: Sequence[tuple[SavedSearch, Access]]) -> list[SearchView]:
    """Searches as this user sees them: with their own figures, without a folder that they may not see."""
    unread, watched = watches.unread_counts(session, actor), watches.watches(session, actor)
    folders = visible_folders(session, actor)
    shown = []
    for row, may in rows:
        told: dict[str, object] = {"access": may, "unread": unread.get(row.id, 0)}
        if (watch := watched.get(row.id)) is not None:
            told |= {"total": watch.total, "alert": watch.alert, "checked": watch.checked}
        if row.folder_id not in folders:
            told["folder_id"] = None
        shown.append(SearchView.model_validate(row).model_copy(update=told))
    return shown
