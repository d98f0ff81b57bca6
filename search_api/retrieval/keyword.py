"""Keyword search."""

import time
from collections.abc import Sequence

from corpora.model import Kind
from indexer.engine.filters import Filter, In
from indexer.engine.protocol import LexicalQuery
from indexer.viewer import Viewer
from search_api.retrieval.candidates import Candidate, Pool, nearest, retrieve
from search_api.retrieval.context import Context
from search_api.retrieval.faceting import count_facets, facet_fields
from search_api.retrieval.filtering import combine, parse_filters
from search_api.retrieval.folding import WINDOW, Row, fold
from search_api.retrieval.fusion import DEPTH, WORDS_ONLY, Weights, weights_for
from search_api.retrieval.jumping import jumps
from search_api.retrieval.models import SearchRequest, SearchResult
from search_api.retrieval.plan import Plan, make_plan
from search_api.retrieval.ranking.second import second_stage
from search_api.retrieval.rows import make_hit, passages_of, why_found
from search_api.retrieval.snippets import Wanted
from search_api.retrieval.syntax import parse_query
from search_api.retrieval.understanding import Understanding, understand

NOTHING = Pool((), 0)
MANY_ARTICLES = 1_000
"""Articles in a library from which a question may well be one to the law; fewer are found among the cases anyway."""


def search(context: Context, request: SearchRequest, viewer: Viewer) -> SearchResult:
    """Documents for a query string, named ones first.

    Raises:
        QueryError: a filter or facet that cannot be.
    """
    began = time.perf_counter()
    context.refresh()
    engine = context.workspace.engine
    understanding = understand(parse_query(request.query))
    filters = parse_filters(request.filters, understanding.parsed.fields, context.resolver(viewer))
    filter = combine(filters)
    plan = make_plan(understanding, context.workspace.analyzer, context.statistics(viewer))
    fields = facet_fields(request.facets)

    named = jumps(context, understanding, plan, viewer, filter) if plan.searchable else {}
    pool = _pool(context, request, understanding, plan, viewer, filter)
    known = {c.id: c for c in pool.candidates}
    total = pool.total + _unmatched(context, tuple(named), known, plan, viewer, pool)
    ranked = [Candidate(id, 1.0) for id in named]
    ranked += [c for c in pool.candidates if c.id not in named]
    if request.sort != "relevance":
        ranked = _by_date(context, ranked, viewer, oldest_first=request.sort == "date_asc")
    ids = [c.id for c in ranked]
    pinned = len(named) if request.sort == "relevance" else 0
    rows = (
        fold(context, ids, viewer, rows_needed=request.offset + request.limit, pinned=pinned)
        if request.group
        else [Row(id, [id]) for id in ids]
    )
    end = request.offset + request.limit
    page = rows[request.offset : end]
    documents = context.documents([row.id for row in page], viewer)

    idf = dict(zip(plan.terms, context.statistics(viewer).idfs(plan.terms), strict=True))
    order = sorted(plan.terms, key=lambda t: (-idf[t], t))
    weights = {t: 0.2 + idf[t] for t in order}
    added = context.statistics(viewer).idfs(plan.expanded)
    weights |= {t: 0.5 * (0.2 + weight) for t, weight in zip(plan.expanded, added, strict=True)}
    expanded = {term: e.word for e in understanding.expansions for term in e.terms}
    scores = {c.id: c for c in ranked}
    places = passages_of(context, [scores[row.id].passage_id for row in page])
    hits = [
        make_hit(
            context,
            row,
            documents[row.id],
            rank=request.offset + at + 1,
            score=max(scores[m].score for m in row.members),
            wanted=Wanted(weights, understanding.parsed.phrases, places.get(scores[row.id].passage_id)),
            why=named.get(row.id)
            or why_found(documents[row.id], order, expanded, understanding.parsed.phrases),
        )
        for at, row in enumerate(page)
        if row.id in documents
    ]
    facets = (
        count_facets(engine, fields, plan.lexical, filters, viewer, also=pool.by_meaning)
        if fields and plan.searchable
        else {}
    )
    return SearchResult(
        query=request.query,
        total=total,
        took_ms=round((time.perf_counter() - began) * 1000, 2),
        hits=hits,
        facets=facets,
        understood=understanding.as_json(),
        holdings=context.holdings(viewer),
        next_cursor=str(end) if len(rows) > end else None,
    )


