"""Saved searches: open with every filter, run, alert on or off, delete."""

from html import escape

import streamlit as st

from search_api.desk.views import SearchView
from ui.web import desk
from ui.web.filter_words import filter_words
from ui.web.forms import day
from ui.web.markup import link
from ui.web.page import html
from ui.web.state import MAX_CASE, SORTS, Sort, View
from ui.web.texts import t
from ui.web.undo import deleted

SHOWN = 120
"""Characters of a case that a card shows."""


def search_view(search: SearchView) -> View:
    """The search screen as it was when the search was kept."""
    sort: Sort = next((known for known in SORTS if known == search.order), "relevance")
    return View(
        query=search.query,
        case=search.case_text[:MAX_CASE],
        filters=tuple(sorted(search.filters)),
        sort=sort,
        within=tuple(search.within),
        court=search.home_court,
    )


def draw() -> None:
    """Draw the list."""
    kept = desk.searches()
    if not kept:
        st.info(t("folders.searches_none"))
    names = {folder.id: folder.title for folder in desk.folders()}
    for search in kept:
        html(_card(search, names.get(search.folder_id or 0, "")))
        run, alert, away, _ = st.columns([1, 2, 1, 2], vertical_alignment="center")
        if run.button(t("folders.run"), key=f"run-{search.id}"):
            found = desk.run_search(search.id)
            st.toast(t("folders.ran", total=found.total, unread=found.unread))
            st.rerun()
        wanted = alert.toggle(t("desk.alert"), search.alert, key=f"alert-{search.id}-{search.alert}")
        if wanted != search.alert:
            desk.change_search(search.id, alert=wanted)
            st.rerun()
        if away.button(t("folders.remove"), key=f"delete-{search.id}"):
            deleted(f"/v1/saved-searches/{search.id}", search.name)
            st.rerun()


def _card(search: SearchView, folder: str) -> str:
    case = search.case_text if len(search.case_text) <= SHOWN else search.case_text[:SHOWN] + "……"
    asked = search.query or case or t("folders.browse")
    told = [filter_words(spec) for spec in search.filters]
    told += [t("search.within_chosen", words=words) for words in search.within]
    filters = "".join(f'<span class="fq-badge">{escape(text)}</span>' for text in told)
    unread = (
        f'<span class="fq-badge example">{t("folders.unread", count=search.unread)}</span>'
        if search.unread
        else ""
    )
    parts = [t("folders.found", total=search.total), day(search.checked or search.created), folder]
    return (
        f'<div class="fq-card"><h2 class="fq-h3">{link(search_view(search).url(), search.name)}</h2>'
        f'<div class="fq-meta">{unread}{filters}{escape(" · ".join(part for part in parts if part))}</div>'
        f'<div class="fq-snippet">{escape(asked)}</div></div>'
    )
