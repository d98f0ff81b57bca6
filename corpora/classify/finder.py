"""Many words found in one pass: a dictionary look-up at every place, by the lengths that begin with its two characters."""

from collections.abc import Iterator, Mapping
from itertools import islice
from operator import add
from typing import Generic, TypeVar

T = TypeVar("T")


class Finder(Generic[T]):
    """Values of words of two characters and more."""

    def __init__(self, words: Mapping[str, T]) -> None:
        self._words = {word: value for word, value in words.items() if len(word) > 1}
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[:2], set()).add(len(word))
        self._lengths = {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}

    def all(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Every word with its span, overlapping ones too, the longest first at each place."""
        words = self._words
        for start, lengths in enumerate(map(self._lengths.get, map(add, text, islice(text, 1, None)))):
            for length in lengths or ():
                word = text[start : start + length]
                if len(word) == length and word in words:
                    yield start, start + length, words[word]

    def longest(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Words that do not overlap, from the left, the longest at each place."""
        after = 0
        for start, end, value in self.all(text):
            if start >= after:
                yield start, end, value
                after = end
