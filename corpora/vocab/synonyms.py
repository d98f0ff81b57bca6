"""Synonym groups: lay words to legal words, and names for the same thing."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, TypeAdapter

from corpora.vocab.files import load_entries


class SynonymGroup(BaseModel):
    """Words of users (``left``) and the words documents use for them (``right``).

    ``not_same`` looks alike or is often confused; it may be offered but must never be merged for ranking.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    number: int
    left: tuple[str, ...]
    right: tuple[str, ...] = ()
    not_same: tuple[str, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    groups: tuple[SynonymGroup, ...]
    equivalents: tuple[tuple[str, ...], ...]


class Synonyms:
    """All groups; :meth:`expand` is what a query needs."""

    def __init__(self, groups: tuple[SynonymGroup, ...], equivalents: tuple[tuple[str, ...], ...]) -> None:
        self._groups = groups
        self._equivalents = equivalents
        expansions: dict[str, list[str]] = {}
        for group in groups:
            for word in group.left:
                expansions.setdefault(word, []).extend(group.right)
        for names in equivalents:
            for word in names:
                expansions.setdefault(word, []).extend(name for name in names if name != word)
        self._expansions = {word: tuple(dict.fromkeys(found)) for word, found in expansions.items() if found}

    def groups(self) -> tuple[SynonymGroup, ...]:
        """The directed groups."""
        return self._groups

    def equivalents(self) -> tuple[tuple[str, ...], ...]:
        """Names for the same thing, each as good as each."""
        return self._equivalents

    def expansions(self) -> Mapping[str, tuple[str, ...]]:
        """Every word that has an expansion, with it."""
        return MappingProxyType(self._expansions)

    def expand(self, word: str) -> tuple[str, ...]:
        """Words that documents may use for this word, without the word itself."""
        return self._expansions.get(word, ())

    def not_same(self, word: str) -> tuple[str, ...]:
        """Words to ask back about (did you mean), in either direction."""
        found = [other for g in self._groups for other in g.not_same if word in g.left or word in g.right]
        found += [other for g in self._groups if word in g.not_same for other in g.left[:1]]
        return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def synonyms() -> Synonyms:
    """The vocabulary of synonyms."""
    data = load_entries("synonyms.yaml", TypeAdapter(_File))
    return Synonyms(data.groups, data.equivalents)
