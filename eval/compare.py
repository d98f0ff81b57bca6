"""Two runs over the same judgments, with significance."""

from typing import Any

from eval.collection import Qrels
from eval.measures import Protocol, default_threshold, means, per_query
from eval.runs import Run
from eval.significance import randomisation_test


def compare_runs(qrels: Qrels, a: Run, b: Run, *, threshold: int | None = None) -> dict[str, Any]:
    """Means, difference (b - a), wins of b, losses, ties and p-value by measure.

    Args:
        qrels: Judgments; only their queries count.
        a: The run to compare with.
        b: The run that may be better.
        threshold: Lowest relevant grade; by default from the judgments.
    """
    protocol = Protocol(threshold=default_threshold(qrels) if threshold is None else threshold)
    values_a, values_b = per_query(qrels, a, protocol), per_query(qrels, b, protocol)
    mean_a, mean_b = means(values_a), means(values_b)
    rows = {}
    for name in values_a:
        pairs = [(values_a[name][query], values_b[name][query]) for query in sorted(qrels)]
        rows[name] = {
            "a": mean_a[name],
            "b": mean_b[name],
            "difference": mean_b[name] - mean_a[name],
            "wins": sum(y > x for x, y in pairs),
            "losses": sum(y < x for x, y in pairs),
            "ties": sum(y == x for x, y in pairs),
            "p": randomisation_test([x for x, _ in pairs], [y for _, y in pairs]),
        }
    return {
        "queries": len(qrels),
        "measures": rows,
        "test": "paired randomisation, two-sided",
        "protocol": protocol.as_dict(),
    }
