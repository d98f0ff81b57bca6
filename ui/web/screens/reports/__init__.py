"""报告: similar-case search reports, edited and numbered."""

from ui.web.screens.reports import editor, listing, printed
from ui.web.screens.reports.state import Reports
from ui.web.undo import show_undo
from ui.web.urlstate import read


def draw() -> None:
    """Draw the snapshot or the report that the URL names, else the list."""
    state = read(Reports)
    show_undo()
    if state.snapshot:
        printed.draw(state)
    elif state.id:
        editor.draw(state)
    else:
        listing.draw()
