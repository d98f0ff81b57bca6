"""Cases of one batch, issuer, topic or dispute type, newest first."""

from dataclasses import dataclass, replace
from html import escape
from typing import Literal

import streamlit as st

from search_api.browse.releases import Item
from ui.web import known, reading
from ui.web.markup import link
from ui.web.page import html
from ui.web.state import View
from ui.web.texts import t
from ui.web.urlstate import read, url

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Browse:
    """What is browsed."""

    by: Literal["batch", "issuer", "topic", "dispute_type"] = "batch"
    value: str = ""
    at: int = 0
    """Cases before the page."""


def draw() -> None:
    """Draw it."""
    state = read(Browse)
    with st.spinner(t("opening")):
        page = reading.items(state.by, state.value, max(0, state.at), SHOWN)
        label = next((g.label for g in reading.groups(state.by) if g.value == state.value), state.value)
        label = label or t("search.whole_branch")
    html(link("?", "← " + t("search.browse")))
    html(
        f'<h1 class="fq-h2">{escape(t(f"search.by_{state.by}"))}：{escape(label)}</h1>'
        f'<div class="fq-meta">{t("search.items", total=page.total)}</div>'
    )
    if not page.items:
        st.info(t("search.items_none"))
        return
    html("".join(map(_card, page.items)))
    ways = []
    if state.at > 0:
        ways.append(link(url("browse", replace(state, at=max(0, state.at - SHOWN))), t("previous")))
    if page.next_cursor:
        ways.append(link(url("browse", replace(state, at=int(page.next_cursor))), t("next")))
    html(" · ".join(ways))


def _card(item: Item) -> str:
    badges = [known.value_label("kind", item.kind), *item.topics[:6]]
    marks = "".join(f'<span class="fq-badge">{escape(badge)}</span>' for badge in badges)
    if item.fictional:
        marks += f'<span class="fq-badge example">{t("fictional")}</span>'
    meta = " · ".join(part for part in (item.batch, item.date) if part)
    return (
        f'<article class="fq-card"><h2 class="fq-h3">{link(View(document=item.id).url(), item.title)}</h2>'
        f'<div class="fq-meta">{marks}{escape(meta)}</div><div class="fq-snippet">{escape(item.lead)}</div></article>'
    )
