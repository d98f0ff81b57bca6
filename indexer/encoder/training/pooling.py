"""Mean pooling of token vectors over many texts at once, and its gradient."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Tokens = NDArray[np.int32]


def pool(table: Floats, texts: Sequence[Tokens]) -> tuple[Floats, Floats]:
    """Unit vectors of texts, and the lengths that were divided out (float32[n, dim], float32[n, 1])."""
    means = np.stack([table[text].mean(axis=0) for text in texts])
    norms = np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)
    return means / norms, norms


def unpool(gradient: Floats, texts: Sequence[Tokens], unit: Floats, norms: Floats, push: Floats) -> None:
    """Add to the table's gradient what normalising and averaging make of a gradient by the unit vectors."""
    through = (push - unit * (unit * push).sum(axis=1, keepdims=True)) / norms
    lengths = np.array([len(text) for text in texts])
    flat, owner = np.concatenate(texts), np.repeat(np.arange(len(texts)), lengths)
    order = np.argsort(flat, kind="stable")
    tokens, owner = flat[order], owner[order]
    starts = np.flatnonzero(np.diff(tokens, prepend=-1))
    rows = through[owner] / lengths[owner][:, None].astype(gradient.dtype)
    gradient[tokens[starts]] += np.add.reduceat(rows, starts, axis=0)
