"""What may be done with a consult now, each step as its own form."""

from typing import Any

import streamlit as st

from search_api.consults.views import ConsultView
from ui.web import client, experts_desk
from ui.web.markup import plain
from ui.web.texts import t

_WORDS = {"pass": "steps/pass", "return": "steps/return", "add": "steps/add", "withdraw": "steps/withdraw",  # nosec B105
          "second": "second-opinion"}  # fmt: skip
_PARTS = ("facts", "issues", "applicant", "respondent", "outcome", "proposal", "reservations")
_FIRST = ("add", "rate", "take", "answer")
"""Steps that are meant to come next; the first of them stands open."""


def draw(consult: ConsultView) -> None:
    """Draw the forms, those that come next first."""
    ordered = sorted(consult.may, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))
    for name in ordered:
        with st.expander(t(f"consults.do_{name}"), expanded=name in _FIRST and name == ordered[0]):
            _form(consult, name)


def _form(consult: ConsultView, name: str) -> None:
    if name == "answer":
        _answer(consult)
        return
    with st.form(f"step-{name}", border=False):
        body: dict[str, Any] = {}
        if name == "take":
            people = {one.id: f"{one.name}（{one.id}）" for one in consult.candidates}
            body["expert"] = st.selectbox(
                t("consults.expert"), list(people), format_func=lambda id: plain(people[id])
            )
        elif name == "rate":
            body["rating"] = st.radio(t("consults.rating"), [5, 4, 3, 2, 1], horizontal=True)
            body["note"] = st.text_area(t("consults.note"), max_chars=2_000, height=80)
        elif name == "extend":
            body["days"] = int(st.number_input(t("consults.extend_days"), 1, 60, 3))
            body["reason"] = st.text_area(t("consults.reason"), height=80)
        elif name in _WORDS:
            body["note"] = st.text_area(t(f"consults.note_{name}"), height=80)
        sent = st.form_submit_button(t(f"consults.do_{name}"), type="primary")
    if sent:
        _send(consult, _WORDS.get(name, {"rate": "rating", "propose": "proposal"}.get(name, name)), body)


def _answer(consult: ConsultView) -> None:
    evaluate = st.toggle(t("consults.evaluate"), key=f"evaluate-{consult.id}")
    with st.form("answer", border=False):
        text = st.text_area(t("consults.answer"), height=200, help=t("consults.answer_help"))
        statutes = st.text_area(t("consults.statutes"), height=80, placeholder=t("consults.statutes_example"))
        cases = st.text_area(t("consults.cases"), height=80, placeholder=t("consults.cases_example"))
        parts = {
            name: st.text_area(t(f"consults.evaluation_{name}"), height=80)
            for name in (_PARTS if evaluate else ())
        }
        sent = st.form_submit_button(t("consults.do_answer"), type="primary")
    if not sent:
        return
    if not text.strip() or any(not words.strip() for name, words in parts.items() if name != "reservations"):
        st.error(t("consults.answer_missing"))
        return
    body = {"text": text, "statutes": _lines(statutes), "cases": _lines(cases), "evaluation": parts or None}
    _send(consult, "answers", body)


def _send(consult: ConsultView, step: str, body: dict[str, Any]) -> None:
    if any(isinstance(value, str) and not value.strip() for name, value in body.items() if step != "rating"):
        st.error(t("consults.words_missing"))
        return
    try:
        experts_desk.act(consult.id, step, **body)
    except client.ServiceRefused as error:
        st.error(str(error))
        return
    st.toast(t("consults.done"))
    st.rerun()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
