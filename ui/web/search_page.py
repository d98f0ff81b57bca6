"""The search screen: box, filters with counts, result cards, paging."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from search_api.retrieval.models import FacetCount, SearchResult
from ui.web import client, known
from ui.web.cards import card
from ui.web.markup import link
from ui.web.page import go, html
from ui.web.state import MAX_CASE, PAGE_SIZE, SORTS, View
from ui.web.texts import t

FACETS = (
    "kind", "dispute_type", "cause", "court_level", "region", "procedure", "outcome", "year", "law",
    "organisation",
)  # fmt: skip
SHOWN_VALUES = 8
SIMILAR = 20
NO_CASES = ("statute", "policy")
LONG_QUERY = 200
"""Longer input is a case rather than words: it goes to similar-case search."""
Facets = Mapping[str, list[FacetCount]]


def show_search(view: View) -> None:
    """Draw the screen."""
    _box(view)
    with st.spinner(t("searching")):
        result = _ask(view)
        facets = _case_facets(view) if view.case else result.facets
    left, right = st.columns([1, 3], gap="large")
    with left:
        _filters(view, facets)
    with right:
        _results(view, result)


def _box(view: View) -> None:
    names = [t("mode_words"), t("mode_case")]
    if view.case:
        # The first tab is the open one: a case on screen keeps its text in sight.
        case, words = st.tabs(names[::-1])
    else:
        words, case = st.tabs(names)
    with words, st.form("words", border=False):
        field, button = st.columns([6, 1], vertical_alignment="bottom")
        query = field.text_input(
            t("search_label"), view.query, placeholder=t("search_placeholder"), label_visibility="collapsed"
        )
        if button.form_submit_button(t("search_button"), type="primary", use_container_width=True):
            go(_asked(query, view))
    with case, st.form("case", border=False):
        text = st.text_area(t("similar_label"), view.case, placeholder=t("similar_placeholder"), height=160)
        if st.form_submit_button(t("similar_button"), type="primary"):
            go(_asked_case(text, view))
        if len(view.case) == MAX_CASE:
            st.caption(t("case_cut", limit=MAX_CASE))


def _asked(query: str, view: View) -> View:
    query = query.strip()
    if len(query) > LONG_QUERY:
        return _asked_case(query, view)
    return replace(view, query=query, case="", page=1)


def _asked_case(text: str, view: View) -> View:
    return replace(view, query="", case=text.strip()[:MAX_CASE], page=1)


def _ask(view: View) -> SearchResult:
    if view.case:
        return client.similar_to_text(view.case, view.filters, SIMILAR)
    return client.search(view.query, view.filters, view.sort, PAGE_SIZE, view.offset, FACETS)


def _case_facets(view: View) -> Facets:
    """Counts over what can be similar: a case text is compared with cases, unless a kind was chosen."""
    unlike = () if view.chosen("kind") else (f"kind!={','.join(NO_CASES)}",)
    counted = client.facets((*view.filters, *unlike), FACETS)
    kinds = [count for count in counted.get("kind", []) if count.value not in NO_CASES or count.selected]
    return {**counted, "kind": kinds}


def _filters(view: View, facets: Facets) -> None:
    rows = []
    for item in view.filters:
        field, _, values = item.partition("=")
        for value in values.split(","):
            text = f"✕ {known.field_label(field)}：{_label(facets, field, value)}"
            rows.append(f'<div class="fq-facet">{link(view.toggled(field, value).url(), text, "on")}</div>')
    if rows:
        rows.append(link(replace(view, filters=(), page=1).url(), t("filters_clear")))
        html("".join(rows))
    for field, counts in facets.items():
        if counts:
            opened = field in ("kind", "dispute_type") or bool(view.chosen(field))
            with st.expander(known.field_label(field), expanded=opened):
                html("".join(_facet_row(view, field, count) for count in counts[:SHOWN_VALUES]))
    if not rows and not any(facets.values()):
        st.caption(t("filters_none"))


def _label(facets: Facets, field: str, value: str) -> str:
    return next((count.label for count in facets.get(field, []) if count.value == value), value)


def _facet_row(view: View, field: str, count: FacetCount) -> str:
    chosen = count.value in view.chosen(field)
    target = view.toggled(field, count.value).url()
    anchor = link(target, ("✕ " if chosen else "") + count.label, "on" if chosen else "")
    return f'<div class="fq-facet">{anchor}<span>{count.count}</span></div>'


def _results(view: View, result: SearchResult) -> None:
    summary, order = st.columns([3, 1], vertical_alignment="center")
    figures = {"total": result.total, "shown": len(result.hits), "took": f"{result.took_ms:.0f}"}
    summary.markdown(t("results_similar" if view.case else "results", **figures))
    if not view.case:
        # A key of its own for each order: with the back button a remembered choice must not win over the URL.
        chosen = order.selectbox(
            t("sort"), SORTS, SORTS.index(view.sort), format_func=lambda name: t(f"sort_{name}"),
            key=f"sort_{view.sort}", label_visibility="collapsed",
        )  # fmt: skip
        if chosen != view.sort:
            go(replace(view, sort=chosen, page=1))
    _understood(view, result)
    if not result.hits:
        st.info(t("no_hits"))
        return
    html("".join(card(hit, view) for hit in result.hits))
    if not view.case:
        _paging(view, result)


def _understood(view: View, result: SearchResult) -> None:
    for note in result.understood.get("notes", []):
        st.caption(str(note))
    links = [
        link(replace(view, query=str(words), page=1).url(), str(words))
        for words in result.understood.get("did_you_mean", [])
    ]
    if links:
        html(f"{escape(t('did_you_mean'))} {' · '.join(links)}")


def _paging(view: View, result: SearchResult) -> None:
    links = []
    if view.page > 1:
        links.append(link(replace(view, page=view.page - 1).url(), t("previous")))
    links.append(t("page", page=view.page))
    if result.next_cursor is not None:
        links.append(link(replace(view, page=view.page + 1).url(), t("next")))
    if len(links) > 1:
        html(" · ".join(links))
