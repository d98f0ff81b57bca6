"""What the linear model sees of a text: character n-grams and concepts.

A concept is a set of words that say the same thing (``data/concepts.yaml``); it counts once however often and in
whichever words it is there. Grams are single characters and pairs.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpora.classify.finder import Finder
from corpora.text.normalize import fold

READ = 1500
"""Code points of a text that the model reads."""


@dataclass(frozen=True, slots=True)
class Features:
    """Weights by feature number, both parts of length 1 (L2)."""

    grams: dict[int, float]
    concepts: dict[int, float]


def reduced(text: str) -> str:
    """The part that is read, in normal form and small letters; offsets stay those of the text."""
    whole = fold(text[:READ])
    small = whole.lower()
    return small if len(small) == len(whole) else whole


def grams_of(text: str) -> Iterator[str]:
    """Characters and pairs of characters, in no particular order."""
    yield from text
    yield from map("".join, zip(text, text[1:], strict=False))


class Extractor:
    """Turns texts into features.

    Args:
        grams: Number and weight (idf) of every gram that is known.
        words: Concepts of every word; the words in the form of :func:`reduced`.
        idf: Weight of every concept, by number.
    """

    def __init__(
        self,
        grams: Mapping[str, tuple[int, float]],
        words: Mapping[str, tuple[int, ...]],
        idf: Iterable[float],
    ) -> None:
        self._grams = dict(grams)
        self._finder = Finder(words)
        self._idf = tuple(idf)

    def features(self, text: str) -> Features:
        """Features of a text in the form of :func:`reduced`."""
        known = self._grams
        grams: dict[int, float] = {}
        for gram, count in Counter(grams_of(text)).items():
            if gram in known:
                number, idf = known[gram]
                grams[number] = (1 + math.log(count)) * idf
        found = {concept for _, _, concepts in self.words(text) for concept in concepts}
        return Features(_unit(grams), _unit({number: self._idf[number] for number in sorted(found)}))

    def words(self, text: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Words of concepts with their span and concepts; words may overlap."""
        return self._finder.all(text)

    def gram(self, gram: str) -> int | None:
        """Number of a gram."""
        found = self._grams.get(gram)
        return None if found is None else found[0]


def _unit(values: dict[int, float]) -> dict[int, float]:
    norm = math.sqrt(sum(value * value for value in values.values()))
    return {number: value / norm for number, value in values.items()} if norm else {}
