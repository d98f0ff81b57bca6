"""Calls for browsing and reading: suggestions, trees, releases, articles, instances, comparisons."""

from typing import Any
from urllib.parse import quote

from pydantic import TypeAdapter

from search_api.browse.instances import Instance
from search_api.browse.releases import Group, Item
from search_api.browse.statutes import StatutePage
from search_api.browse.suggesting import Suggestion
from search_api.browse.trees import Node
from search_api.documents.for_parties import PartiesPage
from search_api.documents.timeline import Timeline
from search_api.explain.comparing import PairView
from search_api.http.views import Page
from search_api.query.models import Understood
from search_api.reference.models import Reference
from ui.web.client import ServiceRefused, ServiceUnavailable, call
from ui.web.texts import t

_NODES = TypeAdapter(list[Node])
_GROUPS = TypeAdapter(list[Group])
_INSTANCES = TypeAdapter(list[Instance])
_SUGGESTIONS = TypeAdapter(list[Suggestion])


def suggestions(words: str) -> list[dict[str, str]]:
    """What the words may become: text, filter and, for people, its kind. None when the service cannot say just now."""
    try:
        answer = call("GET", "/v1/suggest", params={"q": words, "limit": 8})
    except (ServiceRefused, ServiceUnavailable):
        return []  # a search without suggestions is still a search; its own fault is told when it is asked for
    return [
        {"text": row.text, "filter": row.filter, "kind": row.hint or _kind(row)}
        for row in _SUGGESTIONS.validate_python(answer.json())
    ]


def understood(text: str, as_what: str = "") -> Understood:
    """What was put into the box, read as the service decides or as the user says."""
    body = {"text": text, "reading": as_what or None}
    return Understood.model_validate(call("POST", "/v1/understand", json=body).json())


def understood_file(name: str, data: bytes) -> Understood:
    """A case document; nothing of it is stored.

    Raises:
        ServiceRefused: it cannot be read; the message says what it needs.
    """
    answer = call("POST", "/v1/understand/file", files={"file": (name, data)})
    return Understood.model_validate(answer.json())


def _kind(row: Suggestion) -> str:
    name = t(f"search.suggest_{row.kind}")
    return name if row.count is None else f"{name} · {row.count}"


def tree(name: str, query: str, filters: tuple[str, ...]) -> list[Node]:
    """The tree of causes or of dispute types, with counts over what query and filters leave."""
    params: dict[str, Any] = {"q": query, "filter": list(filters)}
    return _NODES.validate_python(call("GET", f"/v1/trees/{name}", params=params).json())


def groups(by: str) -> list[Group]:
    """Released cases by batch, issuer, topic or dispute type."""
    return _GROUPS.validate_python(call("GET", f"/v1/browse/{by}").json())


def items(by: str, value: str, start: int, limit: int) -> Page[Item]:
    """Cases of a group, newest first."""
    params = {"value": value, "limit": limit, "cursor": str(start)}
    return Page[Item].model_validate(call("GET", f"/v1/browse/{by}/items", params=params).json())


def article(key: str, on: str = "") -> StatutePage:
    """An article given as ``law#article``, and what cites it.

    Args:
        key: Law and number.
        on: ISO date whose version is wanted; empty: the newest.

    Raises:
        NotFound: there is no such law or article.
    """
    law, _, number = key.partition("#")
    path = f"/v1/statutes/{quote(law, safe='')}/{quote(number, safe='')}"
    params = {"limit": 5} | ({"on": on} if on else {})
    return StatutePage.model_validate(call("GET", path, params=params).json())


def instances(document_id: str) -> list[Instance]:
    """Other documents of the same case, oldest first."""
    return _INSTANCES.validate_python(call("GET", f"/v1/documents/{document_id}/instances").json())


def citation(document_id: str) -> str:
    """How a document is cited."""
    return str(call("GET", f"/v1/documents/{document_id}/citation").json()["citation"])


def timeline(document_id: str) -> Timeline:
    """Key dates of a document in order."""
    return Timeline.model_validate(call("GET", f"/v1/documents/{document_id}/timeline").json())


def for_parties(document_id: str) -> PartiesPage:
    """A case in plain words, redacted.

    Raises:
        NotFound: there is none.
        ServiceRefused: a name or number would be left in it; the message says so.
    """
    return PartiesPage.model_validate(call("GET", f"/v1/documents/{document_id}/for-parties").json())


def reference(*, text: str, document_id: str, filters: tuple[str, ...]) -> Reference:
    """What similar mediations came to.

    Raises:
        NotFound: there is no such document.
    """
    body = {"text": text, "document_id": document_id, "filters": list(filters)}
    return Reference.model_validate(call("POST", "/v1/reference", json=body).json())


def comparison(with_id: str, *, text: str = "", document_id: str = "") -> PairView:
    """Two cases side by side.

    Raises:
        NotFound: one of them is not there.
    """
    body = {"text": text, "document_id": document_id, "with_id": with_id}
    return PairView.model_validate(call("POST", "/v1/compare", json=body).json())
