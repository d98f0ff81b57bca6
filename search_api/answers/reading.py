"""The bank read with a question: every entry's score, the best one, and how sure that is."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from office.bank import Entry
from search_api.answers.confidence import Weights, confidence, figures, ranked
from search_api.answers.matching import Matcher
from search_api.answers.scope import Scope, ScopeModel

SUGGESTED = 3
OURS = 0.4
"""Share of the bank below which no answer is shown, unless the question is a known wording."""
SAME_WORDING = 0.8
"""Likeness from which a question counts as a wording that the bank itself knows."""
KNOWN = 0.97
"""Confidence in such a wording."""
NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """The best entry for a question."""

    text: str
    entry: Entry
    confidence: float
    scope: Scope
    order: tuple[int, ...]
    """The best rows of the bank, best first."""
    sure: bool
    """Whether the entry is shown as the answer."""
    words: int
    """How many words of the question count."""
    covered: float
    """Share of them, by their weight, that stand in the entry, in [0, 1]."""


@dataclass(frozen=True)
class Reading:
    """What the bank says to one text."""

    text: str
    matcher: Matcher
    weights: Weights
    scope: Scope
    signals: NDArray[np.float32]
    covered: NDArray[np.float32]

    @cached_property
    def scores(self) -> NDArray[np.float64]:
        """float64[n_entries], higher is better."""
        return ranked(self.signals, self.weights.signals)

    @cached_property
    def best(self) -> Match:
        """The best entry of all."""
        return self.match()

    def match(self, without: Collection[int] = NONE) -> Match:
        """The best entry, as if some were not in the bank.

        Args:
            without: Their rows.
        """
        kept = np.setdiff1d(np.arange(len(self.signals)), np.fromiter(without, int, len(without)))
        signals, covered = self.signals[kept], self.covered[kept]
        scores = ranked(signals, self.weights.signals) if len(without) else self.scores
        words = self.matcher.words(self.text)
        sure = confidence(figures(signals, covered, scores, self.scope, words), self.weights)
        order = tuple(int(kept[place]) for place in np.argsort(-scores, kind="stable")[: SUGGESTED + 1])
        if self.matcher.likeness(self.text, order[0]) >= SAME_WORDING:
            sure = max(sure, KNOWN)
        return Match(
            text=self.text,
            entry=self.matcher.entries[order[0]],
            confidence=sure,
            scope=self.scope,
            order=order,
            sure=(self.scope.bank >= OURS or sure >= KNOWN) and sure >= self.weights.threshold,
            words=words,
            covered=float(self.covered[order[0]]),
        )


class Reader:
    """Reads texts with a bank. Safe to share between threads: nothing changes after it is made."""

    def __init__(self, matcher: Matcher, scope: ScopeModel, weights: Weights) -> None:
        self._matcher, self._scope, self._weights = matcher, scope, weights

    def read(self, text: str) -> Reading:
        """What the bank says to a text."""
        return Reading(
            text=text,
            matcher=self._matcher,
            weights=self._weights,
            scope=self._scope.scope(text),
            signals=self._matcher.signals(text),
            covered=self._matcher.covered(text),
        )
