"""What the URL says of the administrators' screen."""

from dataclasses import dataclass
from typing import Literal

Tab = Literal["accounts", "add", "organisations", "trail"]
TABS: tuple[Tab, ...] = ("accounts", "add", "organisations", "trail")


@dataclass(frozen=True, slots=True)
class Admin:
    """The account that is shown, else the tab with its conditions."""

    tab: Tab = "accounts"
    name: str = ""
    """Login name of one account."""
    q: str = ""
    role: str = ""
    who: str = ""
    action: str = ""
    object: str = ""
    since: str = ""
    until: str = ""
    before: str = ""
    """Cursor of the page of the trail."""
