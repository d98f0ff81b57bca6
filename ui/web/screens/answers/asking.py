"""Asking, and the answer."""

import streamlit as st

from search_api.answers.models import Answer
from ui.web.page import html
from ui.web.screens.answers import service
from ui.web.screens.answers.shown import cases_html, consult_html, part_html
from ui.web.screens.answers.state import Answers
from ui.web.texts import t
from ui.web.urlstate import go


def draw(state: Answers) -> None:
    """Draw the box, and the answer to the question that the URL holds."""
    with st.form("ask-answer", border=False):
        left, right = st.columns([6, 1], vertical_alignment="bottom")
        question = left.text_area(
            t("answers.question"),
            state.q,
            height=90,
            max_chars=2000,
            placeholder=t("answers.example_question"),
        )
        if right.form_submit_button(t("answers.ask"), type="primary", width="stretch"):
            if not question.strip():
                st.error(t("answers.empty"))
                return
            go("answers", Answers(q=question.strip()))
    if not state.q:
        html(f'<p class="fq-note">{t("answers.how")}</p>')
        return
    with st.spinner(t("answers.working")):
        answer = service.ask(state.q)
    html("".join(part_html(part) for part in answer.parts))
    html(consult_html(answer))
    _feedback(answer)
    html(cases_html(answer))


def _feedback(answer: Answer) -> None:
    shown = [part for part in answer.parts if part.status == "entry"]
    done: set[str] = st.session_state.setdefault("answers_rated", set())
    if not shown or not answer.record_id:
        return
    if answer.record_id in done:
        st.caption(t("answers.thanks"))
        return
    columns = st.columns([2, 1, 1, 4], vertical_alignment="center")
    columns[0].caption(t("answers.helped"))
    yes = columns[1].button(t("answers.helpful"), key="helped-yes")
    no = columns[2].button(t("answers.unhelpful"), key="helped-no")
    comment = columns[3].text_input(
        t("answers.comment"), max_chars=500, placeholder=t("answers.comment"), label_visibility="collapsed"
    )
    if yes or no:
        for part in shown:
            service.feedback(answer.record_id, part.entry_id, yes, comment)
        done.add(answer.record_id)
        st.rerun()
