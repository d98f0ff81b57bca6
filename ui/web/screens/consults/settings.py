"""Time limits of the organisation."""

import streamlit as st

from search_api.consults.views import LimitsBody
from ui.web import experts_desk
from ui.web.page import html
from ui.web.screens.consults.state import Consults
from ui.web.texts import t


def draw(_: Consults) -> None:
    """Draw them; who is no officer is told so by the service."""
    held = experts_desk.limits()
    html(f'<p class="fq-meta">{t("consults.limits_note")}</p>')
    with st.form("limits", border=False):
        left, right = st.columns(2)
        take = left.number_input(t("consults.take_days"), 1, 60, held.take_days)
        answer = right.number_input(t("consults.answer_days"), 1, 60, held.answer_days)
        if not st.form_submit_button(t("consults.save"), type="primary"):
            return
    experts_desk.set_limits(
        LimitsBody(organisation=held.organisation, take_days=int(take), answer_days=int(answer))
    )
    st.success(t("consults.saved"))
