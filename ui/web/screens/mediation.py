"""调解参考: what similar mediations came to, with the cases behind every number one click away."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from search_api.reference.models import Cell, Distribution, MethodResult, Reference, Table
from ui.web import client, reading
from ui.web.markup import link
from ui.web.page import html
from ui.web.state import View, unpacked
from ui.web.texts import t
from ui.web.urlstate import read

BEHIND = 100
"""Cases that a link to those behind a number names at most."""


@dataclass(frozen=True, slots=True)
class Mediation:
    """For which case."""

    id: str = ""
    """The document that is the case; or:"""
    casez: str = ""
    """Text of the case, packed as in the search screen's address."""
    f: tuple[str, ...] = ()
    """Filters."""


def draw() -> None:
    """Draw it."""
    state = read(Mediation)
    text = unpacked(state.casez)
    back = View(case=text, filters=state.f) if text else View(document=state.id)
    html(link(back.url(), "← " + t("back")))
    html(f'<h1 class="fq-h2">{t("nav.mediation")}</h1>')
    if not (text or state.id):
        st.info(t("mediation.nothing"))
        return
    try:
        with st.spinner(t("mediation.working")):
            found = reading.reference(text=text, document_id="" if text else state.id, filters=state.f)
    except client.NotFound as error:
        st.warning(str(error))
        return
    html(_head(found))
    if found.cases == 0:
        st.info(t("mediation.none"))
        return
    parts = [_table(found.outcomes), _spread(found.share), _spread(found.days)]
    parts += [_methods(found.methods, found.least), _table(found.procedures)]
    html(f'<div class="fq-columns fq-two">{"".join(parts)}</div>')


def _head(found: Reference) -> str:
    count = t("mediation.withheld_total") if found.cases is None else t("mediation.cases", count=found.cases)
    told = _behind(found.ids, count)
    types = t("mediation.types", types="、".join(found.dispute_types)) if found.dispute_types else ""
    sample = t("mediation.fictional", count=found.fictional) if found.fictional else ""
    notes = "".join(f'<div class="fq-note">{escape(note)}</div>' for note in found.notices)
    badge = f' <span class="fq-badge example">{escape(sample)}</span>' if sample else ""
    return f'<div class="fq-meta">{told} {escape(types)}{badge}</div>{notes}'


def _table(table: Table) -> str:
    rows = "".join(map(_cell, table.cells))
    return _section(
        table.label,
        table.cases,
        table.note,
        f'<table class="fq-table fq-shares">{rows}</table>' if rows else "",
    )


def _cell(cell: Cell) -> str:
    count = t("mediation.withheld") if cell.withheld else _behind(cell.ids, str(cell.count or 0))
    return f'<tr><th scope="row">{escape(cell.label)}</th><td>{count}</td><td>{_bar(cell.share)}</td></tr>'


def _bar(share: float | None) -> str:
    if share is None:
        return ""
    width = round(100 * share)
    return f'<span class="fq-bars"><span class="bar"><i style="width:{width}%"></i></span></span> {width}%'


def _spread(spread: Distribution) -> str:
    figures = ""
    if spread.sufficient and spread.middle is not None:
        low, middle, high = (
            _figure(value, spread.unit) for value in (spread.low, spread.middle, spread.high)
        )
        figures = f"<p>{escape(t('mediation.quartiles', low=low, middle=middle, high=high))}</p>"
    rows = "".join(map(_cell, spread.bands))
    body = figures + (f'<table class="fq-table fq-shares">{rows}</table>' if rows else "")
    return _section(spread.label, spread.cases, spread.note, body)


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "—"
    return f"{value:.0%}" if unit == "比例" else f"{value:g}{unit}"


def _methods(methods: Sequence[MethodResult], least: int) -> str:
    rows = []
    for method in methods:
        if method.withheld:
            told = t("mediation.withheld")
        else:
            told = t("mediation.method", settled=method.settled or 0, used=method.used or 0)
            told = _behind(method.ids, told)
        rows.append(
            f'<tr><th scope="row">{escape(method.label)}</th><td>{told}</td><td>{_bar(method.rate)}</td></tr>'
        )
    note = "" if any(method.rate is not None for method in methods) else t("mediation.no_rates", least=least)
    return _section(
        t("mediation.methods"),
        None,
        note,
        f'<table class="fq-table fq-shares">{"".join(rows)}</table>' if rows else "",
    )


def _section(name: str, cases: int | None, note: str, body: str) -> str:
    count = f"<small>{t('mediation.said_by', count=cases)}</small>" if cases is not None else ""
    told = f'<div class="fq-note">{escape(note)}</div>' if note else ""
    return f'<section><h2 class="fq-h4">{escape(name)} {count}</h2>{told}{body or ""}</section>'


def _behind(ids: Sequence[str], text: str) -> str:
    """A number as a link to the cases behind it; the bare number where they are not to be seen."""
    if not ids:
        return escape(text)
    return link(View(filters=(f"id={','.join(ids[:BEHIND])}",)).url(), text)
