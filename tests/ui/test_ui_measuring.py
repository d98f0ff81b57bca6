"""What the measurement of the page asks for, and what it tells; the measurement itself needs a quiet machine."""

from pathlib import Path

import ui.measure_page as measuring


def test_every_visit_brings_another_complaint_of_the_length() -> None:
    text = Path(measuring.__file__).with_name("measure_case.txt").read_text("utf-8")
    cases = measuring.complaints(text, 7)
    assert {len(case) for case in cases} == {measuring.LENGTH} and len(set(cases)) == 7
    assert "示例" in cases[0] and not any(sign in case for case in cases for sign in "{}")


def test_first_median_and_slowest_are_told() -> None:
    runs = [measuring.Run(3.0, 1.0, 2.0), measuring.Run(1.0, 1.4, 2.5), measuring.Run(2.0, 0.9, 9.0)]
    told = measuring.summary(runs)
    assert told["opened"] == {"first": 3.0, "median": 2.0, "slowest": 3.0}
    assert told["readable"] == {"first": 1.0, "median": 1.0, "slowest": 1.4}
    assert told["passages"]["slowest"] == 9.0
