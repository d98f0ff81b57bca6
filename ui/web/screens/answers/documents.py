"""Model documents to fill in and download."""

import streamlit as st

from search_api.http.answer_views import FormView
from ui.web.downloads import save_button
from ui.web.markup import link, plain
from ui.web.page import html
from ui.web.screens.answers import service
from ui.web.screens.answers.state import Answers
from ui.web.texts import t
from ui.web.urlstate import url


def draw(state: Answers) -> None:
    """Draw the list of documents, or the form of the one that the URL names."""
    forms = service.forms()
    chosen = next((form for form in forms if form.id == state.form), None)
    if chosen is None:
        html("".join(map(_card, forms)))
        return
    html(link(url("answers", Answers(tab="forms")), "← " + t("answers.all_forms")))
    _fill(chosen)


def _card(form: FormView) -> str:
    title = link(url("answers", Answers(tab="forms", form=form.id)), form.title)
    rests = "、".join(form.rests_on)
    return (
        f'<div class="fq-card"><h2 class="fq-h3">{title}</h2><p class="fq-snippet">{form.about}</p>'
        f'<p class="fq-note">{t("answers.rests_on")}{rests}</p></div>'
    )


def _fill(form: FormView) -> None:
    html(f'<h1 class="fq-h2">{form.title}</h1><p class="fq-note">{t("answers.form_note")}</p>')
    values = {}
    with st.form(f"form-{form.id}"):
        for field in form.fields:
            label = plain(field["label"]) + ("＊" if field["required"] else "")
            key = f"{form.id}-{field['name']}"
            if field["lines"] > 1:
                values[field["name"]] = st.text_area(
                    label, height=30 * field["lines"], max_chars=5000, key=key
                )
            else:
                values[field["name"]] = st.text_input(label, max_chars=500, key=key)
        draft = st.checkbox(t("answers.form_draft"))
        made = st.form_submit_button(t("answers.form_make"), type="primary")
    if made:
        st.session_state["form_made"] = (form.id, service.filled(form.id, values, draft))
    kept, content = st.session_state.get("form_made", ("", b""))
    if kept == form.id:
        save_button(t("answers.form_download"), content, f"{form.title}.docx")
