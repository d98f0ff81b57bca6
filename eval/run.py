"""Run a system over a collection's queries and measure it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from eval.collection import Collection
from eval.index import workspace_for
from eval.measures import Protocol, default_threshold, means, per_query
from eval.runs import write_run
from eval.systems import System
from indexer.engine.choice import EngineChoice
from indexer.viewer import LOCAL_OWNER
from search_api.retrieval import Searcher
from search_api.retrieval.models import SearchRequest, SearchResult, SimilarRequest

DEPTH = 100


def run_queries(
    searcher: Searcher, system: System, queries: dict[str, str], *, depth: int = DEPTH
) -> dict[str, dict[str, float]]:
    """Scores by query and document; the rank decides, since fused scores may tie."""
    run: dict[str, dict[str, float]] = {}
    for query, text in queries.items():
        result = _ask(searcher, system, text, depth)
        run[query] = {hit.id: float(depth - position) for position, hit in enumerate(result.hits)}
    return run


def _ask(searcher: Searcher, system: System, text: str, depth: int) -> SearchResult:
    long = system.entry == "similar" or (system.entry == "auto" and len(text) > system.long_from)
    if long:
        similar = SimilarRequest(text=text, limit=depth, mode=system.mode, group=False)
        return searcher.similar(similar, LOCAL_OWNER)
    request = SearchRequest(query=text, limit=depth, mode=system.mode, group=False)
    return searcher.search(request, LOCAL_OWNER)


def evaluate(
    collection: Collection,
    home: Path,
    system: System,
    *,
    split: str | None = None,
    out: Path | None = None,
    progress: Callable[[int], None] | None = None,
    engine: EngineChoice | None = None,
) -> dict[str, Any]:
    """Index (once), run and measure.

    Returns:
        What ``fengqiao eval run --json`` prints; ``took_s`` is the time of the queries alone.
    """
    chosen = collection.split(split)
    qrels = collection.qrels(chosen)
    texts = {record.id: record.text for record in collection.queries().values() if record.id in qrels}
    with workspace_for(collection, home, progress, engine) as workspace:
        searcher = Searcher(workspace)
        began = time.perf_counter()
        run = run_queries(searcher, system, texts)
        took = time.perf_counter() - began
    if out is not None:
        write_run(run, out, f"fengqiao-{system.name}")
    protocol = Protocol(threshold=default_threshold(qrels), depth=DEPTH)
    return {
        "collection": collection.name,
        "split": chosen,
        "system": system.name,
        "queries": len(qrels),
        "measures": {name: round(value, 4) for name, value in means(per_query(qrels, run, protocol)).items()},
        "protocol": protocol.as_dict(),
        "took_s": round(took, 2),
    }
