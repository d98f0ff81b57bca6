"""Remarks on a case and its versions."""

from html import escape

import streamlit as st

from search_api.releases.forms import forms
from search_api.releases.views import CaseView, DifferenceView, ReleaseView
from ui.web.forms import day
from ui.web.markup import plain
from ui.web.page import html
from ui.web.screens.releases import service
from ui.web.texts import t

_TAGS = {"same": ("", ""), "added": ("<ins>", "</ins>"), "removed": ("<del>", "</del>")}


def draw(release: ReleaseView, row: CaseView) -> None:
    """Remarks, a new one, and two versions compared."""
    remarks = [remark for remark in release.remarks if remark.case_id == row.id]
    html(f'<h2 class="fq-h2">{t("releases.remarks", count=len(remarks))}</h2>')
    for remark in remarks:
        said, button = st.columns([6, 1], vertical_alignment="center")
        done = remark.resolved is not None
        said.markdown(
            f"{'✓ ' if done else ''}**{plain(remark.by)}** {day(remark.at)} "
            f"{plain(place_name(release.form, remark.block)) if remark.block else ''}：{plain(remark.text)}"
        )
        if button.button(t("releases.reopen" if done else "releases.resolve"), key=f"remark {remark.id}"):
            service.resolve(release.id, row.id, remark.id, not done)
            st.rerun()
    with st.form(f"remark-{row.id}-{len(remarks)}", clear_on_submit=True):
        places = ["", *[place for place in row.content.places() if place != "subtitle"]]
        place = st.selectbox(
            t("releases.remark_place"), places,
            format_func=lambda name: place_name(release.form, name) if name else t("releases.whole_case"),
        )  # fmt: skip
        text = st.text_area(t("releases.remark_text"), height=80)
        if st.form_submit_button(t("releases.remark_add")) and text.strip():
            service.remark(release.id, row.id, place, text)
            st.rerun()
    with st.expander(t("releases.versions")):
        _versions(release, row)


def _versions(release: ReleaseView, row: CaseView) -> None:
    rows = service.versions(release.id, row.id)
    names = {each.version: f"{each.version} · {each.by} · {day(each.at)}" for each in rows}
    if len(rows) < 2:
        st.caption(t("releases.one_version"))
        return
    first, second = st.columns(2)
    numbers = list(names)
    before = first.selectbox(t("releases.before"), numbers[1:], format_func=names.__getitem__)
    after = second.selectbox(t("releases.after"), numbers, format_func=names.__getitem__)
    html(differences(release.form, service.difference(release.id, row.id, before, after)))


def differences(form: str, found: DifferenceView) -> str:
    """Every place that differs, old struck out and new underlined."""
    parts = []
    for place in found.places:
        runs = "".join(f"{_TAGS[p.kind][0]}{escape(p.text)}{_TAGS[p.kind][1]}" for p in place.pieces)
        parts.append(f'<div class="fq-card"><b>{escape(place_name(form, place.place))}</b><br>{runs}</div>')
    return "".join(parts) or f'<div class="fq-meta">{t("releases.no_difference")}</div>'


def place_name(form: str, place: str) -> str:
    """A place of a case in Chinese: 案情 第2段."""
    section, _, block = place.partition("/")
    named = {each.key: each.heading for each in forms()[form].sections}
    if section in named:
        number = block.rpartition("-")[2]
        return named[section] + (t("releases.paragraph_number", number=number) if number else "")
    known = {"title": "releases.case_title", "subtitle": "releases.subtitle", "consent": "releases.consent"}
    return t(known[section]) if section in known else place
