"""First stage: lexical and vector candidates under one filter, fused."""

from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from indexer.engine.filters import And, Filter, In
from indexer.engine.protocol import LexicalQuery, SearchEngine
from indexer.viewer import Viewer
from search_api.retrieval.fusion import fuse

DEPTH = 300
"""Candidates of each half; scores are normalised over them."""
DEEP = 1_000
"""Lexical hits whose scores are known, so that a vector candidate below :data:`DEPTH` has one too."""
LEADING = 0.5
"""Weight from which the vectors decide more than the words, so that all of their candidates are looked up."""
FEW = 100
SMALL = 150
"""A query of so few terms is asked again for vector candidates below :data:`DEEP`; a long one is not, because that
costs as much as the first time. On the development cases the measures are the same either way."""


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
    small = _size(query) <= SMALL
    found = engine.lexical(query, viewer=viewer, filter=filter, limit=depth if small else max(depth, DEEP))
    known = {hit.id: hit.score for hit in found.hits}
    lexical = dict(islice(known.items(), depth))
    if vectors is None or weight <= 0:
        return Pool(_ordered(fuse(lexical, {}, 0.0), lexical, {}), found.total)
    near = engine.vector(vectors, viewer=viewer, filter=filter, limit=depth).hits
    passages = {hit.id: hit.passage_id for hit in near}
    meaning = {hit.id: hit.score for hit in near}
    strangers = [id for id in meaning if id not in lexical]
    lexical |= {id: known[id] for id in strangers if id in known}
    unknown = tuple(id for id in strangers if id not in known)
    if weight < LEADING:
        unknown = unknown[:FEW]  # Best first; the others could not come up.
    if unknown and small and found.total > len(known):
        only = In("id", unknown)
        both = only if filter is None else And((filter, only))
        late = engine.lexical(query, viewer=viewer, filter=both, limit=len(unknown))
        lexical |= {hit.id: hit.score for hit in late.hits}
    kept = {id: score for id, score in meaning.items() if id in lexical}
    return Pool(_ordered(fuse(lexical, kept, weight), lexical, passages), found.total)


def _size(query: LexicalQuery) -> int:
    """Terms looked up, one for each field."""
    return sum(len(clause.tokens) * len(clause.fields) for clause in query.clauses)


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
