"""质效分析: figures of the mediation organisations over a period, as a table and as files."""

import datetime as dt
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from search_api.http.routes.quality import QualityView
from ui.web import experts_desk
from ui.web.downloads import downloads
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.experts.parts import grid
from ui.web.texts import t
from ui.web.urlstate import go, read, url


@dataclass(frozen=True, slots=True)
class Quality:
    """The period; empty: the last full year until today."""

    begin: str = ""
    end: str = ""


def draw() -> None:
    """Draw the report of the period that the URL names."""
    state = read(Quality)
    today = dt.date.today()
    begin, end = _day(state.begin, dt.date(today.year - 1, 1, 1)), _day(state.end, today)
    html(link(url("consults"), "← " + t("consults.back")))
    html(f'<div class="fq-head"><h1>{t("quality.title")}</h1></div>')
    with st.form("period", border=False):
        left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
        first = left.date_input(t("quality.begin"), begin, min_value=dt.date(1990, 1, 1))
        last = middle.date_input(t("quality.end"), end, min_value=dt.date(1990, 1, 1))
        if right.form_submit_button(t("quality.show"), type="primary"):
            go("quality", Quality(str(first), str(last)))
    with st.spinner(t("quality.working")):
        report = experts_desk.quality(begin, end)
    html(_summary(report))
    if not report.organisations:
        st.info(t("quality.none"))
        return
    html(_table(report))
    html(f'<p class="fq-meta">{t("quality.note", scope=report.scope, undated=report.undated)}</p>')
    name = f"质效分析报告_{begin}_{end}"
    downloads("quality", ("docx", "xlsx"), name, partial(experts_desk.quality_file, begin, end))
    html(_mix(report))
    html(_consults(report))


def _summary(report: QualityView) -> str:
    total = report.total
    return f"<p>{t('quality.summary', **{name: total[name] for name in ('received', 'closed', 'agreed', 'rate_text')})}</p>"


def _table(report: QualityView) -> str:
    header = [
        t(f"quality.{name}")
        for name in ("organisation", "received", "closed", "agreed", "rate", "days", "satisfaction")
    ]
    rows = [
        [row["organisation"], row["received"], row["closed"], row["agreed"], row["rate_text"],
         _known(row["mean_days"], row["days_known"]), _known(row["satisfaction"], row["satisfaction_known"])]
        for row in (*report.organisations, report.total)
    ]  # fmt: skip
    return _grid(header, rows)


def _mix(report: QualityView) -> str:
    rows = []
    for row in report.organisations:
        if row["closed"]:
            types = [
                f"{report.type_labels.get(code, t('quality.untyped'))} {count}"
                for code, count in row["mix"][:6]
            ]
            ways = [f"{name} {count}" for name, count in row["outcomes"]]
            rows.append([row["organisation"], "、".join(types), "、".join(ways)])
    heading = f'<h2 class="fq-h2">{t("quality.mix")}</h2>'
    return heading + _grid([t("quality.organisation"), t("quality.types"), t("quality.outcomes")], rows)


def _consults(report: QualityView) -> str:
    if not report.consults:
        return ""
    names = ("organisation", "asked", "answered", "in_time", "mean_working_days", "rating")
    rows = [["—" if row[name] is None else row[name] for name in names] for row in report.consults]
    header = [t(f"quality.consult_{name}") for name in names]
    return f'<h2 class="fq-h2">{t("quality.consults")}</h2>' + _grid(header, rows)


def _grid(header: list[str], rows: list[list[Any]]) -> str:
    return grid(header, [[escape(str(cell)) for cell in row] for row in rows], t("quality.title"))


def _known(value: float | None, count: int) -> str:
    return "—" if value is None else f"{value:g}（{count}）"


def _day(text: str, otherwise: dt.date) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return otherwise
