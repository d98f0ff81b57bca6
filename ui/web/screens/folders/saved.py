"""Saved searches: open with every filter, run, alert on or off, rename, move, delete."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from search_api.desk.views import FolderView, SearchView
from ui.web import desk
from ui.web.filter_words import filter_words
from ui.web.forms import day
from ui.web.markup import link, plain
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
    """Draw the list of all: one's own and those in folders shared with one."""
    kept = desk.searches()
    if not kept:
        st.info(t("folders.searches_none"))
    draw_searches(kept, desk.folders(), folders=True)


def draw_searches(kept: Sequence[SearchView], held: Sequence[FolderView], *, folders: bool = False) -> None:
    """Draw searches with what may be done with each.

    Args:
        kept: The searches.
        held: The folders that this user may see.
        folders: Whether each search names its folder.
    """
    names = {folder.id: folder.title for folder in held}
    for search in kept:
        html(_card(search, names.get(search.folder_id or 0, "") if folders else ""))
        run, alert, change = st.columns([3, 5, 4], vertical_alignment="center")
        if run.button(t("folders.run"), key=f"run-{search.id}", use_container_width=True):
            found = desk.run_search(search.id)
            st.toast(t("folders.ran", total=found.total, unread=found.unread))
            st.rerun()
        wanted = alert.toggle(t("desk.alert"), search.alert, key=f"alert-{search.id}-{search.alert}")
        if wanted != search.alert:
            desk.change_search(search.id, alert=wanted)
            st.rerun()
        if search.access != "read":
            with change.popover(t("folders.search_change"), use_container_width=True):
                _change(search, held)


def _change(search: SearchView, held: Sequence[FolderView]) -> None:
    """Another name or folder, or away with it; for a colleague's search too, where one may write."""
    names = {folder.id: folder.title for folder in held if folder.access != "read"}
    choices: list[int | None] = [None, *names]
    if search.folder_id is not None and search.folder_id not in names:
        names[search.folder_id] = next((f.title for f in held if f.id == search.folder_id), "")
        choices.append(search.folder_id)
    with st.form(f"search-{search.id}", border=False):
        name = st.text_input(t("desk.search_name"), search.name, max_chars=200)
        folder = st.selectbox(
            t("desk.folder"), choices, choices.index(search.folder_id),
            format_func=lambda id: t("desk.no_folder") if id is None else plain(names[id]),
        )  # fmt: skip
        if st.form_submit_button(t("folders.save"), type="primary"):
            if not name.strip():
                st.error(t("desk.name_missing"))
                return
            moved = {"folder_id": folder} if folder != search.folder_id else {}
            desk.change_search(search.id, name=name, **moved)
            st.toast(t("folders.saved"))
            st.rerun()
    if search.access == "write":
        st.caption(t("folders.search_shared", owner=plain(search.owner)))
    if st.button(t("folders.remove"), key=f"delete-{search.id}"):
        deleted(f"/v1/saved-searches/{search.id}", search.name)
        st.rerun()


def _card(search: SearchView, folder: str) -> str:
    case = search.case_text if len(search.case_text) <= SHOWN else search.case_text[:SHOWN] + "……"
    asked = search.query or case or t("folders.browse")
    told = [filter_words(spec) for spec in search.filters]
    told += [t("search.within_chosen", words=words) for words in search.within]
    marks = "".join(f'<span class="fq-badge">{escape(text)}</span>' for text in told)
    if search.access != "own":
        shared = escape(t("folders.search_of", owner=search.owner))
        marks = f'<span class="fq-badge tier">{shared}</span>{marks}'
    if search.unread:
        marks = f'<span class="fq-badge example">{t("folders.unread", count=search.unread)}</span>{marks}'
    found = t("folders.not_run") if search.total is None else t("folders.found", total=search.total)
    parts = [found, day(search.checked or search.created), folder]
    return (
        f'<div class="fq-card"><h2 class="fq-h3">{link(search_view(search).url(), search.name)}</h2>'
        f'<div class="fq-meta">{marks}{escape(" · ".join(part for part in parts if part))}</div>'
        f'<div class="fq-snippet">{escape(asked)}</div></div>'
    )
