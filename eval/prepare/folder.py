"""Writing a collection in the BEIR layout, and what came of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.about import FILE as ABOUT
from eval.errors import EvalError

MISSING = "missing.jsonl"
Judgments = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Missing:
    """A gold document that is not at hand."""

    query: str
    document: str
    name: str
    grade: int


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write JSON lines.

    Returns:
        How many.
    """
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def write_qrels(path: Path, judgments: Judgments) -> None:
    """Write judgments in TREC's four columns, queries in order, best documents first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        for query in sorted(judgments):
            for document, grade in sorted(judgments[query].items(), key=lambda item: (-item[1], item[0])):
                out.write(f"{query}\t0\t{document}\t{grade}\n")


def empty_folder(path: Path) -> Path:
    """A folder to write into, made if need be.

    Raises:
        EvalError: it holds something that is no collection made here.
    """
    if path.exists() and not path.is_dir():
        raise EvalError(f"{path}: not a folder")
    path.mkdir(parents=True, exist_ok=True)
    strange = [
        item.name
        for item in path.iterdir()
        if item.name not in {"corpus.jsonl", "queries.jsonl", "qrels", MISSING, ABOUT, "stamp"}
    ]
    if strange:
        raise EvalError(f"{path}: holds other files, such as {strange[0]}; choose an empty folder")
    for file in (path / "qrels").glob("*.tsv"):
        file.unlink()
    (path / MISSING).unlink(missing_ok=True)
    return path


def write_missing(out: Path, missing: Sequence[Missing]) -> None:
    """List the gold that is not at hand in ``missing.jsonl``; no file when all is there."""
    if missing:
        rows = ({"query": m.query, "document": m.document, "name": m.name, "grade": m.grade} for m in missing)
        write_lines(out / MISSING, rows)
