"""When people can be had: the weekly half days, without public holidays, and what was set or booked for single days."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from sqlalchemy.orm import Session

from experts.calendar import work_calendar
from experts.roster.person import Half, Person, Weekday
from experts.roster.terms import labels
from office.roster import slots as stored
from office.roster.models import Slot

State = Literal["free", "busy", "booked"]
STATES: dict[State, str] = {"free": "可预约", "busy": "不可约", "booked": "已约"}
HALVES: tuple[Half, ...] = ("am", "pm")
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
AHEAD = 28
"""Days that are looked at for free half days."""
HalfDay = tuple[dt.date, Half]


class Agenda:
    """Half days of people; without anything set, those of the weekly pattern."""

    def __init__(self, kept: Mapping[tuple[str, dt.date, str], tuple[str, int | None]] | None = None) -> None:
        self._kept = dict(kept or {})

    @classmethod
    def load(cls, session: Session, first: dt.date, days: int = AHEAD, person: str = "") -> "Agenda":
        """What is kept of one person or all, for so many days from a day on."""
        last = first + dt.timedelta(days=days - 1)
        return cls.of(stored.slots(session, first, last, person))

    @classmethod
    def of(cls, rows: Iterable[Slot]) -> "Agenda":
        """From rows of the store."""
        return cls({(row.person_id, row.day, row.half): (row.state, row.matter_id) for row in rows})

    def state(self, person: Person, day: dt.date, half: Half) -> State:
        """Whether a half day is free; outside the term of appointment nothing is."""
        kept = self._kept.get((person.id, day, half))
        if kept and kept[0] == "booked":
            return "booked"
        if not person.term.covers(day):
            return "busy"
        if kept:
            return "free" if kept[0] == "free" else "busy"
        usual = person.availability.get(WEEKDAYS[day.weekday()], ())
        return "free" if half in usual and not work_calendar().holiday(day) else "busy"

    def is_set(self, person: Person, day: dt.date, half: Half) -> bool:
        """Whether a half day differs from the weekly pattern by somebody's hand."""
        return self._kept.get((person.id, day, half), ("booked", None))[0] != "booked"

    def matter(self, person: Person, day: dt.date, half: Half) -> int | None:
        """The matter that a half day is booked for."""
        return self._kept.get((person.id, day, half), ("", None))[1]

    def free(self, person: Person, day: dt.date) -> tuple[Half, ...]:
        """The free halves of a day."""
        return tuple(half for half in HALVES if self.state(person, day, half) == "free")

    def coming(self, people: Sequence[Person], first: dt.date, days: int = AHEAD) -> list[HalfDay]:
        """Half days from ``first`` on when all of these people are free, earliest first."""
        each = (first + dt.timedelta(days=number) for number in range(days))
        return [(day, half) for day in each for half in HALVES if self._all_free(people, day, half)]

    def _all_free(self, people: Sequence[Person], day: dt.date, half: Half) -> bool:
        return bool(people) and all(self.state(person, day, half) == "free" for person in people)


def day_name(day: dt.date) -> str:
    """A day in Chinese: 2026-11-24（周二）."""
    return f"{day}（{labels('weekdays')[WEEKDAYS[day.weekday()]]}）"


def told(day: dt.date, half: Half) -> str:
    """A half day in Chinese: 2026-11-24（周二）上午."""
    return day_name(day) + labels("halves")[half]
