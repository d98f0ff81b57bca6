"""The state of the report screen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reports:
    """What the report screen shows."""

    id: int = 0
    """The report that is edited; 0 for the list."""
    snapshot: str = ""
    """编号 of the snapshot that is shown."""
    preview: bool = False
    """Whether the draft is shown as it would be printed."""
