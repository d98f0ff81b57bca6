"""Deleting with a way back: what was deleted last can be undone from every screen until the next deletion."""

import streamlit as st

from ui.web import desk
from ui.web.markup import plain
from ui.web.texts import t

_KEY = "undo"


def deleted(path: str, name: str) -> None:
    """Delete what is at a path of the service and offer to undo it."""
    desk.delete(path)
    st.session_state[_KEY] = (path, name)


def show_undo() -> None:
    """A line that undoes the last deletion; nothing when there was none."""
    if _KEY not in st.session_state:
        return
    path, name = st.session_state[_KEY]
    said, button, close = st.columns([6, 1, 1], vertical_alignment="center")
    said.info(t("undo.deleted", name=plain(name)))
    if button.button(t("undo.undo"), type="primary", key="undo-button"):
        desk.restore(path)
        del st.session_state[_KEY]
        st.rerun()
    if close.button(t("undo.close"), key="undo-close"):
        del st.session_state[_KEY]
        st.rerun()
