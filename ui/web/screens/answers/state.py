"""The state of the screen of standard answers."""

from dataclasses import dataclass
from typing import Literal

Tab = Literal["ask", "topics", "guides", "forms", "open"]
TABS: tuple[Tab, ...] = ("ask", "topics", "guides", "forms", "open")


@dataclass(frozen=True, slots=True)
class Answers:
    """What the screen of standard answers shows."""

    tab: Tab = "ask"
    q: str = ""
    """The question."""
    entry: str = ""
    """An entry opened by its id."""
    type: str = ""
    """Code of the dispute type that is browsed."""
    find: str = ""
    """Words that bank, guides and documents are searched by."""
    form: str = ""
    """The model document on screen."""
    at: int = 0
    """First row of a list."""
