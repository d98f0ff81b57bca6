"""Similar cases for a case text or a document: candidates by words and vectors, then facts, focus and law."""

import time
from dataclasses import replace

from corpora.model import Document, Kind
from indexer.engine.filters import Eq, Filter, In, Not
from indexer.engine.protocol import LexicalQuery
from indexer.profiles import facts_text, focus_text
from indexer.viewer import Viewer
from search_api.retrieval.asked import asked_document, case_query
from search_api.retrieval.candidates import Pool, nearest, retrieve
from search_api.retrieval.context import Context
from search_api.retrieval.filtering import FieldFilter, combine, parse_filters
from search_api.retrieval.folding import Row, fold
from search_api.retrieval.fusion import DEPTH, STYLE_WEIGHTS, query_style
from search_api.retrieval.models import SearchResult, SimilarRequest
from search_api.retrieval.plan import Plan, make_plan
from search_api.retrieval.ranking.second import second_stage
from search_api.retrieval.rows import make_hit, passages_of
from search_api.retrieval.similarity import compare, explain
from search_api.retrieval.snippets import Wanted
from search_api.retrieval.syntax import ParsedQuery
from search_api.retrieval.understanding import Understanding, understand

MARKED = 24
"""Terms of the query that snippets are chosen by and that are marked in them."""
CUT = 3_000
"""Code points of facts and focus that become the query."""
NO_CASE = In("kind", (Kind.STATUTE.value, Kind.POLICY.value, Kind.WHITE_PAPER.value, Kind.SUGGESTION.value))


def similar(context: Context, request: SimilarRequest, viewer: Viewer) -> SearchResult:
    """Similar cases, best first.

    Raises:
        DocumentNotFound: no such document, or none that this viewer may see.
        QueryError: not exactly one of text and document id, or a bad filter.
    """
    began = time.perf_counter()
    context.refresh()
    document = asked_document(context, request.text, request.document_id, viewer)
    filters = parse_filters(request.filters, (), context.resolver(viewer))
    text = _query_text(document)
    understanding = replace(understand(ParsedQuery(words=text)), identifiers=())
    statutes = tuple(s for s in document.statutes if s.article is not None)[:12]
    understanding = replace(understanding, statutes=statutes, rest=text)
    plan = make_plan(understanding, context.workspace.analyzer, context.statistics(viewer))
    pool = _pool(context, request, document, understanding, plan, viewer, filters)

    ids = [c.id for c in pool.candidates]
    rows = (
        fold(context, ids, viewer, rows_needed=request.limit)
        if request.group
        else [Row(id, [id]) for id in ids]
    )
    shown = [row.id for row in rows[: request.limit]]
    query = case_query(context, document, viewer)
    compared = {id: compare(query, profile) for id, profile in context.profiles(shown, viewer).items()}
    documents = context.documents(shown, viewer)
    scores = {c.id: c for c in pool.candidates}
    idf = dict(zip(plan.terms, context.statistics(viewer).idfs(plan.terms), strict=True))
    best = sorted(plan.terms, key=lambda t: (-idf[t], t))[:MARKED]
    weights = {t: 0.2 + idf[t] for t in best}
    places = passages_of(context, [scores[id].passage_id for id in shown])
    hits = [
        make_hit(
            context,
            row,
            documents[row.id],
            rank=at,
            score=max(scores[m].score for m in row.members),
            wanted=Wanted(weights, (), places.get(scores[row.id].passage_id)),
            why=explain(compared[row.id]),
            similarity=compared[row.id].similarity,
        )
        for at, row in enumerate((r for r in rows[: request.limit] if r.id in documents), 1)
    ]
    return SearchResult(
        query=document.title if request.document_id else request.text[:200],
        total=pool.total,
        took_ms=round((time.perf_counter() - began) * 1000, 2),
        hits=hits,
        understood=_understood(document, understanding, plan),
        holdings=context.holdings(viewer),
    )


def _query_text(document: Document) -> str:
    """Facts and focus; the whole text of a short one."""
    if len(document.text) <= CUT // 2:
        return document.text
    parts = [facts_text(document), focus_text(document)]
    return "\n".join(p for p in parts if p)[:CUT] or document.text[:CUT]


def _pool(
    context: Context,
    request: SimilarRequest,
    document: Document,
    understanding: Understanding,
    plan: Plan,
    viewer: Viewer,
    filters: tuple[FieldFilter, ...],
) -> Pool:
    engine, encoder = context.workspace.engine, context.workspace.encoder
    always: list[Filter] = [Not(Eq("id", document.id))] if request.document_id else []
    cases: list[Filter] = [] if any(f.field == "kind" for f in filters) else [Not(NO_CASE)]
    depth = max(DEPTH, request.limit)
    vectors = None
    if encoder is not None and request.mode != "lexical":
        texts = [understanding.rest, *(t for t in (facts_text(document), focus_text(document)) if t)]
        vectors = encoder.encode(list(dict.fromkeys(texts)))
        vectors = vectors[vectors.any(axis=1)]
        vectors = vectors if len(vectors) else None
    style = query_style(understanding.rest, quoted=False, identifiers=0)
    for extra in (cases, []):
        filter = combine(filters, *always, *extra)
        if vectors is not None and request.mode == "vector":
            pool = nearest(engine, vectors, viewer=viewer, filter=filter, depth=depth)
        elif not plan.searchable or plan.lexical == LexicalQuery():
            pool = Pool((), 0)
        else:
            pool = retrieve(
                engine,
                plan.lexical,
                vectors,
                weights=STYLE_WEIGHTS[style],
                viewer=viewer,
                filter=filter,
                depth=depth,
            )
        if pool.candidates or not extra:
            break
    if vectors is None or request.mode == "vector":
        return pool
    return second_stage(context, pool, vectors[0], understanding, (*plan.terms, *plan.expanded), viewer)


def _understood(document: Document, understanding: Understanding, plan: Plan) -> dict[str, object]:
    return {
        "title": document.title,
        "kind": document.kind.value,
        "cause": document.cause,
        "dispute_types": list(document.dispute_types),
        "statutes": list(dict.fromkeys(s.key for s in understanding.statutes)),
        "amounts": sorted({a.yuan for a in document.amounts}, reverse=True)[:5],
        "key_dates": {d.name: d.value.isoformat() for d in document.key_dates},
        "terms": list(plan.terms),
        "style": query_style(understanding.rest, quoted=False, identifiers=0),
    }
