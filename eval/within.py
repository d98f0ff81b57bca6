"""Quality with the cause of action or the dispute type held fixed.

Most of what a ranker gains over BM25 on case retrieval can be had by ranking cases of the same charge first (charge audit,
arXiv 2606.12993). So both are told: the whole ranking beside "same class, then BM25", and nDCG among documents of the query's own
class, where the class can no longer help.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from eval.attributes import Attributes, Class, query_classes
from eval.bm25 import Bm25, same_class_first
from eval.bootstrap import cluster_interval
from eval.collection import Qrels, Record
from eval.measures import Protocol, per_query
from eval.runs import Run
from eval.significance import randomisation_test

MEASURE = "nDCG@10"


def within_class(
    documents: Sequence[Record],
    queries: Mapping[str, Record],
    qrels: Qrels,
    run: Run,
    attributes: Mapping[str, Attributes],
    protocol: Protocol,
    by: Class,
) -> dict[str, Any]:
    """Compare a run with "same class, then BM25", over the whole ranking and within the class.

    Args:
        documents: The corpus.
        queries: Queries by id.
        qrels: Judgments.
        run: The system's run. Within the class it counts with its documents of the class only, so it is at no
            advantage where it returned fewer of them than the baseline.
        attributes: Of every document.
        protocol: Depth and threshold.
        by: What is held fixed.

    Returns:
        nDCG@10 of both, their difference with an interval over clusters and p, and a table by class. The whole
        ranking is told over all queries (without a class: plain BM25); within the class, queries without one, or
        without a judged document of their class above grade 0, are counted apart.
    """
    classes = {id: found.class_of(by) for id, found in attributes.items()}
    found = query_classes((queries[query] for query in qrels if query in queries), by, qrels, classes)
    wanted = {query: known.name for query, known in found.items()}
    baseline = Bm25(documents)
    runs = {
        query: same_class_first(
            baseline.search(queries[query].text), classes, wanted.get(query, ""), protocol.depth
        )
        for query in qrels
        if query in queries
    }
    inside = {
        query: {document: grade for document, grade in qrels[query].items() if classes.get(document) == name}
        for query, name in wanted.items()
    }
    inside = {query: judged for query, judged in inside.items() if any(judged.values())}
    relevant = sum(grade >= protocol.threshold for judged in qrels.values() for grade in judged.values())
    held = sum(grade >= protocol.threshold for judged in inside.values() for grade in judged.values())
    report: dict[str, Any] = {
        "by": by,
        "queries": len(inside),
        "class_from": dict(sorted(Counter(known.source for known in found.values()).items())),
        "queries_without_class": len(qrels) - len(wanted),
        "queries_without_relevant_in_class": len(wanted) - len(inside),
        "relevant_pairs_outside_class": relevant - held,
        "relevant_pairs": relevant,
        "measure": MEASURE,
        "baseline": f"same {by}, then BM25",
    }
    if not inside:
        return report
    clusters = {query: wanted[query] for query in inside}
    report["whole_ranking"] = _compared(
        qrels, run, runs, {query: wanted.get(query, "") for query in qrels}, protocol
    )
    own = {query: _only(run.get(query, {}), classes, wanted[query]) for query in inside}
    theirs = {query: _only(runs[query], classes, wanted[query]) for query in inside}
    report["within_class"] = _compared(inside, own, theirs, clusters, protocol)
    report["classes"] = _table(inside, own, theirs, clusters, protocol)
    return report


def _only(scores: Mapping[str, float], classes: Mapping[str, str], name: str) -> dict[str, float]:
    return {document: score for document, score in scores.items() if classes.get(document) == name}


def _compared(
    qrels: Qrels, run: Run, baseline: Run, clusters: Mapping[str, str], protocol: Protocol
) -> dict[str, Any]:
    ours = per_query(qrels, run, protocol)[MEASURE]
    theirs = per_query(qrels, baseline, protocol)[MEASURE]
    lifts = {query: ours[query] - theirs[query] for query in ours}
    low, high = cluster_interval(lifts, clusters)
    return {
        "system": round(sum(ours.values()) / len(ours), 4),
        "baseline": round(sum(theirs.values()) / len(theirs), 4),
        "lift": round(sum(lifts.values()) / len(lifts), 4),
        "interval": [round(low, 4), round(high, 4)],
        "p": round(randomisation_test(list(ours.values()), list(theirs.values())), 4),
    }


def _table(
    qrels: Qrels, run: Run, baseline: Run, clusters: Mapping[str, str], protocol: Protocol
) -> list[dict[str, Any]]:
    ours = per_query(qrels, run, protocol)[MEASURE]
    theirs = per_query(qrels, baseline, protocol)[MEASURE]
    rows = []
    for name in sorted(set(clusters.values())):
        members = [query for query in qrels if clusters[query] == name]
        system = sum(ours[query] for query in members) / len(members)
        base = sum(theirs[query] for query in members) / len(members)
        rows.append(
            {"class": name, "queries": len(members), "system": round(system, 4), "baseline": round(base, 4)}
        )
    return sorted(rows, key=lambda row: (-row["queries"], row["class"]))
