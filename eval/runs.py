"""TREC run files: ``query Q0 document rank score tag``, best first."""

import math
from collections.abc import Mapping
from pathlib import Path

from eval.errors import EvalError

Run = Mapping[str, Mapping[str, float]]
"""Score by query id and document id; higher is better."""


def write_run(run: Run, path: Path, tag: str) -> None:
    """Write a run, documents of equal score ordered by id."""
    with path.open("w", encoding="utf-8") as out:
        for query, scores in run.items():
            ordered = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
            for rank, (document, score) in enumerate(ordered, 1):
                out.write(f"{query} Q0 {document} {rank} {score:.9g} {tag}\n")


def read_run(path: Path) -> dict[str, dict[str, float]]:
    """Read a run.

    Raises:
        EvalError: the file is missing, a line of another form, or a document twice for one query.
    """
    if not path.is_file():
        raise EvalError(f"{path}: no such run file")
    run: dict[str, dict[str, float]] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            columns = line.split()
            if not columns:
                continue
            if len(columns) != 6:
                raise EvalError(f"{path}, line {number}: expected 6 columns, found {len(columns)}")
            query, document = columns[0], columns[2]
            scores = run.setdefault(query, {})
            if document in scores:
                raise EvalError(f"{path}, line {number}: {document} stands twice for query {query}")
            try:
                score = float(columns[4])
            except ValueError as error:
                raise EvalError(f"{path}, line {number}: score {columns[4]!r} is not a number") from error
            if not math.isfinite(score):
                raise EvalError(f"{path}, line {number}: score {columns[4]!r} is not finite")
            scores[document] = score
    return run
