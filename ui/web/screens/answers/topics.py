"""Browsing by dispute type, and searching bank, guides and documents together."""

from html import escape
from itertools import groupby

import streamlit as st

from search_api.knowledge import Found
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.answers import service
from ui.web.screens.answers.state import Answers
from ui.web.texts import t
from ui.web.urlstate import go, url


def draw(state: Answers) -> None:
    """Draw the topics, the entries of one, or what was found."""
    with st.form("find-answer", border=False):
        left, right = st.columns([6, 1], vertical_alignment="bottom")
        words = left.text_input(
            t("answers.find"), state.find, max_chars=200, placeholder=t("answers.find_example")
        )
        if right.form_submit_button(t("answers.find_button"), width="stretch"):
            go("answers", Answers(tab="topics", find=words.strip()))
    if state.find:
        found = service.find(state.find)
        html("".join(map(_found, found)) or f'<p class="fq-note">{t("answers.found_none")}</p>')
    elif state.type:
        _entries(state)
    else:
        html(_topics())


def _topics() -> str:
    parts = []
    for trade, topics in groupby(service.topics(), key=lambda topic: topic.l1):
        rows = "".join(
            f'<div class="fq-facet">{link(url("answers", Answers(tab="topics", type=topic.code)), topic.label)}'
            f"<span>{topic.count}</span></div>"
            for topic in topics
        )
        parts.append(f"<div><h2 class='fq-h4'>{escape(trade)}</h2>{rows}</div>")
    return f'<div class="fq-columns">{"".join(parts)}</div>'


def _entries(state: Answers) -> None:
    shown, total = service.entries(state.type, state.at)
    label = next((view.labels[state.type] for view in shown if state.type in view.labels), state.type)
    html(link(url("answers", Answers(tab="topics")), "← " + t("answers.all_topics")))
    html(f'<h1 class="fq-h2">{t("answers.topic", label=escape(label), total=total)}</h1>')
    html(
        "".join(
            f'<div class="fq-card"><h2 class="fq-h3">{link(url("answers", Answers(entry=view.entry.id)), view.entry.question)}'
            f'</h2><p class="fq-snippet">{escape(view.entry.short_answer)}</p>'
            f'<p class="fq-note">{escape(view.review_note)}</p></div>'
            for view in shown
        )
        or f'<p class="fq-note">{t("answers.found_none")}</p>'
    )
    turns = []
    if state.at:
        before = max(0, state.at - service.PAGE)
        turns.append(
            link(url("answers", Answers(tab="topics", type=state.type, at=before)), t("answers.before"))
        )
    if state.at + service.PAGE < total:
        after = state.at + service.PAGE
        turns.append(
            link(url("answers", Answers(tab="topics", type=state.type, at=after)), t("answers.after"))
        )
    html(f'<p class="fq-paging">{"　".join(turns)}</p>')


def _found(found: Found) -> str:
    target = {
        "entry": Answers(entry=found.id),
        "guide": Answers(tab="guides"),
        "form": Answers(tab="forms", form=found.id),
    }[found.kind]
    return (
        f'<div class="fq-card"><span class="fq-badge">{t(f"answers.kind_{found.kind}")}</span>'
        f'{link(url("answers", target), found.title)}<p class="fq-snippet">{escape(found.text)}</p>'
        + (f'<p class="fq-note">{escape(found.note)}</p></div>' if found.note else "</div>")
    )
