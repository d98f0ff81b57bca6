"""What each stage of retrieval is worth: the same queries with one stage more each time.

The stages are taken away between retrieval and its engine, so that what is measured is the product's own code.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from eval.about import read_about
from eval.collection import Collection
from eval.grouping import kinds_of
from eval.index import workspace_for
from eval.measures import means, per_query
from eval.run import DEPTH, ask, protocol_for, without_excluded
from eval.systems import System
from indexer.engine.protocol import Candidates, Clause, LexicalQuery, SearchEngine
from indexer.workspace import Workspace
from search_api.retrieval import Searcher

SHOWN = ("nDCG@10", "R@10", "R@100", "RR@10")
TIMED = 10
"""Hits asked for when a query is timed, as a screen does."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A setting with everything up to one stage."""

    name: str
    bigrams: bool = True
    elements: bool = True
    vectors: bool = True
    expansion: bool = True
    ranker: bool = True


STAGES = (
    Stage("words", bigrams=False, elements=False, vectors=False, expansion=False, ranker=False),
    Stage("+ bigrams", elements=False, vectors=False, expansion=False, ranker=False),
    Stage("+ elements", vectors=False, expansion=False, ranker=False),
    Stage("+ vectors", expansion=False, ranker=False),
    Stage("+ expansion", ranker=False),
    Stage("+ ranker"),
)
"""Elements: identifiers and statutes looked up as such. Expansion: legal words for lay ones, and articles of known
questions. Cause, dispute type and length of a document enter with the ranker."""


class _Reduced:
    """An engine that is asked less than retrieval asks; everything else is the engine's own."""

    def __init__(self, engine: SearchEngine, stage: Stage) -> None:
        self._engine, self._stage = engine, stage

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def lexical(self, query: LexicalQuery, **limits: Any) -> Candidates:
        """As the engine's, of the clauses that the stage has."""
        left = tuple(reduced for clause in query.clauses if (reduced := self._left(clause)) is not None)
        if query.clauses and not left:
            return Candidates((), 0)
        return self._engine.lexical(replace(query, clauses=left), **limits)

    def _left(self, clause: Clause) -> Clause | None:
        stage, recall = self._stage, clause.occur == "should"
        if recall and clause.fields == ("bigram",) and not stage.bigrams:
            return None
        if recall and clause.fields == ("identifier_text",) and not stage.elements:
            return None
        if clause.weights and not stage.expansion:
            kept = [token for token, w in zip(clause.tokens, clause.weights, strict=True) if w >= 1]
            return replace(clause, tokens=tuple(kept), weights=(1.0,) * len(kept)) if kept else None
        return clause


@contextmanager
def _reduced(workspace: Workspace, stage: Stage) -> Iterator[Workspace]:
    engine = workspace.engine
    workspace.engine = _Reduced(engine, stage)
    try:
        yield workspace
    finally:
        workspace.engine = engine


def ablate(collection: Collection, home: Path, *, split: str | None = None) -> dict[str, Any]:
    """Quality and median time of every stage.

    Returns:
        ``collection``, ``split``, ``queries`` and ``stages``: for each its name, ``measures``, ``kinds`` (nDCG@10 by kind of
        query), ``ms``, the median time of a search for ten hits after one for a hundred has warmed the caches, and ``cpu_ms``,
        its processor time on all cores, which says more on a machine that others use.
    """
    chosen = collection.split(split)
    qrels = collection.qrels(chosen)
    queries = {id: record for id, record in collection.queries().items() if id in qrels}
    protocol = protocol_for(qrels, read_about(collection.path))
    kinds = kinds_of(queries)
    rows = []
    with workspace_for(collection, home) as workspace:
        for stage in STAGES:
            system = System(name=stage.name, mode="hybrid" if stage.vectors else "lexical")
            with _reduced(workspace, stage) as small:
                searcher = Searcher(
                    small, "shipped" if stage.ranker else None, None if stage.expansion else ()
                )
                run: dict[str, dict[str, float]] = {}
                times, busy = [], []
                for id, record in queries.items():
                    hits = ask(searcher, system, record.text, DEPTH).hits
                    run[id] = {hit.id: float(DEPTH - at) for at, hit in enumerate(hits)}
                    began, worked = time.perf_counter(), time.process_time()
                    ask(searcher, system, record.text, TIMED)
                    times.append(1000 * (time.perf_counter() - began))
                    busy.append(1000 * (time.process_time() - worked))
            values = per_query(qrels, without_excluded(run, queries), protocol)
            by_kind: dict[str, list[float]] = {}
            for id, value in values["nDCG@10"].items():
                if id in kinds:
                    by_kind.setdefault(kinds[id], []).append(value)
            rows.append(
                {
                    "stage": stage.name,
                    "measures": {name: means(values)[name] for name in SHOWN},
                    "kinds": {kind: sum(some) / len(some) for kind, some in sorted(by_kind.items())},
                    "ms": median(times),
                    "cpu_ms": median(busy),
                }
            )
    return {"collection": collection.name, "split": chosen, "queries": len(qrels), "stages": rows}
