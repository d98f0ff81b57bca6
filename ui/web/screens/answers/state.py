"""The state of the screen of standard answers."""

from dataclasses import dataclass
from typing import Literal

Tab = Literal["ask", "topics", "guides", "forms", "open", "bank"]
TABS: tuple[Tab, ...] = ("ask", "topics", "guides", "forms", "open", "bank")
EDITING: frozenset[Tab] = frozenset({"open", "bank"})
"""Tabs for those who keep the bank."""
Kept = Literal["all", "draft", "reviewed", "published", "withdrawn"]


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
    keep: str = ""
    """Id of the entry that is edited; ``new`` for one that is not there yet."""
    about: str = ""
    """The question without an answer that a new entry is written for."""
    asked: str = ""
    """Numbers of the questions that it answers, with commas."""
    kept: Kept = "all"
    """Only entries in this state."""
    law: str = ""
    """The law that changed, in the list of entries to look at again; ``*`` compares with the library."""
