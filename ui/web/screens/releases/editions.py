"""Published batches: open to everyone."""

from html import escape

import streamlit as st

from search_api.releases.views import EditionRow
from search_api.reports.drafting import beijing
from ui.web.markup import link, plain
from ui.web.page import html
from ui.web.screens.releases import service
from ui.web.screens.releases.parts import files, tabs
from ui.web.screens.releases.printed import draw_edition
from ui.web.screens.releases.state import Releases
from ui.web.texts import t
from ui.web.urlstate import url


def draw() -> None:
    """Draw the list."""
    html(f'<h1 class="fq-h2">{t("releases.tab_editions")}</h1>')
    tabs("editions")
    rows = service.editions()
    if not rows:
        st.info(t("releases.editions_none"))
    html("".join(map(_card, rows)))


def draw_one(number: int) -> None:
    """Draw one edition, or the notice that it was withdrawn."""
    edition = service.edition(number)
    html(link(url("releases", Releases(tab="editions")), "← " + t("releases.to_editions")))
    if edition.withdrawn is not None:
        day = beijing(edition.withdrawn)[:10]
        st.error(t("releases.withdrawn", day=day, reason=plain(edition.reason)))
        return
    if edition.intact:
        st.success(t("releases.intact"))
    else:
        st.error(t("releases.broken"))
    files(f"/v1/editions/{number}/export", f"{edition.title}_{edition.number}")
    draw_edition(edition)


def _card(row: EditionRow) -> str:
    title = link(url("releases", Releases(edition=row.release_id)), row.title)
    state = t("releases.is_withdrawn") if row.withdrawn else t("releases.count", count=row.cases)
    parts = (row.number, "、".join(row.issuers), beijing(row.made)[:10], state)
    meta = " · ".join(escape(part) for part in parts if part)
    return f'<div class="fq-card"><h2 class="fq-h3">{title}</h2><div class="fq-meta">{meta}</div></div>'
