"""The audit trail, for administrators."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query

from office.audit.reading import AuditFilter, count, page
from search_api.http.account_views import AuditView
from search_api.http.state import OfficeNow
from search_api.http.views import Page

router = APIRouter(tags=["audit"])


@router.get("/audit", summary="The audit trail")
def trail(
    office: OfficeNow,
    who: Annotated[str, Query(max_length=200, description="Login name.")] = "",
    action: Annotated[
        str, Query(max_length=80, description="An action such as document.view, or an area such as document.")
    ] = "",
    object_kind: Annotated[str, Query(max_length=80, description="Kind of object.")] = "",
    object_id: Annotated[str, Query(max_length=300, description="Id of the object.")] = "",
    since: Annotated[dt.date | None, Query(description="From this day on (UTC).")] = None,
    until: Annotated[dt.date | None, Query(description="Before this day (UTC).")] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="Most entries to return.")] = 50,
    cursor: Annotated[
        str | None, Query(pattern=r"^\d{1,15}$", description="`next_cursor` of the page before.")
    ] = None,
) -> Page[AuditView]:
    """Newest first. Looking is itself recorded."""
    which = AuditFilter(who, action, object_kind, object_id, _midnight(since), _midnight(until))
    with office.reading() as session:
        rows = page(session, which, limit + 1, int(cursor) if cursor else None)
        total = count(session, which)
    items = [AuditView.model_validate(row) for row in rows[:limit]]
    return Page(items=items, total=total, next_cursor=str(items[-1].seq) if len(rows) > limit else None)


def _midnight(day: dt.date | None) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time(), dt.UTC) if day else None
