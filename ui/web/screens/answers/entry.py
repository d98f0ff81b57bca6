"""One entry in full."""

import datetime as dt
from html import escape

import streamlit as st

from office.answers.counsel import REVIEWERS as ROLES
from ui.web import account
from ui.web.client import ServiceRefused
from ui.web.markup import link, plain
from ui.web.page import html
from ui.web.screens.answers import keeping, service
from ui.web.screens.answers.shown import body
from ui.web.screens.answers.state import Answers
from ui.web.texts import t
from ui.web.urlstate import url, url_of

REVIEWERS = frozenset({*ROLES, "owner"})


def draw(state: Answers) -> None:
    """Draw the entry that the URL names."""
    view = service.entry(state.entry)
    found = view.entry
    types = "　".join(
        link(url("answers", Answers(tab="topics", type=code)), label) for code, label in view.labels.items()
    )
    basis = "".join(
        f'<p class="fq-rule">{link(url_of("search", q=label), label)}</p>' for label in view.basis
    )
    dates = t("answers.valid_from", date=found.valid_from) if found.valid_from else ""
    dates += t("answers.valid_to", date=found.valid_to) if found.valid_to else ""
    html(
        f'<article class="fq-card"><h1 class="fq-h3">{escape(found.question)}</h1>'
        f'<p class="fq-meta">{t("answers.entry", id=found.id, version=view.version)}{escape(dates)}　{types}</p>'
        f'<p class="fq-snippet"><strong>{escape(found.short_answer)}</strong></p>'
        f"{body(found.full_answer, found.steps, found.evidence, found.risk_note)}"
        f"<h2 class='fq-h4'>{t('answers.basis')}</h2>{basis}"
        f'<p class="fq-note">{escape(view.review_note)}　{t("answers.no_advice")}</p>'
        f'<p class="fq-actions">{link(url("answers", Answers(q=found.question)), t("answers.with_cases"))}</p>'
        f"</article>"
    )
    me = account.me()
    if me is not None and REVIEWERS.intersection(me.roles):
        _lawyer_review(found.id)


def _lawyer_review(id: str) -> None:
    """The form in which a lawyer's review of this version is entered."""
    with st.expander(t("answers.lawyer_title")), st.form(f"lawyer {id}", border=False):
        st.caption(t("answers.lawyer_note"))
        left, right = st.columns([3, 1])
        lawyer = left.text_input(
            t("answers.lawyer"), max_chars=100, placeholder=t("answers.lawyer_example"), key=f"lawyer-{id}"
        )
        day = right.date_input(t("answers.lawyer_day"), dt.date.today(), max_value=dt.date.today())
        note = st.text_input(t("answers.version_note"), max_chars=1000, key=f"lawyer-why-{id}")
        if not st.form_submit_button(t("answers.lawyer_enter")):
            return
    try:
        keeping.lawyer_review(id, lawyer.strip(), day, note.strip())
    except ServiceRefused as error:
        st.error(plain(str(error)))
        return
    st.toast(t("answers.lawyer_entered"))
    st.rerun()
