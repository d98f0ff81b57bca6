"""委派记录: all matters."""

from html import escape

import streamlit as st

from ui.web.forms import day
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.parts import grid, paging
from ui.web.screens.experts.state import Experts
from ui.web.texts import t
from ui.web.urlstate import url


def draw(state: Experts) -> None:
    """Draw them, newest first."""
    found = service.matters(state.at)
    if not found.items:
        st.info(t("experts.matters_none"))
        return
    heads = [t(f"experts.{name}") for name in ("matter_number", "when", "who", "types", "state")]
    rows = [
        (
            link(url("experts", Experts(tab="matters", matter=row.id)), t("experts.matter", number=row.id)),
            day(row.at),
            escape(row.who),
            escape("、".join(row.types)),
            escape(row.state_label),
        )
        for row in found.items
    ]
    html(grid(heads, rows, t("experts.tab_matters")))
    paging(state, found.total)
