"""The state of the release screen."""

from dataclasses import dataclass
from typing import Literal

Side = Literal["edit", "check", "review", "print"]


@dataclass(frozen=True, slots=True)
class Releases:
    """What the release screen shows."""

    tab: Literal["batches", "candidates", "editions"] = "batches"
    """Which list."""
    id: int = 0
    """The batch that is compiled; 0 for a list."""
    case: int = 0
    """The case of it that is edited; 0 for the batch as a whole."""
    view: Side = "edit"
    """Side of the batch: its cases, what blocks it, what changed and its steps, or how it will look."""
    propose: str = ""
    """Id of a document that is to be proposed; empty for none."""
    edition: int = 0
    """The published batch that is read; 0 for none."""
