"""Asking the experts."""

import streamlit as st

from ui.web import client, experts_desk
from ui.web.markup import plain
from ui.web.page import html
from ui.web.screens.consults.state import Consults
from ui.web.texts import t
from ui.web.urlstate import go


def draw(state: Consults) -> None:
    """Draw the form; a document that the URL names goes with the question."""
    attached = client.document(state.attach) if state.attach else None
    if state.attach and attached is None:
        st.warning(t("consults.attach_gone"))
    html(f'<p class="fq-meta">{t("consults.redacted_note")}</p>')
    with st.form("ask", border=False):
        title = st.text_input(t("consults.title"), max_chars=200, placeholder=t("consults.title_example"))
        question = st.text_area(
            t("consults.question"),
            state.about,
            height=180,
            max_chars=20_000,
            placeholder=t("consults.question_example"),
        )
        labels = experts_desk.dispute_types()
        types = st.multiselect(
            t("consults.types"), list(labels), [code for code in state.types.split(",") if code in labels][:5],
            format_func=lambda code: plain(labels[code]), max_selections=5,
            help=t("consults.types_help"), placeholder=t("consults.types_none"),
        )  # fmt: skip
        if attached:
            st.caption(t("consults.attached", title=plain(attached["title"])))
        pasted = st.text_area(t("consults.pasted"), height=100, placeholder=t("consults.pasted_example"))
        if not st.form_submit_button(t("consults.send"), type="primary"):
            return
    if not title.strip() or not question.strip():
        st.error(t("consults.missing"))
        return
    cases = [{"document_id": state.attach}] if attached else []
    if pasted.strip():
        cases.append({"title": t("consults.pasted"), "text": pasted})
    made = experts_desk.ask(title=title, question=question, types=types, attachments=cases)
    st.toast(t("consults.sent", count=len(made.candidates)))
    go("consults", Consults(id=made.id))
