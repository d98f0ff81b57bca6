"""Causes of action (案由) in the versions of 2020 and 2026, and criminal charges (罪名)."""

import datetime as dt
import re
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, TypeAdapter

from corpora.text import fold
from corpora.vocab.files import load_entries


class Cause(BaseModel):
    """A cause of action or a charge.

    Numbers are those of the official annexes, ``None`` where unknown; ``verified`` says whether name and number
    (of a charge: name and article) were checked against the official text. What was checked against which text
    stands at the head of the data file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    level: int = 3
    parent: str = ""
    number_2020: str | None = None
    number_2026: str | None = None
    aliases: tuple[str, ...] = ()
    since: dt.date | None = None
    criminal: bool = False
    article: str = ""
    """Articles of the 刑法 that a charge rests on, paragraphs in brackets: ``114、115(1)``, ``133-1``."""
    withdrawn: bool = False
    """A charge that a later rule did away with or renamed; older judgments still use it."""
    verified: bool = False


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    civil: tuple[Cause, ...]
    criminal: tuple[Cause, ...]


def _key(name: str) -> str:
    return re.sub(r"[、,，\s()（）]", "", fold(name))


class Causes:
    """All causes, by name."""

    def __init__(self, causes: tuple[Cause, ...]) -> None:
        self._causes = causes
        self._by_key: dict[str, Cause] = {}
        for cause in causes:
            self._by_key.setdefault(_key(cause.name), cause)
        for cause in causes:
            for name in cause.aliases:
                self._by_key.setdefault(_key(name), cause)
            if cause.name.endswith("纠纷"):
                self._by_key.setdefault(_key(cause.name[:-2]), cause)
        words = sorted((n for c in causes for n in (c.name, *c.aliases) if len(n) > 2), key=len, reverse=True)
        self._pattern = re.compile("|".join(re.escape(fold(word)) for word in words))

    def all(self) -> tuple[Cause, ...]:
        """Civil causes in the order of the rules, then charges."""
        return self._causes

    def find(self, name: str) -> Cause | None:
        """The cause of this name or alias; commas, spaces and a missing 纠纷 or 罪 make no difference."""
        key = _key(name)
        found = self._by_key.get(key)
        if found is None:
            bare = key.removesuffix("一案").removesuffix("案")
            found = self._by_key.get(key + "罪") or self._by_key.get(bare)
        return found

    def search(self, text: str) -> list[tuple[Cause, int, int]]:
        """Causes named in a text with their spans, longest names first where they overlap."""
        found = []
        for match in self._pattern.finditer(fold(text)):
            cause = self.find(match.group())
            if cause is not None:
                found.append((cause, match.start(), match.end()))
        return found

    def ancestors(self, cause: Cause) -> tuple[Cause, ...]:
        """Parent, grandparent and so on."""
        chain: list[Cause] = []
        while cause.parent and (parent := self._by_key.get(_key(cause.parent))) and parent not in chain:
            chain.append(parent)
            cause = parent
        return tuple(chain)


@lru_cache(maxsize=1)
def causes() -> Causes:
    """The vocabulary of causes."""
    data = load_entries("causes.yaml", TypeAdapter(_File))
    charges = tuple(cause.model_copy(update={"criminal": True}) for cause in data.criminal)
    return Causes((*data.civil, *charges))
