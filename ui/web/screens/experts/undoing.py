"""Undoing a batch of changes, such as an import: what it changed goes back, with a reason."""

from collections.abc import Iterable

import streamlit as st

from search_api.roster.views import ChangeView
from ui.web.client import ServiceRefused
from ui.web.forms import day
from ui.web.screens.experts import service
from ui.web.texts import t


def undo_form(rows: Iterable[ChangeView]) -> None:
    """Draw the form, folded; nothing where no field was changed."""
    batches = {row.batch: f"{day(row.at)} {row.reason}" for row in rows if row.field}
    if not batches:
        return
    with st.expander(t("experts.undo")), st.form("undo", border=False):
        batch = st.selectbox(t("experts.undo_batch"), list(batches), format_func=lambda key: batches[key])
        reason = st.text_input(t("experts.reason"), key="undo-reason")
        if not st.form_submit_button(t("experts.undo")):
            return
    if not reason.strip():
        st.error(t("experts.reason_missing"))
        return
    try:
        service.undo(batch, reason)
    except ServiceRefused as refused:
        st.error(str(refused))
        return
    st.toast(t("experts.saved"))
    st.rerun()
