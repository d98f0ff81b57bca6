"""Calls about the expert library."""

import datetime as dt
from typing import Any

from experts.matching.dispute import Dispute
from experts.roster.agenda import AHEAD
from experts.roster.duties import Due
from experts.roster.publicity import PublicOrganisation, PublicPerson
from search_api.http.views import Page
from search_api.roster.views import (
    ChangeView,
    ComplaintView,
    FirmFactBody,
    MatchView,
    MatterRow,
    MatterView,
    OrganisationRecord,
    PersonRecord,
    RosterRow,
    SettingsAnswer,
    SlotsView,
    VocabularyView,
)
from ui.web.client import call
from ui.web.screens.experts.state import SEARCHED, Experts

ROWS = 20
"""Rows of a page of a list."""


def vocabulary() -> VocabularyView:
    """Codes and names for forms and filters."""
    return VocabularyView.model_validate(call("GET", "/v1/experts/vocabulary").json())


def people(state: Experts) -> Page[PublicPerson]:
    """People whom the public sees."""
    return Page[PublicPerson].model_validate(call("GET", "/v1/experts", params=_wanted(state)).json())


def person(id: str) -> PublicPerson:
    """A person's public page."""
    return PublicPerson.model_validate(call("GET", f"/v1/experts/{id}").json())


def organisations(state: Experts) -> Page[PublicOrganisation]:
    """Organisations."""
    wanted = {
        k: v for k, v in _wanted(state).items() if k in {"q", "field", "place", "state", "limit", "cursor"}
    }
    return Page[PublicOrganisation].model_validate(call("GET", "/v1/organisations", params=wanted).json())


def organisation(id: str) -> PublicOrganisation:
    """An organisation's page."""
    return PublicOrganisation.model_validate(call("GET", f"/v1/organisations/{id}").json())


def roster(state: Experts) -> Page[RosterRow]:
    """Everybody, for the officer."""
    return Page[RosterRow].model_validate(call("GET", "/v1/roster", params=_wanted(state)).json())


def record(id: str) -> PersonRecord:
    """A person with every field."""
    return PersonRecord.model_validate(call("GET", f"/v1/roster/people/{id}").json())


def organisation_record(id: str) -> OrganisationRecord:
    """An organisation with every field."""
    return OrganisationRecord.model_validate(call("GET", f"/v1/roster/organisations/{id}").json())


def edit(kind: str, id: str, cells: dict[str, str], reason: str, version: int) -> None:
    """Change fields by column header."""
    body = {"cells": cells, "reason": reason, "version": version}
    call("PATCH", f"/v1/roster/{kind}/{id}", json=body)


def set_state(kind: str, id: str, state: str, reason: str) -> None:
    """Suspend, let leave, or put on the roster again."""
    call("POST", f"/v1/roster/{kind}/{id}/state", json={"state": state, "reason": reason})


def publish(id: str, published: bool, reason: str) -> None:
    """Show a page to the public, or hide it."""
    call("POST", f"/v1/roster/people/{id}/publish", json={"published": published, "reason": reason})


def history(kind: str, id: str) -> list[ChangeView]:
    """Changes of a record, newest first."""
    answer = call("GET", f"/v1/roster/{kind}/{id}/history", params={"limit": 200}).json()
    return Page[ChangeView].model_validate(answer).items


def changes(at: int) -> Page[ChangeView]:
    """A page of changes of the whole roster."""
    params = {"limit": 5 * ROWS, "cursor": str((at - 1) * 5 * ROWS)}
    return Page[ChangeView].model_validate(call("GET", "/v1/roster/changes", params=params).json())


def undo(batch: str, reason: str) -> int:
    """Undo a batch of changes; how many fields went back."""
    answer = call("POST", f"/v1/roster/changes/{batch}/undo", json={"reason": reason}).json()
    return int(answer["fields"])


def duties() -> list[Due]:
    """What is due."""
    return [Due.model_validate(row) for row in call("GET", "/v1/roster/duties").json()]


def settings() -> SettingsAnswer:
    """Settings of the library."""
    return SettingsAnswer.model_validate(call("GET", "/v1/roster/settings").json())


