"""What any search can be asked for besides hits: another order, a search within results, reasons, rules, the other side.

Each is worked out on top of the plain search, so that one which asks for none of it takes no longer.
"""

from collections.abc import Callable

from corpora.model import Document
from indexer.engine.filters import In
from indexer.engine.protocol import LexicalQuery
from indexer.viewer import Viewer
from search_api.authority.ordering import ORDERED, by_authority, home_of, streams
from search_api.explain.service import explain_hits
from search_api.retrieval import today as clock
from search_api.retrieval.asked import asked_document
from search_api.retrieval.context import Context
from search_api.retrieval.filtering import combine, parse_filters
from search_api.retrieval.models import Hit, SearchRequest, SearchResult, SimilarRequest
from search_api.retrieval.opposing import opposing
from search_api.retrieval.plan import make_plan
from search_api.retrieval.rules import rules
from search_api.retrieval.syntax import parse_query
from search_api.retrieval.understanding import understand

WITHIN = 2_000
"""Documents that a search within similar cases looks among."""
Search = Callable[[Context, SearchRequest, Viewer], SearchResult]
Similar = Callable[[Context, SimilarRequest, Viewer], SearchResult]


def search_desk(context: Context, request: SearchRequest, viewer: Viewer, search: Search) -> SearchResult:
    """A keyword search with what was asked for besides.

    Raises:
        QueryError: a filter or facet that cannot be, or a home court that is none.
    """
    plain = request.model_copy(update={"query": _narrowed(request.query, request.within)})
    ordered = request.sort == "authority"
    result = _by_authority(context, plain, viewer, search) if ordered else search(context, plain, viewer)
    if request.within:
        result = result.model_copy(update={"query": request.query})
    if request.rules:
        asked = result.understood.get("statutes", [])
        result = result.model_copy(
            update={"rules": rules(context, asked, _documents(context, result, viewer), viewer)}
        )
    return result


def similar_desk(context: Context, request: SimilarRequest, viewer: Viewer, similar: Similar) -> SearchResult:
    """Similar cases with what was asked for besides.

    Raises:
        QueryError: not exactly one of text and document id, a bad filter, or a home court that is none.
        DocumentNotFound: no such document for this viewer.
    """
    plain = request
    if request.within:
        context.refresh()
        ids = _holding(context, request, viewer)
        plain = plain.model_copy(update={"filters": (*request.filters, "id=" + ",".join(ids or ["-"]))})
    if request.sort == "authority":
        home = home_of(request.home_court, clock.today())
        wide = plain.model_copy(update={"limit": ORDERED})
        result = similar(context, wide, viewer)
        ordered = by_authority(result.hits, _by_id(context, result, viewer), home)
        result = result.model_copy(
            update={"hits": ordered[: request.limit], "streams": streams(ordered, home)}
        )
    else:
        result = similar(context, plain, viewer)
    found: dict[str, object] = {}
    if request.rules:
        asked = [key for key in result.understood.get("statutes", []) if "#" in key]
        found["rules"] = rules(context, asked, _documents(context, result, viewer), viewer)
    if request.opposing:
        bare = plain.model_copy(update={"explain": False, "rules": False, "opposing": False})
        found["opposing"] = opposing(
            result.hits, lambda outcomes: _of_outcome(context, bare, viewer, similar, outcomes)
        )
    if request.explain and result.hits:
        asked_case = asked_document(context, request.text, request.document_id, viewer)
        evidence = explain_hits(context, asked_case, [h.id for h in result.hits], viewer)
        found["hits"] = [h.model_copy(update={"evidence": evidence.get(h.id)}) for h in result.hits]
    return result.model_copy(update=found) if found else result


def _by_authority(context: Context, request: SearchRequest, viewer: Viewer, search: Search) -> SearchResult:
    """The page asked for, cut from the best rows in order of authority; pages behind them are by relevance."""
    home = home_of(request.home_court, clock.today())
    end = request.offset + request.limit
    plain = request.model_copy(update={"sort": "relevance"})
    if request.offset >= ORDERED:
        return search(context, plain, viewer)
    result = search(context, plain.model_copy(update={"offset": 0, "limit": ORDERED}), viewer)
    ordered = by_authority(result.hits, _by_id(context, result, viewer), home)
    end = min(end, ORDERED)
    more = result.next_cursor is not None or len(ordered) > end
    return result.model_copy(
        update={
            "hits": ordered[request.offset : end],
            "streams": streams(ordered, home),
            "next_cursor": str(end) if more else None,
        }
    )


def _narrowed(query: str, within: tuple[str, ...]) -> str:
    """The query with each further word as a quoted one: it must occur, and the result can only shrink."""
    words = [word.replace('"', "") for part in within for word in part.split()]
    return " ".join([query, *(f'"{word}"' for word in words if word)])


def _holding(context: Context, request: SimilarRequest, viewer: Viewer) -> list[str]:
    """Ids of documents that hold all words of ``within``."""
    understanding = understand(parse_query(_narrowed("", request.within)))
    plan = make_plan(understanding, context.workspace.analyzer, context.statistics(viewer))
    if not plan.searchable:
        return []
    filters = parse_filters(request.filters, (), context.resolver(viewer))
    engine = context.workspace.engine
    query = plan.lexical if plan.lexical.clauses else LexicalQuery()
    found = engine.lexical(query, viewer=viewer, filter=combine(filters), limit=WITHIN)
    return [hit.id for hit in found.hits]


def _of_outcome(
    context: Context, request: SimilarRequest, viewer: Viewer, similar: Similar, outcomes: tuple[str, ...]
) -> list[Hit]:
    """Similar cases with one of these outcomes among what the library holds."""
    known = context.workspace.engine.facets(["outcome"], viewer=viewer, filter=In("outcome", outcomes))
    held = [value for value, _ in known.get("outcome", []) if value in outcomes]
    if not held:
        return []
    wanted = request.model_copy(
        update={"filters": (*request.filters, "outcome=" + ",".join(held)), "limit": 3, "sort": "relevance"}
    )
    return similar(context, wanted, viewer).hits


def _documents(context: Context, result: SearchResult, viewer: Viewer) -> list[Document]:
    return list(_by_id(context, result, viewer).values())


def _by_id(context: Context, result: SearchResult, viewer: Viewer) -> dict[str, Document]:
    return context.documents([hit.id for hit in result.hits], viewer)
