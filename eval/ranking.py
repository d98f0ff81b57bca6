"""Training of the second stage's weights.

A collection is run with a ranker that only takes notes; a listwise softmax (ListNet, Cao et al. 2007) over the candidates of
each query is then fitted by target. Whoever trains sees to it that the encoder has not learnt from the queries: else the
weights learn to trust the vectors blindly.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.collection import Collection
from eval.errors import EvalError
from eval.index import workspace_for
from eval.measures import Protocol, default_threshold, per_query
from eval.run import ask
from eval.systems import BUILT_IN
from search_api.retrieval import Searcher
from search_api.retrieval.known import known_questions
from search_api.retrieval.ranking.features import FEATURES, Features, Target
from search_api.retrieval.ranking.model import MADE_BY, Column, LinearRanker, Weights

FOLDS = 5
LEAST_SPREAD = 0.001
"""Of a feature; what hardly varies says hardly anything."""
PENALTY = 0.01
"""Of the squared weights of the standardised features."""
MEASURE = "nDCG@10"
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """The candidates of one query: rows of features, and their grades."""

    query: str
    features: Features
    grades: Floats
    judged: Mapping[str, int]


class NotingRanker:
    """Leaves the first stage's order and keeps what it was shown."""

    def __init__(self) -> None:
        self.seen: list[Features] = []

    def score(self, features: Features) -> Floats:
        """float64[n], falling: the order stays."""
        self.seen.append(features)
        return -np.arange(len(features.ids), dtype=np.float64)


def examples(
    collection: Collection,
    split: str,
    home: Path,
    *,
    encoder: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> dict[Target, list[Example]]:
    """What the second stage sees of the queries of a split, by target; none of them is a known question then.

    Args:
        collection: With its judgments.
        split: Of queries that the encoder has not learnt from.
        home: Data folder for the index.
        encoder: Folder of an encoder; ``None`` for the shipped one.
        progress: Called with the number of documents indexed.
    """
    qrels = collection.qrels(split)
    queries = {id: record.text for id, record in collection.queries().items() if id in qrels}
    found: dict[Target, list[Example]] = {target: [] for target in FEATURES}
    with workspace_for(collection, home, progress, encoder=encoder) as workspace:
        ranker = NotingRanker()
        unknown = set(queries.values())
        searcher = Searcher(workspace, ranker, [q for q in known_questions() if q.text not in unknown])
        for id, text in queries.items():
            ranker.seen.clear()
            ask(searcher, BUILT_IN["hybrid"], text, 1)
            for features in ranker.seen:
                grades = np.array([max(0, qrels[id].get(d, 0)) for d in features.ids], dtype=np.float64)
                if grades.any():
                    found[features.target].append(Example(id, features, grades, qrels[id]))
    return found


def train(
    found: Mapping[Target, Sequence[Example]], seed: int = 0
) -> tuple[Weights, dict[str, dict[str, float]]]:
    """Weights by target, and nDCG@10 of the first stage and of held-out folds with the ranker.

    Raises:
        EvalError: a target without enough queries.
    """
    targets: dict[Target, dict[str, Column]] = {}
    told: dict[str, dict[str, float]] = {}
    for target in FEATURES:
        some = found.get(target, ())
        if len(some) < 2 * FOLDS:
            raise EvalError(f"only {len(some)} queries have a {target} for an answer; give more collections")
        folds = np.random.default_rng(seed).integers(0, FOLDS, len(some))
        held = [
            value
            for fold in range(FOLDS)
            for value in _measured(
                fit(target, [e for e, f in zip(some, folds, strict=True) if f != fold]),
                target,
                [e for e, f in zip(some, folds, strict=True) if f == fold],
            )
        ]
        before = [_ndcg(e, -np.arange(len(e.grades), dtype=np.float64)) for e in some]
        targets[target] = fit(target, some)
        told[target] = {
            "queries": len(some),
            "first stage": round(float(np.mean(before)), 4),
            "held out": round(float(np.mean(held)), 4),
        }
    return Weights(made_by=MADE_BY, targets=targets), told


def fit(target: Target, some: Sequence[Example]) -> dict[str, Column]:
    """Weights of a target."""
    rows = np.concatenate([example.features.rows for example in some])
    mean, spread = rows.mean(axis=0), np.maximum(rows.std(axis=0), LEAST_SPREAD)
    lists = [((e.features.rows - mean) / spread, e.grades / e.grades.sum()) for e in some]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, gradient = 0.0, np.zeros_like(weights)
        for values, wanted in lists:
            scores = values @ weights
            scores -= scores.max()
            chances = np.exp(scores)
            chances /= chances.sum()
            total -= float(wanted @ np.log(np.maximum(chances, 1e-300)))
            gradient -= (wanted - chances) @ values
        n = len(lists)
        return total / n + PENALTY * float(weights @ weights), gradient / n + 2 * PENALTY * weights

    weights = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    return {
        name: Column(weight=round(float(w), 4), mean=round(float(m), 5), spread=round(float(s), 5))
        for name, w, m, s in zip(FEATURES[target], weights, mean, spread, strict=True)
    }


def dump_weights(weights: Weights) -> str:
    """As ``data/ranker.yaml`` has them."""
    text: str = yaml.safe_dump(weights.model_dump(), sort_keys=False, allow_unicode=True)
    return text


def _measured(columns: Mapping[str, Column], target: Target, some: Sequence[Example]) -> list[float]:
    ranker = LinearRanker(Weights(made_by=MADE_BY, targets={target: dict(columns)}))
    return [_ndcg(example, ranker.score(example.features)) for example in some]


def _ndcg(example: Example, scores: Floats) -> float:
    """nDCG@10 among the candidates of the target, against everything judged."""
    run = {example.query: dict(zip(example.features.ids, scores.tolist(), strict=True))}
    qrels = {example.query: example.judged}
    protocol = Protocol(threshold=default_threshold(qrels), depth=len(example.grades))
    return per_query(qrels, run, protocol)[MEASURE][example.query]
