"""What the linear model sees of a text: characters and their pairs, words, concepts.

A concept is a set of words that say the same thing (``data/concepts.yaml``); it counts once however often and in
whichever words it is there. Words are those of the training texts, cut greedily: the longest known one at each place.
Each of the three parts has length 1 (L2) times its share.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from operator import add

from corpora.classify.finder import Finder

READ = 1500
"""Code points of a text that the model reads."""
WORD_SHARE, CONCEPT_SHARE = math.sqrt(0.3), math.sqrt(0.1)
"""What words and concepts weigh beside grams; chosen by predicting one file of descriptions from the others."""


def reduced(text: str) -> str:
    """The part that is read, in normal form and small letters; offsets stay those of the text."""
    from corpora.text.normalize import (
        fold,
    )  # its package loads pydantic, which an import of this one need not

    whole = fold(text[:READ])
    small = whole.lower()
    return small if len(small) == len(whole) else whole


def grams_of(text: str) -> Iterator[str]:
    """Characters and pairs of characters, in no particular order."""
    yield from text
    yield from map(add, text, islice(text, 1, None))


class Extractor:
    """Turns texts into features, numbered through: grams, then words, then concepts.

    Args:
        grams: All grams that are known.
        words: All words that are known.
        concepts: By word, the numbers of the concepts that it stands for, counted from 0.
        idf: Weight of every feature.
    """

    def __init__(
        self,
        grams: Sequence[str],
        words: Sequence[str],
        concepts: Mapping[str, tuple[int, ...]],
        idf: Sequence[float],
    ) -> None:
        self._grams = {gram: number for number, gram in enumerate(grams)}
        self._words = Finder({word: len(grams) + number for number, word in enumerate(words)})
        self.first_concept = first = len(grams) + len(words)
        """Features from this number on are concepts."""
        self._concepts = Finder({word: tuple(first + c for c in found) for word, found in concepts.items()})
        self._idf = tuple(idf)

    def features(self, text: str) -> dict[int, float]:
        """Values by number, of a text in the form of :func:`reduced`."""
        known = self._grams
        grams = {known[gram]: count for gram, count in Counter(grams_of(text)).items() if gram in known}
        words = Counter([number for _, _, number in self._words.longest(text)])
        concepts = {concept for _, _, found in self._concepts.all(text) for concept in found}
        return (
            self._unit(grams, 1.0)
            | self._unit(words, WORD_SHARE)
            | self._unit(dict.fromkeys(sorted(concepts), 1), CONCEPT_SHARE)
        )

    def places(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Every feature of a text where it stands: ``(start, end, number)``."""
        for length in (1, 2):
            for start in range(len(text) - length + 1):
                number = self._grams.get(text[start : start + length])
                if number is not None:
                    yield start, start + length, number
        yield from self._words.longest(text)
        for start, end, concepts in self._concepts.all(text):
            for concept in concepts:
                yield start, end, concept

    def _unit(self, counts: Mapping[int, int], share: float) -> dict[int, float]:
        idf, log = self._idf, math.log
        values = {
            number: idf[number] if count == 1 else (1 + log(count)) * idf[number]
            for number, count in counts.items()
        }
        norm = math.sqrt(sum(value * value for value in values.values()))
        return {number: value * share / norm for number, value in values.items()} if norm else {}
