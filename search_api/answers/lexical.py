"""BM25 over a few thousand short texts in memory (Robertson & Zaragoza 2009), for the bank of standard answers."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

K1, B = 1.2, 0.6


class Lexical:
    """Postings with their BM25 contributions worked out, those of a term side by side; scores of all texts for a query at once.

    Args:
        texts: The terms of each text.
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self.size = len(texts)
        self._terms: dict[str, int] = {}
        counted = [Counter(text) for text in texts]
        for each in counted:
            for term in each:
                self._terms.setdefault(term, len(self._terms))
        lengths = np.array([len(text) for text in texts], np.float64)
        numbers = np.repeat(np.arange(self.size, dtype=np.int32), [len(each) for each in counted])
        terms = np.array([self._terms[term] for each in counted for term in each], np.int64)
        counts = np.array([count for each in counted for count in each.values()], np.float64)
        dampening = K1 * (1 - B + B * lengths / (lengths.mean() if lengths.any() else 1.0))
        shares = (counts * (K1 + 1) / (counts + dampening[numbers])).astype(np.float32)
        having = np.bincount(terms, minlength=len(self._terms))
        self._idf = np.log(1 + (self.size - having + 0.5) / (having + 0.5)).astype(np.float32)
        order = np.argsort(terms, kind="stable")
        self._numbers, self._shares = numbers[order], (shares * self._idf[terms])[order]
        self._ends = np.concatenate([[0], np.cumsum(having)])
        self._unknown = math.log(1 + 2 * self.size)

    def idf(self, term: str) -> float:
        """Inverse document frequency; a term that no text has gets the highest."""
        at = self._terms.get(term)
        return self._unknown if at is None else float(self._idf[at])

    def scores(self, terms: Iterable[str]) -> NDArray[np.float32]:
        """float32[n_texts], higher is better; terms that occur several times count as often."""
        out = np.zeros(self.size, np.float32)
        for term, count in Counter(terms).items():
            place = self._place(term)
            out[self._numbers[place]] += self._shares[place] * count
        return out

    def covered(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """float32[n_texts]: which share of the query's idf mass each text holds, in [0, 1]."""
        out = np.zeros(self.size, np.float32)
        wanted = set(terms)
        total = sum(map(self.idf, wanted))
        for term in wanted:
            out[self._numbers[self._place(term)]] += self.idf(term)
        return out / total if total else out

    def _place(self, term: str) -> slice:
        """Where the postings of a term lie; nowhere when no text has it."""
        at = self._terms.get(term)
        return slice(0) if at is None else slice(self._ends[at], self._ends[at + 1])
