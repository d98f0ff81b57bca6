"""Calls about releases."""

from typing import Any

from search_api.releases.findings import Finding
from search_api.releases.model import CaseContent
from search_api.releases.personal import Proposal
from search_api.releases.suggesting import Suggestion
from search_api.releases.views import (
    CandidateView,
    CaseView,
    CheckView,
    DifferenceView,
    EditionRow,
    EditionView,
    ReleaseRow,
    ReleaseView,
    SinceView,
    VersionRow,
)
from ui.web.client import call
from ui.web.desk import MOST


def batches() -> list[ReleaseRow]:
    """Batches, newest first."""
    return [ReleaseRow.model_validate(row) for row in _items("/v1/releases")]


def begin(title: str, form: str, issuers: list[str]) -> ReleaseView:
    """A new batch."""
    body = {"title": title, "form": form, "issuers": issuers}
    return ReleaseView.model_validate(call("POST", "/v1/releases", json=body).json())


def batch(number: int) -> ReleaseView:
    """One batch.

    Raises:
        NotFound: there is none.
    """
    return ReleaseView.model_validate(call("GET", f"/v1/releases/{number}").json())


def change(id: int, /, **values: Any) -> None:
    """Change what is named."""
    call("PATCH", f"/v1/releases/{id}", json=values)


def add(number: int, document_id: str = "", candidate: int | None = None) -> CaseView:
    """Add a case."""
    body = {"document_id": document_id, "candidate": candidate}
    return CaseView.model_validate(call("POST", f"/v1/releases/{number}/cases", json=body).json())


def order(number: int, ids: list[int]) -> None:
    """Put the cases in order."""
    call("PUT", f"/v1/releases/{number}/order", json={"ids": ids})


def save(number: int, case: int, version: int, content: CaseContent) -> CaseView:
    """Save an edited case."""
    body = {"version": version, "content": content.model_dump(mode="json")}
    return CaseView.model_validate(call("PUT", f"/v1/releases/{number}/cases/{case}", json=body).json())


def proposals(number: int, case: int) -> list[Proposal]:
    """Undecided replacements."""
    rows = call("GET", f"/v1/releases/{number}/cases/{case}/redactions").json()["items"]
    return [Proposal.model_validate(row) for row in rows]


def decide_words(number: int, case: int, version: int, **body: Any) -> None:
    """Carry replacements out, or let words stay."""
    call("POST", f"/v1/releases/{number}/cases/{case}/redactions", json={"version": version, **body})


def remark(number: int, case: int, block: str, text: str) -> None:
    """Remark on a paragraph or a whole case."""
    call("POST", f"/v1/releases/{number}/cases/{case}/remarks", json={"block": block, "text": text})


def resolve(number: int, case: int, remark: int, done: bool) -> None:
    """Deal with a remark, or open it again."""
    call("POST", f"/v1/releases/{number}/cases/{case}/remarks/{remark}", json={"done": done})


def versions(number: int, case: int) -> list[VersionRow]:
    """Kept versions of a case, newest first."""
    rows = call("GET", f"/v1/releases/{number}/cases/{case}/versions").json()["items"]
    return [VersionRow.model_validate(row) for row in rows]


def difference(number: int, case: int, before: int, after: int) -> DifferenceView:
    """Two versions compared."""
    params = {"before": before, "after": after}
    answer = call("GET", f"/v1/releases/{number}/cases/{case}/differences", params=params)
    return DifferenceView.model_validate(answer.json())


def findings(number: int) -> list[Finding]:
    """What keeps a batch from publication, and what to look at."""
    return CheckView.model_validate(call("GET", f"/v1/releases/{number}/check").json()).findings


def check_file(number: int, name: str, content: bytes) -> list[Finding]:
    """Names of the sources in a finished .docx."""
    answer = call("POST", f"/v1/releases/{number}/file-check", files={"file": (name, content)})
    return CheckView.model_validate(answer.json()).findings


def look(number: int) -> SinceView:
    """What is new since one's last look; this counts as a look."""
    return SinceView.model_validate(call("POST", f"/v1/releases/{number}/looks").json())


def step(number: int, action: str, note: str = "", issuer: str = "") -> None:
    """Take a step to publication."""
    call("POST", f"/v1/releases/{number}/steps", json={"action": action, "note": note, "issuer": issuer})


def candidates(*states: str) -> list[CandidateView]:
    """Candidates in these states, newest first."""
    return [
        CandidateView.model_validate(row) for row in _items("/v1/releases/candidates", state=list(states))
    ]


def propose(document_id: str, reason: str, origin: str, rule: str = "") -> CandidateView:
    """Propose a case."""
    body = {"document_id": document_id, "reason": reason, "origin": origin, "rule": rule}
    return CandidateView.model_validate(call("POST", "/v1/releases/candidates", json=body).json())


def decide(number: int, state: str, reason: str = "") -> None:
    """Decide on a candidate."""
    call("POST", f"/v1/releases/candidates/{number}", json={"state": state, "reason": reason})


def suggestions() -> list[Suggestion]:
    """What the program would propose."""
    rows = call("GET", "/v1/releases/suggestions").json()["items"]
    return [Suggestion.model_validate(row) for row in rows]


def editions() -> list[EditionRow]:
    """Published batches, newest first."""
    return [EditionRow.model_validate(row) for row in _items("/v1/editions")]


def edition(number: int) -> EditionView:
    """A published batch.

    Raises:
        NotFound: there is none.
    """
    return EditionView.model_validate(call("GET", f"/v1/editions/{number}").json())


def _items(path: str, **params: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = call("GET", path, params={"limit": MOST, **params}).json()["items"]
    return rows
