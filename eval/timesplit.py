"""Results before and from a day on: does quality hold on what is newer than anything tuned on?

Each side has its own documents: the others are taken out of ranking and judgments alike, so that no later case helps an
earlier question. Documents without a date are on neither side and are counted.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from eval.collection import Qrels
from eval.measures import Protocol, means, per_query
from eval.runs import Run


def time_split(
    qrels: Qrels, run: Run, dates: Mapping[str, dt.date | None], cut: dt.date, protocol: Protocol
) -> dict[str, Any]:
    """Means over the queries that have a relevant document on each side.

    Args:
        qrels: Judgments.
        run: The run.
        dates: Date by document of the corpus.
        cut: The first day of the later side.
        protocol: Threshold and depth.
    """

    def earlier(document: str) -> bool:
        date = dates.get(document)
        return date is not None and date < cut

    def later(document: str) -> bool:
        date = dates.get(document)
        return date is not None and date >= cut

    judged = {document for row in qrels.values() for document in row}
    return {
        "cut": cut.isoformat(),
        "before": _side(qrels, run, earlier, protocol),
        "from": _side(qrels, run, later, protocol),
        "documents_without_date": sum(date is None for date in dates.values()),
        "judged_without_date": sum(dates.get(document) is None for document in judged),
    }


def _side(qrels: Qrels, run: Run, on_it: Callable[[str], bool], protocol: Protocol) -> dict[str, Any]:
    kept = {query: {d: grade for d, grade in judged.items() if on_it(d)} for query, judged in qrels.items()}
    kept = {
        query: judged
        for query, judged in kept.items()
        if max(judged.values(), default=0) >= protocol.threshold
    }
    if not kept:
        return {"queries": 0, "measures": {}}
    ranking = {query: {d: s for d, s in run.get(query, {}).items() if on_it(d)} for query in kept}
    values = means(per_query(kept, ranking, protocol))
    return {"queries": len(kept), "measures": {name: round(value, 4) for name, value in values.items()}}
