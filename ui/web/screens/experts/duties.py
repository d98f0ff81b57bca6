"""待办: what the officer should look at; nobody is removed by the program."""

from html import escape

import streamlit as st

from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.parts import grid, person_link
from ui.web.screens.experts.state import Experts
from ui.web.texts import t


def draw(state: Experts) -> None:
    """Draw it, kind by kind."""
    found = service.duties()
    st.caption(t("experts.duties_note"))
    if not found:
        st.info(t("experts.duties_none"))
        return
    kinds = list(dict.fromkeys(one.label for one in found))
    chosen = st.pills(t("experts.kind"), kinds, selection_mode="multi")
    shown = [one for one in found if not chosen or one.label in chosen]
    heads = [t(f"experts.{name}") for name in ("kind", "name", "organisation", "content")]
    rows = [
        (
            escape(one.label),
            person_link(one.person, one.name, "roster"),
            escape(one.organisation),
            escape(one.text),
        )
        for one in shown
    ]
    html(grid(heads, rows, t("experts.tab_duties")))
