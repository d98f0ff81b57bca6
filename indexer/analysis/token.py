"""What the analyzer yields."""

from typing import NamedTuple


class Token(NamedTuple):
    """A term and the half-open span of code points of the original text that it came from."""

    term: str
    start: int
    end: int
