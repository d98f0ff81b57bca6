"""Calls about the user's own things: folders, verdicts, saved searches, alerts, reports."""

from typing import Any
from urllib.parse import quote

from search_api.desk.views import (
    AlertView,
    Colleague,
    FolderView,
    ItemView,
    SearchView,
    ShareView,
    VerdictView,
)
from search_api.reports.model import ReportContent
from search_api.reports.views import ReportRow, ReportView, SnapshotRow, SnapshotView
from ui.web.client import call

MOST = 500
"""Rows of a list that are asked for."""


def folders(deleted: bool = False) -> list[FolderView]:
    """The user's folders, newest first, then those that colleagues shared with them."""
    return [FolderView.model_validate(row) for row in _items("/v1/folders", deleted=deleted)]


def folder(number: int) -> FolderView:
    """One folder.

    Raises:
        NotFound: there is none.
    """
    return FolderView.model_validate(call("GET", f"/v1/folders/{number}").json())


def make_folder(**values: Any) -> FolderView:
    """A new folder."""
    return FolderView.model_validate(call("POST", "/v1/folders", json=values).json())


def change_folder(number: int, **values: Any) -> None:
    """Change what is named."""
    call("PATCH", f"/v1/folders/{number}", json=values)


def colleagues() -> list[Colleague]:
    """Who folders can be shared with."""
    return [Colleague.model_validate(row) for row in call("GET", "/v1/colleagues").json()]


def shares(number: int) -> list[ShareView]:
    """With whom a folder is shared."""
    return [ShareView.model_validate(row) for row in call("GET", f"/v1/folders/{number}/shares").json()]


def share(number: int, name: str, write: bool) -> None:
    """Share a folder with a colleague, or change what they may do in it."""
    call("PUT", f"/v1/folders/{number}/shares/{quote(name, safe='')}", json={"write": write})


def unshare(number: int, name: str) -> None:
    """Stop sharing a folder with a colleague."""
    call("DELETE", f"/v1/folders/{number}/shares/{quote(name, safe='')}")


def items(number: int) -> list[ItemView]:
    """Documents in a folder."""
    return [ItemView.model_validate(row) for row in _items(f"/v1/folders/{number}/items")]


def put(number: int, document_id: str, note: str = "", tags: list[str] | None = None) -> ItemView:
    """Put a document into a folder."""
    body = {"document_id": document_id, "note": note, "tags": tags or []}
    return ItemView.model_validate(call("POST", f"/v1/folders/{number}/items", json=body).json())


def change_item(number: int, item: int, **values: Any) -> None:
    """Change note and tags of a document in a folder."""
    call("PATCH", f"/v1/folders/{number}/items/{item}", json=values)


def verdicts(**wanted: Any) -> list[VerdictView]:
    """The user's verdicts; ``wanted`` are the parameters of GET /v1/verdicts."""
    return [VerdictView.model_validate(row) for row in _items("/v1/verdicts", **wanted)]


def give_verdict(**body: Any) -> VerdictView:
    """Record a verdict."""
    return VerdictView.model_validate(call("POST", "/v1/verdicts", json=body).json())


def searches(deleted: bool = False, folder: int | None = None) -> list[SearchView]:
    """Saved searches that the user may see, newest first; with ``folder`` those in it."""
    rows = _items("/v1/saved-searches", deleted=deleted, folder=folder)
    return [SearchView.model_validate(row) for row in rows]


def keep_search(**body: Any) -> SearchView:
    """Save a search."""
    return SearchView.model_validate(call("POST", "/v1/saved-searches", json=body).json())


def change_search(number: int, **values: Any) -> None:
    """Change name, alert or folder."""
    call("PATCH", f"/v1/saved-searches/{number}", json=values)


def run_search(number: int) -> SearchView:
    """Run a saved search now."""
    return SearchView.model_validate(call("POST", f"/v1/saved-searches/{number}/run").json())


def alerts(check: bool = False) -> list[AlertView]:
    """New matches, newest first; ``check`` runs due searches first."""
    return [AlertView.model_validate(row) for row in _items("/v1/alerts", check=check)]


def unread() -> int:
    """How many alerts were not read."""
    params = {"unread": True, "limit": 1}
    return int(call("GET", "/v1/alerts", params=params).json()["total"])


def mark_read(ids: list[int], read: bool = True) -> None:
    """Mark alerts."""
    call("POST", "/v1/alerts/read", json={"ids": ids, "read": read})


def feed_open() -> bool:
    """Whether there is a feed address."""
    return bool(call("GET", "/v1/alerts/feed").json()["open"])


def new_feed() -> str:
    """A new feed address: path and query."""
    return str(call("POST", "/v1/alerts/feed").json()["path"])


def close_feed() -> None:
    """Close the feed."""
    call("DELETE", "/v1/alerts/feed")


def reports(deleted: bool = False) -> list[ReportRow]:
    """The user's reports, newest first."""
    return [ReportRow.model_validate(row) for row in _items("/v1/reports", deleted=deleted)]


def draft(folder_id: int | None) -> ReportView:
    """Draft a report."""
    return ReportView.model_validate(call("POST", "/v1/reports", json={"folder_id": folder_id}).json())


def report(number: int) -> ReportView:
    """One report.

    Raises:
        NotFound: there is none.
    """
    return ReportView.model_validate(call("GET", f"/v1/reports/{number}").json())


def save_report(number: int, version: int, content: ReportContent) -> ReportView:
    """Save an edited report."""
    body = {"version": version, "content": content.model_dump(mode="json")}
    return ReportView.model_validate(call("PUT", f"/v1/reports/{number}", json=body).json())


def refresh_report(number: int) -> None:
    """Add what came into the folder since."""
    call("POST", f"/v1/reports/{number}/refresh")


def snapshots(number: int) -> list[SnapshotRow]:
    """Snapshots of a report, newest first."""
    return [SnapshotRow.model_validate(row) for row in _items(f"/v1/reports/{number}/snapshots", limit=None)]


def take_snapshot(number: int, incomplete: bool) -> SnapshotView:
    """Number a report."""
    answer = call("POST", f"/v1/reports/{number}/snapshots", params={"incomplete": incomplete})
    return SnapshotView.model_validate(answer.json())


def snapshot(number: str) -> SnapshotView:
    """A report as it was.

    Raises:
        NotFound: there is none.
    """
    return SnapshotView.model_validate(call("GET", f"/v1/reports/snapshots/{number}").json())


def file(path: str, **params: Any) -> bytes:
    """The bytes that a path gives."""
    return call("GET", path, params=params).content


def delete(path: str) -> None:
    """Delete what is at a path, so that :func:`restore` brings it back."""
    call("DELETE", path)


def restore(path: str) -> None:
    """Undo :func:`delete`."""
    call("POST", f"{path}/restore")


def _items(path: str, **params: Any) -> list[dict[str, Any]]:
    given = {"limit": MOST, **params}
    rows: list[dict[str, Any]] = call(
        "GET", path, params={name: value for name, value in given.items() if value is not None}
    ).json()["items"]
    return rows
