"""Working days: weekdays, without the holidays and with the worked weekends of each year's notice."""

import datetime as dt
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, Field

_ZONE = ZoneInfo("Asia/Shanghai")
_LATE = (12, 25)
"""From this day on the next year's notice may still change the year's last days (元旦 may begin in December)."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Holiday(_Data):
    """Days in a row without work, weekends among them too."""

    first: dt.date = Field(alias="from")
    last: dt.date = Field(alias="to")
    name: str


class Year(_Data):
    """One year's holidays (法定节假日) and worked weekends (调休), with the notice they come from."""

    year: int
    source: str
    amended_by: str = ""
    rest: list[Holiday]
    work: list[dt.date]


class WorkCalendar:
    """Which days are worked in China.

    A year whose notice is not at hand is counted by weekends alone; :meth:`known` says so, and whatever rests on such a day
    must be shown as provisional.
    """

    def __init__(self, years: list[Year]) -> None:
        self.years = {year.year: year for year in years}
        self._off = {
            holiday.first + dt.timedelta(days=i): holiday.name
            for year in years
            for holiday in year.rest
            for i in range((holiday.last - holiday.first).days + 1)
        }
        self._work = {day for year in years for day in year.work}

    def known(self, day: dt.date) -> bool:
        """Whether the notice that decides on this day is at hand."""
        return day.year in self.years and ((day.month, day.day) < _LATE or day.year + 1 in self.years)

    def known_until(self) -> dt.date:
        """The last day of the years at hand of which all is known."""
        return dt.date(max(self.years), *_LATE) - dt.timedelta(days=1)

    def holiday(self, day: dt.date) -> str:
        """Name of the holiday that a day belongs to; empty for none."""
        return self._off.get(day, "")

    def is_working_day(self, day: dt.date) -> bool:
        """Whether a day is worked; by weekday alone where :meth:`known` is false."""
        return day in self._work or (day.weekday() < 5 and day not in self._off)

    def next_working_day(self, day: dt.date) -> dt.date:
        """The day itself if it is worked, else the first worked day after it."""
        while not self.is_working_day(day):
            day += dt.timedelta(days=1)
        return day

    def add(self, day: dt.date, count: int) -> dt.date:
        """The ``count``-th working day after a day, which itself is not counted.

        Raises:
            ValueError: a negative count.
        """
        if count < 0:
            raise ValueError("working days are counted forwards")
        for _ in range(count):
            day = self.next_working_day(day + dt.timedelta(days=1))
        return day

    def between(self, start: dt.date, end: dt.date) -> int:
        """Working days after ``start`` up to ``end`` with it; negative where ``end`` lies before ``start``."""
        if end < start:
            return -self.between(end, start)
        days = (start + dt.timedelta(days=i) for i in range(1, (end - start).days + 1))
        return sum(self.is_working_day(day) for day in days)


def china_day(moment: dt.datetime) -> dt.date:
    """The date of a moment in China.

    Raises:
        ValueError: the moment has no zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone before it has a date in China")
    return moment.astimezone(_ZONE).date()


@cache
def work_calendar() -> WorkCalendar:
    """The shipped calendar."""
    data = yaml.safe_load((files(__package__) / "data" / "holidays.yaml").read_text("utf-8"))
    return WorkCalendar([Year.model_validate(year) for year in data["years"]])
