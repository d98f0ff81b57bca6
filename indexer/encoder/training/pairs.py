"""Where training pairs come from: parts of texts, words of texts, and queries with the texts that answer them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from indexer.encoder.training.pooling import Floats, Tokens, bags, pool

Excluded = tuple[NDArray[np.intp], NDArray[np.intp]]
REFRESH = 500
"""Steps after which distractors are found anew."""
NEAR = 60
"""How many of the nearest texts are taken for distractors."""
_LEAST = 12
"""Tokens below which a text gives no pair with a part of itself."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Queries, and texts of which the first so many answer them one to one; the others only distract."""

    queries: list[Tokens]
    texts: list[Tokens]
    excluded: Excluded
    """Places (query, text) that are no mistake although they are not the pair."""


class PairSource(Protocol):
    """Gives batches."""

    def batch(self, table: Floats, step: int, rng: np.random.Generator) -> Batch:
        """A batch; ``table`` and ``step`` are those of the training so far."""


def nothing_excluded() -> Excluded:
    """No place."""
    return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)


@dataclass(slots=True)
class Cloze:
    """A fifth of a text, and the rest of it (inverse cloze, Lee, Chang, Toutanova 2019)."""

    texts: Sequence[Tokens]
    size: int = 256

    def batch(self, table: Floats, step: int, rng: np.random.Generator) -> Batch:
        """As many texts as the size, each at most once."""
        usable = np.flatnonzero([len(text) >= _LEAST for text in self.texts])
        chosen = rng.choice(usable, size=min(self.size, len(usable)), replace=False)
        pairs = [_cut(self.texts[int(i)], rng) for i in chosen]
        return Batch([a for a, _ in pairs], [b for _, b in pairs], nothing_excluded())


@dataclass(slots=True)
class Words:
    """A few words of a text, drawn by how much they say, and the text without some of its words."""

    texts: Sequence[Tokens]
    idf: Floats
    """float32[n_tokens]."""
    size: int = 384

    def batch(self, table: Floats, step: int, rng: np.random.Generator) -> Batch:
        """As many texts as the size, each at most once."""
        chosen = rng.choice(len(self.texts), size=min(self.size, len(self.texts)), replace=False)
        queries = []
        for i in chosen:
            text = self.texts[int(i)]
            weights = self.idf[text].astype(np.float64)
            count = min(len(text), int(rng.integers(3, 14)))
            queries.append(rng.choice(text, size=count, replace=False, p=weights / weights.sum()))
        return Batch(queries, [drop(self.texts[int(i)], 0.3, rng) for i in chosen], nothing_excluded())


@dataclass(slots=True)
class Supervised:
    """Queries with the documents that answer them, hard distractors, and some texts at random.

    A long document is several texts, and the one nearest to the query answers. Distractors are the nearest texts of
    the present table that do not answer (Xiong et al. 2021, ANCE). Both are found anew every :data:`REFRESH` steps.
    """

    queries: Sequence[Tokens]
    answers: Sequence[Sequence[int]]
    """Numbers of the documents that answer each query best."""
    related: Sequence[frozenset[int]]
    """Numbers of all documents with anything to do with it, the answers among them."""
    texts: Sequence[Tokens]
    owners: NDArray[np.intp]
    """Number of the document that each text is of, ascending."""
    shares: NDArray[np.float64]
    """How often each query is drawn, adding up to 1."""
    size: int = 512
    hard: int = 2
    random: int = 512
    _bags: csr_array | None = None
    _near: list[NDArray[np.intp]] = field(default_factory=list)
    _best: list[list[int]] = field(default_factory=list)
    _round: int = -1

    def batch(self, table: Floats, step: int, rng: np.random.Generator) -> Batch:
        """Queries drawn without repetition, each with the best text of one of its answers."""
        if step // REFRESH != self._round:
            self._look(table)
            self._round = step // REFRESH
        usable = int(np.count_nonzero(self.shares))
        chosen = rng.choice(len(self.queries), size=min(self.size, usable), replace=False, p=self.shares)
        columns = [int(rng.choice(self._best[int(i)])) for i in chosen]
        for i in chosen:
            near = self._near[int(i)]
            if len(near):
                columns += [int(j) for j in rng.choice(near, size=min(self.hard, len(near)), replace=False)]
        columns += rng.choice(len(self.texts), size=min(self.random, len(self.texts)), replace=False).tolist()
        return Batch(
            [drop(self.queries[int(i)], 0.15, rng) for i in chosen],
            [drop(self.texts[column], 0.1, rng) for column in columns],
            self._excluded(chosen, columns),
        )

    def _excluded(self, chosen: NDArray[np.intp], columns: list[int]) -> Excluded:
        places: dict[int, list[int]] = {}
        for at, column in enumerate(columns):
            places.setdefault(int(self.owners[column]), []).append(at)
        rows, texts = [], []
        for row, i in enumerate(chosen):
            for document in self.related[int(i)]:
                for at in places.get(document, ()):
                    if at != row:
                        rows.append(row)
                        texts.append(at)
        return np.array(rows, dtype=np.intp), np.array(texts, dtype=np.intp)

    def _look(self, table: Floats) -> None:
        """Best texts of the answers and nearest texts of others, under the present table."""
        if self._bags is None:
            self._bags = bags(self.texts, len(table))
        vectors, _ = pool(table, self._bags)
        self._near, self._best = [], []
        for start in range(0, len(self.queries), 256):
            asked, _ = pool(table, bags(self.queries[start : start + 256], len(table)))
            scores = asked @ vectors.T
            depth = min(NEAR, scores.shape[1] - 1)
            found = np.argpartition(-scores, depth, axis=1)[:, :depth] if depth > 0 else scores[:, :0]
            for at, (row, near) in enumerate(zip(scores, found, strict=True), start):
                known = self.related[at]
                self._near.append(
                    np.array([j for j in near.tolist() if int(self.owners[j]) not in known], dtype=np.intp)
                )
                self._best.append([self._best_of(document, row) for document in self.answers[at]])

    def _best_of(self, document: int, scores: Floats) -> int:
        first, last = np.searchsorted(self.owners, (document, document + 1))
        return int(first + scores[first:last].argmax())


def drop(text: Tokens, share: float, rng: np.random.Generator) -> Tokens:
    """The text without a random share of its tokens, never empty."""
    kept = text[rng.random(len(text)) >= share]
    return kept if len(kept) else text


def _cut(text: Tokens, rng: np.random.Generator) -> tuple[Tokens, Tokens]:
    length = max(_LEAST // 3, len(text) // 5)
    start = int(rng.integers(0, len(text) - length + 1))
    return text[start : start + length], np.concatenate([text[:start], text[start + length :]])
