"""Calls to the HTTP service. The page knows nothing else of the program's inside."""

import os
import ssl
from functools import cache
from typing import Any

import httpx

from search_api.http.views import Labels
from search_api.retrieval.models import FacetCount, Holdings, SearchResult
from ui.web import identity

TIMEOUT = 30.0


class ServiceUnavailable(Exception):
    """The service does not answer at its address."""


class ServiceSlow(ServiceUnavailable):
    """It took the call and did not answer in :data:`TIMEOUT` seconds."""


class ServiceRefused(Exception):
    """The service answered with an error; the message is for the user."""


class SignInNeeded(ServiceRefused):
    """Only who is signed in may ask this, or the session is over."""


class NotFound(ServiceRefused):
    """What was asked for is not there, or not for this user."""


_KINDS: dict[int, type[ServiceRefused]] = {
    httpx.codes.NOT_FOUND: NotFound,
    httpx.codes.UNAUTHORIZED: SignInNeeded,
}


def address() -> str:
    """Where the service listens."""
    return os.environ.get("FENGQIAO_API", "http://127.0.0.1:8000")


@cache
def _trusted() -> ssl.SSLContext:
    """Certificates to trust; read once, because that takes longer than most calls."""
    return httpx.create_ssl_context(trust_env=False)


def call(method: str, path: str, **options: Any) -> httpx.Response:
    """The service's answer to whom this page is drawn for; options are those of ``httpx.Client.request``.

    Raises:
        NotFound: it answered 404.
        SignInNeeded: it answered 401.
        ServiceRefused: it answered with another error.
        ServiceSlow: it did not answer in time.
        ServiceUnavailable: it did not answer.
    """
    try:
        # trust_env off: a closed network's proxy setting must not swallow a call to this machine.
        with httpx.Client(base_url=address(), timeout=TIMEOUT, trust_env=False, verify=_trusted()) as client:
            response = client.request(method, path, headers=identity.headers(), **options)
    except (httpx.ReadTimeout, httpx.WriteTimeout) as error:
        raise ServiceSlow(address()) from error
    except httpx.TransportError as error:
        raise ServiceUnavailable(address()) from error
    if response.is_error:
        content_type = response.headers.get("content-type", "")
        message = response.json().get("message") if "json" in content_type else None
        kind = _KINDS.get(response.status_code, ServiceRefused)
        raise kind(message or f"{response.status_code} {response.reason_phrase}")
    return response


def labels() -> Labels:
    """Names of fields, values and sections for people."""
    return Labels.model_validate(call("GET", "/v1/labels").json())


def holdings() -> Holdings:
    """What the library holds."""
    return Holdings.model_validate(call("GET", "/v1/holdings").json())


def folds(filters: tuple[str, ...]) -> bool:
    """Whether parallel cases are folded: not where documents were asked for by their ids."""
    return not any(item.startswith("id=") for item in filters)


def search(
    query: str,
    filters: tuple[str, ...],
    sort: str,
    limit: int,
    offset: int,
    facets: tuple[str, ...],
    *,
    court: str = "",
    within: tuple[str, ...] = (),
    rules: bool = False,
) -> SearchResult:
    """Keyword search with facets; ``rules`` adds the articles that apply."""
    params: dict[str, Any] = {
        "q": query, "filter": list(filters), "sort": sort, "limit": limit, "offset": offset,
        "facet": list(facets), "within": list(within), "rules": rules, "group": folds(filters),
    }  # fmt: skip
    if court and sort == "authority":
        params["home_court"] = court
    return SearchResult.model_validate(call("GET", "/v1/search", params=params).json())


def facets(
    filters: tuple[str, ...], fields: tuple[str, ...], query: str = "", limit: int = 20
) -> dict[str, list[FacetCount]]:
    """Counts over the documents that query and filters leave."""
    params: dict[str, Any] = {"field": list(fields), "filter": list(filters), "q": query, "limit": limit}
    counts = call("GET", "/v1/facets", params=params).json()
    return {name: [FacetCount.model_validate(count) for count in values] for name, values in counts.items()}


def similar_to_text(
    text: str,
    filters: tuple[str, ...],
    limit: int,
    *,
    sort: str = "relevance",
    court: str = "",
    within: tuple[str, ...] = (),
    explain: bool = False,
) -> SearchResult:
    """Similar cases for a text, with the rules and the opposing outcomes; ``explain`` adds the passages, which take
    longer than all else."""
    body: dict[str, Any] = {
        "text": text, "filters": list(filters), "limit": limit, "sort": sort, "within": list(within),
        "explain": explain, "rules": True, "opposing": True, "group": folds(filters),
    }  # fmt: skip
    if court and sort == "authority":
        body["home_court"] = court
    return SearchResult.model_validate(call("POST", "/v1/similar", json=body).json())


def similar_to_document(document_id: str, limit: int, filters: tuple[str, ...] = ()) -> SearchResult:
    """Similar cases for a document of the library."""
    params = {"limit": limit, "filter": list(filters)}
    response = call("GET", f"/v1/documents/{document_id}/similar", params=params)
    return SearchResult.model_validate(response.json())


def document(document_id: str) -> dict[str, Any] | None:
    """A document, or ``None`` when there is none that this user may see."""
    try:
        value: dict[str, Any] = call("GET", f"/v1/documents/{document_id}").json()
    except NotFound:
        return None
    return value
