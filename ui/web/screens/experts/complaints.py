"""投诉: complaints about people of the roster, entered and dealt with by the officer; nobody is removed by the program."""

import datetime as dt
from html import escape

import streamlit as st

from search_api.roster.views import ComplaintView
from ui.web.client import ServiceRefused
from ui.web.forms import BEIJING
from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.parts import grid, nowrap, person_link
from ui.web.screens.experts.state import Experts
from ui.web.texts import t


def draw(state: Experts) -> None:
    """Draw them, those that wait first; a person in the URL narrows them and is filled into the form."""
    found = [one for one in service.complaints() if state.id in ("", one.person)]
    waiting = [one for one in found if one.state == "open"]
    st.caption(t("experts.complaints_note"))
    html(_table(sorted(found, key=lambda one: one.state != "open")))
    if waiting:
        with st.expander(t("experts.complaint_close"), expanded=True):
            _close(waiting)
    with st.expander(t("experts.complaint_enter"), expanded=bool(state.id) or not waiting):
        _enter(state.id, len(found))


def _table(rows: list[ComplaintView]) -> str:
    if not rows:
        return f'<p class="fq-note">{t("experts.complaints_none")}</p>'
    heads = [t(f"experts.{name}") for name in ("number", "received", "name", "kind", "content", "state")]
    cells = [
        (
            str(one.id),
            nowrap(str(one.received)),
            person_link(one.person, one.name or one.person, "roster"),
            escape(one.kind),
            escape(one.words),
            f"<b>{t(f'experts.complaint_{one.state}')}</b>"
            + (f"<br>{escape(one.outcome)}" if one.outcome else ""),
        )
        for one in rows
    ]
    return grid(heads, cells, t("experts.tab_complaints"))


def _close(waiting: list[ComplaintView]) -> None:
    named = {
        one.id: t("experts.complaint_of", number=one.id, name=one.name, kind=one.kind) for one in waiting
    }
    with st.form("close-complaint", border=False):
        one, two = st.columns([3, 2])
        number = one.selectbox(t("experts.complaint"), list(named), format_func=lambda id: named[id])
        results = {True: t("experts.complaint_upheld"), False: t("experts.complaint_dismissed")}
        upheld = two.radio(
            t("experts.complaint_found"),
            [False, True],
            format_func=lambda value: results[value],
            horizontal=True,
        )
        outcome = st.text_area(t("experts.complaint_outcome"), height=80, max_chars=2_000)
        if not st.form_submit_button(t("experts.complaint_do_close"), type="primary"):
            return
    if not outcome.strip():
        st.error(t("experts.complaint_missing"))
        return
    try:
        service.close_complaint(number, upheld, outcome)
    except ServiceRefused as refused:
        st.error(str(refused))
        return
    st.toast(t("experts.saved"))
    st.rerun()


def _enter(person: str, count: int) -> None:
    """The form; its words are empty again once they were kept, which raises ``count``."""
    with st.form("complaint", border=False):
        one, two, three = st.columns([1, 1, 2])
        id = one.text_input(t("experts.person_number"), person, placeholder="P001", max_chars=40)
        today = dt.datetime.now(BEIJING).date()
        received = two.date_input(t("experts.received"), today, max_value=today, format="YYYY-MM-DD")
        kinds = t("experts.complaint_kinds").split("、")
        kind = three.selectbox(t("experts.kind"), kinds, accept_new_options=True)
        words = st.text_area(
            t("experts.complaint_words"), height=100, max_chars=5_000, key=f"complaint-words-{count}"
        )
        if not st.form_submit_button(t("experts.complaint_do_enter"), type="primary"):
            return
    if not id.strip() or not (kind or "").strip() or not words.strip():
        st.error(t("experts.complaint_missing"))
        return
    try:
        service.complain(id.strip(), received, kind, words)
    except ServiceRefused as refused:
        st.error(str(refused))
        return
    st.toast(t("experts.saved"))
    st.rerun()
