"""What is known of names: words of trades and forms, spellings, well-known institutions (``data/*.yaml``)."""

import re
from collections.abc import Iterable
from functools import cache, cached_property
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

_DATA = files("experts.names") / "data"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Spelling(_Data):
    """Several ways to write one name."""

    schema_: int
    titles: list[str]
    roles: list[str]
    latin_titles: list[str]
    misprints: dict[str, str]
    dots: str
    latin_forms: dict[str, str]
    latin_phrases: dict[str, str]
    latin_short: dict[str, str]
    latin_generic: list[str]
    latin_branches: list[str]
    latin_finance: list[str]
    latin_funds: list[str]


class Trades(_Data):
    """Words that names of organisations and products are made of; the file says what each list is."""

    schema_: int
    forms: dict[str, list[str]]
    branches: list[str]
    offices: list[str]
    sectors: dict[str, str]
    trades: list[str]
    shops: list[str]
    bodies: list[str]
    variants: list[list[str]]
    heads: list[str]
    short: dict[str, str]
    products: list[str]
    products_partnership: list[str]
    styles: list[str]
    managers: list[str]

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that may follow a trade name."""
        return frozenset(
            [*self.sectors, *self.trades, *self.shops, *self.bodies, *self.short, *self.short.values()]
        )

    @cached_property
    def longest(self) -> int:
        """Characters of the longest of these words."""
        return max(map(len, self.words))

    @cached_property
    def form_pattern(self) -> re.Pattern[str]:
        """A legal form at the end of a name."""
        return re.compile(f"({any_of(w for words in self.forms.values() for w in words)})$")

    @cached_property
    def form_kinds(self) -> dict[str, str]:
        """Legal form to its kind."""
        return {word: kind for kind, words in self.forms.items() for word in words}

    def sector(self, trade: str) -> str:
        """The licensed sector of a trade; empty for none."""
        full = self.short.get(trade, trade)
        if full in self.sectors:
            return self.sectors[full]
        within = [w for w in self.sectors if len(w) > 1 and w not in ("财务", "支付", "理财") and w in full]
        return self.sectors[max(within, key=len)] if within else ""


class Group(_Data):
    """A well-known owner and the firms under it, by registered names."""

    name: str
    parent_of: list[str]


class Institutions(_Data):
    """Well-known institutions, each with all its names."""

    schema_: int
    institutions: list[list[str]]
    groups: list[Group]


def any_of(words: Iterable[str]) -> str:
    """An alternation of words, longer ones first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _read(name: str) -> dict[str, object]:
    data: dict[str, object] = yaml.safe_load((_DATA / name).read_text("utf-8"))
    data["schema_"] = data.pop("schema")
    return data


@cache
def spelling() -> Spelling:
    """The shipped spellings."""
    return Spelling.model_validate(_read("spelling.yaml"))


@cache
def trades() -> Trades:
    """The shipped words of trades."""
    return Trades.model_validate(_read("trades.yaml"))


@cache
def institutions() -> Institutions:
    """The shipped institutions."""
    return Institutions.model_validate(_read("institutions.yaml"))


@cache
def simplified() -> dict[int, str]:
    """Traditional and variant characters to simplified ones, for ``str.translate``."""
    lines = (_DATA / "traditional.txt").read_text("utf-8").splitlines()
    pairs = "".join(line for line in lines if not line.startswith("#"))
    return {ord(pairs[i]): pairs[i + 1] for i in range(0, len(pairs), 2)}
