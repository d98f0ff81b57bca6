"""Reminders of consults and terms, and their feed."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from experts.calendar import china_day
from experts.reminders.due import notices
from experts.reminders.posting import account
from office.base import now
from office.folders import feeds
from office.folders.errors import NotHeld
from search_api.http.routes.desk_rows import MemberNow
from search_api.http.state import OfficeNow, SealNow
from search_api.http.views import Page
from search_api.reminders.feed import atom
from search_api.reminders.views import NoticeView

router = APIRouter()


@router.get("/reminders", summary="What becomes due for you")
def reminders(office: OfficeNow, seal: SealNow, actor: MemberNow) -> Page[NoticeView]:
    """Consults with a working day or less left, and terms that end: those you may read or keep, the earliest first by kind."""
    with office.reading() as session:
        found = notices(session, seal, actor, china_day(now()))
    items = [NoticeView(title=one.title, **asdict(one)) for one in found]
    return Page(items=items, total=len(items))


@router.get(
    "/reminders/feed.atom",
    summary="The Atom feed of reminders",
    response_class=Response,
    responses={200: {"content": {"application/atom+xml": {}}, "description": "Atom 1.0."}},
)
def feed(
    office: OfficeNow, seal: SealNow, request: Request,
    token: Annotated[str, Query(min_length=20, max_length=100, description="Secret part of the address.")],
) -> Response:  # fmt: skip
    """For feed readers, which do not sign in: the token of the alerts' feed is the key. Numbers and days only."""
    with office.reading() as session:
        reader = account(session, feeds.owner_of(session, token))
        if reader is None:
            raise NotHeld("feed", "")
        found = notices(session, seal, reader, china_day(now()))
    written = atom(found, request.app.state.service.settings.web_url, reader.name, now())
    return Response(
        written, media_type="application/atom+xml", headers={"cache-control": "private, no-store"}
    )
