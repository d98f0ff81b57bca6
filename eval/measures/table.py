"""Every measure for every query."""

from collections.abc import Mapping

import ir_measures
from ir_measures import Measure

from eval.collection import Qrels
from eval.measures import average_precision, judged, ndcg, precision, recall, reciprocal_rank
from eval.measures.condensed import condense
from eval.measures.protocol import Protocol
from eval.measures.ranking import ranked
from eval.runs import Run

Values = dict[str, dict[str, float]]
"""Value by measure name and query id."""

CONDENSED = ("nDCG@10", "RR@10", "AP")
"""Measures that are also told over condensed lists."""
SHOWN = ("nDCG@10", "R@10", "R@100", "RR@10", "P@5", "AP", "Judged@10")
"""Measures printed for people; JSON has all."""


def _measures(threshold: int) -> dict[str, Measure]:
    return {
        **ndcg.measures(),
        **recall.measures(threshold),
        **reciprocal_rank.measures(threshold),
        **precision.measures(threshold),
        **average_precision.measures(threshold),
        **judged.measures(),
    }


NAMES = tuple(_measures(1))


def per_query(qrels: Qrels, run: Run, protocol: Protocol) -> Values:
    """Value of every measure by measure name and query id; a judged query without results scores 0."""
    measures = _measures(protocol.threshold)
    names = {str(measure): name for name, measure in measures.items()}
    values = {name: dict.fromkeys(qrels, 0.0) for name in measures}
    plain_qrels = {query: dict(judged) for query, judged in qrels.items()}
    found = {query: scores for query, scores in ranked(run).items() if scores}
    for metric in ir_measures.iter_calc(list(measures.values()), plain_qrels, found):
        values[names[str(metric.measure)]][metric.query_id] = float(metric.value)
    return values


def condensed_per_query(qrels: Qrels, run: Run, protocol: Protocol) -> Values:
    """As :func:`per_query` over condensed lists, for :data:`CONDENSED` only."""
    values = per_query(qrels, condense(qrels, run), protocol)
    return {name: values[name] for name in CONDENSED}


def means(values: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Mean over the judged queries, by measure name."""
    return {name: sum(by_query.values()) / len(by_query) for name, by_query in values.items()}
