"""The same queries over two engines: how far their answers agree."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from eval.collection import Collection
from eval.index import workspace_for
from eval.measures import Protocol, default_threshold, means, per_query
from eval.run import DEPTH, run_queries
from eval.systems import System
from indexer.engine.choice import EngineChoice
from search_api.retrieval import Searcher

TOP = 10
MEASURE = "nDCG@10"
Run = Mapping[str, Mapping[str, float]]


def compare_engines(
    collection: Collection,
    home: Path,
    system: System,
    engines: tuple[EngineChoice, EngineChoice],
    *,
    split: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """Index a collection with both engines (once), run its queries on both and compare.

    Returns:
        Overlap of the first ten (shared share of the longer list, mean and lowest over queries), the share of
        queries whose first ten are the same in the same order, and nDCG@10 of each engine.
    """
    chosen = collection.split(split)
    qrels = collection.qrels(chosen)
    texts = {record.id: record.text for record in collection.queries().values() if record.id in qrels}
    runs: list[Run] = []
    for engine in engines:
        with workspace_for(collection, home, progress, engine) as workspace:
            runs.append(run_queries(Searcher(workspace), system, texts))
    first, second = runs
    protocol = Protocol(threshold=default_threshold(qrels), depth=DEPTH)
    scores = [means(per_query(qrels, run, protocol))[MEASURE] for run in runs]
    shared = [overlap(first[query], second[query]) for query in texts]
    same = [top(first[query]) == top(second[query]) for query in texts]
    return {
        "collection": collection.name,
        "split": chosen,
        "system": system.name,
        "queries": len(texts),
        "engines": [engine.name for engine in engines],
        "top10_overlap": round(sum(shared) / len(shared), 4),
        "top10_overlap_lowest": round(min(shared), 2),
        "top10_same_order": round(sum(same) / len(same), 4),
        MEASURE: [round(score, 4) for score in scores],
        "difference": round(scores[1] - scores[0], 4),
    }


def top(scores: Mapping[str, float]) -> list[str]:
    """The first ten, best first."""
    return sorted(scores, key=lambda id: (-scores[id], id))[:TOP]


def overlap(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """Share of the longer top ten that both have; 1.0 when neither found anything."""
    a, b = set(top(first)), set(top(second))
    return len(a & b) / max(len(a), len(b)) if a or b else 1.0
