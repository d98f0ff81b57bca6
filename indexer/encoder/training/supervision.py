"""Queries with the texts that answer them, as training material."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Asked(NamedTuple):
    """A query with the grades of texts by their key, and the collection that it is of."""

    text: str
    grades: Mapping[str, int]
    collection: str


@dataclass(slots=True)
class Supervision:
    """Texts, and queries with grades of texts; what is said twice is kept once."""

    texts: dict[str, str] = field(default_factory=dict)
    """Text by key; keys of several collections are kept apart by their prefix."""
    queries: list[Asked] = field(default_factory=list)
    _keys: dict[str, str] = field(default_factory=dict)
    """Key by text: two collections may share a corpus, and no text may count as wrong for being a copy."""
    _corpora: dict[str, str] = field(default_factory=dict)
    """Name of the collection that brought the texts that a collection asks for."""

    def add(
        self,
        name: str,
        texts: Iterable[tuple[str, str]],
        queries: Iterable[tuple[str, Mapping[str, int]]],
    ) -> int:
        """Add a collection.

        Args:
            name: Prefix of its keys.
            texts: Id and text of every document that may answer.
            queries: Query text, and grade by document id; grades of 0 and unknown documents are left out.

        Returns:
            How many queries were left out because no known document answers them.
        """
        own: dict[str, str] = {}
        for id, text in texts:
            own[id] = key = self._keys.setdefault(text, f"{name}/{id}")
            self.texts[key] = text
        self._corpora[name] = next(iter(own.values()), f"{name}/").partition("/")[0]
        left_out = 0
        for query, grades in queries:
            known: dict[str, int] = {}
            for id, grade in grades.items():
                if grade > 0 and id in own:
                    known[own[id]] = max(grade, known.get(own[id], 0))
            if known and query.strip():
                self.queries.append(Asked(query, known, name))
            else:
                left_out += 1
        return left_out

    def parts(self) -> list["Supervision"]:
        """The material by corpus, most queries first: collections over one corpus are one part."""
        found: dict[str, Supervision] = {}
        for key, text in self.texts.items():
            found.setdefault(key.partition("/")[0], Supervision()).texts[key] = text
        for query in self.queries:
            found[self._corpora[query.collection]].queries.append(query)
        return sorted((part for part in found.values() if part.queries), key=lambda p: -len(p.queries))
