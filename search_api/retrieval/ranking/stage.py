"""The best candidates in a new order, each kind among its own places."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from indexer.analysis import Analyzer
from indexer.profiles import Profile
from search_api.retrieval.candidates import Candidate, Pool
from search_api.retrieval.ranking.features import FEATURES, RankQuery, make_features, target_of
from search_api.retrieval.ranking.model import Ranker

HEAD = 100
"""Candidates that are looked at again."""
NEIGHBOURS = 60
"""Cases that support each other."""
SUPPORT = 0.05
"""What a neighbour's likelihood adds to a case's own, at a likeness of 1."""
CLOSENESS = 2.5
"""Exponent of the likeness of two cases: the higher, the fewer are neighbours."""


def rerank(
    pool: Pool, profiles: Mapping[str, Profile], query: RankQuery, ranker: Ranker, analyzer: Analyzer
) -> Pool:
    """The pool with its head in the ranker's order.

    Articles and cases compete among themselves: each kind keeps the places that the first stage gave it, so that their
    scores need not compare. Scores go with the places.

    Args:
        pool: Best first, with the signals of its first stage.
        profiles: Of the head's documents; one without keeps its place.
        query: What is asked.
        ranker: Scores the features.
        analyzer: The index's own.
    """
    head = [c for c in pool.candidates[:HEAD] if c.id in profiles]
    by_id = {c.id: c for c in head}
    order: dict[str, Candidate] = {}
    for target in FEATURES:
        own = {c.id: profiles[c.id] for c in head if target_of(profiles[c.id]) == target}
        if len(own) < 2:
            continue
        features = make_features(target, own, pool.signals, query, analyzer)
        scores = ranker.score(features)
        if target == "case":
            scores = supported(scores, list(own.values()))
        best = sorted(
            zip((-round(s, 9) for s in scores.tolist()), range(len(own)), features.ids, strict=True)
        )
        for (_, _, id), place in zip(best, own, strict=True):
            order[place] = by_id[id]._replace(score=by_id[place].score)
    moved = tuple(order.get(c.id, c) for c in pool.candidates)
    return replace(pool, candidates=moved)


def supported(scores: NDArray[np.float64], profiles: Sequence[Profile]) -> NDArray[np.float64]:
    """Scores with the support of likely cases that are alike: what answers a query lies together (cluster hypothesis,
    van Rijsbergen 1979; score regularisation, Diaz 2005).

    Args:
        scores: float64[n], in log odds.
        profiles: Of the same documents.
    """
    chosen: list[int] = np.argsort(-scores, kind="stable")[:NEIGHBOURS].tolist()
    wholes = [profiles[at].whole for at in chosen]
    known = [(at, whole) for at, whole in zip(chosen, wholes, strict=True) if whole is not None]
    if len(known) < 2:
        return scores
    places = [at for at, _ in known]
    vectors = np.stack([whole for _, whole in known]).astype(np.float64)
    likeness = np.clip(vectors @ vectors.T, 0.0, 1.0) ** CLOSENESS
    np.fill_diagonal(likeness, 0.0)
    top = float(scores.max())
    chances = np.exp(scores[places] - top)
    out = scores.astype(np.float64, copy=True)
    out[places] = top + np.log(chances + SUPPORT * (likeness @ chances))
    return out
