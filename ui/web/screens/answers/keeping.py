"""Calls of those who keep the bank."""

import datetime as dt
from typing import Any

from office.answers.affected import AffectedEntry
from office.answers.listing import ListedEntry
from search_api.http.answer_views import VersionContent, VersionView
from ui.web.client import call

PAGE = 20


def entries(state: str, words: str, at: int) -> tuple[list[ListedEntry], int]:
    """A page of the bank, and how many entries there are."""
    params: dict[str, Any] = {"state": state, "words": words, "limit": PAGE, "cursor": str(at)}
    page = call("GET", "/v1/answers/bank", params=params).json()
    return [ListedEntry.model_validate(one) for one in page["items"]], page["total"]


def affected(law: str) -> tuple[list[AffectedEntry], int]:
    """Entries to look at again: those that cite a law, else those with a newer text in the library."""
    page = call("GET", "/v1/answers/affected", params={"law": law, "limit": 200}).json()
    return [AffectedEntry.model_validate(one) for one in page["items"]], page["total"]


def versions(id: str) -> list[VersionView]:
    """Versions that people wrote, newest first."""
    rows = call("GET", f"/v1/answers/bank/{id}/versions").json()
    return [VersionView.model_validate(row) for row in rows]


def content(id: str, number: int) -> VersionContent:
    """An entry in a version.

    Raises:
        NotFound: there is none.
    """
    return VersionContent.model_validate(call("GET", f"/v1/answers/bank/{id}/versions/{number}").json())


def propose(entry: dict[str, Any], note: str) -> VersionView:
    """Put in a draft."""
    made = call("POST", "/v1/answers/bank", json={"entry": entry, "note": note}).json()
    return VersionView.model_validate(made)


def step(id: str, action: str, note: str = "") -> None:
    """Review, publish or withdraw."""
    body = {"json": {"note": note}} if action == "withdraw" else {}
    call("POST", f"/v1/answers/bank/{id}/{action}", **body)


def lawyer_review(id: str, lawyer: str, day: dt.date, note: str) -> None:
    """Enter a lawyer's review of the published version."""
    body = {"lawyer": lawyer, "day": day.isoformat(), "note": note}
    call("POST", f"/v1/answers/bank/{id}/lawyer-review", json=body)


def answered(ids: list[int], entry: str) -> None:
    """Questions without an answer for which an entry was written."""
    call("POST", "/v1/answers/unanswered", json={"ids": ids, "how": "answered", "made": entry})
