"""Columns of the roster's tables, from ``experts/data/columns.yaml``."""

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from office.roster.models import RecordKind

Kind = RecordKind


class Column(BaseModel):
    """One column: its header, where its value goes, and how a cell is read."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    header: str
    also: tuple[str, ...] = ()
    into: str
    read: str
    required: bool = False
    edge: Literal["begin", "end"] = "begin"
    private: bool = False
    interest: bool = False
    """Whether it tells of interests and affiliations, which the public never sees."""
    sample: str | int | float = ""

    @property
    def path(self) -> tuple[str, ...]:
        """Place in the record."""
        return tuple(self.into.split("."))

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of the parts of a row, of columns that hold rows; else empty."""
        name, _, parts = self.read.partition(":")
        return tuple(parts.split(",")) if name == "rows" else ()


class Table(BaseModel):
    """One kind of table: names of its sheet, and its columns in order."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    names: tuple[str, ...]
    columns: tuple[Column, ...]

    def known(self, header: str) -> Column | None:
        """The column that a header means."""
        wanted = plain_header(header)
        return next((c for c in self.columns if wanted in map(plain_header, (c.header, *c.also))), None)


class Tables(BaseModel):
    """Both kinds."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    people: Table
    organisations: Table

    def of(self, kind: Kind) -> Table:
        """The table of a kind."""
        return self.people if kind == "people" else self.organisations


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The shipped description of both tables, checked."""
    text = (files("experts") / "data" / "columns.yaml").read_text(encoding="utf-8")
    return Tables.model_validate(yaml.safe_load(text))


@lru_cache(maxsize=2000)
def plain_header(text: str) -> str:
    """A header without spaces, marks of required columns and notes in brackets; half width, lower case."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", text)
    return re.sub(r"[\s*:·_\-/]+", "", text).casefold()
