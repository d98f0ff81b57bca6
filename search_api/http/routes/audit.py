"""The audit trail, for administrators."""

import datetime as dt
import io
import tempfile
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response

from office.audit import verify
from office.audit.reading import AuditFilter, count, entries, page, write_csv, write_jsonl
from search_api.http.account_care_views import TrailCheck
from search_api.http.account_views import AuditView
from search_api.http.attachments import file_responses, streamed
from search_api.http.state import OfficeNow
from search_api.http.views import Page

router = APIRouter(tags=["audit"])
_IN_MEMORY = 8_000_000
"""Bytes of an export that are kept in memory; more goes to a temporary file."""


def _asked(
    who: Annotated[str, Query(max_length=200, description="Login name.")] = "",
    action: Annotated[
        str, Query(max_length=80, description="An action such as document.view, or an area such as document.")
    ] = "",
    object_kind: Annotated[str, Query(max_length=80, description="Kind of object.")] = "",
    object_id: Annotated[str, Query(max_length=300, description="Id of the object.")] = "",
    since: Annotated[dt.date | None, Query(description="From this day on (UTC).")] = None,
    until: Annotated[dt.date | None, Query(description="Before this day (UTC).")] = None,
) -> AuditFilter:
    """Which entries."""
    return AuditFilter(who, action, object_kind, object_id, _midnight(since), _midnight(until))


Which = Annotated[AuditFilter, Depends(_asked)]


@router.get("/audit", summary="The audit trail")
def trail(
    office: OfficeNow,
    which: Which,
    limit: Annotated[int, Query(ge=1, le=500, description="Most entries to return.")] = 50,
    cursor: Annotated[
        str | None, Query(pattern=r"^\d{1,15}$", description="`next_cursor` of the page before.")
    ] = None,
) -> Page[AuditView]:
    """Newest first. Looking is itself recorded."""
    with office.reading() as session:
        rows = page(session, which, limit + 1, int(cursor) if cursor else None)
        total = count(session, which)
    items = [AuditView.model_validate(row) for row in rows[:limit]]
    return Page(items=items, total=total, next_cursor=str(items[-1].seq) if len(rows) > limit else None)


@router.get(
    "/audit/export", summary="The audit trail as a file", responses=file_responses("jsonl", "csv"),
    response_class=Response,
)  # fmt: skip
def export(
    office: OfficeNow,
    which: Which,
    format: Annotated[
        Literal["jsonl", "csv"], Query(description="jsonl can be verified; csv is for spreadsheets.")
    ] = "jsonl",
) -> Response:
    """Oldest first, as `fengqiao audit export`. The export is itself recorded."""
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when it was sent
    text = io.TextIOWrapper(file, encoding="utf-8-sig" if format == "csv" else "utf-8", newline="")
    with office.reading() as session:
        (write_csv if format == "csv" else write_jsonl)(entries(session, which), text)
    text.detach()
    return streamed(file, f"audit-{dt.date.today():%Y%m%d}", format)


@router.get("/audit/check", summary="Check the audit trail")
def check(office: OfficeNow) -> TrailCheck:
    """As `fengqiao audit verify`, of the entries that are in the database."""
    with office.reading() as session:
        report = verify(session)
    return TrailCheck(
        ok=report.ok, entries=report.entries, anchor=report.anchor, problems=list(report.problems)
    )


def _midnight(day: dt.date | None) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time(), dt.UTC) if day else None
