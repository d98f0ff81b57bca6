"""Candidates: what people and the program propose, each with its reason."""

from html import escape

import streamlit as st

from search_api.releases.suggesting import Suggestion
from search_api.releases.views import CandidateView, ReleaseRow
from ui.web import client
from ui.web.markup import link, plain
from ui.web.page import html
from ui.web.screens.releases import service
from ui.web.screens.releases.parts import tabs
from ui.web.screens.releases.state import Releases
from ui.web.texts import t
from ui.web.urlstate import go

SHOWN = 20


def draw(state: Releases) -> None:
    """Draw a proposal being made, open candidates, decided ones, and what the program finds."""
    html(f'<h1 class="fq-h2">{t("nav.releases")}</h1>')
    tabs("candidates")
    if state.propose:
        _propose(state.propose)
    rows = service.candidates()
    drafts = [row for row in service.batches() if row.state == "draft"]
    waiting = [row for row in rows if row.state == "proposed"]
    html(f'<h2 class="fq-h2">{t("releases.waiting", count=len(waiting))}</h2>')
    if not waiting:
        st.info(t("releases.waiting_none"))
    for row in waiting:
        _candidate(row, drafts)
    if decided := [row for row in rows if row.state != "proposed"]:
        with st.expander(t("releases.decided", count=len(decided))):
            html("".join(_line(row) for row in decided))
    html(f'<h2 class="fq-h2">{t("releases.suggested")}</h2>')
    if st.button(t("releases.find"), help=t("releases.find_help")):
        with st.spinner(t("releases.finding")):
            st.session_state["release-suggestions"] = service.suggestions()
    found: list[Suggestion] | None = st.session_state.get("release-suggestions")
    if found is not None and not found:
        st.info(t("releases.found_none"))
    held = {row.document_id for row in rows}
    for suggestion in [item for item in found or [] if item.document_id not in held][:SHOWN]:
        _suggestion(suggestion)


def _propose(document_id: str) -> None:
    document = client.document(document_id)
    if document is None:
        st.error(t("releases.no_document"))
        return
    with st.form(f"propose-{document_id}"):
        html(f'<h2 class="fq-h2">{t("releases.propose_this")}</h2>{escape(document["title"])}')
        origins = ("search", "folder", "organisation")
        origin = st.radio(
            t("releases.origin"),
            origins,
            format_func=lambda name: t(f"releases.origin_{name}"),
            horizontal=True,
        )
        reason = st.text_area(t("releases.reason"), height=90, placeholder=t("releases.reason_example"))
        if st.form_submit_button(t("releases.propose"), type="primary"):
            if not reason.strip():
                st.error(t("releases.reason_missing"))
                return
            service.propose(document_id, reason, origin)
            go("releases", Releases(tab="candidates"))


def _candidate(row: CandidateView, drafts: list[ReleaseRow]) -> None:
    with st.container(border=True):
        html(_line(row))
        if row.alike:
            st.caption(t("releases.alike", names=plain("；".join(row.alike))))
        if row.released:
            st.warning(t("releases.released", numbers="、".join(row.released)))
        first, second, third = st.columns([3, 1, 3], vertical_alignment="bottom")
        target = first.selectbox(
            t("releases.into"), [d.id for d in drafts], key=f"into {row.id}",
            format_func=lambda id: next(f"{d.number} {d.title}".strip() for d in drafts if d.id == id),
        )  # fmt: skip
        if second.button(t("releases.take"), key=f"take {row.id}", disabled=not drafts, type="primary"):
            case = service.add(int(target or 0), candidate=row.id)
            go("releases", Releases(id=int(target or 0), case=case.id))
        with third.popover(t("releases.decline")):
            reason = st.text_input(t("releases.decline_reason"), key=f"reason {row.id}")
            if st.button(t("releases.decline_now"), key=f"decline {row.id}", disabled=not reason.strip()):
                service.decide(row.id, "declined", reason)
                st.rerun()
    if not drafts:
        st.caption(t("releases.no_draft"))


def _line(row: CandidateView) -> str:
    origin = t(f"releases.origin_{row.origin}")
    parts = (t(f"releases.candidate_{row.state}"), origin, row.proposed_by, row.organisation)
    meta = " · ".join(escape(part) for part in parts if part)
    decision = f"（{escape(row.decision)}）" if row.decision else ""
    title = link(f"?doc={row.document_id}", row.title)
    head = f'<h3 class="fq-h3">{title}</h3><div class="fq-meta">{meta}{decision}</div>'
    return f'<div class="fq-card">{head}{escape(row.reason)}</div>'


def _suggestion(item: Suggestion) -> None:
    first, second = st.columns([6, 1], vertical_alignment="center")
    with first:
        title = link(f"?doc={item.document_id}", item.title)
        html(f'<div class="fq-card"><h3 class="fq-h3">{title}</h3>{escape(item.reason)}</div>')
    if second.button(t("releases.propose"), key=f"propose {item.document_id}"):
        service.propose(item.document_id, item.reason, "program", item.rule)
        st.rerun()
