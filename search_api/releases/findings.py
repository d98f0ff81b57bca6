"""What a check of a batch finds."""

from enum import StrEnum

from pydantic import BaseModel, Field


class Level(StrEnum):
    """How much it matters."""

    BLOCK = "block"
    """Publication waits for it."""
    WARN = "warn"
    """For a person to look at."""


class Finding(BaseModel):
    """One thing that is wrong or wants a look."""

    code: str = Field(description="Stable code.")
    level: Level = Field(description="block: publication waits for it; warn: to be looked at.")
    case: int | None = Field(default=None, description="Number of the case; null for the batch.")
    place: str = Field(default="", description="title, subtitle, SECTION or SECTION/BLOCK, file name …")
    message: str = Field(description="One Chinese sentence.")
    start: int | None = Field(default=None, description="Code point in the text of that place.")
    end: int | None = Field(default=None, description="Code point, exclusive.")

    @classmethod
    def at(
        cls, code: str, level: Level, case: int | None, place: str, message: str,
        start: int | None = None, end: int | None = None,
    ) -> "Finding":  # fmt: skip
        """A finding, by position."""
        return cls(code=code, level=level, case=case, place=place, message=message, start=start, end=end)
