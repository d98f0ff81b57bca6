"""Sums of the token vectors of one text, from which the vector of any part of it follows without reading it again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class RunningSums:
    """Token vectors of a text, summed up from its beginning."""

    starts: NDArray[np.int64]
    """Code-point offset of each token, ascending."""
    ends: NDArray[np.int64]
    sums: NDArray[np.float32]
    """float32[n_tokens + 1, dim]; row ``i`` is the sum of the first ``i`` vectors."""
    counted: int
    """Tokens that count, from the beginning of what is encoded."""

    def of(self, span: Range) -> NDArray[np.float32]:
        """float32[dim] of the tokens that touch a range of code points, L2-normalised; zero without any."""
        first, end = self._tokens(span)
        return _unit(self.sums[min(end, first + self.counted)] - self.sums[first])

    def without(self, spans: Sequence[Range]) -> NDArray[np.float32]:
        """float32[dim] of the text without ascending ranges that do not overlap; zero where nothing is left."""
        left, at = self.counted, 0
        total = np.zeros(self.sums.shape[1], dtype=np.float32)
        for first, end in (*map(self._tokens, spans), (len(self.starts), len(self.starts))):
            taken = max(0, min(first - at, left))
            total += self.sums[at + taken] - self.sums[at]
            left, at = left - taken, max(at, end)
        return _unit(total)

    def _tokens(self, span: Range) -> Range:
        first = int(np.searchsorted(self.ends, span[0], side="right"))
        return first, max(first, int(np.searchsorted(self.starts, span[1], side="left")))


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length, dtype=np.float32) if length else vector
