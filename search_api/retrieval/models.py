"""Requests and results of retrieval. The JSON of ``fengqiao search --json`` is :class:`SearchResult`."""

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Mode = Literal["hybrid", "lexical", "vector"]
Sort = Literal["relevance", "date", "date_asc"]


class Frozen(BaseModel):
    """Immutable; unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


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
    """Likeness of the basic facts."""
    focus: float | None
    """Likeness of the focus of dispute."""
    law: float | None
    """Likeness of the applicable law."""


class Snippet(Frozen):
    """A cut of the original text with the matching ranges in code points of ``text``."""

    section: str
    """Role of the section it is cut from; empty outside of all sections."""
    text: str
    """The cut, as written."""
    marks: list[tuple[int, int]]
    """Matching ranges in code points of `text`, end exclusive."""
    start: int = 0
    """Offset of the cut in the document's text."""


class Hit(Frozen):
    """One row of a result."""

    rank: int
    """Place in the whole result, from 1."""
    id: str
    """Id of the document."""
    title: str
    """Title of the document."""
    kind: str
    """Kind of document."""
    score: float
    """In [0, 1], higher is better; 1 for a document asked for by name."""
    similarity: Similarity | None = None
    """The three likenesses; null in a keyword search."""
    tier: str
    """Authority under 法发〔2020〕24号 art. 4; `practice` for mediation."""
    snippets: list[Snippet]
    """Cuts of the text, best first."""
    group: str | None = None
    """Key of the folded parallel cases; null for a single document."""
    group_size: int = 1
    """Near-identical documents folded under this row, itself included."""
    why: str
    """Why it is here, in Chinese."""
    court: str = ""
    """Court, mediation organisation or regulator."""
    date: dt.date | None = None
    """Date of decision, release or close."""
    case_number: str = ""
    """案号; empty when there is none."""
    cause: str = ""
    """案由."""
    dispute_types: list[str] = []
    """Codes of 纠纷类型, most likely first."""
    outcome: str = ""
    """Normalised outcome."""
    fictional: bool = False
    """Made-up sample material."""
    gist: bool = False
    """A gist of an article in our own words (要点，非条文原文), no official text."""
    access: str = "public"
    """public, restricted, or redacted for the redacted twin of a restricted record."""


class FacetCount(Frozen):
    """A value of a facet with its count and its label for people."""

    value: str
    """Stored value, as filters take it."""
    label: str
    """What people are shown."""
    count: int
    """Matching documents."""
    selected: bool = False
    """Whether a filter chose it."""


class Holdings(Frozen):
    """What the library holds, shown with every result."""

    total: int
    """Documents altogether."""
    kinds: dict[str, int]
    """Documents by kind."""
    newest: dt.date | None
    """Newest date of a document."""
    law_checked: str
    """ISO date to which the law was checked; empty when unknown. While gists stand for articles: the earliest date up
    to which amendments were looked for when one of them was written; else the newest version among the statutes."""
    gists: int = 0
    """How many of the statutes are gists in our own words (要点，非条文原文), no official text."""
    fictional: int = 0
    """How many of the documents are made-up sample material (示例)."""


class SearchResult(Frozen):
    """Hits with what was understood of the query."""

    query: str
    """The query as it came in."""
    total: int
    """Matching documents, those folded among them."""
    took_ms: float
    """Time in the service, milliseconds."""
    hits: list[Hit]
    """Rows best first."""
    facets: dict[str, list[FacetCount]] = {}
    """Counts by facet."""
    understood: dict[str, Any] = {}
    """What was understood of the query."""
    holdings: Holdings | None = None
    """What the library holds."""
    next_cursor: str | None = Field(
        default=None, description="Offset of the next page as text; null on the last page."
    )
