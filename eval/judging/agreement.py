"""Two annotators over one pool: how far they agree, and the judgments that come of it."""

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from eval.errors import EvalError
from eval.judging.kappa import kappa
from eval.judging.pool import Pair
from eval.judging.store import Judged, read_annotators
from eval.prepare.folder import write_qrels

AXES = ("facts", "focus", "law", "grade")
APART = 2
"""Grades this far apart are listed for adjudication first."""


def agreement(folder: Path, adjudicator: str | None = None) -> dict[str, Any]:
    """What ``fengqiao eval agree --json`` prints: for each two annotators, kappa by axis and disagreements.

    Raises:
        EvalError: fewer than two annotators, or two without a common pair.
    """
    annotators = _annotators(folder, adjudicator)
    pairs = []
    for a, b in combinations(annotators, 2):
        common = sorted(annotators[a].keys() & annotators[b].keys())
        if not common:
            raise EvalError(f"{folder}: {a} and {b} have judged no pair in common")
        pairs.append(_of_two(a, b, annotators[a], annotators[b], common))
    return {
        "pool": str(folder),
        "annotators": {name: len(judged) for name, judged in annotators.items()},
        "pairs": pairs,
    }


def settled(folder: Path, adjudicator: str | None = None) -> tuple[dict[str, dict[str, int]], int]:
    """Judgments on which all agree or that the adjudicator decided, and how many pairs are still open.

    A pair that one annotator alone has judged is open too.

    Raises:
        EvalError: fewer than two annotators, or an adjudicator without judgments.
    """
    annotators = _annotators(folder, adjudicator)
    decided = _adjudicated(folder, adjudicator)
    qrels: dict[str, dict[str, int]] = {}
    still_open = 0
    for pair in sorted(set().union(*annotators.values(), decided)):
        grades = [judged[pair].grade for judged in annotators.values() if pair in judged]
        if pair in decided:
            grade = decided[pair].grade
        elif len(grades) > 1 and len(set(grades)) == 1:
            grade = grades[0]
        else:
            still_open += 1
            continue
        qrels.setdefault(pair[0], {})[pair[1]] = grade
    return qrels, still_open


def write_settled(folder: Path, out: Path, adjudicator: str | None = None) -> dict[str, int]:
    """Write the settled judgments as qrels.

    Raises:
        EvalError: as :func:`settled`, or nothing is settled.
    """
    qrels, still_open = settled(folder, adjudicator)
    if not qrels:
        raise EvalError(f"{folder}: no pair is settled")
    write_qrels(out, qrels)
    return {"pairs": sum(map(len, qrels.values())), "open": still_open}


def _annotators(folder: Path, adjudicator: str | None) -> dict[str, dict[Pair, Judged]]:
    found = {name: judged for name, judged in read_annotators(folder).items() if name != adjudicator}
    if len(found) < 2:
        raise EvalError(f"{folder}: two annotators are needed, there are: {', '.join(found) or 'none'}")
    return found


def _adjudicated(folder: Path, adjudicator: str | None) -> dict[Pair, Judged]:
    if adjudicator is None:
        return {}
    found = read_annotators(folder)
    if adjudicator not in found:
        raise EvalError(f"{folder}: no judgments of {adjudicator}")
    return found[adjudicator]


def _of_two(
    a: str, b: str, of_a: Mapping[Pair, Judged], of_b: Mapping[Pair, Judged], common: list[Pair]
) -> dict[str, Any]:
    axes = {}
    for axis in AXES:
        x = [int(getattr(of_a[pair], axis)) for pair in common]
        y = [int(getattr(of_b[pair], axis)) for pair in common]
        axes[axis] = {
            "agreement": round(sum(i == j for i, j in zip(x, y, strict=True)) / len(common), 4),
            "kappa": _rounded(kappa(x, y)),
            "weighted_kappa": _rounded(kappa(x, y, weighted=True)),
        }
    differing = [pair for pair in common if of_a[pair].grade != of_b[pair].grade]
    differing.sort(key=lambda pair: (-abs(of_a[pair].grade - of_b[pair].grade), pair))
    return {
        "a": a,
        "b": b,
        "common": len(common),
        "axes": axes,
        "differing": len(differing),
        "far_apart": sum(abs(of_a[pair].grade - of_b[pair].grade) >= APART for pair in differing),
        "disagreements": [
            {"query": q, "document": d, a: of_a[q, d].grade, b: of_b[q, d].grade} for q, d in differing
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
