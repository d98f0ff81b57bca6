"""Time limits of mediation and consults, with their sources (``data/deadlines.yaml``)."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from experts.calendar.days import work_calendar
from experts.calendar.periods import Unit, last_day


class Deadline(BaseModel):
    """One time limit."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: str
    limit: int = Field(ge=1)
    unit: Unit
    starts: str
    """The event whose day is not counted."""
    rolls: bool
    extends: bool
    """Whether the parties may agree on more time."""
    source: str
    sure: Literal["verified", "reported", "setting"]
    """Whether the rule's text was read, only a report of it, or it is for the organisation to set."""


@dataclass(frozen=True, slots=True)
class Due:
    """When a time limit ends."""

    deadline: Deadline
    start: dt.date
    last_day: dt.date
    provisional: bool
    """Whether holidays of a year whose notice is not at hand could still move the day."""

    @property
    def note(self) -> str:
        """What must be said beside the day, in Chinese; empty for nothing."""
        notes = []
        if self.provisional:
            notes.append(
                f"{work_calendar().known_until()}之后的放假安排尚未收录，仅按周末推算，以国务院办公厅通知为准"
            )
        if self.deadline.sure == "reported":
            notes.append("未核对规则原文")
        if self.deadline.sure == "setting":
            notes.append("无法定期限，为本单位设定值")
        return "；".join(notes)


@cache
def deadlines() -> tuple[Deadline, ...]:
    """Every known time limit."""
    data = yaml.safe_load((files(__package__) / "data" / "deadlines.yaml").read_text("utf-8"))
    return tuple(Deadline.model_validate(entry) for entry in data["deadlines"])


def deadline(id_: str) -> Deadline:
    """The time limit of an id.

    Raises:
        KeyError: there is none; the message lists the ids.
    """
    for entry in deadlines():
        if entry.id == id_:
            return entry
    raise KeyError(f"{id_}: no such time limit; known are {', '.join(d.id for d in deadlines())}")


def due(id_: str, start: dt.date, limit: int | None = None) -> Due:
    """When a time limit ends.

    Args:
        id_: Id of the limit.
        start: Day of the event, not counted.
        limit: The organisation's own number in place of the listed one, for settings and agreed extensions.

    Raises:
        KeyError: there is no such limit.
        ValueError: another number for a limit that the law fixes, or one below 1.
    """
    entry = deadline(id_)
    if limit is not None and limit != entry.limit and entry.sure != "setting" and not entry.extends:
        raise ValueError(f"{entry.name} is fixed by its rule and cannot be set to {limit}")
    end = last_day(start, limit or entry.limit, entry.unit, rolls=entry.rolls)
    days = work_calendar()
    asked = (start + dt.timedelta(days=i) for i in range(1, (end - start).days + 1))
    uncertain = (
        (not days.known(day) for day in asked) if entry.unit == Unit.WORKING_DAYS else [not days.known(end)]
    )
    return Due(entry, start, end, any(uncertain))
