"""Questions without a standard answer, for editors and for consults."""

from html import escape

import streamlit as st

from search_api.answers.grouping import QuestionGroup
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.answers import service
from ui.web.screens.answers.state import Answers
from ui.web.texts import t
from ui.web.urlstate import url, url_of

MOST = 100
"""Numbers of questions that a link carries."""


def draw(state: Answers) -> None:
    """Draw the groups, the most asked first, with what can be done."""
    groups, total = service.unanswered(state.at)
    html(f'<p class="fq-note">{t("answers.open_note")}</p>')
    if not groups:
        st.info(t("answers.open_none"))
        return
    html(f'<h1 class="fq-h2">{t("answers.open_total", total=total)}</h1>')
    for group in groups:
        _draw(group)
    after = state.at + service.PAGE
    if after < total:
        html(link(url("answers", Answers(tab="open", at=after)), t("answers.after")))


def _draw(group: QuestionGroup) -> None:
    others = "".join(f"<li>{escape(one)}</li>" for one in group.examples if one != group.question)
    near = (
        f"　{t('answers.nearest')}{link(url('answers', Answers(entry=group.nearest)), group.nearest)}"
        if group.nearest
        else ""
    )
    ask = link(
        url_of("consults", tab="ask", about=group.question[:200], types=group.dispute_type),
        t("answers.consult"),
    )
    draft = Answers(
        tab="bank", keep="new", about=group.question[:200], asked=",".join(map(str, group.ids[:MOST]))
    )
    write = link(url("answers", draft), t("answers.write"), "fq-copy")
    html(
        f'<div class="fq-card"><h2 class="fq-h3">{escape(group.question)}</h2>'
        f'<p class="fq-meta">{t("answers.asked", count=group.count, last=group.last[:10])}{near}</p>'
        f'<ul>{others}</ul><p class="fq-actions">{write}{ask}</p></div>'
    )
    left, middle, _ = st.columns([1, 1, 3])
    if left.button(t("answers.done_consult"), key=f"consult-{group.ids[0]}"):
        service.handle(group.ids, "consult")
        st.rerun()
    if middle.button(t("answers.dismiss"), key=f"dismiss-{group.ids[0]}"):
        service.handle(group.ids, "dismissed")
        st.rerun()
