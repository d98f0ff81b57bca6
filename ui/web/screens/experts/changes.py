"""变更记录: every change of the roster, newest first."""

from html import escape

import streamlit as st

from ui.web.forms import day
from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.parts import grid, paging
from ui.web.screens.experts.state import Experts
from ui.web.screens.experts.undoing import undo_form
from ui.web.texts import t


def draw(state: Experts) -> None:
    """Draw them."""
    found = service.changes(state.at)
    if not found.items:
        st.info(t("experts.changes_none"))
        return
    heads = [t(f"experts.{name}") for name in ("when", "who", "number", "field_name", "old", "new", "reason")]
    rows = [
        tuple(map(escape, (day(r.at), r.who, r.id, r.label, r.old, r.new, r.reason))) for r in found.items
    ]
    html(grid(heads, rows, t("experts.tab_changes")))
    undo_form(found.items)
    paging(state, found.total, 5 * service.ROWS)
