"""Queries with the texts that answer them, as training material."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Supervision:
    """Texts, and queries with grades of texts; what is said twice is kept once."""

    texts: dict[str, str] = field(default_factory=dict)
    """Text by key; keys of several collections are kept apart by their prefix."""
    queries: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    """Query text, and grade (1 or more) by text key."""
    _keys: dict[str, str] = field(default_factory=dict)
    """Key by text: two collections may share a corpus, and no text may count as wrong for being a copy."""

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
        left_out = 0
        for query, grades in queries:
            known: dict[str, int] = {}
            for id, grade in grades.items():
                if grade > 0 and id in own:
                    known[own[id]] = max(grade, known.get(own[id], 0))
            if known and query.strip():
                self.queries.append((query, known))
            else:
                left_out += 1
        return left_out
