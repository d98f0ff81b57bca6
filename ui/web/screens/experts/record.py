"""A person's or an organisation's record for the officer: every field, changes with reasons, history."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Literal

import streamlit as st

from experts.roster.terms import labels
from search_api.roster.views import ChangeView
from ui.web.client import ServiceRefused
from ui.web.forms import day
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.parts import back, badges, grid, one_of, table
from ui.web.screens.experts.state import Experts
from ui.web.screens.experts.undoing import undo_form
from ui.web.texts import t
from ui.web.urlstate import url

Kind = Literal["people", "organisations"]
STATES: dict[Kind, str] = {"people": "person_states", "organisations": "organisation_states"}
FIXED = ("编号", "状态", "状态日期", "状态原因", "是否公开")
"""Fields that are not edited as text: they have forms of their own, or never change."""


@dataclass(frozen=True, slots=True)
class Held:
    """A person's or an organisation's record as the forms need it; ``published`` is ``None`` for organisations."""

    kind: Kind
    id: str
    name: str
    mark: str
    state: str
    published: bool | None
    organisation: str
    cells: dict[str, str]
    private: list[str]
    version: int


def draw(state: Experts) -> None:
    """Draw it."""
    held = _held(state.id)
    back(state)
    states = labels(STATES[held.kind])
    shown = [states[held.state], held.organisation]
    if held.published is not None:
        shown.append(t("experts.published" if held.published else "experts.unpublished"))
    html(
        f'<div class="fq-head"><h1>{escape(held.name)} <small>{escape(held.id)}</small></h1>'
        f'<div class="fq-meta">{badges(*shown, mark=held.mark)}</div></div>'
    )
    if held.kind == "people":
        calendar = link(url("experts", Experts(tab="slots", id=held.id)), t("experts.tab_slots"))
        complaints = link(url("experts", Experts(tab="complaints", id=held.id)), t("experts.tab_complaints"))
        html(f'<p class="fq-actions">{calendar}{complaints}</p>')
    left, right = st.columns([3, 2], gap="large")
    with left:
        public = [(name, escape(text)) for name, text in held.cells.items() if name not in held.private]
        html(table(public))
        if held.private:
            private = table((name, escape(held.cells[name])) for name in held.private)
            html(f'<details class="fq-field"><summary>{t("experts.private")}</summary>{private}</details>')
    with right:
        _state_form(held)
        if held.published is not None:
            _publish_form(held, held.published)
        _edit_form(held)
    _history(service.history(held.kind, held.id))


def _held(id: str) -> Held:
    if id in service.vocabulary().organisations:
        record = service.organisation_record(id)
        one = record.organisation
        return Held(
            "organisations",
            id,
            one.name,
            one.mark,
            one.state.state,
            None,
            one.kind,
            record.cells,
            [],
            record.version,
        )
    found = service.record(id)
    person = found.person
    return Held(
        "people", id, person.name, person.mark, person.state.state, person.published, found.organisation_name,
        found.cells, found.private, found.version,
    )  # fmt: skip


def _state_form(held: Held) -> None:
    states = labels(STATES[held.kind])
    with st.form("state", border=True):
        chosen = one_of(st, "change_state", states, current=held.state)
        reason = st.text_input(t("experts.reason"), key="state-reason")
        if st.form_submit_button(t("experts.save")):
            _do(lambda: service.set_state(held.kind, held.id, chosen, reason), reason)


def _publish_form(held: Held, published: bool) -> None:
    with st.form("publish", border=True):
        st.caption(t("experts.publish_note"))
        reason = st.text_input(t("experts.reason"), key="publish-reason")
        if st.form_submit_button(t("experts.unpublish_page" if published else "experts.publish")):
            _do(lambda: service.publish(held.id, not published, reason), reason)


def _edit_form(held: Held) -> None:
    names = [name for name in held.cells if name not in FIXED]
    chosen = st.selectbox(t("experts.edit_field"), names)
    with st.form("edit", border=True):
        text = st.text_area(chosen, held.cells[chosen], key=f"edit-{chosen}-{held.version}", height=100)
        reason = st.text_input(t("experts.reason"), key="edit-reason")
        if st.form_submit_button(t("experts.save")):
            _do(lambda: service.edit(held.kind, held.id, {chosen: text}, reason, held.version), reason)


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
    undo_form(rows)
