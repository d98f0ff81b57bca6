"""Periods as the statutes count them.

The day of the event is not counted (民法典 201; 民事诉讼法 85). A period of months ends on the day of the same number,
or on the last of the month (民法典 202). A last day that is a legal day of
rest gives way to the day after the rest (民法典 203; 民事诉讼法 85).
"""

import calendar
import datetime as dt
from enum import StrEnum

from experts.calendar.days import WorkCalendar, work_calendar


class Unit(StrEnum):
    """What a period is counted in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"


def last_day(
    start: dt.date, limit: int, unit: Unit, *, rolls: bool = True, calendar_: WorkCalendar | None = None
) -> dt.date:
    """The last day of a period; it ends at midnight, or when business ends (民法典 203).

    Args:
        start: Day of the event, not counted.
        limit: How many units, 1 or more.
        unit: Of what.
        rolls: Whether a last day without work gives way to the next working day.
        calendar_: Working days; the shipped calendar by default.

    Raises:
        ValueError: a limit below 1.
    """
    if limit < 1:
        raise ValueError("a period has at least one unit")
    days = calendar_ or work_calendar()
    if unit == Unit.WORKING_DAYS:
        return days.add(start, limit)
    end = start + dt.timedelta(days=limit) if unit == Unit.DAYS else _months(start, limit)
    return days.next_working_day(end) if rolls else end


def _months(start: dt.date, count: int) -> dt.date:
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
