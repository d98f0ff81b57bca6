"""Calls about consults and the quality report."""

import datetime as dt
from typing import Any

from search_api.consults.views import ConsultRow, ConsultView, DeadlineView, LimitsBody
from search_api.http.routes.quality import QualityView
from search_api.http.views import Page
from search_api.reminders.views import NoticeView
from ui.web.client import call

SHOWN = 20
"""Rows of a list on one page."""


def consults(whose: str, state: str, at: int) -> Page[ConsultRow]:
    """Consults that the user may read, newest first, from row ``at``."""
    params = {"whose": whose, "state": state, "limit": SHOWN, "cursor": str(at)}
    return Page[ConsultRow].model_validate(call("GET", "/v1/consults", params=params).json())


def reminders() -> list[NoticeView]:
    """Consults and terms that become due for the user, of each kind the earliest first."""
    rows = call("GET", "/v1/reminders").json()["items"]
    return [NoticeView.model_validate(row) for row in rows]


def consult(number: int) -> ConsultView:
    """One consult.

    Raises:
        NotFound: there is none for this user.
    """
    return ConsultView.model_validate(call("GET", f"/v1/consults/{number}").json())


def ask(**body: Any) -> ConsultView:
    """Put a question to the experts."""
    return ConsultView.model_validate(call("POST", "/v1/consults", json=body).json())


def act(number: int, step: str, **body: Any) -> ConsultView:
    """Take a step: the last part of its address, and its body."""
    return ConsultView.model_validate(call("POST", f"/v1/consults/{number}/{step}", json=body).json())


def limits() -> LimitsBody:
    """Time limits of the user's organisation."""
    return LimitsBody.model_validate(call("GET", "/v1/consults/limits").json())


def set_limits(body: LimitsBody) -> None:
    """Set them."""
    call("PUT", "/v1/consults/limits", json=body.model_dump())


def deadlines(start: dt.date) -> list[DeadlineView]:
    """Time limits of mediation from a day on."""
    rows = call("GET", "/v1/deadlines", params={"start": start.isoformat()}).json()["items"]
    return [DeadlineView.model_validate(row) for row in rows]


def paper(number: int, answer: int) -> bytes:
    """An answer as .docx."""
    return call("GET", f"/v1/consults/{number}/report", params={"answer": answer}).content


def dispute_types() -> dict[str, str]:
    """Dispute types by code, for choosing."""
    fields = call("GET", "/v1/experts/vocabulary").json()["fields"]
    return {code: f"{code} {label}" for types in fields.values() for code, label in types.items()}


def quality(begin: dt.date, end: dt.date) -> QualityView:
    """The quality report of a period."""
    params = {"from": begin.isoformat(), "to": end.isoformat()}
    return QualityView.model_validate(call("GET", "/v1/quality", params=params).json())


def quality_file(begin: dt.date, end: dt.date, format: str) -> bytes:
    """The quality report as .docx or .xlsx."""
    params = {"from": begin.isoformat(), "to": end.isoformat(), "format": format}
    return call("GET", "/v1/quality/export", params=params).content
