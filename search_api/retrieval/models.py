"""Requests and results of retrieval. The JSON of ``fengqiao search --json`` is :class:`SearchResult`."""

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Mode = Literal["hybrid", "lexical", "vector"]
Sort = Literal["relevance", "date", "date_asc"]


class Frozen(BaseModel):
    """Immutable; unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SearchRequest(Frozen):
    """One keyword search; owns every default and limit."""

    query: str = Field(default="", max_length=20_000)
    filters: tuple[str, ...] = Field(
        default=(), description="field=value; several values by comma; a..b range; != not"
    )
    limit: int = Field(default=10, ge=1, le=100)
    offset: int = Field(default=0, ge=0, le=10_000)
    sort: Sort = "relevance"
    mode: Mode = "hybrid"
    facets: tuple[str, ...] = ()
    group: bool = True


class SimilarRequest(Frozen):
    """Similar cases for a text or for a document of the library; exactly one of the two is given."""

    text: str = Field(default="", max_length=200_000)
    document_id: str = ""
    filters: tuple[str, ...] = ()
    limit: int = Field(default=10, ge=1, le=100)
    mode: Mode = "hybrid"
    group: bool = True


class Similarity(Frozen):
    """The three likenesses of 法发〔2020〕24号 art. 1, each in [0, 1], higher is more alike; None: nothing to compare."""

    facts: float | None
    focus: float | None
    law: float | None


class Snippet(Frozen):
    """A cut of the original text with the matching ranges in code points of ``text``."""

    section: str
    text: str
    marks: list[tuple[int, int]]
    start: int = 0
    """Offset of the cut in the document's text."""


class Hit(Frozen):
    """One row of a result."""

    rank: int
    id: str
    title: str
    kind: str
    score: float
    similarity: Similarity | None = None
    tier: str
    snippets: list[Snippet]
    group: str | None = None
    group_size: int = 1
    """Near-identical documents folded under this row, itself included."""
    why: str
    court: str = ""
    date: dt.date | None = None
    case_number: str = ""
    cause: str = ""
    dispute_types: list[str] = []
    outcome: str = ""
    fictional: bool = False
    access: str = "public"


class FacetCount(Frozen):
    """A value of a facet with its count and its label for people."""

    value: str
    label: str
    count: int
    selected: bool = False


class Holdings(Frozen):
    """What the library holds, shown with every result."""

    total: int
    kinds: dict[str, int]
    newest: dt.date | None
    law_checked: str
    """To which date the law was checked; empty when unknown."""


class SearchResult(Frozen):
    """Hits with what was understood of the query."""

    query: str
    total: int
    took_ms: float
    hits: list[Hit]
    facets: dict[str, list[FacetCount]] = {}
    understood: dict[str, Any] = {}
    holdings: Holdings | None = None
    next_cursor: str | None = Field(
        default=None, description="Offset of the next page as text; null on the last page."
    )
