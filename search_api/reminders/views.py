"""Answers about reminders."""

import datetime as dt

from pydantic import BaseModel, Field


class NoticeView(BaseModel):
    """One thing that becomes due."""

    kind: str = Field(description="consult or term.")
    id: str = Field(description="Number of the consult, or of the person on the roster.")
    title: str = Field(description="What it is about, by number.")
    text: str = Field(description="What is due, for people.")
    day: dt.date = Field(description="Last day of it.")
    late: bool = Field(description="Whether that day has passed.")
