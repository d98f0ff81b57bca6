"""Calls about recusal."""

from typing import Any

from experts.matching.dispute import Dispute
from search_api.consults.views import CheckedView, ComparedView, DecisionView
from search_api.roster.views import MatterView
from ui.web.client import call


def check(dispute: Dispute) -> list[CheckedView]:
    """Everybody on the roster against a dispute."""
    body = {"dispute": dispute.model_dump(mode="json")}
    return [
        CheckedView.model_validate(row)
        for row in call("POST", "/v1/recusal/check", json=body).json()["items"]
    ]


def decide(dispute: Dispute, **body: Any) -> DecisionView:
    """Keep the officer's decision."""
    sent = {"dispute": dispute.model_dump(mode="json"), **body}
    return DecisionView.model_validate(call("POST", "/v1/recusal/decisions", json=sent).json())


def decisions() -> list[DecisionView]:
    """Decisions, newest first."""
    rows = call("GET", "/v1/recusal/decisions", params={"limit": 50}).json()["items"]
    return [DecisionView.model_validate(row) for row in rows]


def compare(a: str, b: str) -> ComparedView:
    """Two names."""
    return ComparedView.model_validate(call("POST", "/v1/experts/compare", json={"a": a, "b": b}).json())


def dispute_of(matter: int) -> Dispute:
    """The dispute of an appointment.

    Raises:
        NotFound: there is none for this officer.
    """
    return MatterView.model_validate(call("GET", f"/v1/matters/{matter}").json()).result.dispute
