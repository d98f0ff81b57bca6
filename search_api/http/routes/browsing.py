"""Ways into the library without a search: suggestions, did you mean, trees, statutes, releases, linked instances."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Path, Query

from office.answers.current import bank_of
from search_api.browse.asking_back import LONGEST, AskBack, ask_back
from search_api.browse.instances import Instance, instances
from search_api.browse.releases import KINDS, By, Group, Item, groups, items
from search_api.browse.statutes import StatutePage, statute_key, statute_page
from search_api.browse.suggesting import KINDS as SUGGESTED
from search_api.browse.suggesting import Suggestion, SuggestionKind, suggest
from search_api.browse.trees import Node, TreeName, tree
from search_api.http.routes.documents import Id
from search_api.http.routes.searching import Filters, Words
from search_api.http.state import OfficeNow, SearcherNow, ViewerNow
from search_api.http.views import Page
from search_api.retrieval import DocumentNotFound

router = APIRouter(tags=["browse"])

Cursor = Annotated[str | None, Query(pattern=r"^\d{1,7}$", description="`next_cursor` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=100, description="Most items to return.")]
Kinds = Annotated[
    list[str],
    Query(
        alias="kind", max_length=6, description="Kinds of document: guiding, reference, typical, mediation."
    ),
]


@router.get("/suggest", summary="Suggestions while typing")
def suggestions(
    searcher: SearcherNow,
    viewer: ViewerNow,
    q: Annotated[str, Query(max_length=100, description="What is typed so far; Chinese or pinyin.")] = "",
    kind: Annotated[
        list[SuggestionKind], Query(max_length=5, description="Only these kinds. Repeatable.")
    ] = [],  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=50, description="Most suggestions to return.")] = 10,
) -> list[Suggestion]:
    """Causes, courts and institutions that the viewer may see, statutes and terms, best first."""
    return suggest(searcher.context, q, viewer, kinds=tuple(kind) or SUGGESTED, limit=limit)


@router.get("/did-you-mean", summary="Words that may be meant instead")
def did_you_mean(
    q: Annotated[str, Query(max_length=LONGEST, description="The query.")] = "",
) -> list[AskBack]:
    """Words often taken for each other (≠) and homophones of terms; offered, never merged."""
    return ask_back(q)


@router.get("/trees/{name}", summary="A facet as a tree")
def facet_tree(
    searcher: SearcherNow,
    viewer: ViewerNow,
    name: Annotated[TreeName, Path(description="dispute_type or cause.")],
    q: Words = "",
    filter: Filters = [],  # noqa: B006
) -> list[Node]:
    """Nodes with matching documents and their counts; the facet's own filter is left out of the counts."""
    return tree(searcher, name, viewer, query=q, filters=tuple(filter))


@router.get("/statutes/{law}/{article}", summary="An article and what cites it")
def statute(
    searcher: SearcherNow,
    office: OfficeNow,
    viewer: ViewerNow,
    law: Annotated[str, Path(max_length=120, description="Name of the law, full or short.")],
    article: Annotated[str, Path(max_length=20, description="Number: 85, 85-1, 第八十五条.")],
    on: Annotated[
        dt.date | None,
        Query(description="Day whose version is wanted, such as that of a judgment; without it the newest."),
    ] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> StatutePage:
    """Text or gist of the article, standard answers on it, counts, and the citing documents, newest first."""
    key = statute_key(law, article)
    with office.reading() as session:
        entries = bank_of(session).entries
    start = int(cursor or 0)
    return statute_page(searcher.context, key, viewer, entries=entries, on=on, start=start, limit=limit)


@router.get("/browse/{by}", summary="Groups of released cases")
def browse(
    searcher: SearcherNow,
    viewer: ViewerNow,
    by: Annotated[By, Path(description="batch, issuer, topic or dispute_type.")],
    kind: Kinds = list(KINDS),  # noqa: B006
) -> list[Group]:
    """Guiding, reference and typical cases without a query: groups with their counts."""
    return groups(searcher.context, by, viewer, tuple(sorted(set(kind))))


@router.get("/browse/{by}/items", summary="Cases of a group")
def browse_items(
    searcher: SearcherNow,
    viewer: ViewerNow,
    by: Annotated[By, Path(description="batch, issuer, topic or dispute_type.")],
    value: Annotated[str, Query(max_length=200, description="The group's value; empty for all cases.")] = "",
    kind: Kinds = list(KINDS),  # noqa: B006
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Page[Item]:
    """Newest first."""
    found = items(searcher.context, by, value, viewer, tuple(sorted(set(kind))))
    start = int(cursor or 0)
    end = start + limit
    return Page(items=found[start:end], total=len(found), next_cursor=str(end) if end < len(found) else None)


@router.get("/documents/{id}/instances", summary="Other documents of the same case")
def linked_instances(searcher: SearcherNow, viewer: ViewerNow, id: Id) -> list[Instance]:
    """Lower and later instances and cases that tell of the same case, oldest first."""
    found = searcher.document(id, viewer)
    if found is None:
        raise DocumentNotFound(f"没有标识为“{id[:80]}”的文献", "id")
    return instances(searcher.context, found, viewer)
