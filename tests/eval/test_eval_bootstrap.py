"""Intervals against the normal approximation and by cases that can be told; Holm against its paper's rule."""

import statistics

import numpy as np
import pytest

from eval.bootstrap import cluster_interval, interval
from eval.holm import holm


def test_the_interval_is_that_of_the_mean() -> None:
    values = list(np.random.default_rng(1).normal(0.5, 0.2, size=400))
    low, high = interval(values)
    half = 1.96 * statistics.stdev(values) / 20
    mean = statistics.mean(values)
    assert (low, high) == (pytest.approx(mean - half, abs=0.004), pytest.approx(mean + half, abs=0.004))


def test_equal_values_have_no_width_and_no_values_no_interval() -> None:
    assert interval([0.25, 0.25]) == (0.25, 0.25)
    with pytest.raises(ValueError, match="no values"):
        interval([])
    with pytest.raises(ValueError, match="no values"):
        cluster_interval({}, {})


def test_clusters_are_drawn_whole() -> None:
    values = {f"q{n}": float(n % 2) for n in range(200)}
    by_query = cluster_interval(values, {query: query for query in values})
    two = cluster_interval(values, {query: str(int(value)) for query, value in values.items()})
    assert two == (0.0, 1.0)
    assert by_query == (pytest.approx(0.43, abs=0.015), pytest.approx(0.57, abs=0.015))


def test_holm_multiplies_steps_down_and_stays_monotone() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5]) == [0.5]
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []
