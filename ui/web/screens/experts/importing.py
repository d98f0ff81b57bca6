"""导入导出: a file previewed against the roster, then confirmed; the roster as a file."""

from html import escape
from typing import Any

import streamlit as st

from ui.web.client import ServiceRefused
from ui.web.downloads import save_button
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.parts import grid
from ui.web.screens.experts.state import Experts
from ui.web.texts import t
from ui.web.urlstate import url

SHOWN = 300
"""Rows of a table at most; the counts are of all."""


def draw(state: Experts) -> None:
    """Draw it."""
    left, right = st.columns([3, 2], gap="large")
    with right:
        _files()
    with left:
        st.caption(t("experts.import_note"))
        file = st.file_uploader(t("experts.import_file"), type=["xlsx", "csv"])
        if file is None:
            return
        try:
            with st.spinner(t("experts.reading")):
                seen = service.preview(file.name, file.getvalue())
        except ServiceRefused as refused:
            st.error(str(refused))
            return
    _preview(seen)
    if not seen["errors"]:
        _confirm(file.name, file.getvalue(), seen)


def _files() -> None:
    save_button(t("experts.template"), service.template, "roster-template.xlsx")
    save_button(t("experts.export"), lambda: service.export(False), "roster.xlsx")
    save_button(t("experts.export_private"), lambda: service.export(True), "roster-private.xlsx")
    st.caption(t("experts.export_note"))


def _preview(seen: dict[str, Any]) -> None:
    counts = seen["counts"]
    tiles = "".join(
        f"<div><span>{t(f'experts.count_{name}')}</span><b>{counts[name]}</b></div>"
        for name in ("added", "changed", "unchanged", "missing")
    )
    html(
        f'<div class="fq-tiles">{tiles}<div><span>{t("experts.count_errors")}</span><b>{len(seen["errors"])}</b></div></div>'
    )
    for warning in seen["warnings"]:
        st.warning(warning)
    if seen["errors"]:
        st.error(t("experts.import_refused", count=len(seen["errors"])))
        heads = [t(f"experts.{name}") for name in ("sheet", "row", "column", "fault")]
        rows = [
            tuple(escape(str(e[name])) for name in ("sheet", "row", "column", "reason"))
            for e in seen["errors"][:SHOWN]
        ]
        html(grid(heads, rows, t("experts.count_errors")))
    _changes([*seen["organisations"], *seen["people"]], seen["missing"])


def _changes(rows: list[dict[str, Any]], missing: list[dict[str, Any]]) -> None:
    changed = [
        tuple(
            escape(str(part)) for part in (row["id"], row["name"], field["label"], field["old"], field["new"])
        )
        for row in rows
        for field in row["changes"]
    ]
    if changed:
        heads = [t(f"experts.{name}") for name in ("number", "name", "field_name", "old", "new")]
        html(
            f'<h2 class="fq-h2">{t("experts.count_changed")}</h2>{grid(heads, changed[:SHOWN], t("experts.count_changed"))}'
        )
    added = [f"{row['id']} {row['name']}" for row in rows if row["change"] == "added"]
    if added:
        html(
            f'<h2 class="fq-h2">{t("experts.count_added")}</h2><p class="fq-text">{escape("、".join(added))}</p>'
        )
    if missing:
        names = escape("、".join(f"{one['id']} {one['name']}" for one in missing))
        html(
            f'<h2 class="fq-h2">{t("experts.count_missing")}</h2><p class="fq-note">{t("experts.missing_note")}</p><p>{names}</p>'
        )


def _confirm(name: str, data: bytes, seen: dict[str, Any]) -> None:
    if not seen["counts"]["added"] and not seen["counts"]["changed"]:
        st.info(t("experts.import_nothing"))
        return
    with st.form("confirm-import", border=True):
        reason = st.text_input(t("experts.reason"), placeholder=t("experts.import_reason"))
        if not st.form_submit_button(t("experts.import_confirm"), type="primary"):
            return
    if not reason.strip():
        st.error(t("experts.reason_missing"))
        return
    try:
        service.import_file(name, data, reason, seen["token"])
    except ServiceRefused as refused:
        st.error(str(refused))
        return
    st.success(t("experts.import_done", **seen["counts"]))
    html(link(url("experts", Experts(tab="changes")), t("experts.import_undo")))
