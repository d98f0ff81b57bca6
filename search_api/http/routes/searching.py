"""Search, similar cases and facets."""

from typing import Annotated

from fastapi import APIRouter, File, Query, UploadFile

from corpora.readers.upload import read_upload
from search_api.http.state import SearcherNow, ViewerNow
from search_api.http.views import SimilarBody
from search_api.retrieval.errors import QueryError
from search_api.retrieval.models import FacetCount, Mode, SearchRequest, SearchResult, SimilarRequest, Sort

router = APIRouter(tags=["search"])

MAX_QUERY = 5_000
MOST_TEXT = 200_000
"""Code points of a case that are read."""

Words = Annotated[
    str,
    Query(
        max_length=MAX_QUERY,
        description='Words, "phrases", -exclude, field:value; a case number jumps to it.',
    ),
]
Filters = Annotated[
    list[str],
    Query(
        alias="filter",
        max_length=50,
        description="field=value; several values by comma; a..b for a range; != for not. Repeatable.",
    ),
]


@router.get("/search", summary="Keyword search")
def search(
    searcher: SearcherNow,
    viewer: ViewerNow,
    q: Words = "",
    filter: Filters = [],  # noqa: B006 - FastAPI copies defaults
    facet: Annotated[
        list[str], Query(max_length=20, description="Facets to count, or `all`. Repeatable.")
    ] = [],  # noqa: B006
    sort: Annotated[
        Sort,
        Query(
            description="relevance, date (newest first), date_asc, or authority: the order of 法发〔2020〕24号 art. 4 "
            "among the 100 best rows."
        ),
    ] = "relevance",
    home_court: Annotated[
        str, Query(max_length=60, description="The searcher's own court, for the order by authority.")
    ] = "",
    within: Annotated[
        list[str],
        Query(max_length=5, description="Words that every result must hold besides. Repeatable."),
    ] = [],  # noqa: B006
    rules: Annotated[bool, Query(description="Give the articles that apply.")] = False,
    mode: Annotated[Mode, Query(description="hybrid, lexical or vector.")] = "hybrid",
    limit: Annotated[int, Query(ge=1, le=100, description="Most hits to return.")] = 10,
    offset: Annotated[int, Query(ge=0, le=10_000, description="Rows to skip.")] = 0,
    cursor: Annotated[
        str | None,
        Query(pattern=r"^\d{1,5}$", description="`next_cursor` of the page before; replaces offset."),
    ] = None,
    group: Annotated[bool, Query(description="Fold near-identical parallel cases under one row.")] = True,
) -> SearchResult:
    """Documents best first, with what was understood of the query. Total counts documents, not rows."""
    start = int(cursor) if cursor is not None else offset
    if start > 10_000:
        raise QueryError("最多翻到第 10000 条", "cursor")
    request = SearchRequest(
        query=q,
        filters=tuple(filter),
        facets=tuple(facet),
        sort=sort,
        mode=mode,
        limit=limit,
        offset=start,
        group=group,
        home_court=home_court,
        within=tuple(within),
        rules=rules,
    )
    return searcher.search(request, viewer)


@router.post("/similar", summary="Similar cases for a text or a document")
def similar(searcher: SearcherNow, viewer: ViewerNow, body: SimilarBody) -> SearchResult:
    """Similar cases with facts, focus and law scored apart, and why."""
    return searcher.similar(SimilarRequest.model_validate(body.model_dump()), viewer)


@router.post("/similar/file", summary="Similar cases for a file")
def similar_to_file(
    searcher: SearcherNow,
    viewer: ViewerNow,
    file: Annotated[
        UploadFile, File(description="Case document: docx, pdf, txt, md, html. Nothing is stored.")
    ],
    filter: Filters = [],  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=100, description="Most hits to return.")] = 10,
) -> SearchResult:
    """The first readable record of the file is taken as the case."""
    case = read_upload(file.file.read(), file.filename or "file", MOST_TEXT)
    return searcher.similar(SimilarRequest(text=case.text, filters=tuple(filter), limit=limit), viewer)


@router.get("/facets", summary="Counts by value")
def facets(
    searcher: SearcherNow,
    viewer: ViewerNow,
    field: Annotated[
        list[str], Query(min_length=1, max_length=20, description="Facets, or `all`. Repeatable.")
    ],
    q: Words = "",
    filter: Filters = [],  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=200, description="Most values of each facet.")] = 20,
) -> dict[str, list[FacetCount]]:
    """Exact counts among the matching documents; a field's own filter is left out of its counts."""
    return searcher.facets(field, viewer, query=q, filters=filter, limit=limit)
