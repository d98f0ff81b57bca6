"""What people and organisations of the roster have in common."""

import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Part(BaseModel):
    """A piece of the roster: unchangeable, and without fields that nobody asked for."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        use_attribute_docstrings=True,
    )


class Period(Part):
    """From a day to a day, both included; ``None`` is open."""

    begin: datetime.date | None = Field(default=None, alias="from")
    """First day, included; null for no known beginning."""
    end: datetime.date | None = Field(default=None, alias="to")
    """Last day, included; null for no end."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.begin and self.end and self.end < self.begin:
            raise ValueError(f"截止日期 {self.end} 早于起始日期 {self.begin}")
        return self

    def covers(self, day: datetime.date) -> bool:
        """Whether the day lies within."""
        return (self.begin is None or self.begin <= day) and (self.end is None or day <= self.end)


class Place(Part):
    """Province and city or county."""

    region: str = ""
    """Province (省份), such as 浙江; empty when unknown."""
    city: str = ""
    """City or county (城市); empty when unknown."""


class State(Part):
    """Where someone stands on the roster (状态), since when and why."""

    state: str
    """Code: on_roster (在册; organisations: on_list 在名单), suspended (暂停) or left (退出)."""
    date: datetime.date | None = None
    """Day since when; null when unknown."""
    reason: str = ""
    """Why, for the officer; never shown to the public."""
