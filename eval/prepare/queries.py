"""The query files that ship with the program: queries in users' words with gold articles or gold cases."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpora.model import Statute
from corpora.text.numerals import chinese_to_int
from corpora.vocab import clean_law_name, laws
from eval.errors import EvalError

SOLVES = 2
"""Grade from which a document answers the query; splits never share a document of this grade."""
QueryKind = Literal["lay", "mediator", "element", "complaint"]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldArticle(_Row):
    """An article (条) that answers (2) or helps (1)."""

    law: str
    article: int = Field(ge=1)
    suffix: str = ""
    """之一, 之二 … as written."""
    grade: int = Field(ge=1, le=2)

    @property
    def key(self) -> str:
        """``law#article`` under the law's full name, whatever name the query file uses."""
        return article_key(self.law, self.article, self.suffix)


class GoldCase(_Row):
    """An official case: 3 = alike in facts, focus and law, 2 = in two of them, 1 = in one."""

    number: int = Field(ge=0)
    """Line of the release file, from 0."""
    title: str
    grade: int = Field(ge=1, le=3)

    @property
    def key(self) -> str:
        """``case-0017``."""
        return f"case-{self.number:04d}"


class Query(_Row):
    """One query with its gold, as written."""

    id: str = Field(min_length=1, pattern=r"^\S+$")
    text: str = Field(min_length=1)
    kind: QueryKind
    style: str
    gold: tuple[GoldArticle, ...] | tuple[GoldCase, ...]

    @property
    def solving(self) -> tuple[str, ...]:
        """Keys of the gold that answers the query, each once."""
        return tuple(gold.key for gold in self.each if gold.grade >= SOLVES)

    @property
    def each(self) -> tuple[GoldArticle | GoldCase, ...]:
        """The gold without repetition: one article may be written under two spellings of its law."""
        return tuple({gold.key: gold for gold in self.gold}.values())


def article_key(law: str, article: int, suffix: str | int = "") -> str:
    """Canonical key of an article: ``证券法#85``, ``刑法#133-1``."""
    number = suffix if isinstance(suffix, int) else chinese_to_int(suffix.removeprefix("之")) or 0
    return Statute(laws().resolve(law) or clean_law_name(law), article, number).key


def read_queries(folder: Path) -> list[Query]:
    """All queries of ``FOLDER/queries/*.jsonl``, files in order of name.

    Raises:
        EvalError: there are none, a line does not fit, an id or a text stands twice, gold stands with two grades, or
            none of it answers the query.
    """
    files = sorted((folder / "queries").glob("*.jsonl"))
    found: list[Query] = []
    ids: set[str] = set()
    texts: set[str] = set()
    for file in files:
        for number, query in _rows(file):
            place = f"{file}, line {number}"
            if query.id in ids:
                raise EvalError(f"{place}: id {query.id!r} stands twice")
            if query.text in texts:
                raise EvalError(f"{place}: the same text stands twice")
            grades: dict[str, int] = {}
            for gold in query.gold:
                if grades.setdefault(gold.key, gold.grade) != gold.grade:
                    raise EvalError(f"{place}: {gold.key} stands twice with two grades")
            if not query.solving:
                raise EvalError(f"{place}: no gold of grade {SOLVES} or more")
            ids.add(query.id)
            texts.add(query.text)
            found.append(query)
    if not found:
        raise EvalError(f"{folder}: no queries in queries/*.jsonl")
    return found


def _rows(file: Path) -> Iterator[tuple[int, Query]]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield number, Query.model_validate(json.loads(line))
            except (json.JSONDecodeError, ValidationError) as error:
                reason = str(error).replace("\n", " ")
                raise EvalError(f"{file}, line {number}: not a query ({reason[:200]})") from error
