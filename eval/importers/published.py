"""A public set as it was read from its published files, and how it becomes a collection."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from eval.about import About, write_about
from eval.errors import EvalError
from eval.prepare.folder import Missing, empty_folder, write_lines, write_missing, write_qrels

Row = dict[str, Any]
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Published:
    """Documents, queries and judgments by id; qrels by split."""

    documents: Mapping[str, Row]
    queries: Mapping[str, Row]
    splits: Mapping[str, Mapping[str, Mapping[str, int]]]
    about: About
    notes: Sequence[str] = field(default=())
    """What was noticed while reading."""


Reader = Callable[[Path], Published]


def write_published(name: str, published: Published, out: Path) -> dict[str, Any]:
    """Write the collection; judged documents without a text are left out, counted and listed.

    Returns:
        What ``fengqiao eval import --json`` prints.

    Raises:
        EvalError: no query keeps a judged document, or ``out`` holds other files.
    """
    missing: list[Missing] = []
    judged: dict[str, dict[str, dict[str, int]]] = {}
    asked: set[str] = set()
    wanted: set[str] = set()
    for split, qrels in published.splits.items():
        judged[split] = {}
        for query, grades in qrels.items():
            asked.add(query)
            wanted.update(grades)
            if query not in published.queries:
                continue
            kept = {document: grade for document, grade in grades.items() if document in published.documents}
            lost = grades.keys() - kept.keys()
            missing += [Missing(query, document, split, grades[document]) for document in sorted(lost)]
            if any(kept.values()):
                judged[split][query] = kept
    queries = sorted({query for qrels in judged.values() for query in qrels})
    if not queries:
        raise EvalError(f"{name}: none of the {len(wanted)} judged documents has a text here")
    empty_folder(out)
    write_lines(out / "corpus.jsonl", ({"_id": id, **row} for id, row in published.documents.items()))
    write_lines(out / "queries.jsonl", ({"_id": id, **published.queries[id]} for id in queries))
    for split, qrels in judged.items():
        if qrels:
            write_qrels(out / "qrels" / f"{split}.tsv", qrels)
    write_missing(out, missing)
    without = wanted - published.documents.keys()
    notes = [*published.about.notes, *published.notes]
    if without:
        notes.append(
            f"only part of the texts is at hand: {len(without)} of {len(wanted)} judged documents have none, "
            f"{len(asked) - len(queries)} of {len(asked)} queries are left out; "
            "figures are not comparable with printed ones"
        )
    write_about(out, published.about.model_copy(update={"notes": tuple(notes)}))
    return {
        "collection": name,
        "out": str(out),
        "documents": len(published.documents),
        "queries": len(queries),
        "queries_left_out": len(asked) - len(queries),
        "judged_documents": len(wanted),
        "judged_documents_missing": len(without),
        "splits": {split: len(qrels) for split, qrels in judged.items()},
        "notes": notes,
    }


def first_of(root: Path, *names: str) -> Path:
    """The first of these paths under a folder, or under its ``data``, that is there.

    Raises:
        EvalError: none is.
    """
    found = maybe_first_of(root, *names)
    if found is None:
        raise EvalError(f"{root}: {' or '.join(names)} is missing; give the folder as it was published")
    return found


def maybe_first_of(root: Path, *names: str) -> Path | None:
    """As :func:`first_of`, ``None`` when none is there."""
    paths = (base / name for name in names for base in (root, root / "data"))
    return next((path for path in paths if path.exists()), None)


def read_json(path: Path) -> Any:
    """A JSON file.

    Raises:
        EvalError: it is not JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise EvalError(f"{path}: not JSON ({error})") from error


def read_rows(path: Path) -> list[tuple[str, Row]]:
    """Objects of a file of JSON lines, or of one JSON list, each with its place for messages.

    Raises:
        EvalError: a line that is no object.
    """
    text = path.read_text(encoding="utf-8-sig")
    if text.lstrip().startswith("["):
        return [(f"{path}, item {n}", row) for n, row in enumerate(read_json(path), 1)]
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise EvalError(f"{path}, line {number}: not JSON ({error})") from error
        if not isinstance(row, dict):
            raise EvalError(f"{path}, line {number}: not an object: {line[:_SHOWN]}")
        rows.append((f"{path}, line {number}", row))
    return rows


def need(row: Mapping[str, Any], key: str, place: str) -> Any:
    """A field of a row.

    Raises:
        EvalError: it is missing or empty.
    """
    value = row.get(key)
    if value is None or value == "":
        raise EvalError(f"{place}: no {key}")
    return value


def json_members(folder: Path) -> Iterator[tuple[Path, Row]]:
    """Every JSON object of a folder, zip files among them, under its path.

    Raises:
        EvalError: a file that is no JSON object, or a damaged archive.
    """
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".json" and path.is_file() and not path.name.startswith("."):
            yield path, _object(path.read_bytes(), str(path))
        elif path.suffix == ".zip":
            yield from _zipped(path)


def _zipped(path: Path) -> Iterator[tuple[Path, Row]]:
    try:
        with ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                inner = Path(name)
                hidden = inner.name.startswith(".") or "__MACOSX" in inner.parts
                if inner.suffix == ".json" and not hidden:
                    yield path / inner, _object(archive.read(name), f"{path}, {name}")
    except BadZipFile as error:
        raise EvalError(f"{path}: a damaged archive ({error})") from error


def _object(data: bytes, place: str) -> Row:
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise EvalError(f"{place}: not JSON ({error})") from error
    if not isinstance(value, dict):
        raise EvalError(f"{place}: not an object")
    return value
