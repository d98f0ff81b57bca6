"""Which tokens stand near which, and the low-rank form of that."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_SMOOTHING = 0.75
"""Exponent of context counts (Levy, Goldberg, Dagan 2015)."""
_BLOCK = 2_000_000
"""Tokens counted at a time."""
_OVERSAMPLE = 16
_POWER = 3


def count_pairs(texts: Sequence[NDArray[np.int32]], size: int, window: int) -> tuple[Ints, Floats]:
    """Weighted counts of ordered pairs of tokens up to ``window`` apart, never across texts.

    Returns:
        ``int64`` keys ``left * size + right``, sorted, and their counts, each pair adding 1/sqrt(distance).
        Only left before right is held; the matrix is made symmetric by :func:`ppmi_factors`.
    """
    keys, values = np.zeros(0, np.int64), np.zeros(0, np.float32)
    block: list[NDArray[np.int32]] = []
    held = 0
    for text in texts:
        block.append(text)
        held += len(text)
        if held >= _BLOCK:
            keys, values = _merge(keys, values, *_count(block, size, window))
            block, held = [], 0
    return _merge(keys, values, *_count(block, size, window)) if block else (keys, values)


def ppmi_factors(keys: Ints, values: Floats, size: int, dims: int, rng: np.random.Generator) -> Floats:
    """Token vectors U·sqrt(S) of the truncated SVD of the symmetric PPMI matrix.

    By randomised subspace iteration (Halko, Martinsson, Tropp 2011).

    Returns:
        float32[size, dims]; the columns beyond the matrix' rank are zero.
    """
    left, right = keys // size, keys % size
    rows, columns = np.concatenate([left, right]), np.concatenate([right, left])
    weights = np.concatenate([values, values]).astype(np.float64)
    total = weights.sum()
    count = np.bincount(rows, weights, minlength=size)
    context = count**_SMOOTHING
    context /= context.sum()
    with np.errstate(divide="ignore"):
        pmi = np.log(weights * 1.0 / (count[rows] * context[columns]))
    keep = pmi > 0
    rows, columns, data = rows[keep], columns[keep], pmi[keep].astype(np.float32)
    if not len(data) or not total:
        raise ValueError("the texts hold no neighbouring tokens to learn from")
    order = np.argsort(rows, kind="stable")
    rows, columns, data = rows[order], columns[order], data[order]
    basis = rng.normal(size=(size, min(size, dims + _OVERSAMPLE))).astype(np.float32)
    for _ in range(_POWER):
        basis = np.linalg.qr(_times(rows, columns, data, basis, size))[0].astype(np.float32)
    # The smoothed matrix is not quite symmetric: left vectors from the small matrix B = Qt M.
    small = _times(*_transposed(rows, columns, data), basis, size).T
    u, s, _ = np.linalg.svd(small, full_matrices=False)
    vectors = (basis @ u[:, :dims]) * np.sqrt(s[:dims])
    out: Floats = vectors.astype(np.float32)
    return out


def _transposed(rows: Ints, columns: Ints, data: Floats) -> tuple[Ints, Ints, Floats]:
    order = np.argsort(columns, kind="stable")
    return columns[order], rows[order], data[order]


def _times(rows: Ints, columns: Ints, data: Floats, dense: Floats, size: int) -> Floats:
    """Sparse (sorted by row) times dense."""
    out = np.zeros((size, dense.shape[1]), dtype=np.float32)
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    ends = np.append(starts[1:], len(rows))
    for start, end in zip(starts, ends, strict=True):
        out[rows[start]] = data[start:end] @ dense[columns[start:end]]
    return out


def _count(texts: Sequence[NDArray[np.int32]], size: int, window: int) -> tuple[Ints, Floats]:
    flat = np.concatenate(texts).astype(np.int64)
    owner = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    keys, values = np.zeros(0, np.int64), np.zeros(0, np.float32)
    for distance in range(1, min(window, len(flat) - 1) + 1):
        same = owner[distance:] == owner[:-distance]
        pairs = (flat[:-distance] * size + flat[distance:])[same]
        found, times = np.unique(pairs, return_counts=True)
        keys, values = _merge(keys, values, found, (times / np.sqrt(distance)).astype(np.float32))
    return keys, values


def _merge(keys: Ints, values: Floats, more: Ints, their: Floats) -> tuple[Ints, Floats]:
    every, place = np.unique(np.concatenate([keys, more]), return_inverse=True)
    summed = np.bincount(place, np.concatenate([values, their]), minlength=len(every))
    return every, summed.astype(np.float32)
