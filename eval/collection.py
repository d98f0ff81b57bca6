"""Test collections in the BEIR layout: a corpus, queries, and relevance judgments (qrels) by split."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import EvalError

LINK_BYTES = 1024
"""A corpus file up to this size may be a link kept as text."""
Qrels = Mapping[str, Mapping[str, int]]
"""Grade by query id and document id; higher is more relevant, absent is unjudged."""


@dataclass(frozen=True, slots=True)
class Record:
    """A line of ``corpus.jsonl`` or ``queries.jsonl``."""

    id: str
    text: str
    title: str = ""
    metadata: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder with ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/SPLIT.tsv``."""

    path: Path

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.path.resolve().name

    @property
    def corpus(self) -> Path:
        """The corpus file; where a link was checked out as a small text file, the file that it names."""
        return _followed(self.path / "corpus.jsonl")

    def documents(self) -> Iterator[Record]:
        """The corpus, in file order."""
        return read_records(self.corpus)

    def queries(self) -> dict[str, Record]:
        """All queries by id."""
        return {record.id: record for record in read_records(self.path / "queries.jsonl")}

    def splits(self) -> list[str]:
        """Names of the splits that have judgments, sorted."""
        return sorted(file.stem for file in (self.path / "qrels").glob("*.tsv"))

    def split(self, name: str | None) -> str:
        """The named split; without a name the only one, else ``dev``, else ``test``.

        Raises:
            EvalError: there is no such split.
        """
        splits = self.splits()
        if name is not None:
            if name not in splits:
                raise EvalError(f"{self.path}: no split {name!r}; there are: {', '.join(splits) or 'none'}")
            return name
        if len(splits) == 1:
            return splits[0]
        for candidate in ("dev", "test"):
            if candidate in splits:
                return candidate
        raise EvalError(f"{self.path}: choose a split with --split; there are: {', '.join(splits) or 'none'}")

    def qrels(self, split: str) -> dict[str, dict[str, int]]:
        """Judgments of a split."""
        return read_qrels(self.path / "qrels" / f"{split}.tsv")


def open_collection(path: Path) -> Collection:
    """The collection in a folder.

    Raises:
        EvalError: a file of the layout is missing.
    """
    for name in ("corpus.jsonl", "queries.jsonl", "qrels"):
        if not (path / name).exists():
            raise EvalError(f"{path}: not a collection, {name} is missing")
    return Collection(path)


def _followed(path: Path) -> Path:
    """The target of a link that version control or an archive left behind as text."""
    if path.stat().st_size > LINK_BYTES:
        return path
    text = path.read_text(encoding="utf-8").strip()
    if not text or "\n" in text or text.startswith("{"):
        return path
    target = path.parent / text
    return target if target.is_file() else path


def read_records(path: Path) -> Iterator[Record]:
    """Lines of a ``corpus.jsonl`` or ``queries.jsonl``, in file order.

    Raises:
        EvalError: a line of another form, or an ``_id`` that stands twice.
    """
    seen: set[str] = set()
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                value = json.loads(line)
                record = Record(
                    str(value["_id"]), str(value["text"]), str(value.get("title", "")), value.get("metadata")
                )
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise EvalError(
                    f"{path}, line {number}: expected an object with _id and text ({error})"
                ) from error
            if record.id in seen:
                raise EvalError(f"{path}, line {number}: _id {record.id!r} stands twice")
            seen.add(record.id)
            yield record


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Judgments from TREC's four columns or BEIR's three with a header line.

    Raises:
        EvalError: a line of another form, or a pair judged twice.
    """
    qrels: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            columns = line.split()
            if not columns or (number == 1 and columns[0] in ("query-id", "query_id", "qid")):
                continue
            if len(columns) == 4:
                query, _, document, grade = columns
            elif len(columns) == 3:
                query, document, grade = columns
            else:
                raise EvalError(f"{path}, line {number}: expected 3 or 4 columns, found {len(columns)}")
            judged = qrels.setdefault(query, {})
            if document in judged:
                raise EvalError(f"{path}, line {number}: {query} {document} is judged twice")
            try:
                judged[document] = int(grade)
            except ValueError as error:
                raise EvalError(f"{path}, line {number}: grade {grade!r} is not a whole number") from error
    if not qrels:
        raise EvalError(f"{path}: no judgments")
    return qrels
