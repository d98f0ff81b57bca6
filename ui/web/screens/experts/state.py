"""The state of the expert library's screen in the URL."""

from dataclasses import dataclass
from typing import Literal

Tab = Literal[
    "people",
    "organisations",
    "roster",
    "import",
    "match",
    "matters",
    "slots",
    "duties",
    "complaints",
    "firms",
    "changes",
    "settings",
]
PUBLIC: tuple[Tab, ...] = ("people", "organisations")
OFFICER: tuple[Tab, ...] = (
    "roster", "import", "match", "matters", "duties", "complaints", "firms", "changes", "settings",
)  # fmt: skip
EXPERT: tuple[Tab, ...] = ("slots",)
SEARCHED = ("q", "field", "place", "language", "organisation", "role", "state")
"""Fields that narrow a list."""


@dataclass(frozen=True, slots=True)
class Experts:
    """Which tab; what is searched for; one person, organisation or matter."""

    tab: Tab = "people"
    id: str = ""
    matter: int = 0
    q: str = ""
    field: str = ""
    place: str = ""
    language: str = ""
    organisation: str = ""
    role: str = ""
    state: str = ""
    at: int = 1
