"""A person's record for the officer: every field, changes with reasons, history."""

from collections.abc import Callable
from html import escape

import streamlit as st

from experts.roster.terms import labels
from search_api.roster.views import ChangeView, PersonRecord
from ui.web.client import ServiceRefused
from ui.web.forms import day
from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.parts import back, badges, grid, table
from ui.web.screens.experts.state import Experts
from ui.web.texts import t

FIXED = ("编号", "状态", "状态日期", "状态原因", "是否公开")
"""Fields that are not edited as text: they have forms of their own, or never change."""


def draw(state: Experts) -> None:
    """Draw it."""
    held = service.record(state.id)
    person = held.person
    back(state)
    shown = t("experts.published" if person.published else "experts.unpublished")
    state_label = labels("person_states")[person.state.state]
    html(
        f'<div class="fq-head"><h1>{escape(person.name)} <small>{escape(person.id)}</small></h1>'
        f'<div class="fq-meta">{badges(state_label, shown, held.organisation_name, mark=person.mark)}</div></div>'
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        public = [(name, escape(text)) for name, text in held.cells.items() if name not in held.private]
        html(table(public))
        private = table((name, escape(held.cells[name])) for name in held.private)
        html(f'<details class="fq-field"><summary>{t("experts.private")}</summary>{private}</details>')
    with right:
        _state_form(held)
        _publish_form(held)
        _edit_form(held)
    _history(service.history("people", state.id))


def _state_form(held: PersonRecord) -> None:
    with st.form("state", border=True):
        states = labels("person_states")
        chosen = st.selectbox(
            t("experts.change_state"), list(states), index=list(states).index(held.person.state.state),
            format_func=lambda key: states[key],
        )  # fmt: skip
        reason = st.text_input(t("experts.reason"), key="state-reason")
        if st.form_submit_button(t("experts.save")):
            _do(lambda: service.set_state("people", held.person.id, chosen, reason), reason)


def _publish_form(held: PersonRecord) -> None:
    with st.form("publish", border=True):
        st.caption(t("experts.publish_note"))
        reason = st.text_input(t("experts.reason"), key="publish-reason")
        label = t("experts.unpublish" if held.person.published else "experts.publish")
        if st.form_submit_button(label):
            _do(lambda: service.publish(held.person.id, not held.person.published, reason), reason)


def _edit_form(held: PersonRecord) -> None:
    names = [name for name in held.cells if name not in FIXED]
    chosen = st.selectbox(t("experts.edit_field"), names)
    with st.form("edit", border=True):
        text = st.text_area(chosen, held.cells[chosen], key=f"edit-{chosen}-{held.version}", height=100)
        reason = st.text_input(t("experts.reason"), key="edit-reason")
        if st.form_submit_button(t("experts.save")):
            _do(lambda: service.edit("people", held.person.id, {chosen: text}, reason, held.version), reason)


def _do(change: Callable[[], object], reason: str) -> None:
    if not reason.strip():
        st.error(t("experts.reason_missing"))
        return
    try:
        change()
    except ServiceRefused as refused:
        st.error(str(refused))
        return
    st.toast(t("experts.saved"))
    st.rerun()


def _history(rows: list[ChangeView]) -> None:
    heads = [t(f"experts.{name}") for name in ("when", "who", "field_name", "old", "new", "reason")]
    cells = [tuple(map(escape, (day(r.at), r.who, r.label, r.old, r.new, r.reason))) for r in rows]
    html(f'<h2 class="fq-h2">{t("experts.history")}</h2>{grid(heads, cells, t("experts.history"))}')
    batches = {row.batch: f"{day(row.at)} {row.reason}" for row in rows if row.field}
    if not batches:
        return
    with st.expander(t("experts.undo")), st.form("undo", border=False):
        batch = st.selectbox(t("experts.undo_batch"), list(batches), format_func=lambda key: batches[key])
        reason = st.text_input(t("experts.reason"), key="undo-reason")
        if st.form_submit_button(t("experts.undo")):
            _do(lambda: service.undo(batch, reason), reason)
