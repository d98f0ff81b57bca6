"""The document screen: facts at a glance, sections with links and highlights, similar cases."""

from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from ui.web import client, reading
from ui.web.body import found_in, section_html
from ui.web.cards import CASE_KINDS, card, mediation_url
from ui.web.document_side import show_side
from ui.web.filter_words import filter_words
from ui.web.forms import put_dialog
from ui.web.markup import link
from ui.web.page import go, html
from ui.web.state import View
from ui.web.texts import t
from ui.web.urlstate import url_of

SIMILAR = 6
PUBLICATIONS = ("white_paper", "suggestion")
"""Kinds that are no cases and are released like them."""


def show_document(view: View) -> None:
    """Draw the screen."""
    with st.spinner(t("opening")):
        document = client.document(view.document)
    html(link(replace(view, document="", highlight=True, find="", article="").url(), "← " + t("back")))
    if document is None:
        st.warning(t("not_found"))
        return
    _head(document, view)
    left, right = st.columns([3, 1], gap="large")
    sections = document["sections"] or [_whole(document)]
    with left:
        _find(document, view)
        html("".join(section_html(s, number, document, view) for number, s in enumerate(sections)))
    with right:
        show_side(document, sections, view)
    if document["kind"] in CASE_KINDS:
        _similar(document, view)
    if view.put:
        put_dialog(view.put, document["title"])


def _whole(document: dict[str, Any]) -> dict[str, Any]:
    text = document["text"]
    name = t("gist") if document["parsed"]["gist"] else t("whole_text")
    return {"label": name, "start": 0, "end": len(text), "instance": 0, "text": text}


def _head(document: dict[str, Any], view: View) -> None:
    parsed = document["parsed"]
    badges = [f'<span class="fq-badge">{escape(document["kind_label"])}</span>']
    if parsed["gist"]:
        badges.append(f'<span class="fq-badge gist">{t("gist")}</span>')
    if parsed["fictional"]:
        badges.append(f'<span class="fq-badge example">{t("fictional")}</span>')
    if parsed["access"] != "public":
        badges.append(f'<span class="fq-badge">{t(parsed["access"])}</span>')
    head = f"<h2>{escape(document['title'])}</h2><div>{''.join(badges)}</div>"
    rows = {
        "case_number": parsed["case_number"],
        "court": parsed["court"]["name"] if parsed["court"] else None,
        "version" if document["kind"] == "statute" else "date": parsed["date"],
        "cause": parsed["cause"],
        "outcome": parsed["outcome"],
    }
    facts = [f"{t(name)}：{escape(str(value))}" for name, value in rows.items() if value]
    facts += [escape(name) for name in document["dispute_labels"].values()]
    actions = _actions(document, view)
    html(f'<div class="fq-head">{head}<div class="fq-meta">{" · ".join(facts)}</div>{actions}</div>')
    if document["kind"] == "mediation":
        st.caption(t("practice_note"))
    if parsed["gist"]:
        st.caption(t("gist_note"))
    if parsed["access"] == "redacted":
        st.caption(t("redacted_note"))


def _actions(document: dict[str, Any], view: View) -> str:
    said = escape(reading.citation(document["id"]), quote=True)
    done, copy = t("document.copied"), t("document.copy")
    parts = [f'<button type="button" class="fq-copy" data-copy="{said}" data-done="{done}">{copy}</button>']
    if document["kind"] in CASE_KINDS:
        parts.append(link(replace(view, put=document["id"]).url(), t("desk.put")))
        parts.append(link(url_of("parties", id=document["id"]), t("search.for_parties")))
        parts.append(link(mediation_url("", asked=document["id"]), t("nav.mediation")))
        parts.append(link(url_of("consults", tab="ask", attach=document["id"]), t("consults.ask_about")))
    if document["kind"] in (*CASE_KINDS, *PUBLICATIONS):
        parts.append(link(url_of("releases", propose=document["id"]), t("releases.propose_link")))
    return f'<div class="fq-actions">{"".join(parts)}</div>'


def _find(document: dict[str, Any], view: View) -> None:
    """Find in the page: the number of places, and steps from one to the next."""
    with st.form("find", border=False):
        field, button = st.columns([5, 1], vertical_alignment="bottom")
        words = field.text_input(
            t("document.find"), view.find, placeholder=t("document.find"), label_visibility="collapsed",
            max_chars=100, key=f"find-{view.document}-{view.find}",
        )  # fmt: skip
        if button.form_submit_button(t("document.find_button"), use_container_width=True):
            go(replace(view, find=words.strip()))
    if not view.find:
        return
    count = found_in(document, view.find)
    steps = "".join(
        f'<button type="button" class="fq-copy" data-step="{step}">{t(f"document.{name}")}</button>'
        for step, name in ((-1, "find_before"), (1, "find_after"))
    )
    away = link(replace(view, find="").url(), t("document.find_clear"))
    html(
        f'<div class="fq-actions" role="status"><span>{escape(t("document.found", count=count, words=view.find))}'
        f"</span>{steps if count else ''}{away}</div>"
    )


def _similar(document: dict[str, Any], view: View) -> None:
    html(f'<h3 id="similar">{t("similar_to")}</h3>')
    if view.filters:
        told = "；".join(filter_words(spec) for spec in view.filters)
        every = link(replace(view, filters=()).url(), t("document.without_filters"))
        html(f'<div class="fq-note">{escape(t("document.same_filters", filters=told))} {every}</div>')
    with st.spinner(t("similar_cases")):
        result = client.similar_to_document(document["id"], SIMILAR, view.filters)
    if not result.hits:
        st.info(t("similar_none"))
        return
    html("".join(card(hit, View(filters=view.filters), document["id"]) for hit in result.hits))
