"""Without a query: released cases by batch, issuer, topic and dispute type, and everything by kind."""

from html import escape

import streamlit as st

from search_api.retrieval.models import FacetCount
from ui.web import client, reading
from ui.web.filters import TREES, filters_html
from ui.web.markup import link
from ui.web.page import html
from ui.web.state import View
from ui.web.texts import t
from ui.web.urlstate import url_of

KINDS = (
    "guiding",
    "reference",
    "typical",
    "mediation",
    "judgment",
    "penalty",
    "statute",
    "policy",
    "white_paper",
    "suggestion",
)
WAYS = ("batch", "issuer", "topic", "dispute_type")
SHOWN = 8


def show_browse() -> None:
    """Draw it."""
    with st.spinner(t("searching")):
        kinds = {count.value: count for count in client.facets((), ("kind",))["kind"]}
        groups = {way: reading.groups(way) for way in WAYS}
        trees = {name: reading.tree(name, "", ()) for name in TREES}
    if not kinds:
        st.info(t("search.empty_library"))
        return
    tiles = "".join(_tile(kinds[kind]) for kind in KINDS if kind in kinds)
    html(f'<h2 class="fq-h2">{t("search.browse_kinds")}</h2><div class="fq-tiles">{tiles}</div>')
    columns = []
    for way, found in groups.items():
        rows = [
            f'<div class="fq-facet">{link(url_of("browse", by=way, value=group.value), group.label)}'
            f"<span>{group.count}</span></div>"
            for group in found
        ]
        rest = "".join(rows[SHOWN:])
        more = t("search.more_values", count=len(rows) - SHOWN)
        folded = f"<details><summary>{more}</summary>{rest}</details>" if rest else ""
        name = escape(t(f"search.by_{way}"))
        columns.append(f'<section><h3 class="fq-h4">{name}</h3>{"".join(rows[:SHOWN])}{folded}</section>')
    html(
        f'<h2 class="fq-h2">{t("search.browse_issued")}</h2><div class="fq-columns">{"".join(columns)}</div>'
    )
    body = filters_html(View(), {}, trees)
    html(f'<h2 class="fq-h2">{t("search.browse_all")}</h2><div class="fq-columns">{body}</div>')


def _tile(count: FacetCount) -> str:
    target = View(filters=(f"kind={count.value}",)).url()
    return f"<div>{link(target, count.label)}<span>{count.count}</span></div>"
