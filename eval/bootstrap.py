"""Confidence intervals of means over queries, by the bootstrap.

Efron, Bootstrap methods: another look at the jackknife, Annals of Statistics 7(1), 1979 (percentile intervals); Sakai,
Evaluating evaluation metrics based on the bootstrap, SIGIR 2006. Where queries come in groups (a cause of action), whole groups
are drawn: Field & Welsh, Bootstrapping clustered data, JRSS B 69(3), 2007.
"""

from collections.abc import Mapping, Sequence

import numpy as np

SAMPLES = 10_000
LEVEL = 0.95


def interval(
    values: Sequence[float], *, level: float = LEVEL, samples: int = SAMPLES, seed: int = 0
) -> tuple[float, float]:
    """Percentile interval of the mean.

    Args:
        values: One a query.
        level: Share of the resampled means inside.
        samples: Resamples.
        seed: Of the random generator.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values to draw from")
    data = np.asarray(values, dtype=np.float64)
    return _percentiles(_sums(data, samples, seed) / len(data), level)


def cluster_interval(
    values: Mapping[str, float],
    clusters: Mapping[str, str],
    *,
    level: float = LEVEL,
    samples: int = SAMPLES,
    seed: int = 0,
) -> tuple[float, float]:
    """As :func:`interval`, drawing whole clusters of queries.

    Args:
        values: Value by query.
        clusters: Cluster by query; every query of ``values`` has one.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values to draw from")
    names = sorted({clusters[query] for query in values})
    place = {name: number for number, name in enumerate(names)}
    totals, counts = np.zeros(len(names)), np.zeros(len(names))
    for query, value in values.items():
        totals[place[clusters[query]]] += value
        counts[place[clusters[query]]] += 1
    drawn = np.random.default_rng(seed).integers(0, len(names), size=(samples, len(names)))
    return _percentiles(totals[drawn].sum(axis=1) / counts[drawn].sum(axis=1), level)


def _sums(data: np.ndarray, samples: int, seed: int) -> np.ndarray:
    generator = np.random.default_rng(seed)
    sums = []
    for begin in range(0, samples, 1000):
        rows = min(1000, samples - begin)
        sums.append(data[generator.integers(0, len(data), size=(rows, len(data)))].sum(axis=1))
    return np.concatenate(sums)


def _percentiles(found: np.ndarray, level: float) -> tuple[float, float]:
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
