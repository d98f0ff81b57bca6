"""Time limits of mediation on the Chinese working-day calendar, and reminders of what they end."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query

from experts.calendar import china_day, deadlines, due, work_calendar
from office.base import now
from search_api.consults.views import DeadlineView
from search_api.http.routes import reminders
from search_api.http.routes.desk_rows import MemberNow
from search_api.http.views import Page
from search_api.retrieval.errors import QueryError

router = APIRouter(tags=["consults"])
router.include_router(reminders.router)


@router.get("/deadlines", summary="Time limits from a day on")
def list_deadlines(
    actor: MemberNow,
    start: Annotated[
        dt.date | None, Query(description="Day of the event, not counted; today by default.")
    ] = None,
) -> Page[DeadlineView]:
    """Every limit with its source; each says how sure it is and whether holidays not yet published could move it."""
    day = start or china_day(now())
    if day.year < min(work_calendar().years):
        raise QueryError(f"{min(work_calendar().years)}年以前的放假安排没有收录，不能推算", place="start")
    found = [due(entry.id, day) for entry in deadlines()]
    items = [
        DeadlineView(
            **one.deadline.model_dump(include={"id", "name", "limit", "starts", "extends", "source", "sure"}),
            unit=one.deadline.unit.value,
            last_day=one.last_day,
            note=one.note,
        )
        for one in found
    ]
    return Page(items=items, total=len(items))
