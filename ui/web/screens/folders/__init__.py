"""卷宗夹: folders, saved searches, new matches, and what was deleted."""

from ui.web import desk
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.folders import alerts, bin, listing, one, saved
from ui.web.screens.folders.state import TABS, Folders
from ui.web.texts import t
from ui.web.undo import show_undo
from ui.web.urlstate import read, url


def draw() -> None:
    """Draw the folder that the URL names, else the list under the tab that it names."""
    state = read(Folders)
    show_undo()
    if state.id:
        one.draw(state)
        return
    html(_tabs(state))
    {"folders": listing.draw, "searches": saved.draw, "alerts": alerts.draw, "bin": bin.draw}[state.tab]()


def _tabs(state: Folders) -> str:
    unread = desk.unread()
    parts = []
    for name in TABS:
        text = t(f"folders.tab_{name}") + (f"（{unread}）" if name == "alerts" and unread else "")
        anchor = link(url("folders", Folders(tab=name)), text)
        parts.append(anchor.replace("<a ", '<a aria-current="page" ', 1) if name == state.tab else anchor)
    return f'<nav class="fq-nav fq-tabs" aria-label="{t("folders.tabs")}">{"".join(parts)}</nav>'
