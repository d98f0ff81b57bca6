"""The state of the folder screen."""

from dataclasses import dataclass
from typing import Literal

Tab = Literal["folders", "searches", "alerts", "bin"]
TABS: tuple[Tab, ...] = ("folders", "searches", "alerts", "bin")


@dataclass(frozen=True, slots=True)
class Folders:
    """What the folder screen shows."""

    id: int = 0
    """The folder on screen; 0 for the lists."""
    tab: Tab = "folders"
