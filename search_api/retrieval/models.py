"""Requests and results of retrieval. The JSON of ``fengqiao search --json`` is :class:`SearchResult`."""

import datetime as dt
from typing import Any, Literal

from pydantic import Field

from search_api.authority.models import Place, Stream
from search_api.explain.models import Explanation
from search_api.frozen import Frozen

Mode = Literal["hybrid", "lexical", "vector"]
Sort = Literal["relevance", "date", "date_asc", "authority"]


class SearchRequest(Frozen):
    """One keyword search; owns every default and limit."""

    query: str = Field(default="", max_length=20_000)
    filters: tuple[str, ...] = Field(
        default=(), description="field=value; several values by comma; a..b range; != not"
    )
    limit: int = Field(default=10, ge=1, le=100)
    offset: int = Field(default=0, ge=0, le=10_000)
    sort: Sort = "relevance"
    home_court: str = Field(default="", max_length=60)
    """The searcher's own court, which the order by authority is relative to."""
    within: tuple[str, ...] = Field(default=(), max_length=5)
    """Words that every result must hold besides: a search within results."""
    mode: Mode = "hybrid"
    facets: tuple[str, ...] = ()
    group: bool = True
    rules: bool = False
    """Also tell the articles that apply."""


class SimilarRequest(Frozen):
    """Similar cases for a text or for a document of the library; exactly one of the two is given."""

    text: str = Field(default="", max_length=200_000)
    document_id: str = ""
    filters: tuple[str, ...] = ()
    limit: int = Field(default=10, ge=1, le=100)
    sort: Literal["relevance", "authority"] = "relevance"
    home_court: str = Field(default="", max_length=60)
    within: tuple[str, ...] = Field(default=(), max_length=5)
    mode: Mode = "hybrid"
    group: bool = True
    explain: bool = False
    """Also give the passages of every hit that make it alike; 30 ms a hit."""
    rules: bool = False
    """Also tell the articles that apply."""
    opposing: bool = False
    """Also give the best hits that went the other way."""


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
    members: list[str] = []
    """Ids of the folded documents, this one among them; empty for a single document."""
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
    authority: Place | None = None
    """Place in the order of 法发〔2020〕24号 art. 4; null unless that order was asked for."""
    evidence: Explanation | None = None
    """The passages that make it alike; null unless asked for."""


class Rule(Frozen):
    """An article that applies, as far as the query or the hits cite it."""

    key: str
    """law#article."""
    law: str
    """Full name of the law."""
    article: str
    """Number of the article, such as 85 or 85-1, as addresses take it."""
    label: str
    """The article for people."""
    text: str
    """Its text or, with `gist`, what it says in our own words; empty when the library holds neither."""
    gist: bool
    """Whether the text is a gist (要点，非条文原文)."""
    version: str
    """ISO date of the version; empty when unknown."""
    document_id: str
    """Id of the article in the library; empty when it is not held."""
    asked: bool
    """Whether the query itself names or cites it."""
    cited_by: int
    """How many of the hits shown cite it."""


class Opposing(Frozen):
    """The best hits of each outcome, to be shown beside each other."""

    direction: str
    """granted or refused: which way the hits shown mostly went."""
    label: str
    """That in Chinese."""
    opposite_label: str
    """The other way in Chinese."""
    best: Hit | None
    """The best hit that went the way of most."""
    opposite: list[Hit]
    """The best hits that went the other way; empty when the library has none alike."""
    counts: dict[str, int]
    """How many of the hits looked at went which way: granted, refused, other."""


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
    streams: list[Stream] = []
    """Counts by authority of the rows that were ordered by it; empty in any other order."""
    rules: list[Rule] = []
    """The articles that apply; empty unless asked for."""
    opposing: Opposing | None = None
    """Hits that went the other way; null unless asked for."""
    next_cursor: str | None = Field(
        default=None, description="Offset of the next page as text; null on the last page."
    )
