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
        self.texts.update((f"{name}/{id}", text) for id, text in texts)
        left_out = 0
        for query, grades in queries:
            known = {f"{name}/{id}": g for id, g in grades.items() if g > 0 and f"{name}/{id}" in self.texts}
            if known and query.strip():
                self.queries.append((query, known))
            else:
                left_out += 1
        return left_out
