"""The search screen: one box, filters with counts, hits with reasons, and what to do next when there are none."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from search_api.query.models import Understood
from search_api.retrieval.models import FacetCount, SearchResult
from ui.web import client, reading
from ui.web.article import opened_article
from ui.web.box import search_box
from ui.web.browse import show_browse
from ui.web.court import court_of, court_popover
from ui.web.filters import FLAT, TREES, Facets, filters_html
from ui.web.forms import keep_dialog, put_dialog
from ui.web.markup import link, plain
from ui.web.page import go, html
from ui.web.results import results_html, understood_html
from ui.web.state import CASE_SORTS, MAX_CASE, MAX_WITHIN, PAGE_SIZE, SORTS, View
from ui.web.texts import t
from ui.web.upload import upload_popover

NO_CASES = ("statute", "policy", "white_paper", "suggestion")
MATTERS = ("statute", "dispute_type", "cause")
"""Filters that tell what cases are about."""
MAX_QUERY = 5_000
READ = 20_000
"""Characters by which the service tells a case from words."""


def show_search(view: View) -> None:
    """Draw the screen."""
    _box(view)
    court = court_of(view)
    first, second, _ = st.columns([1, 1, 2])
    with first:
        upload_popover(view)
    with second:
        court_popover(view, court)
    if not (view.query or view.case or view.filters or view.within):
        show_browse()
        return
    with st.spinner(t("searching")):
        result = _ask(view, court)
        facets = _facets(view, result)
        trees = {name: reading.tree(name, view.query, view.filters) for name in TREES}
    left, right = st.columns([1, 3], gap="large")
    with left:
        html(filters_html(view, facets, trees) or f'<div class="fq-note">{t("filters_none")}</div>')
    with right:
        _results(view, result, court)
    if view.put:
        _put(view, result)


@st.fragment
def _box(view: View) -> None:
    asked = search_box(view.case or view.query)
    if asked is not None:
        go(chosen_view(asked.filter, view) if asked.filter else asked_view(asked.text, view))
    if len(view.case) == MAX_CASE:
        st.caption(t("case_cut", limit=MAX_CASE))


def chosen_view(spec: str, view: View) -> View:
    """The view that a suggestion with a filter leads to: everything under that filter."""
    field = spec.partition("=")[0]
    others = [item for item in view.filters if not item.startswith(f"{field}=")]
    return replace(
        view, query="", case="", within=(), filters=tuple(sorted([*others, spec])), page=1, put="", article=""
    )


def asked_view(text: str, view: View) -> View:
    """The view that input asks for: a case where the service reads one, all else words."""
    text = text.strip()
    if text and _understood(text[:READ]).reading == "case":
        sort = view.sort if view.sort in CASE_SORTS else "relevance"
        return replace(view, query="", case=text[:MAX_CASE], within=(), page=1, sort=sort, put="", article="")
    return replace(view, query=text[:MAX_QUERY], case="", within=(), page=1, put="", article="")


def _understood(text: str, as_what: str = "") -> Understood:
    """What the service reads in a text; asked once for the text on screen."""
    last = st.session_state.get("understood")
    if last is None or last[0] != (text, as_what):
        told = reading.understood(text, as_what)
        st.session_state["understood"] = last = ((text, as_what), told)
        if not as_what and told.reading == "case":
            st.session_state["understood"] = ((text, "case"), told)
    found: Understood = last[1]
    return found


def _ask(view: View, court: str, *, explain: bool = False) -> SearchResult:
    if view.case:
        limit = PAGE_SIZE * min(view.page, 5)
        return client.similar_to_text(
            view.case, view.filters, limit, sort=view.sort, court=court, within=view.within, explain=explain
        )
    return client.search(
        view.query, view.filters, view.sort, PAGE_SIZE, view.offset, FLAT,
        court=court, within=view.within, rules=_of_a_matter(view),
    )  # fmt: skip


def _of_a_matter(view: View) -> bool:
    """Whether what is asked for tells what the cases are about, so that the articles they share say something."""
    return bool(view.query) or any(view.chosen(field) for field in MATTERS)


def _facets(view: View, result: SearchResult) -> Facets:
    """Counts for the filters; a case text is compared with cases, unless a kind was chosen."""
    if not view.case:
        return result.facets
    unlike = () if view.chosen("kind") else (f"kind!={','.join(NO_CASES)}",)
    counted: Mapping[str, list[FacetCount]] = client.facets((*view.filters, *unlike), FLAT)
    kinds = [count for count in counted.get("kind", []) if count.value not in NO_CASES or count.selected]
    return {**counted, "kind": kinds}


def _results(view: View, result: SearchResult, court: str) -> None:
    figures = {"total": result.total, "shown": len(result.hits), "took": f"{result.took_ms:.0f}"}
    summary, keep, order = st.columns([5, 2, 3], vertical_alignment="center")
    summary.markdown(t("results_similar" if view.case else "results", **figures))
    if keep.button(t("desk.keep"), use_container_width=True):
        keep_dialog(view, court)
    sorts = CASE_SORTS if view.case else SORTS
    # A key of its own for each order: with the back button a remembered choice must not win over the URL.
    chosen = order.selectbox(
        t("sort"), sorts, sorts.index(view.sort if view.sort in sorts else "relevance"),
        format_func=lambda name: t(f"sort_{name}"), key=f"sort_{view.sort}", label_visibility="collapsed",
    )  # fmt: skip
    if chosen != view.sort and view.sort in sorts:
        go(replace(view, sort=chosen, page=1))
    _within(view)
    told = (
        _understood(view.case or view.query, "case" if view.case else "") if view.case or view.query else None
    )
    html(understood_html(view, result, told))
    text, notes = st.session_state.get("file_notes", ("", []))
    if view.case and text == view.case:
        for note in notes:
            st.warning(plain(note))
    if view.sort == "authority" and not court:
        st.info(t("search.court_needed"))
    if not result.hits:
        _nothing(view)
        return
    shown = st.empty()
    opened = opened_article(view) if view.article else ""
    html(results_html(view, result, opened), shown)
    if view.case:
        # The passages behind the likenesses take longer than the list: they come after it.
        html(results_html(view, _ask(view, court, explain=True), opened), shown)


def _within(view: View) -> None:
    if not (view.query or view.case) or len(view.within) >= MAX_WITHIN:
        return
    with st.form("within", border=False, clear_on_submit=True):
        field, button = st.columns([5, 2], vertical_alignment="bottom")
        words = field.text_input(
            t("search.within"), placeholder=t("search.within"), label_visibility="collapsed", max_chars=100
        )
        if button.form_submit_button(t("search.within_button"), use_container_width=True) and words.strip():
            go(replace(view, within=(*view.within, words.strip()), page=1))


def _nothing(view: View) -> None:
    """No hits: what was asked for, and links that ask for less."""
    steps = [t("no_hits")]
    if view.filters or view.within:
        steps.append(t("search.no_hits_filters"))
    if '"' in view.query or "“" in view.query:
        steps.append(t("search.no_hits_quotes"))
    st.info(" ".join(steps))
    ways = []
    if view.filters or view.within:
        ways.append(link(replace(view, filters=(), within=(), page=1).url(), t("filters_clear")))
    bare = view.query.translate(str.maketrans("", "", '"“”')).strip()
    if bare and bare != view.query:
        ways.append(link(replace(view, query=bare, page=1).url(), t("search.without_quotes")))
    ways.append(link("?", t("search.browse")))
    html(" · ".join(ways))


def _put(view: View, result: SearchResult) -> None:
    title = next((hit.title for hit in result.hits if hit.id == view.put), "")
    put_dialog(view.put, title)
