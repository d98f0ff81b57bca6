"""Half days of a matter: arranged when everybody who serves is free, and given up again."""

from collections.abc import Callable

import streamlit as st

from experts.roster.agenda import told
from search_api.roster.views import MatterView
from ui.web.page import html
from ui.web.texts import t

Do = Callable[..., None]


def summary(held: MatterView) -> str:
    """What is arranged, as HTML; empty where nobody serves."""
    if held.course.selection is None:
        return ""
    named = "、".join(told(one.day, one.half) for one in held.course.meetings)
    return f'<p class="fq-why">{t("experts.meetings", meetings=named or t("experts.meetings_none"))}</p>'


def draw(held: MatterView, do: Do) -> None:
    """The form that arranges a half day, and the one that gives one up; ``do`` takes a step of the matter."""
    if held.free:
        with st.form("meet", border=False):
            st.caption(t("experts.meet_note"))
            chosen = st.selectbox(
                t("experts.meet_when"), range(len(held.free)), format_func=lambda at: held.free[at].text
            )
            if st.form_submit_button(t("experts.meet"), type="primary"):
                one = held.free[chosen]
                do(held, "meet", day=one.day.isoformat(), half=one.half)
    else:
        html(f'<p class="fq-note">{t("experts.meet_never")}</p>')
    if held.course.meetings:
        with st.form("cancel-meeting", border=False):
            meetings = held.course.meetings
            chosen = st.selectbox(
                t("experts.meet_cancel"),
                range(len(meetings)),
                format_func=lambda at: told(meetings[at].day, meetings[at].half),
            )
            if st.form_submit_button(t("experts.meet_cancel")):
                do(held, "cancel", day=meetings[chosen].day.isoformat(), half=meetings[chosen].half)