def _pool(
    context: Context,
    request: SearchRequest,
    understanding: Understanding,
    plan: Plan,
    viewer: Viewer,
    filter: Filter | None,
) -> Pool:
    if not plan.searchable:
        return NOTHING
    engine, encoder = context.workspace.engine, context.workspace.encoder
    depth = max(DEPTH, request.offset + request.limit + WINDOW)
    meant = understanding.rest or " ".join(understanding.parsed.phrases)
    if encoder is None or request.mode == "lexical" or not meant.strip():
        return retrieve(
            engine, plan.lexical, None, weights=WORDS_ONLY, viewer=viewer, filter=filter, depth=depth
        )
    vectors = encoder.encode([meant])
    if not vectors.any():
        return retrieve(
            engine, plan.lexical, None, weights=WORDS_ONLY, viewer=viewer, filter=filter, depth=depth
        )
    if request.mode == "vector" and not plan.strict and not understanding.parsed.excluded:
        return nearest(engine, vectors, viewer=viewer, filter=filter, depth=depth)
    open_question = _open_question(understanding)
    if request.mode == "vector":
        only = Weights(0.0, 0.0, 1.0)
        return retrieve(
            engine,
            plan.lexical,
            vectors,
            weights=only,
            viewer=viewer,
            filter=filter,
            depth=depth,
            deep=True,
            meaning_alone=open_question,
        )
    articles = context.holdings(viewer).kinds.get(Kind.STATUTE.value, 0) >= MANY_ARTICLES
    asked = context.asked_before(vectors[0], viewer) if articles and open_question and filter is None else {}
    pool = retrieve(
        engine,
        plan.lexical,
        vectors,
        weights=lambda ids: weights_for(understanding.style, _articles(context, ids, viewer)),
        viewer=viewer,
        filter=filter,
        depth=depth,
        deep=articles,
        meaning_alone=open_question,
        also=asked,
    )
    if plan.strict or understanding.identifiers:
        return pool
    return second_stage(
        context, pool, vectors[0], understanding, (*plan.terms, *plan.expanded), viewer, asked
    )


def _open_question(understanding: Understanding) -> bool:
    """Whether documents without any of the words may answer: nothing is demanded, excluded or named."""
    parsed = understanding.parsed
    named = understanding.identifiers or understanding.statutes
    return understanding.style == "question" and not (parsed.phrases or parsed.excluded or named)


def _articles(context: Context, ids: Sequence[str], viewer: Viewer) -> float:
    """Share of articles of statutes among documents."""
    found = context.profiles(ids, viewer).values()
    return sum(profile.kind == Kind.STATUTE.value for profile in found) / max(1, len(found))


def _unmatched(
    context: Context,
    named: tuple[str, ...],
    known: dict[str, Candidate],
    plan: Plan,
    viewer: Viewer,
    pool: Pool,
) -> int:
    """How many named documents the words do not match; they are shown and so they count."""
    strangers = tuple(id for id in named if id not in known)
    if not strangers:
        return 0
    if pool.total <= len(known):
        return len(strangers)
    only = In("id", strangers)
    query = plan.lexical if plan.lexical.clauses else LexicalQuery()
    return len(strangers) - context.workspace.engine.lexical(query, viewer=viewer, filter=only, limit=1).total


def _by_date(
    context: Context, ranked: list[Candidate], viewer: Viewer, *, oldest_first: bool
) -> list[Candidate]:
    """The candidates by date; undated ones last. Only what is relevant enough to be a candidate is sorted."""
    profiles = context.profiles([c.id for c in ranked], viewer)
    dated = [(profiles[c.id].date, c) for c in ranked if c.id in profiles]
    with_date = sorted((pair for pair in dated if pair[0]), key=lambda pair: pair[1].id)
    with_date.sort(key=lambda pair: pair[0], reverse=not oldest_first)
    return [c for _, c in with_date] + sorted((c for date, c in dated if not date), key=lambda c: c.id)
