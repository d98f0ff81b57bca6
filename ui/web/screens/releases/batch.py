"""A batch being compiled: its data, its cases, and the way to its other sides."""

from html import escape

import streamlit as st

from search_api.releases.forms import forms
from search_api.releases.views import CaseView, ReleaseView
from ui.web.markup import link, plain
from ui.web.page import html
from ui.web.screens.releases import case, checks, printed, review, service
from ui.web.screens.releases.listing import issuers_of
from ui.web.screens.releases.parts import files, state_label
from ui.web.screens.releases.state import Releases, Side
from ui.web.texts import t
from ui.web.undo import deleted
from ui.web.urlstate import go, url

_SIDES: tuple[Side, ...] = ("edit", "check", "review", "print")


def draw(state: Releases) -> None:
    """Draw the side of the batch that the URL names."""
    release = service.batch(state.id)
    html(link(url("releases"), "← " + t("releases.back")))
    html(f'<h1 class="fq-h2">{escape(release.title)}</h1>')
    number = release.number or t("releases.no_number")
    html(
        f'<div class="fq-meta">{escape(" · ".join((state_label(release.state), number, "、".join(release.issuers))))}</div>'
    )
    links = []
    for side in _SIDES:
        anchor = link(url("releases", Releases(id=state.id, view=side)), t(f"releases.side_{side}"))
        links.append(anchor.replace("<a ", '<a aria-current="page" ', 1) if side == state.view else anchor)
    html(f'<nav class="fq-nav" aria-label="{t("releases.sides")}">{"".join(links)}</nav>')
    if state.view == "check":
        checks.draw(release)
    elif state.view == "review":
        review.draw(release)
    elif state.view == "print":
        files(f"/v1/releases/{release.id}/export", f"{release.title}_{t('releases.draft_file')}")
        printed.draw_draft(release)
    elif state.case:
        case.draw(release, state.case)
    else:
        _overview(release)


def _overview(release: ReleaseView) -> None:
    editable = release.state == "draft"
    if not editable:
        st.info(t("releases.locked", state=state_label(release.state)))
    with st.form(f"batch-{release.id}-{release.version}", border=False):
        first, second, third = st.columns(3)
        title = first.text_input(t("releases.title"), release.title, max_chars=200, disabled=not editable)
        number = second.text_input(
            t("releases.number"), release.number, max_chars=100, placeholder=t("releases.number_example"),
            disabled=not editable,
        )  # fmt: skip
        issuers = third.text_input(t("releases.issuers"), "、".join(release.issuers), disabled=not editable)
        preface = st.text_area(t("releases.preface"), release.preface, height=120, disabled=not editable)
        if st.form_submit_button(t("releases.save"), type="primary", disabled=not editable):
            service.change(
                release.id, title=title.strip() or release.title, number=number, issuers=issuers_of(issuers),
                preface=preface,
            )  # fmt: skip
            st.toast(t("releases.saved"))
            st.rerun()
    html(
        f'<h2 class="fq-h2">{t("releases.cases", count=len(release.cases), form=forms()[release.form].label)}</h2>'
    )
    for at, row in enumerate(release.cases):
        _case(release, row, at, editable)
    if not release.cases:
        st.info(t("releases.cases_none"))
    if editable:
        _add(release)
        with st.popover(t("releases.delete")):
            st.caption(t("releases.delete_note"))
            if st.button(t("releases.delete_now")):
                deleted(f"/v1/releases/{release.id}", release.title)
                go("releases")


def _case(release: ReleaseView, row: CaseView, at: int, editable: bool) -> None:
    name, up, down, away = st.columns([8, 1, 1, 1], vertical_alignment="center")
    open_remarks = sum(remark.case_id == row.id and remark.resolved is None for remark in release.remarks)
    note = t("releases.open_remarks", count=open_remarks) if open_remarks else ""
    with name:
        title = link(
            url("releases", Releases(id=release.id, case=row.id)),
            f"{at + 1}. {row.content.title or t('releases.untitled')}",
        )
        html(
            f'<div class="fq-card"><h3 class="fq-h3">{title}</h3><div class="fq-meta">{escape(note)}</div></div>'
        )
    ids = [each.id for each in release.cases]
    for column, other, sign, key in ((up, at - 1, "↑", "up"), (down, at + 1, "↓", "down")):
        possible = editable and 0 <= other < len(ids)
        if column.button(sign, key=f"{key} {row.id}", help=t(f"releases.{key}"), disabled=not possible):
            ids[at], ids[other] = ids[other], ids[at]
            service.order(release.id, ids)
            st.rerun()
    if away.button("✕", key=f"away {row.id}", help=t("releases.take_out"), disabled=not editable):
        deleted(f"/v1/releases/{release.id}/cases/{row.id}", row.content.title or t("releases.untitled"))
        st.rerun()


def _add(release: ReleaseView) -> None:
    waiting = service.candidates("proposed")
    with st.form(f"add-{release.id}-{release.version}"):
        names = {row.id: row.title for row in waiting}
        chosen = st.selectbox(
            t("releases.add_candidate"), [0, *names],
            format_func=lambda id: plain(names.get(id, t("releases.add_none"))),
        )  # fmt: skip
        document = st.text_input(t("releases.add_document"), placeholder=t("releases.add_document_example"))
        st.caption(t("releases.add_note"))
        if st.form_submit_button(t("releases.add")):
            id = document.strip().rpartition("doc=")[2].partition("&")[0]
            made = service.add(release.id, "" if chosen else id, chosen or None)
            go("releases", Releases(id=release.id, case=made.id))
