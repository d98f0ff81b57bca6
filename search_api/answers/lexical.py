"""BM25 over a few thousand short texts in memory (Robertson & Zaragoza 2009), for the bank of standard answers."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

K1, B = 1.2, 0.6


class Lexical:
    """Postings with their BM25 contributions worked out; scores of all texts for a query at once.

    Args:
        texts: The terms of each text.
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self.size = len(texts)
        found: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        mean = sum(map(len, texts)) / max(1, self.size) or 1.0
        for number, terms in enumerate(texts):
            dampening = K1 * (1 - B + B * len(terms) / mean)
            for term, count in Counter(terms).items():
                numbers, shares = found[term]
                numbers.append(number)
                shares.append(count * (K1 + 1) / (count + dampening))
        self._postings: dict[str, tuple[NDArray[np.int32], NDArray[np.float32]]] = {}
        self._idf: dict[str, float] = {}
        for term, (numbers, shares) in found.items():
            idf = math.log(1 + (self.size - len(numbers) + 0.5) / (len(numbers) + 0.5))
            self._idf[term] = idf
            self._postings[term] = (np.array(numbers, np.int32), np.array(shares, np.float32) * idf)
        self._unknown = math.log(1 + 2 * self.size)

    def idf(self, term: str) -> float:
        """Inverse document frequency; a term that no text has gets the highest."""
        return self._idf.get(term, self._unknown)

    def scores(self, terms: Iterable[str]) -> NDArray[np.float32]:
        """float32[n_texts], higher is better; terms that occur several times count as often."""
        out = np.zeros(self.size, np.float32)
        for term, count in Counter(terms).items():
            posting = self._postings.get(term)
            if posting is not None:
                out[posting[0]] += posting[1] * count
        return out

    def covered(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """float32[n_texts]: which share of the query's idf mass each text holds, in [0, 1]."""
        out = np.zeros(self.size, np.float32)
        wanted = set(terms)
        total = sum(map(self.idf, wanted))
        for term in wanted:
            posting = self._postings.get(term)
            if posting is not None:
                out[posting[0]] += self._idf[term]
        return out / total if total else out