def put_settings(public_fields: dict[str, list[str]], duties: dict[str, Any]) -> None:
    """Change the settings."""
    call("PUT", "/v1/roster/settings", json={"public_fields": public_fields, "duties": duties})


def preview(name: str, data: bytes) -> dict[str, Any]:
    """What importing a file would change."""
    answer: dict[str, Any] = call("POST", "/v1/experts/import", files={"file": (name, data)}).json()
    return answer


def import_file(name: str, data: bytes, reason: str, token: str) -> dict[str, Any]:
    """Import a file that was previewed."""
    answer: dict[str, Any] = call(
        "POST",
        "/v1/experts/import",
        params={"dry_run": False},
        files={"file": (name, data)},
        data={"reason": reason, "token": token},
    ).json()
    return answer


def export(private: bool) -> bytes:
    """The roster as .xlsx."""
    return call("GET", "/v1/experts/export", params={"private": private}).content


def template() -> bytes:
    """An empty table to fill in."""
    return call("GET", "/v1/experts/template").content


def match(dispute: Dispute, organisations: list[str], seed: str = "", keep: bool = False) -> MatchView:
    """Candidates for a dispute."""
    body = {
        "dispute": dispute.model_dump(mode="json", by_alias=True), "organisations": organisations, "seed": seed, "keep": keep,
    }  # fmt: skip
    return MatchView.model_validate(call("POST", "/v1/experts/match", json=body).json())


def matters(at: int) -> Page[MatterRow]:
    """A page of matters."""
    params = {"limit": ROWS, "cursor": str((at - 1) * ROWS)}
    return Page[MatterRow].model_validate(call("GET", "/v1/matters", params=params).json())


def matter(number: int) -> MatterView:
    """One matter."""
    return MatterView.model_validate(call("GET", f"/v1/matters/{number}").json())


def step(number: int, name: str, **detail: Any) -> None:
    """Take a step of a matter."""
    call("POST", f"/v1/matters/{number}/steps", json={"step": name, "detail": detail})


def slots(id: str, first: dt.date) -> SlotsView:
    """Four weeks of a person's calendar from a day on."""
    params = {"from": first.isoformat(), "days": AHEAD}
    return SlotsView.model_validate(call("GET", f"/v1/roster/people/{id}/slots", params=params).json())


def set_slots(id: str, halves: list[dict[str, str]]) -> None:
    """Set half days."""
    call("PUT", f"/v1/roster/people/{id}/slots", json={"halves": halves})


def complaints() -> list[ComplaintView]:
    """Complaints, newest first."""
    return [ComplaintView.model_validate(row) for row in call("GET", "/v1/roster/complaints").json()]


def complain(id: str, received: dt.date, kind: str, words: str) -> None:
    """Enter a complaint."""
    body = {"received": received.isoformat(), "kind": kind, "words": words}
    call("POST", f"/v1/roster/people/{id}/complaints", json=body)


def close_complaint(number: int, upheld: bool, outcome: str) -> None:
    """Say how a complaint was dealt with."""
    call("POST", f"/v1/roster/complaints/{number}/close", json={"upheld": upheld, "outcome": outcome})


def firm_facts() -> list[FirmFactBody]:
    """Known relations of firms."""
    return [FirmFactBody.model_validate(row) for row in call("GET", "/v1/roster/firm-facts").json()]


def add_firm_fact(entity: str, relation: str, other: str) -> int:
    """Add a relation of firms; 0 where it is known already."""
    body = [{"entity": entity, "relation": relation, "other": other}]
    return int(call("POST", "/v1/roster/firm-facts", json=body).json()["added"])


def remove_firm_fact(fact: FirmFactBody) -> None:
    """Remove a relation of firms."""
    call("DELETE", "/v1/roster/firm-facts", params=fact.model_dump())


def _wanted(state: Experts) -> dict[str, Any]:
    wanted: dict[str, Any] = {name: getattr(state, name) for name in SEARCHED if getattr(state, name)}
    return {**wanted, "limit": ROWS, "cursor": str((max(1, state.at) - 1) * ROWS)}
