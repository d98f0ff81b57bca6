"""Measures of a run against judgments, computed by ir-measures.

nDCG uses linear gain and a log2 discount (Järvelin & Kekäläinen 2002); recall and reciprocal rank count a
document as relevant from a threshold grade on. Unjudged documents have gain 0 and are not removed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import ir_measures
from ir_measures import RR, R, nDCG

from eval.collection import Qrels
from eval.runs import Run

NAMES = ("nDCG@10", "R@10", "R@100", "RR@10")


@dataclass(frozen=True, slots=True)
class Protocol:
    """How the figures were reckoned; printed beside them."""

    gain: str = "linear"
    threshold: int = 1
    """Lowest grade that counts as relevant for R and RR."""
    unjudged: str = "gain 0, kept in the ranking"
    depth: int = 100

    def as_dict(self) -> dict[str, str | int]:
        """For JSON."""
        return {
            "gain": self.gain,
            "relevant_from_grade": self.threshold,
            "unjudged": self.unjudged,
            "depth": self.depth,
        }


def default_threshold(qrels: Qrels) -> int:
    """2 where judgments are graded (2 = relevant, 1 = related), 1 where they are binary."""
    return 2 if any(grade >= 2 for judged in qrels.values() for grade in judged.values()) else 1


def per_query(qrels: Qrels, run: Run, protocol: Protocol) -> dict[str, dict[str, float]]:
    """Value of every measure by measure name and query id; a judged query without results scores 0."""
    measures = {
        "nDCG@10": nDCG @ 10,
        "R@10": R(rel=protocol.threshold) @ 10,
        "R@100": R(rel=protocol.threshold) @ 100,
        "RR@10": RR(rel=protocol.threshold) @ 10,
    }
    names = {str(measure): name for name, measure in measures.items()}
    values = {name: dict.fromkeys(qrels, 0.0) for name in measures}
    plain_qrels = {query: dict(judged) for query, judged in qrels.items()}
    plain_run = {query: dict(scores) for query, scores in run.items()}
    for metric in ir_measures.iter_calc(list(measures.values()), plain_qrels, plain_run):
        values[names[str(metric.measure)]][metric.query_id] = float(metric.value)
    return values


def means(values: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Mean over the judged queries, by measure name."""
    return {name: sum(by_query.values()) / len(by_query) for name, by_query in values.items()}
