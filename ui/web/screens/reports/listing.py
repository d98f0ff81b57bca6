"""The list of reports."""

from html import escape

import streamlit as st

from search_api.reports.views import ReportRow
from ui.web import desk
from ui.web.forms import day
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.reports.state import Reports
from ui.web.texts import t
from ui.web.urlstate import go, url


def draw() -> None:
    """Draw it."""
    held = desk.reports()
    html(f'<h1 class="fq-h2">{t("nav.reports")}</h1><div class="fq-meta">{t("reports.about")}</div>')
    if st.button(t("reports.empty"), help=t("reports.empty_help")):
        go("reports", Reports(id=desk.draft(None).id))
    if not held:
        st.info(t("reports.none"))
    html("".join(map(_card, held)))


def _card(report: ReportRow) -> str:
    numbers = [
        link(url("reports", Reports(id=report.id, snapshot=row.number)), row.number)
        for row in desk.snapshots(report.id)
    ]
    kept = f"{t('reports.numbers')}{'、'.join(numbers)}" if numbers else t("reports.draft_only")
    title = link(url("reports", Reports(id=report.id)), report.title)
    meta = f"{escape(t('reports.meta', id=report.id, day=day(report.changed)))} · {kept}"
    return f'<div class="fq-card"><h2 class="fq-h3">{title}</h2><div class="fq-meta">{meta}</div></div>'
