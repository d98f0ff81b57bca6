"""Measures against values reckoned by hand, and the randomisation test against exact enumeration."""

import itertools
import math

import pytest

from eval.compare import compare_runs
from eval.measures import (
    CONDENSED,
    NAMES,
    SHOWN,
    Protocol,
    condense,
    condensed_per_query,
    default_threshold,
    means,
    per_query,
)
from eval.significance import randomisation_test

QRELS = {"q1": {"a": 3, "b": 0, "c": 1}, "q2": {"x": 2}}
RUN = {"q1": {"b": 3.0, "a": 2.0, "unjudged": 1.5, "c": 1.0}}


def test_measures_are_those_of_the_papers() -> None:
    values = per_query(QRELS, RUN, Protocol(threshold=2))
    ideal = 3 + 1 / math.log2(3)
    got = 3 / math.log2(3) + 1 / math.log2(5)
    assert values["nDCG@10"]["q1"] == pytest.approx(got / ideal)
    assert values["R@10"]["q1"] == 1.0
    assert values["RR@10"]["q1"] == 0.5


def test_a_query_without_results_scores_nothing() -> None:
    values = per_query(QRELS, RUN, Protocol(threshold=1))
    assert {values[name]["q2"] for name in values} == {0.0}
    assert means(values)["RR@10"] == 0.25


def test_the_threshold_follows_the_grades() -> None:
    assert default_threshold(QRELS) == 2
    assert default_threshold({"q": {"a": 1}}) == 1


def test_randomisation_agrees_with_enumeration() -> None:
    a, b = [0.9, 0.4, 0.7, 0.6, 0.8, 0.3], [0.5, 0.5, 0.1, 0.2, 0.6, 0.1]
    differences = [x - y for x, y in zip(a, b, strict=True)]
    observed = abs(sum(differences))
    flips = list(itertools.product((1, -1), repeat=len(a)))
    exact = sum(
        abs(sum(s * d for s, d in zip(signs, differences, strict=True))) >= observed - 1e-12
        for signs in flips
    ) / len(flips)
    assert randomisation_test(a, b) == pytest.approx(exact, abs=0.02)


def test_equal_systems_are_not_different() -> None:
    assert randomisation_test([0.1, 0.2], [0.1, 0.2]) == 1.0
    with pytest.raises(ValueError, match="paired"):
        randomisation_test([0.1], [])


def test_comparison_counts_wins() -> None:
    better = {"q1": {"a": 2.0, "c": 1.0}, "q2": {"x": 1.0}}
    row = compare_runs(QRELS, RUN, better)["measures"]["nDCG@10"]
    assert (row["wins"], row["losses"], row["ties"]) == (2, 0, 0)
    assert row["difference"] > 0


def test_precision_recall_and_average_precision_by_hand() -> None:
    values = per_query(QRELS, RUN, Protocol(threshold=1))
    assert values["P@5"]["q1"] == pytest.approx(2 / 5)
    assert values["AP"]["q1"] == pytest.approx((1 / 2 + 2 / 4) / 2)
    assert values["R@100"]["q2"] == 0.0
    assert per_query(QRELS, RUN, Protocol(threshold=3))["P@5"]["q1"] == pytest.approx(1 / 5)


def test_unjudged_documents_are_counted_and_taken_out_of_condensed_lists() -> None:
    protocol = Protocol(threshold=1)
    assert per_query(QRELS, RUN, protocol)["Judged@10"] == {"q1": 0.75, "q2": 0.0}
    assert condense(QRELS, RUN) == {"q1": {"b": 3.0, "a": 2.0, "c": 1.0}}
    condensed = condensed_per_query(QRELS, RUN, protocol)
    ideal = 3 + 1 / math.log2(3)
    assert condensed["nDCG@10"]["q1"] == pytest.approx((3 / math.log2(3) + 1 / math.log2(4)) / ideal)
    assert set(condensed) == set(CONDENSED)
    assert condensed_per_query(QRELS, {"q1": {"only unjudged": 1.0}}, protocol)["AP"]["q1"] == 0.0


def test_ties_are_broken_by_document_id_as_run_files_are_written() -> None:
    tied = {"q2": {"x": 1.0, "a": 1.0, "z": 1.0}}
    assert per_query(QRELS, tied, Protocol())["RR@10"]["q2"] == 0.5


def test_every_measure_shown_is_reckoned() -> None:
    assert set(SHOWN) <= set(NAMES) == set(per_query(QRELS, RUN, Protocol()))
