"""Splits in which no gold document answers queries of two parts.

Queries that share an answering document belong together, and so do those joined through others: each such cluster
goes as a whole to one part, chosen by a hash of its first document. So nothing has to be dropped, and a system
trained on ``train`` has met no document that answers a query of ``dev`` or ``test``.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.errors import EvalError
from eval.prepare.queries import Query

FILE = "splits.json"
PARTS = (("train", 0.8), ("dev", 0.9), ("test", 1.0))
"""Upper bound of the hash, in [0, 1), of each part."""


class Splits(BaseModel):
    """What ``splits.json`` holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    salt: str
    """Hashed with the cluster's first document; a new salt gives other splits."""
    queries: dict[str, list[str]]
    """Query ids by part."""

    def part_of(self) -> dict[str, str]:
        """Part by query id."""
        return {query: part for part, queries in self.queries.items() for query in queries}


def clusters(queries: Sequence[Query]) -> dict[str, str]:
    """First document (in order of key) of the cluster of every query id."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for query in queries:
        first, *others = (root(key) for key in query.solving)
        for other in others:
            low, high = sorted((root(first), root(other)))
            parent[high] = low
    return {query.id: root(query.solving[0]) for query in queries}


def make_splits(queries: Sequence[Query], salt: str) -> Splits:
    """Every query in one part; the same queries and salt always give the same."""
    parts: dict[str, list[str]] = {part: [] for part, _ in PARTS}
    for query, cluster in clusters(queries).items():
        parts[_part(f"{salt}|{cluster}")].append(query)
    return Splits(salt=salt, queries=parts)


def shared_documents(queries: Sequence[Query], splits: Splits) -> dict[str, set[str]]:
    """Documents that answer queries of several parts, with those parts; empty when the splits are clean."""
    part_of = splits.part_of()
    parts: dict[str, set[str]] = {}
    for query in queries:
        for key in query.solving:
            parts.setdefault(key, set()).add(part_of.get(query.id, "none"))
    return {key: found for key, found in parts.items() if len(found) > 1}


def read_splits(folder: Path, queries: Sequence[Query]) -> Splits:
    """The splits kept in a folder.

    Raises:
        EvalError: there are none, or they fit the queries no longer.
    """
    path = folder / FILE
    remedy = "run `fengqiao eval split` on the folder"
    if not path.is_file():
        raise EvalError(f"{path}: no such file; {remedy}")
    try:
        splits = Splits.model_validate_json(path.read_text(encoding="utf-8"))
    except ValidationError as error:
        raise EvalError(f"{path}: not a file of splits ({error.errors()[0]['msg']})") from error
    known, listed = {query.id for query in queries}, splits.part_of()
    if strange := sorted(known ^ listed.keys()):
        raise EvalError(
            f"{path}: {len(strange)} queries are not both written and split, such as {strange[0]}; {remedy}"
        )
    if shared := shared_documents(queries, splits):
        raise EvalError(f"{path}: {len(shared)} documents answer queries of two parts; {remedy}")
    return splits


def write_splits(folder: Path, splits: Splits) -> Path:
    """Write ``splits.json``, ids in order, one part a line."""
    path = folder / FILE
    parts = ",\n".join(
        f'    "{part}": {json.dumps(sorted(ids), ensure_ascii=False)}' for part, ids in splits.queries.items()
    )
    path.write_text(
        f'{{\n  "salt": {json.dumps(splits.salt)},\n  "queries": {{\n{parts}\n  }}\n}}\n', "utf-8"
    )
    return path


def sizes(splits: Splits) -> Mapping[str, int]:
    """Number of queries by part."""
    return {part: len(ids) for part, ids in splits.queries.items()}


def _part(text: str) -> str:
    share = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) / 2**64
    return next(part for part, bound in PARTS if share < bound)
