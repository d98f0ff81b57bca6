"""Where a document stands in the order of authority, as it is shown."""

from typing import Literal

from search_api.frozen import Frozen

StreamName = Literal["authority", "library", "elsewhere", "practice", "none"]


class Place(Frozen):
    """A document's place."""

    stream: StreamName
    """authority for the four tiers of art. 4; library for the People's Courts' case library; elsewhere for judgments
    of courts that art. 4 does not name for this home court; practice for mediation; none for statutes and others."""
    tier: int | None
    """1 to 4; null outside of the stream authority."""
    recent: bool | None
    """Whether of the last three years, which come first within a tier; null where it makes no difference."""
    label: str
    """The place in Chinese."""


class Stream(Frozen):
    """Rows of one tier or stream."""

    stream: StreamName
    """As in a hit's place."""
    tier: int | None
    """1 to 4; null outside of the stream authority."""
    label: str
    """In Chinese."""
    count: int
    """How many of the rows looked at."""
