"""Run a system over a collection's queries and measure it."""

import datetime as dt
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.about import About, read_about
from eval.attributes import Attributes, Class, load_attributes
from eval.collection import Collection, Qrels, Record
from eval.grouping import kinds_of
from eval.index import workspace_for
from eval.measures import Protocol, default_threshold, tiers
from eval.measures.tiers import Home
from eval.results import summarise
from eval.runs import Run, write_run
from eval.systems import System
from eval.timesplit import time_split
from eval.within import within_class
from indexer.engine.choice import EngineChoice
from indexer.viewer import LOCAL_OWNER
from search_api.retrieval import Searcher
from search_api.retrieval.models import SearchRequest, SearchResult, SimilarRequest
from search_api.retrieval.ranking.cross import CrossEncoderReader

DEPTH = 100


@dataclass(frozen=True, slots=True)
class Analyses:
    """What is told beside the measures; each needs the parsed documents, so none is done unasked."""

    within: Class | None = None
    """Hold the cause or the dispute type fixed."""
    tiers: bool = False
    """Count the tiers of 法发〔2020〕24号 art. 4."""
    home: Home = Home()
    """The searcher's court and day, for the tiers."""
    cut: dt.date | None = None
    """Tell results before and from this day on."""

    @property
    def asked(self) -> bool:
        """Whether any is."""
        return self.within is not None or self.tiers or self.cut is not None


def run_queries(
    searcher: Searcher, system: System, queries: Mapping[str, str], *, depth: int = DEPTH
) -> dict[str, dict[str, float]]:
    """Scores by query and document; the rank decides, since fused scores may tie."""
    run: dict[str, dict[str, float]] = {}
    for query, text in queries.items():
        result = ask(searcher, system, text, depth)
        run[query] = {hit.id: float(depth - position) for position, hit in enumerate(result.hits)}
    return run


def ask(searcher: Searcher, system: System, text: str, depth: int) -> SearchResult:
    """One query through the door that the system says."""
    long = system.entry == "similar" or (system.entry == "auto" and len(text) > system.long_from)
    if long:
        similar = SimilarRequest(
            text=text,
            limit=depth,
            mode=system.mode,
            group=False,
            sort=system.sort,
            home_court=system.home_court,
        )
        return searcher.similar(similar, LOCAL_OWNER)
    request = SearchRequest(
        query=text,
        limit=depth,
        mode=system.mode,
        group=False,
        sort=system.sort,
        home_court=system.home_court,
    )
    return searcher.search(request, LOCAL_OWNER)


def without_excluded(run: Run, queries: Mapping[str, Record]) -> dict[str, dict[str, float]]:
    """The run without what a query's ``metadata.exclude`` names: a query case is no answer to itself."""
    kept = {}
    for query, scores in run.items():
        excluded = set((queries[query].metadata or {}).get("exclude", ()))
        kept[query] = {document: score for document, score in scores.items() if document not in excluded}
    return kept


def protocol_for(qrels: Qrels, about: About, threshold: int | None = None) -> Protocol:
    """The threshold asked for, else the one of the collection's authors, else by the grades."""
    return Protocol(threshold=threshold or about.relevant_from or default_threshold(qrels), depth=DEPTH)


def evaluate(
    collection: Collection,
    home: Path,
    system: System,
    *,
    split: str | None = None,
    out: Path | None = None,
    progress: Callable[[int], None] | None = None,
    engine: EngineChoice | None = None,
    threshold: int | None = None,
    analyses: Analyses | None = None,
) -> dict[str, Any]:
    """Index (once), run and measure.

    Returns:
        What ``fengqiao eval run --json`` prints; ``took_s`` is the time of the queries alone.
    """
    chosen = collection.split(split)
    qrels = collection.qrels(chosen)
    queries = {id: record for id, record in collection.queries().items() if id in qrels}
    about = read_about(collection.path)
    with workspace_for(collection, home, progress, engine, system.encoder) as workspace:
        reader = CrossEncoderReader.load(system.reranker) if system.reranker else None
        searcher = Searcher(workspace, reader=reader)
        began = time.perf_counter()
        run = run_queries(searcher, system, {id: record.text for id, record in queries.items()})
        took = time.perf_counter() - began
        attributes = load_attributes(workspace) if analyses and analyses.asked else {}
    run = without_excluded(run, queries)
    if out is not None:
        write_run(run, out, f"fengqiao-{system.name}")
    protocol = protocol_for(qrels, about, threshold)
    report = {
        "collection": collection.name,
        "split": chosen,
        "system": system.name,
        "queries": len(qrels),
        **summarise(qrels, run, protocol, kinds_of(queries)),
        "protocol": protocol.as_dict(),
        "notes": list(about.notes),
        "took_s": round(took, 2),
    }
    if analyses and analyses.asked:
        report |= analyse(collection, queries, qrels, run, attributes, protocol, analyses)
    return report


def analyse(
    collection: Collection,
    queries: Mapping[str, Record],
    qrels: Qrels,
    run: Run,
    attributes: Mapping[str, Attributes],
    protocol: Protocol,
    analyses: Analyses,
) -> dict[str, Any]:
    """The analyses asked for, each under its own key."""
    report: dict[str, Any] = {}
    if analyses.within is not None:
        documents = list(collection.documents())
        report["within"] = within_class(documents, queries, qrels, run, attributes, protocol, analyses.within)
    if analyses.tiers:
        known = {id: found.authority for id, found in attributes.items() if found.authority}
        values = tiers.per_query(qrels, run, known, protocol.threshold, analyses.home)
        report["tiers"] = {
            name: {"queries": len(row), "mean": round(sum(row.values()) / len(row), 4) if row else None}
            for name, row in values.items()
        }
    if analyses.cut is not None:
        dates = {id: found.date for id, found in attributes.items()}
        report["time"] = time_split(qrels, run, dates, analyses.cut, protocol)
    return report
