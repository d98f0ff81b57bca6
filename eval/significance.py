"""Paired randomisation test (Fisher), as Smucker, Allan & Carterette (CIKM 2007) recommend for retrieval."""

from collections.abc import Sequence

import numpy as np


def randomisation_test(
    a: Sequence[float], b: Sequence[float], *, permutations: int = 10_000, seed: int = 0
) -> float:
    """Two-sided p-value of the mean difference between paired values.

    Args:
        a: Values of one system, one a query.
        b: Values of the other, in the same order.
        permutations: Random sign flips; the observed one is counted among them, so p is never 0.
        seed: Of the random generator.

    Returns:
        p in (0, 1]; smaller speaks for a real difference.

    Raises:
        ValueError: the lengths differ or are 0.
    """
    if len(a) != len(b) or not a:
        raise ValueError(f"paired values are needed, got {len(a)} and {len(b)}")
    differences = np.asarray(a, dtype=np.float64) - np.asarray(b, dtype=np.float64)
    observed = abs(differences.mean())
    generator = np.random.default_rng(seed)
    extreme = 0
    for begin in range(0, permutations, 1000):
        rows = min(1000, permutations - begin)
        signs = generator.choice((-1.0, 1.0), size=(rows, len(differences)))
        extreme += int(np.count_nonzero(np.abs(signs @ differences) / len(differences) >= observed - 1e-12))
    return (extreme + 1) / (permutations + 1)
