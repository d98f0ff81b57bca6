"""Time limits of mediation, and those of consults that the organisation sets."""

import datetime as dt
from html import escape

import streamlit as st

from search_api.consults.views import LimitsBody
from ui.web import experts_desk
from ui.web.page import html
from ui.web.screens.consults.state import Consults
from ui.web.screens.experts.parts import grid, nowrap
from ui.web.texts import t


def draw(_: Consults) -> None:
    """Draw the time limits of mediation from a day on, and the organisation's own."""
    html(f'<h2 class="fq-h2">{t("consults.deadlines")}</h2>')
    start = st.date_input(t("consults.start"), dt.date.today(), min_value=dt.date(2015, 1, 1))
    html(_deadlines(start))
    html(f'<h2 class="fq-h2">{t("consults.own_limits")}</h2>')
    _own()


def _deadlines(start: dt.date) -> str:
    rows = [
        (escape(one.name), nowrap(one.last_day.isoformat()), escape(t(f"consults.unit_{one.unit}", limit=one.limit)),
         escape(one.starts), escape(one.source) + (f"<br><small>{escape(one.note)}</small>" if one.note else ""))
        for one in experts_desk.deadlines(start)
    ]  # fmt: skip
    heads = [t(f"consults.deadline_{name}") for name in ("name", "last_day", "limit", "starts", "source")]
    return grid(heads, rows, t("consults.deadlines"))


def _own() -> None:
    """Who is no officer is told so by the service."""
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
