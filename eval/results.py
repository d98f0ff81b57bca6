"""What is told of one run: means with intervals, condensed values, results by kind."""

from collections.abc import Mapping
from typing import Any

from eval.bootstrap import interval
from eval.collection import Qrels
from eval.grouping import by_group
from eval.measures import Protocol, condensed_per_query, means, per_query
from eval.runs import Run

INTERVALS = ("nDCG@10", "R@10", "R@100", "RR@10", "AP")


def summarise(qrels: Qrels, run: Run, protocol: Protocol, kinds: Mapping[str, str]) -> dict[str, Any]:
    """Means, 95 % bootstrap intervals, condensed means and, where queries have kinds, results by kind.

    Args:
        qrels: Judgments; only their queries count.
        run: Scores by query and document.
        protocol: How it is reckoned.
        kinds: Kind by query; may be empty.
    """
    values = per_query(qrels, run, protocol)
    intervals = {name: interval(list(values[name].values())) for name in INTERVALS}
    report: dict[str, Any] = {
        "measures": _rounded(means(values)),
        "intervals": {name: [round(low, 4), round(high, 4)] for name, (low, high) in intervals.items()},
        "condensed": _rounded(means(condensed_per_query(qrels, run, protocol))),
    }
    if kinds:
        report["by_kind"] = by_group(values, kinds)
    return report


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items()}
