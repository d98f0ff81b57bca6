"""Mean pooling of token vectors over many texts at once, and its gradient."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float32]
Tokens = NDArray[np.int32]


def bags(texts: Sequence[Tokens], size: int) -> csr_array:
    """Texts as sparse rows over the tokens, each row adding up to 1 (float32[n, size])."""
    lengths = np.array([len(text) for text in texts])
    places = np.concatenate([[0], np.cumsum(lengths)])
    shares = np.repeat((1 / lengths).astype(np.float32), lengths)
    return csr_array((shares, np.concatenate(texts), places), shape=(len(texts), size))


def pool(table: Floats, texts: csr_array) -> tuple[Floats, Floats]:
    """Unit vectors of texts, and the lengths that were divided out (float32[n, dim], float32[n, 1])."""
    means = texts @ table
    norms = np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)
    return means / norms, norms


def unpool(texts: csr_array, unit: Floats, norms: Floats, push: Floats) -> Floats:
    """What normalising and averaging make of a gradient by the unit vectors: a gradient by the table."""
    through = (push - unit * (unit * push).sum(axis=1, keepdims=True)) / norms
    gradient: Floats = texts.T @ through
    return gradient
