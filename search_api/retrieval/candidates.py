"""First stage: lexical and vector candidates under one filter, fused."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.engine.filters import And, Filter, In
from indexer.engine.protocol import LexicalQuery, SearchEngine
from indexer.viewer import Viewer
from search_api.retrieval.fusion import fuse

DEPTH = 300
"""Candidates of each half; scores are normalised over them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document with its fused score in [0, 1] and the vector search's best passage (-1 for none)."""

    id: str
    score: float
    passage_id: int = -1


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidates best first, and how many documents match altogether."""

    candidates: tuple[Candidate, ...]
    total: int


def retrieve(
    engine: SearchEngine,
    query: LexicalQuery,
    vectors: NDArray[np.float32] | None,
    *,
    weight: float,
    viewer: Viewer,
    filter: Filter | None,
    depth: int = DEPTH,
) -> Pool:
    """Candidates for a query.

    What matches is decided by the words (the bigram net catches nearly everything), so that totals, facets and
    pages agree; vectors move documents up that the words alone would leave below ``depth``. Without any
    lexical match, the vectors' own hits are shown unless the query has conditions.

    Args:
        vectors: float32[n, dim] of the query, or ``None`` for words alone.
        weight: Share of the vector score in [0, 1].
    """
    found = engine.lexical(query, viewer=viewer, filter=filter, limit=depth)
    lexical = {hit.id: hit.score for hit in found.hits}
    if vectors is None or weight <= 0:
        scores = fuse(lexical, {}, 0.0)
        return Pool(_ordered(scores, lexical, {}), found.total)
    near = engine.vector(vectors, viewer=viewer, filter=filter, limit=depth).hits
    passages = {hit.id: hit.passage_id for hit in near}
    meaning = {hit.id: hit.score for hit in near}
    strangers = tuple(id for id in meaning if id not in lexical)
    if strangers and found.total > len(lexical):
        only = In("id", strangers)
        both = only if filter is None else And((filter, only))
        late = engine.lexical(query, viewer=viewer, filter=both, limit=len(strangers))
        floor = min(lexical.values(), default=0.0)
        lexical |= {hit.id: max(hit.score, min(floor, hit.score)) for hit in late.hits}
        scores = fuse({**lexical}, {id: s for id, s in meaning.items() if id in lexical}, weight)
        return Pool(_ordered(scores, lexical, passages), found.total)
    kept = {id: score for id, score in meaning.items() if id in lexical}
    return Pool(_ordered(fuse(lexical, kept, weight), lexical, passages), found.total)


def nearest(
    engine: SearchEngine,
    vectors: NDArray[np.float32],
    *,
    viewer: Viewer,
    filter: Filter | None,
    depth: int = DEPTH,
) -> Pool:
    """Vector candidates alone; the score is the cosine moved from [-1, 1] to [0, 1]."""
    hits = engine.vector(vectors, viewer=viewer, filter=filter, limit=depth).hits
    found = tuple(Candidate(h.id, (h.score + 1) / 2, h.passage_id) for h in hits)
    return Pool(found, len(found))


def _ordered(
    scores: dict[str, float], lexical: dict[str, float], passages: dict[str, int]
) -> tuple[Candidate, ...]:
    """By fused score, then lexical score, then id: the same order every time."""
    order = sorted((-round(score, 9), -lexical.get(id, 0.0), id) for id, score in scores.items())
    return tuple(Candidate(id, scores[id], passages.get(id, -1)) for _, _, id in order)
