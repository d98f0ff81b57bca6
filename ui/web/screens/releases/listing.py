"""The list of batches, and a new one."""

from html import escape

import streamlit as st

from search_api.releases.forms import forms
from search_api.releases.views import ReleaseRow
from ui.web.forms import day
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.releases import service
from ui.web.screens.releases.parts import state_label, tabs
from ui.web.screens.releases.state import Releases
from ui.web.texts import t
from ui.web.urlstate import go, url


def draw() -> None:
    """Draw it."""
    rows = service.batches()
    html(f'<h1 class="fq-h2">{t("nav.releases")}</h1><div class="fq-meta">{t("releases.about")}</div>')
    tabs("batches")
    with st.expander(t("releases.new"), expanded=not rows), st.form("new-batch", border=False):
        title = st.text_input(t("releases.title"), max_chars=200, placeholder=t("releases.title_example"))
        first, second = st.columns(2)
        form = first.selectbox(
            t("releases.form"), list(forms()), format_func=lambda name: forms()[name].label
        )
        issuers = second.text_input(t("releases.issuers"), placeholder=t("releases.issuers_example"))
        if st.form_submit_button(t("releases.begin"), type="primary"):
            _begin(title, form, issuers_of(issuers))
    if not rows:
        st.info(t("releases.none"))
    html("".join(map(_card, rows)))


def issuers_of(line: str) -> list[str]:
    """Issuers of a line, parted by 、 or commas."""
    parts = line.replace("，", "、").replace(",", "、").split("、")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _begin(title: str, form: str, issuers: list[str]) -> None:
    if not title.strip() or not issuers:
        st.error(t("releases.new_missing"))
        return
    go("releases", Releases(id=service.begin(title.strip(), form, issuers).id))


def _card(row: ReleaseRow) -> str:
    title = link(url("releases", Releases(id=row.id)), row.title)
    meta = " · ".join(
        escape(part)
        for part in (state_label(row.state), row.number or t("releases.no_number"), "、".join(row.issuers),
                     t("releases.changed", day=day(row.changed)))
    )  # fmt: skip
    return f'<div class="fq-card"><h2 class="fq-h3">{title}</h2><div class="fq-meta">{meta}</div></div>'
