"""What becomes due: ends of terms, long inactivity, complaints, gaps in training. Listed for the officer to decide on;
nobody is removed by the program.

The regional opinion (part 3) asks for an exit of those who long took no part and of those assessed as unfit. How long
is long, and how many hours of training are due, no rule says in numbers: both are the organisation's settings.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import Field

from experts.roster.parts import Part
from experts.roster.person import Person
from experts.roster.roster import Roster

SETTING = "duties"
Kind = Literal["term", "certificate_of_court", "inactive", "training", "complaint", "load", "unpublished"]
LABELS: dict[Kind, str] = {
    "term": "聘期", "certificate_of_court": "法院聘期", "inactive": "长期未办案", "training": "培训不足",
    "complaint": "投诉", "load": "在办超限", "unpublished": "未公示",
}  # fmt: skip


class Limits(Part):
    """When something is due; none of these numbers is a legal one."""

    term_days: int = Field(default=60, ge=0, le=730, description="Days before the end of a term.")
    inactive_months: int = Field(default=12, ge=1, le=60, description="Months without a closed case.")
    training_hours: float = Field(default=16, ge=0, le=500, description="Hours a year for mediators.")
    training_hours_expert: float = Field(default=8, ge=0, le=500, description="Hours a year for experts.")
    complaints: int = Field(default=2, ge=1, le=100, description="Complaints on record.")


class Due(Part):
    """One thing that the officer should look at."""

    kind: Kind
    """Code of what is due."""
    label: str
    """Its Chinese name."""
    person: str
    """Number of the person on the roster."""
    name: str
    """Name of the person."""
    organisation: str
    """Name of the person's organisation; empty for none."""
    text: str
    """What is due and why, in Chinese."""
    since: datetime.date | None = None
    """Day it hangs on, such as the end of the term or the last closed case; null where there is none."""


def due(
    roster: Roster, limits: Limits, today: datetime.date, open_complaints: Mapping[str, int] | None = None
) -> list[Due]:
    """Everything that is due about people on the roster or suspended, by organisation and person.

    Args:
        roster: People of whom something may be due.
        limits: The organisation's settings.
        today: The day.
        open_complaints: Complaints not yet dealt with, by person.
    """
    names = {o.id: o.name for o in roster.organisations}
    found: list[Due] = []
    for person in sorted(roster.people, key=lambda p: (p.organisation, p.id)):
        if person.state.state == "left":
            continue
        for kind, text, since in _of_person(person, limits, today, (open_complaints or {}).get(person.id, 0)):
            found.append(
                Due(
                    kind=kind,
                    label=LABELS[kind],
                    person=person.id,
                    name=person.name,
                    organisation=names.get(person.organisation, ""),
                    text=text,
                    since=since,
                )
            )
    return found


Finding = tuple[Kind, str, datetime.date | None]


def _of_person(person: Person, limits: Limits, today: datetime.date, complaints: int) -> Iterable[Finding]:
    yield from _terms(person, limits, today)
    yield from _inactive(person, limits, today)
    yield from _training(person, limits, today)
    if complaints:
        yield "complaint", f"有{complaints}件投诉待处理", None
    elif person.record.complaints >= limits.complaints:
        yield "complaint", f"累计被投诉{person.record.complaints}次", None
    if person.load.open > person.load.limit:
        yield "load", f"在办{person.load.open}件，超过上限{person.load.limit}件", None
    if person.mediates and not person.published and person.state.state == "on_roster":
        yield "unpublished", "在册调解员未公示；名册应当向社会公示", None


def _terms(person: Person, limits: Limits, today: datetime.date) -> Iterable[Finding]:
    soon = today + datetime.timedelta(days=limits.term_days)
    end = person.term.end
    if end and end < today:
        yield "term", f"聘期已于{end}届满，待续聘或退出", end
    elif end and end <= soon:
        yield "term", f"聘期将于{end}届满", end
    for court in person.courts:
        if court.end and court.end < today:
            yield "certificate_of_court", f"{court.name}聘期已于{court.end}届满", court.end
        elif court.end and court.end <= soon:
            yield "certificate_of_court", f"{court.name}聘期将于{court.end}届满", court.end


def _inactive(person: Person, limits: Limits, today: datetime.date) -> Iterable[Finding]:
    if not person.mediates or person.load.open:
        return
    last = person.record.last_closed
    months = (today.year - last.year) * 12 + today.month - last.month if last else None
    if months is not None and months >= limits.inactive_months:
        yield "inactive", f"最近一次办结在{last}，已{months}个月没有在办、办结案件", last
    elif last is None and (begin := person.term.begin) and (today - begin).days > limits.inactive_months * 30:
        yield "inactive", "没有在办案件，名册中也没有最近办结日期，请核实", None


def _training(person: Person, limits: Limits, today: datetime.date) -> Iterable[Finding]:
    """The last full year, and for how many years running before it, as far as the roster tells of them."""
    needed = limits.training_hours if person.mediates else limits.training_hours_expert
    joined = (person.state.date or person.term.begin or today).year
    since = min(person.training, default=max(joined, today.year - 1))
    short = 0
    year = today.year - 1
    while year >= since and person.training.get(year, 0) < needed:
        short, year = short + 1, year - 1
    if short:
        hours = person.training.get(today.year - 1, 0)
        running = f"，连续{short}年不足" if short > 1 else ""
        yield "training", f"{today.year - 1}年培训{hours:g}学时，少于{needed:g}学时{running}", None
