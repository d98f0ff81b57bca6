"""How a search uses the second stage."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from indexer.viewer import Viewer
from search_api.retrieval.candidates import Pool
from search_api.retrieval.context import Context
from search_api.retrieval.ranking.cross import read_again
from search_api.retrieval.ranking.features import RankQuery
from search_api.retrieval.ranking.model import Ranker
from search_api.retrieval.ranking.stage import HEAD, rerank
from search_api.retrieval.understanding import Understanding


def second_stage(
    context: Context,
    pool: Pool,
    vector: NDArray[np.float32],
    understanding: Understanding,
    words: Iterable[str],
    viewer: Viewer,
    asked: Mapping[str, float] | None = None,
) -> Pool:
    """The pool with its head in the order of the context's ranker, then of its reader, where it has them.

    Args:
        context: With its ranker.
        pool: Of a first stage with vectors.
        vector: float32[dim] of the whole query.
        understanding: Of the query.
        words: Analysed words of the query, those added among them.
        viewer: Who asks.
        asked: Nearness of known questions by id of the article that answers them.
    """
    if not pool.signals.meaning:
        return pool
    if context.ranker is not None:
        pool = _ordered(context, context.ranker, pool, vector, understanding, words, viewer, asked or {})
    if context.reader is not None:
        pool = read_again(context, pool, understanding.rest, context.reader, viewer)
    return pool


def _ordered(
    context: Context,
    ranker: Ranker,
    pool: Pool,
    vector: NDArray[np.float32],
    understanding: Understanding,
    words: Iterable[str],
    viewer: Viewer,
    asked: Mapping[str, float],
) -> Pool:
    statutes = frozenset(statute.key for statute in understanding.statutes)
    query = RankQuery(vector, frozenset(words), dict(understanding.types), statutes, asked)
    profiles = context.profiles([c.id for c in pool.candidates[:HEAD]], viewer)
    return rerank(pool, profiles, query, ranker, context.workspace.analyzer)
