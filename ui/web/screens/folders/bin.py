"""回收站: what was deleted, to bring it back."""

from html import escape

import streamlit as st

from ui.web import desk
from ui.web.forms import day
from ui.web.page import html
from ui.web.texts import t


def draw() -> None:
    """Draw it."""
    rows = [(t("nav.folders"), f"/v1/folders/{row.id}", row.title, row.deleted) for row in desk.folders(True)]
    rows += [
        (t("folders.tab_searches"), f"/v1/saved-searches/{row.id}", row.name, row.deleted)
        for row in desk.searches(True)
    ]
    rows += [
        (t("nav.reports"), f"/v1/reports/{row.id}", row.title, row.deleted) for row in desk.reports(True)
    ]
    if not rows:
        st.info(t("folders.bin_none"))
    for kind, path, name, when in rows:
        text, button = st.columns([6, 1], vertical_alignment="center")
        with text:
            said = f"{kind} · {day(when)}" if when else kind
            html(f'<div class="fq-card"><b>{escape(name)}</b><div class="fq-meta">{escape(said)}</div></div>')
        if button.button(t("undo.restore"), key=path):
            desk.restore(path)
            st.rerun()
