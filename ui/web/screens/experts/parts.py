"""Pieces that several tabs of the expert library share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from search_api.roster.views import VocabularyView
from ui.web import account
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.state import SEARCHED, Experts
from ui.web.texts import t
from ui.web.urlstate import go, url


def is_officer() -> bool:
    """Whether who looks at the page keeps the roster."""
    user = account.me()
    return user is not None and (user.mode == "local" or "officer" in user.roles)


def own_id() -> str:
    """Number on the roster of an expert who looks at the page, by the login name; empty for others."""
    user = account.me()
    return user.name if user is not None and user.mode != "local" and "expert" in user.roles else ""


def badges(*texts: str, mark: str = "") -> str:
    """Badges; the mark 示例 stands first."""
    first = f'<span class="fq-badge example">{escape(mark)}</span>' if mark else ""
    return first + "".join(f'<span class="fq-badge">{escape(text)}</span>' for text in texts if text)


def table(rows: Iterable[tuple[str, str]]) -> str:
    """Names and values as a table of two columns; values are ready HTML, empty ones are left out."""
    body = "".join(
        f"<tr><th scope='row'>{escape(name)}</th><td>{value}</td></tr>" for name, value in rows if value
    )
    return f'<table class="fq-table fq-facts"><tbody>{body}</tbody></table>'


def grid(heads: Sequence[str], rows: Iterable[Sequence[str]], label: str) -> str:
    """A table with a head; cells are ready HTML."""
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<div class="fq-wide" tabindex="0" role="region" aria-label="{escape(label)}">'
        f'<table class="fq-table fq-grid"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def nowrap(text: str) -> str:
    """Escaped text that stays on one line."""
    return f'<span class="fq-nowrap">{escape(text)}</span>'


def many(place: Any, key: str, options: Mapping[str, str], **more: Any) -> list[str]:
    """A choice of several codes by their names."""
    named = {"format_func": lambda code: options[code], "placeholder": t("experts.any"), **more}
    chosen: list[str] = place.multiselect(t(f"experts.{key}"), list(options), **named)
    return chosen


def one_of(place: Any, key: str, options: Mapping[str, str], *, none: bool = False, current: str = "") -> str:
    """A choice of one code by its name; with ``none`` also of none, which is empty."""
    keys = ["", *options] if none else list(options)
    chosen: str = place.selectbox(
        t(f"experts.{key}"),
        keys,
        index=keys.index(current) if current in keys else 0,
        format_func=lambda code: options.get(code, t("experts.any")),
    )
    return chosen


def joined(values: Iterable[str] | None) -> str:
    """Values as one escaped text."""
    return escape("、".join(values or ()))


def person_link(id: str, name: str, tab: str = "people") -> str:
    """A link to a person's page, public or the officer's."""
    return link(url("experts", Experts(tab="roster" if tab == "roster" else "people", id=id)), name)


def organisation_link(id: str, name: str) -> str:
    """A link to an organisation's page."""
    return link(url("experts", Experts(tab="organisations", id=id)), name) if id else ""


def back(state: Experts) -> None:
    """A link back to the list."""
    html(link(url("experts", replace(state, id="", matter=0)), "← " + t(f"experts.tab_{state.tab}")))


def paging(state: Experts, total: int, rows: int = service.ROWS) -> None:
    """Links to the page before and after."""
    parts = []
    if state.at > 1:
        parts.append(link(url("experts", replace(state, at=state.at - 1)), t("previous")))
    if total > state.at * rows:
        parts.append(link(url("experts", replace(state, at=state.at + 1)), t("next")))
    if parts:
        here = t("page", page=state.at)
        html(f'<nav class="fq-paging" aria-label="{t("search.paging")}">{" ".join([here, *parts])}</nav>')


def filters(state: Experts, names: Sequence[str], known: VocabularyView) -> None:
    """A form of search conditions; sending it changes the URL."""
    choices = _choices(known)
    with st.form(f"filters-{state.tab}", border=False):
        words, *columns = st.columns([3, *([2] * len(names))], vertical_alignment="bottom")
        chosen = {"q": words.text_input(t("experts.words"), state.q, placeholder=t("experts.words_example"))}
        for name, column in zip(names, columns, strict=True):
            chosen[name] = one_of(column, name, choices[name], none=True, current=getattr(state, name))
        send, clear, _ = st.columns([1, 1, 5])
        if send.form_submit_button(t("experts.search"), type="primary"):
            go("experts", replace(state, at=1, **searched(chosen)))
        if clear.form_submit_button(t("experts.clear")):
            go("experts", Experts(tab=state.tab))


def searched(chosen: Mapping[str, str]) -> dict[str, Any]:
    """The fields of the state that narrow a list, as chosen."""
    return {name: value for name, value in chosen.items() if name in SEARCHED}


def _choices(known: VocabularyView) -> dict[str, Mapping[str, str]]:
    fields: dict[str, str] = {}
    for trade, kinds in known.fields.items():
        fields[trade] = f"{trade}（{t('experts.whole_trade')}）"
        fields.update({code: f"{code} {label}" for code, label in kinds.items()})
    return {
        "field": fields,
        "place": {place: place for place in known.places},
        "language": {language: language for language in known.languages},
        "organisation": known.organisations,
        "role": known.roles,
        "state": known.person_states,
    }
