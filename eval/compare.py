"""Runs over the same judgments, with significance."""

from collections.abc import Iterable, Mapping
from typing import Any

from eval.bootstrap import interval
from eval.collection import Qrels
from eval.errors import EvalError
from eval.grouping import MAIN
from eval.holm import holm
from eval.measures import Protocol, condensed_per_query, default_threshold, means, per_query
from eval.runs import Run
from eval.significance import randomisation_test

TEST = "paired randomisation, two-sided"
CORRECTION = "Holm over the systems compared, measure by measure"
_EPSILON = 1e-9
"""Smaller differences are rounding, not wins."""


def compare_runs(
    qrels: Qrels, a: Run, b: Run, *, threshold: int | None = None, kinds: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Means, difference (b - a) with its interval, wins of b, losses, ties and p-value by measure.

    Args:
        qrels: Judgments; only their queries count.
        a: The run to compare with.
        b: The run that may be better.
        threshold: Lowest relevant grade; by default from the judgments.
        kinds: Kind by query, for nDCG@10 by kind.
    """
    report = compare_many(qrels, {"a": a, "b": b}, threshold=threshold, kinds=kinds)
    found = report["comparisons"][0]
    rows = {
        name: {key: row[key] for key in row if key != "p_holm"} for name, row in found["measures"].items()
    }
    kept = {key: report[key] for key in ("queries", "condensed", "test", "protocol")}
    return kept | {"measures": rows} | ({"by_kind": found["by_kind"]} if kinds else {})


def compare_many(
    qrels: Qrels,
    runs: Mapping[str, Run],
    *,
    threshold: int | None = None,
    kinds: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Every run against the first.

    Args:
        qrels: Judgments; only their queries count.
        runs: Two or more by name; the first is what the others are held against.
        threshold: Lowest relevant grade; by default from the judgments.
        kinds: Kind by query, for nDCG@10 by kind.

    Returns:
        Means of all, and a comparison for each but the first, with p-values before and after the correction.

    Raises:
        EvalError: fewer than two runs, or one that shares no query with the judgments.
    """
    if len(runs) < 2:
        raise EvalError("at least two runs are needed")
    for name, run in runs.items():
        if not qrels.keys() & run.keys():
            raise EvalError(f"{name}: none of its queries is judged")
    protocol = Protocol(threshold=default_threshold(qrels) if threshold is None else threshold)
    values = {name: per_query(qrels, run, protocol) for name, run in runs.items()}
    condensed = {name: means(condensed_per_query(qrels, run, protocol)) for name, run in runs.items()}
    first, *others = runs
    comparisons: list[dict[str, Any]] = []
    for other in others:
        rows = {name: _row(values[first][name], values[other][name]) for name in values[first]}
        comparison: dict[str, Any] = {"run": other, "measures": rows}
        if kinds:
            comparison["by_kind"] = _by_kind(values[first][MAIN], values[other][MAIN], kinds)
        comparisons.append(comparison)
    for name in values[first]:
        adjusted = holm([comparison["measures"][name]["p"] for comparison in comparisons])
        for comparison, p in zip(comparisons, adjusted, strict=True):
            comparison["measures"][name]["p_holm"] = p
    return {
        "queries": len(qrels),
        "against": first,
        "runs": {name: means(found) for name, found in values.items()},
        "condensed": condensed,
        "comparisons": comparisons,
        "test": TEST,
        "correction": CORRECTION,
        "protocol": protocol.as_dict(),
    }


def _row(a: Mapping[str, float], b: Mapping[str, float]) -> dict[str, Any]:
    queries = sorted(a)
    differences = [b[query] - a[query] for query in queries]
    low, high = interval(differences)
    return {
        "a": _mean(a.values()),
        "b": _mean(b.values()),
        "difference": sum(differences) / len(differences),
        "interval": [low, high],
        "wins": sum(value > _EPSILON for value in differences),
        "losses": sum(value < -_EPSILON for value in differences),
        "ties": sum(abs(value) <= _EPSILON for value in differences),
        "p": randomisation_test([a[query] for query in queries], [b[query] for query in queries]),
    }


def _by_kind(a: Mapping[str, float], b: Mapping[str, float], kinds: Mapping[str, str]) -> dict[str, Any]:
    groups: dict[str, list[str]] = {}
    for query in a:
        if query in kinds:
            groups.setdefault(kinds[query], []).append(query)
    return {
        kind: {"queries": len(queries)} | _row({q: a[q] for q in queries}, {q: b[q] for q in queries})
        for kind, queries in sorted(groups.items())
    }


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return float(sum(found) / len(found))
