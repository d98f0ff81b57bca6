"""First stage: lexical and vector candidates under one filter, fused."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engine.filters import And, Filter, In
from indexer.engine.protocol import LexicalQuery, SearchEngine
from indexer.viewer import Viewer
from search_api.retrieval.fusion import DEPTH, Weights, fuse

DEEP = 1_000
"""Lexical hits whose scores are known, so that a vector candidate below :data:`DEPTH` has one too."""
FEW = 100
"""Vector candidates looked up when the words decide more than the vectors."""
LOOKED_AT = 10
"""Best lexical matches by which shares are chosen."""
NEAREST = 100
"""Documents that a question may find by meaning alone."""
ASKED = 0.3
"""Weight of what is known to answer like questions, against 1 for all else together."""
SMALL = 150
"""A query of so few terms is asked again for vector candidates below :data:`DEEP`; a long one is not, because that
costs as much as the first time. On the development cases the measures are the same either way."""

_BESIDE = ThreadPoolExecutor(4, thread_name_prefix="vectors")


class Candidate(NamedTuple):
    """A document with its fused score in [0, 1] and the vector search's best passage (-1 for none)."""

    id: str
    score: float
    passage_id: int = -1


@dataclass(frozen=True, slots=True)
class Signals:
    """Scores of the first stage by document id, as the engine gave them."""

    words: Mapping[str, float] = field(default_factory=dict)
    bigrams: Mapping[str, float] = field(default_factory=dict)
    meaning: Mapping[str, float] = field(default_factory=dict)
    depth: int = 1
    """The score at this rank counts as 0."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidates best first, and how many documents match altogether, those by meaning alone included."""

    candidates: tuple[Candidate, ...]
    total: int
    by_meaning: tuple[str, ...] = ()
    """Ids of candidates that hold none of the words."""
    signals: Signals = Signals()


Weigh = Callable[[Sequence[str]], Weights]
"""Shares of the three scores, chosen when the best lexical matches are known (ids, best first)."""


def retrieve(
    engine: SearchEngine,
    query: LexicalQuery,
    vectors: NDArray[np.float32] | None,
    *,
    weights: Weights | Weigh,
    viewer: Viewer,
    filter: Filter | None,
    depth: int = DEPTH,
    deep: bool = False,
    meaning_alone: bool = False,
    also: Mapping[str, float] | None = None,
) -> Pool:
    """Candidates for a query.

    What matches is decided by the words (the bigram net catches nearly everything), so that totals, facets and
    pages agree; vectors move documents up that the words alone would leave below ``depth``. A lay question may
    share no word with the article that answers it: with ``meaning_alone``, the nearest documents match as well.

    Args:
        vectors: float32[n, dim] of the query, or ``None`` for words alone.
        weights: Shares of the three scores, or what chooses them.
        deep: All vector candidates are looked up, and every score is normalised over :data:`DEEP` candidates. Where the
            vectors decide more than the words, these would else fill the places from 50 on.
        also: Documents that are known to answer questions like this one, with a nearness in [0, 1]; they match as the
            nearest do with ``meaning_alone``, and must pass the filter.
        meaning_alone: The nearest documents match whatever their words; not for queries with conditions.
    """
    small = _size(query) <= SMALL
    if deep:
        depth = max(depth, DEEP)
    nearest_first = None
    if vectors is not None and (callable(weights) or weights.vectors > 0):
        # Both halves leave Python's lock while they search: beside each other they take the time of the longer.
        nearest_first = _BESIDE.submit(engine.vector, vectors, viewer=viewer, filter=filter, limit=depth)
    word_query = _words_of(query)
    words_first = None
    if word_query is not None:
        words_first = _BESIDE.submit(
            engine.lexical,
            word_query,
            viewer=viewer,
            filter=filter,
            limit=depth if small else max(depth, DEEP),
        )
    found = engine.lexical(query, viewer=viewer, filter=filter, limit=depth if small else max(depth, DEEP))
    if callable(weights):
        weights = weights([hit.id for hit in found.hits[:LOOKED_AT]])
    known = {hit.id: hit.score for hit in found.hits}
    lexical = dict(islice(known.items(), depth))
    meaning: dict[str, float] = {}
    passages: dict[str, int] = {}
    alone: tuple[str, ...] = ()
    if nearest_first is None:
        weights = weights.without_vectors()
    else:
        near = nearest_first.result().hits
        passages = {hit.id: hit.passage_id for hit in near}
        others = tuple(also or ()) if meaning_alone and small else ()
        strangers = [id for id in dict.fromkeys((*others, *(hit.id for hit in near))) if id not in lexical]
        lexical |= {id: known[id] for id in strangers if id in known}
        unknown = tuple(id for id in strangers if id not in known)
        if not deep:
            unknown = unknown[: FEW + len(others)]  # Best first; the others could not come up.
        if unknown and small and found.total > len(known):
            only = In("id", unknown)
            both = only if filter is None else And((filter, only))
            late = engine.lexical(query, viewer=viewer, filter=both, limit=len(unknown))
            lexical |= {hit.id: hit.score for hit in late.hits}
        if meaning_alone and small:
            wanted = dict.fromkeys((*others, *(hit.id for hit in near[:NEAREST])))
            alone = tuple(id for id in wanted if id not in lexical)
            lexical |= dict.fromkeys(alone, 0.0)
        meaning = {hit.id: hit.score for hit in near if hit.id in lexical}
    of_words = {hit.id: hit.score for hit in words_first.result().hits} if words_first else lexical
    words, bigrams = _parts(lexical, of_words)
    parts = [(words, weights.words), (bigrams, weights.bigrams), (meaning, weights.vectors)]
    fused = fuse(parts, depth=depth)
    scores = {id: fused.get(id, 0.0) for id in lexical}
    if also:
        scores = {id: (s + ASKED * also.get(id, 0.0)) / (1 + ASKED) for id, s in scores.items()}
    signals = Signals(words, bigrams, meaning, depth)
    return Pool(_ordered(scores, lexical, passages), found.total + len(alone), alone, signals)


def _words_of(query: LexicalQuery) -> LexicalQuery | None:
    """The query without its bigrams; ``None`` where it has only words or only bigrams."""
    clauses = tuple(c for c in query.clauses if not (c.occur == "should" and c.fields == ("bigram",)))
    if len(clauses) in (0, len(query.clauses)) or all(c.occur == "must_not" for c in clauses):
        return None
    return LexicalQuery(clauses, query.boosts)


def _parts(
    lexical: dict[str, float], of_words: dict[str, float]
) -> tuple[dict[str, float], dict[str, float]]:
    """The lexical scores as those of the words and those of the bigrams, which add up to them.

    Where the query has only one of the two, it stands for both.
    """
    if of_words is lexical:
        return lexical, lexical
    words = {id: of_words[id] for id in lexical if id in of_words}
    return words, {id: score - words.get(id, 0.0) for id, score in lexical.items()}


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
