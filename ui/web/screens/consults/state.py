"""The state of the consult screen."""

from dataclasses import dataclass
from typing import Literal

Tab = Literal["desk", "ask", "limits"]
TABS: tuple[Tab, ...] = ("desk", "ask", "limits")
Whose = Literal["all", "mine", "routed"]
State = Literal["", "asked", "taken", "returned", "answered", "rated", "withdrawn"]
STATES: tuple[State, ...] = ("", "asked", "taken", "returned", "answered", "rated", "withdrawn")


@dataclass(frozen=True, slots=True)
class Consults:
    """What the consult screen shows."""

    id: int = 0
    """The consult on screen; 0 for the lists."""
    tab: Tab = "desk"
    whose: Whose = "all"
    state: State = ""
    attach: str = ""
    """Document of the library to go with a new question."""
    about: str = ""
    """Text that a new question begins with."""
    types: str = ""
    """Codes of dispute types of a new question, by comma."""
    at: int = 0
    """First row of the list."""
