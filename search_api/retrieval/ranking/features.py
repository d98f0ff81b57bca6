"""What the second stage looks at, named and readable; one column each."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpora.model import Kind
from indexer.analysis import Analyzer
from indexer.profiles import Profile
from search_api.retrieval.candidates import Signals

Target = Literal["case", "article"]
"""Articles of statutes are ordered by other signs than cases, records and everything else."""

FEATURES: Mapping[Target, tuple[str, ...]] = {
    "case": (
        "words",
        "bigrams",
        "meaning",
        "words_rank",
        "bigrams_rank",
        "meaning_rank",
        "focus",
        "dispute_type",
        "cause",
        "statutes",
        "length",
    ),
    "article": ("words", "bigrams", "meaning", "meaning_rank", "cosine", "asked_rank"),
}
"""Columns by target.

``words``, ``bigrams``, ``meaning``: scores of the first stage in [0, 1]; ``…_rank``: 1 / (10 + rank). ``cosine``: of the
best passage. ``focus``: cosine of the query and the document's focus of dispute. ``dispute_type``: the query's probability
of the document's type. ``cause``: share of the words of the document's cause in the query. ``statutes``: share of the
articles named in the query that the document cites. ``length``: ln of the code points. ``asked_rank``: 1 / (5 + rank) by
questions that are known to be answered by the article.
"""
UNKNOWN_RANK = 500
"""Rank of what a list does not hold."""
NO_FOCUS = 0.8
"""A document without a focus of dispute counts as near as this share of its best passage."""


@dataclass(frozen=True, slots=True, eq=False)
class RankQuery:
    """A query as the second stage needs it."""

    vector: NDArray[np.float32]
    """float32[dim], L2-normalised."""
    words: frozenset[str]
    """Analysed words, those added by expansion among them."""
    types: Mapping[str, float]
    """Probability by dispute type."""
    statutes: frozenset[str] = frozenset()
    """``law#article`` keys that the query names."""
    asked: Mapping[str, float] = field(default_factory=dict)
    """Nearness of known questions by id of the article that answers them."""


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """One row a document, float64[n, len(FEATURES[target])]."""

    target: Target
    ids: tuple[str, ...]
    rows: NDArray[np.float64]


def target_of(profile: Profile) -> Target:
    """By which signs a document is ordered."""
    return "article" if profile.kind == Kind.STATUTE.value else "case"


def make_features(
    target: Target,
    profiles: Mapping[str, Profile],
    signals: Signals,
    query: RankQuery,
    analyzer: Analyzer,
) -> Features:
    """The columns of the target for the documents of ``profiles``."""
    ids = tuple(profiles)
    columns: dict[str, Callable[[], Sequence[float]]] = {
        "focus": lambda: [_focus(profiles[id], query, signals.meaning.get(id, 0.0)) for id in ids],
        "dispute_type": lambda: [
            max((query.types.get(code, 0.0) for code in profiles[id].dispute_types), default=0.0)
            for id in ids
        ],
        "cause": lambda: [_cause(profiles[id].cause, query.words, analyzer) for id in ids],
        "statutes": lambda: [
            len(query.statutes & profiles[id].statutes) / max(1, len(query.statutes)) for id in ids
        ],
        "length": lambda: [math.log(1 + profiles[id].length) for id in ids],
        "cosine": lambda: [signals.meaning.get(id, 0.0) for id in ids],
        "asked_rank": lambda: _ranks(query.asked, ids, 5),
    }
    for name, scores in (
        ("words", signals.words),
        ("bigrams", signals.bigrams),
        ("meaning", signals.meaning),
    ):
        columns[name] = partial(_normalised, scores, ids, signals.depth)
        columns[f"{name}_rank"] = partial(_ranks, scores, ids, 10)
    rows = np.array([columns[name]() for name in FEATURES[target]], dtype=np.float64).T
    return Features(target, ids, rows.reshape(len(ids), len(FEATURES[target])))


def _normalised(scores: Mapping[str, float], ids: Sequence[str], depth: int) -> Sequence[float]:
    """As :func:`search_api.retrieval.fusion.min_max`, of these documents alone."""
    if not scores:
        return [0.0] * len(ids)
    every = np.fromiter(scores.values(), np.float64, len(scores))
    at = len(every) - min(len(every), depth)
    low, high = float(np.partition(every, at)[at]), float(every.max())
    if high <= low:
        return [float(id in scores) for id in ids]
    own = np.array([scores.get(id, low) for id in ids])
    found: list[float] = np.maximum(0.0, (own - low) / (high - low)).tolist()
    return found


def _ranks(scores: Mapping[str, float], ids: Sequence[str], offset: int) -> Sequence[float]:
    """``1 / (offset + rank)``, ranks from 0; 0 where the list is empty."""
    if not scores:
        return [0.0] * len(ids)
    ranked = np.sort(-np.fromiter(scores.values(), np.float64, len(scores)))
    places = np.searchsorted(ranked, [-scores.get(id, -math.inf) for id in ids])
    places[[id not in scores for id in ids]] = UNKNOWN_RANK
    found: list[float] = (1 / (offset + places)).tolist()
    return found


def _focus(profile: Profile, query: RankQuery, best: float) -> float:
    if profile.focus is None or len(profile.focus) != len(query.vector):
        return NO_FOCUS * best
    return float(profile.focus @ query.vector)


def _cause(cause: str, words: frozenset[str], analyzer: Analyzer) -> float:
    own = cause_words(analyzer, cause) if cause else frozenset[str]()
    return len(own & words) / len(own) if own else 0.0


@lru_cache(maxsize=5_000)
def cause_words(analyzer: Analyzer, cause: str) -> frozenset[str]:
    """What a cause of action says beside that there is a dispute."""
    return frozenset(analyzer.query_terms(cause.replace("纠纷", "")))
