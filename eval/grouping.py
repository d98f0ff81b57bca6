"""Results by group of queries."""

from collections.abc import Mapping
from typing import Any

from eval.bootstrap import interval
from eval.collection import Record
from eval.measures import means

NO_KIND = "other"
MAIN = "nDCG@10"


def kinds_of(queries: Mapping[str, Record]) -> dict[str, str]:
    """Kind by query, from ``metadata.kind``; empty where no query has one."""
    kinds = {id: str((record.metadata or {}).get("kind", "")) for id, record in queries.items()}
    return {id: kind or NO_KIND for id, kind in kinds.items()} if any(kinds.values()) else {}


def by_group(
    values: Mapping[str, Mapping[str, float]], groups: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """Number of queries, means and the interval of nDCG@10 by group, groups in order of name.

    Args:
        values: Value by measure and query.
        groups: Group by query; queries without one are left out.
    """
    members: dict[str, list[str]] = {}
    for query in next(iter(values.values())):
        if query in groups:
            members.setdefault(groups[query], []).append(query)
    found = {}
    for group, queries in sorted(members.items()):
        inside = {name: {query: row[query] for query in queries} for name, row in values.items()}
        low, high = interval(list(inside[MAIN].values()))
        measures = {name: round(value, 4) for name, value in means(inside).items()}
        found[group] = {
            "queries": len(queries),
            "measures": measures,
            "interval": [round(low, 4), round(high, 4)],
        }
    return found
