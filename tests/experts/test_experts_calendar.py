"""Working days, periods and time limits."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts.calendar import Unit, china_day, deadline, deadlines, due, last_day, work_calendar

DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2026, 11, 30))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2026-02-14", True),  # Saturday worked before the Spring Festival
        ("2026-02-16", False),
        ("2026-02-23", False),
        ("2026-02-28", True),
        ("2025-12-31", True),
        ("2026-01-02", False),
        ("2026-01-04", True),  # Sunday worked
        ("2023-12-30", False),
        ("2024-09-29", True),
        ("2026-11-21", False),  # an ordinary Saturday
    ],
)
def test_days_of_the_notices(day: str, worked: bool) -> None:
    assert work_calendar().is_working_day(dt.date.fromisoformat(day)) is worked


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2025-12-30", 5, "2026-01-07"),  # 31, then 4 (Sunday, worked), 5, 6, 7
        ("2024-12-31", 1, "2025-01-02"),
        ("2022-12-29", 3, "2023-01-04"),  # 30, then 3 and 4: 31 December to 2 January are off
        ("2026-02-13", 3, "2026-02-25"),  # 14 (Saturday, worked), then 24 and 25
        ("2026-09-30", 1, "2026-10-08"),
    ],
)
def test_working_days_over_holidays_and_year_ends(start: str, count: int, end: str) -> None:
    assert work_calendar().add(dt.date.fromisoformat(start), count) == dt.date.fromisoformat(end)


def test_periods_as_the_statutes_count_them() -> None:
    assert last_day(dt.date(2026, 1, 31), 1, Unit.MONTHS, rolls=False) == dt.date(2026, 2, 28)
    assert last_day(dt.date(2023, 12, 31), 2, Unit.MONTHS, rolls=False) == dt.date(2024, 2, 29)
    assert last_day(dt.date(2026, 9, 1), 30, Unit.DAYS) == dt.date(
        2026, 10, 8
    )  # 1 October is off until the 7th
    assert last_day(dt.date(2026, 9, 1), 30, Unit.DAYS, rolls=False) == dt.date(2026, 10, 1)
    assert last_day(dt.date(2026, 2, 12), 2, Unit.DAYS) == dt.date(
        2026, 2, 14
    )  # a worked Saturday is no day of rest


@given(DAYS, st.integers(1, 40))
def test_adding_and_counting_agree(start: dt.date, count: int) -> None:
    days = work_calendar()
    end = days.add(start, count)
    assert days.is_working_day(end)
    assert days.between(start, end) == count
    assert days.between(end, start) == -count
    assert days.add(start, count + 1) > end


@given(DAYS, st.integers(1, 60), st.sampled_from(list(Unit)))
def test_a_rolled_period_ends_on_a_working_day_not_before(start: dt.date, limit: int, unit: Unit) -> None:
    plain, rolled = last_day(start, limit, unit, rolls=False), last_day(start, limit, unit)
    assert rolled >= plain > start
    assert work_calendar().is_working_day(rolled)


def test_years_not_known_say_so() -> None:
    last = max(work_calendar().years)
    assert not work_calendar().known(dt.date(last + 1, 3, 1))
    late = due("acceptance_court", dt.date(last, 12, 30))
    assert late.provisional
    assert "尚未收录" in late.note
    assert not due("acceptance_court", dt.date(last, 3, 2)).provisional
    assert not work_calendar().known(dt.date(last, 12, 31))


def test_limits_of_the_rules() -> None:
    assert due("acceptance_court", dt.date(2026, 9, 28)).last_day == dt.date(2026, 10, 10)
    assert due("judicial_confirmation", dt.date(2026, 1, 5)).last_day == dt.date(2026, 2, 4)
    assert due("consult_answered", dt.date(2026, 11, 20), 10).last_day == dt.date(2026, 12, 4)
    assert "设定" in due("consult_taken", dt.date(2026, 3, 2)).note
    assert "未核对" in due("small_claim_proposal", dt.date(2026, 3, 2)).note
    with pytest.raises(ValueError, match="fixed"):
        due("judicial_confirmation", dt.date(2026, 1, 5), 60)
    with pytest.raises(KeyError, match="consult_taken"):
        deadline("no_such")


def test_data_is_whole() -> None:
    ids = [entry.id for entry in deadlines()]
    assert len(ids) == len(set(ids))
    assert all(entry.source and entry.starts for entry in deadlines())
    for year in work_calendar().years.values():
        assert year.source.startswith("https://www.gov.cn/")
        assert all(day.year == year.year and day.weekday() >= 5 for day in year.work)
        assert all(h.first <= h.last and h.first.year == h.last.year == year.year for h in year.rest)
        assert 18 <= sum((h.last - h.first).days + 1 for h in year.rest) <= 40


def test_a_moment_has_its_date_in_china() -> None:
    assert china_day(dt.datetime(2026, 1, 1, 17, tzinfo=dt.UTC)) == dt.date(2026, 1, 2)
    with pytest.raises(ValueError, match="zone"):
        china_day(dt.datetime(2026, 1, 1, 17))
