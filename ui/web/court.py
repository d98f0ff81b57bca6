"""审理法院: the user's own court, which the order of 法发〔2020〕24号 art. 4 is relative to. The browser remembers it."""

from dataclasses import replace
from urllib.parse import unquote

import streamlit as st

from ui.web.markup import plain
from ui.web.page import go
from ui.web.state import View
from ui.web.texts import t

COOKIE = "fq_court"
"""Set by navigation.js whenever an address names a court."""


def court_of(view: View) -> str:
    """The court that the URL names, else the one that this browser remembers; empty for none."""
    return view.court or unquote(st.context.cookies.get(COOKIE, ""))[:60]


def court_popover(view: View, court: str) -> None:
    """A button that tells the court and lets it be changed."""
    label = t("search.court_set", court=plain(court)) if court else t("search.court")
    with st.popover(label, use_container_width=True), st.form("court", border=False):
        st.caption(t("search.court_note"))
        name = st.text_input(t("search.court"), court, max_chars=60, placeholder=t("search.court_example"))
        if st.form_submit_button(t("search.court_save"), type="primary") and name.strip():
            go(replace(view, court=name.strip(), page=1))
