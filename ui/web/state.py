"""What a screen shows, and its one form in the URL. A link opens the same view."""

import base64
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

Sort = Literal["relevance", "authority", "date", "date_asc"]
SORTS: tuple[Sort, ...] = ("relevance", "authority", "date", "date_asc")
CASE_SORTS: tuple[Sort, ...] = ("relevance", "authority")
"""Orders of similar cases."""
PAGE_SIZE = 10
MAX_CASE = 10_000
"""Code points of a pasted case: packed into the URL, it must stay below a server's 64 KiB for a request."""
MAX_WITHIN = 5
"""Searches within results, one in the other."""
PACK_FROM = 300
"""Longer cases are compressed in the URL; shorter ones stay legible."""


@dataclass(frozen=True, slots=True)
class View:
    """The state of the page."""

    query: str = ""
    case: str = ""
    """Text of a case whose similar cases are asked for; with it ``query`` is empty."""
    document: str = ""
    """Id of the document on screen; empty for the search screen."""
    filters: tuple[str, ...] = ()
    """Filters in the service's form, ``field=value``, sorted."""
    sort: Sort = "relevance"
    page: int = 1
    highlight: bool = True
    within: tuple[str, ...] = ()
    """Words that every result must hold besides: searches within results."""
    court: str = ""
    """The user's own court, for the order by authority; empty: the one set in this browser."""
    put: str = ""
    """Id of the document that is being put into a folder."""
    find: str = ""
    """Words that are looked for in the document on screen."""
    article: str = ""
    """Article opened beside the document or the hits, as ``law#article``."""

    @property
    def offset(self) -> int:
        """First hit of the page, 0-based."""
        return (self.page - 1) * PAGE_SIZE

    def toggled(self, field: str, value: str) -> "View":
        """The view with one filter value added, or taken away if it was there; back on page 1."""
        chosen = self.chosen(field)
        kept = [item for item in chosen if item != value] if value in chosen else [*chosen, value]
        others = [item for item in self.filters if not item.startswith(f"{field}=")]
        if kept:
            others.append(f"{field}={','.join(sorted(kept))}")
        return replace(self, filters=tuple(sorted(others)), page=1)

    def chosen(self, field: str) -> list[str]:
        """Values of one field that are filtered on."""
        for item in self.filters:
            name, _, values = item.partition("=")
            if name == field:
                return values.split(",")
        return []

    def url(self) -> str:
        """The query string of this view, with its question mark."""
        return "?" + urlencode(to_params(self), doseq=True)


def to_params(view: View) -> dict[str, str | list[str]]:
    """Query parameters; what has its default is left out."""
    params: dict[str, str | list[str]] = {}
    if view.query:
        params["q"] = view.query
    if view.case:
        params.update({"case": view.case} if len(view.case) < PACK_FROM else {"casez": packed(view.case)})
    if view.document:
        params["doc"] = view.document
    if view.filters:
        params["f"] = list(view.filters)
    if view.sort != "relevance":
        params["sort"] = view.sort
    if view.page > 1:
        params["p"] = str(view.page)
    if not view.highlight:
        params["hl"] = "0"
    if view.within:
        params["in"] = list(view.within)
    for name, value in (("court", view.court), ("put", view.put), ("find", view.find), ("art", view.article)):
        if value:
            params[name] = value
    return params


def packed(text: str) -> str:
    """A text for the URL, compressed."""
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def unpacked(packed: str) -> str:
    """The packed text; damaged input gives no text, and a small input cannot grow without bound."""
    if not packed:
        return ""
    try:
        data = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        return zlib.decompressobj().decompress(data, 4 * MAX_CASE).decode()[:MAX_CASE]
    except (zlib.error, ValueError):
        return ""


def from_params(params: Mapping[str, Iterable[str]]) -> View:
    """The view of query parameters (all values of each name); nonsense falls back to the default."""
    values = {name: list(items) for name, items in params.items()}

    def first(name: str) -> str:
        return values.get(name, [""])[0] if values.get(name) else ""

    page = first("p") or first("page")  # `page` chooses a screen; a number in it is a link of version 0.1
    sort = first("sort")
    return View(
        query=first("q"),
        case=first("case") or unpacked(first("casez")),
        document=first("doc"),
        filters=tuple(sorted({item for item in values.get("f", []) if "=" in item})),
        sort=next((known for known in SORTS if known == sort), "relevance"),
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 5 else 1,
        highlight=first("hl") != "0",
        within=tuple(dict.fromkeys(word for word in values.get("in", []) if word))[:MAX_WITHIN],
        court=first("court")[:60],
        put=first("put")[:200],
        find=first("find")[:200],
        article=first("art")[:200],
    )
