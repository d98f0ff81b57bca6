"""The bank for those who keep it: entries by state and words, and those whose law changed."""

from dataclasses import replace
from html import escape
from typing import get_args

import streamlit as st

from office.answers.affected import AffectedEntry
from office.answers.listing import ListedEntry
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.answers import keeping
from ui.web.screens.answers.state import Answers, Kept
from ui.web.texts import t
from ui.web.urlstate import go, url

COMPARED = "*"


def draw(state: Answers) -> None:
    """Draw the list, or the entries to look at again."""
    html(
        f'<p class="fq-note">{t("answers.bank_note")}</p><p class="fq-actions">'
        f"{link(url('answers', Answers(tab='bank', keep='new')), t('answers.bank_new'), 'fq-copy')}"
        f"{link(url('answers', Answers(tab='bank', law=COMPARED)), t('answers.bank_affected'), 'fq-copy')}</p>"
    )
    if state.law:
        _affected(state)
        return
    with st.form("bank-list", border=False):
        left, middle, right = st.columns([4, 2, 1], vertical_alignment="bottom")
        words = left.text_input(t("answers.bank_words"), state.find, max_chars=200)
        states = get_args(Kept)
        kept = middle.selectbox(
            t("answers.bank_state"), states, states.index(state.kept),
            format_func=lambda name: t(f"answers.state_{name}"),
        )  # fmt: skip
        if right.form_submit_button(t("answers.find_button"), width="stretch"):
            go("answers", Answers(tab="bank", find=words.strip(), kept=kept))
    rows, total = keeping.entries(state.kept, state.find, state.at)
    html(f'<h1 class="fq-h2">{t("answers.bank_total", total=total)}</h1>{"".join(map(_row, rows))}')
    after = state.at + keeping.PAGE
    if after < total:
        html(link(url("answers", replace(state, at=after)), t("answers.after")))


def _row(row: ListedEntry) -> str:
    title = link(url("answers", Answers(tab="bank", keep=row.id)), row.question)
    by = t("answers.written_by", author=escape(row.author))
    return (
        f'<div class="fq-card"><span class="fq-badge">{t(f"answers.state_{row.state}")}</span>{title}'
        f'<p class="fq-meta">{t("answers.entry", id=row.id, version=row.version)}　{by}</p></div>'
    )


def _affected(state: Answers) -> None:
    given = "" if state.law == COMPARED else state.law
    html(
        link(url("answers", Answers(tab="bank")), "← " + t("answers.bank_all"))
        + f'<h1 class="fq-h2">{t("answers.bank_affected")}</h1>'
    )
    with st.form("bank-affected", border=False):
        left, right = st.columns([6, 1], vertical_alignment="bottom")
        law = left.text_input(
            t("answers.affected_law"), given, max_chars=200, placeholder=t("answers.affected_example")
        )
        if right.form_submit_button(t("answers.find_button"), width="stretch"):
            go("answers", Answers(tab="bank", law=law.strip() or COMPARED))
    rows, total = keeping.affected(given)
    if not rows:
        st.info(t("answers.affected_none"))
        return
    html(f'<p class="fq-note">{t("answers.affected_total", total=total)}</p>{"".join(map(_citation, rows))}')


def _citation(row: AffectedEntry) -> str:
    title = link(url("answers", Answers(tab="bank", keep=row.entry_id)), row.question)
    newer = t("answers.newer", date=row.newer) if row.newer else ""
    return (
        f'<div class="fq-card">{title}<p class="fq-meta">{row.entry_id}　{escape(row.article)}'
        f"{t('answers.version', date=row.cited)}{newer}</p></div>"
    )
