"""A report being written: one form, from the searcher to the reasoned statement."""

import streamlit as st

from search_api.reports.layout import DECISIONS, paper
from search_api.reports.model import Decision, ReportContent
from search_api.reports.views import ReportView
from ui.web import client, desk
from ui.web.markup import link, plain
from ui.web.page import html
from ui.web.screens.folders.state import Folders
from ui.web.screens.reports.cases import edited_cases
from ui.web.screens.reports.files import files
from ui.web.screens.reports.printed import paper_html
from ui.web.screens.reports.state import Reports
from ui.web.texts import t
from ui.web.undo import deleted
from ui.web.urlstate import go, url


def draw(state: Reports) -> None:
    """Draw the form, or the draft as it would be printed."""
    report = desk.report(state.id)
    way = [link(url("reports"), "← " + t("reports.back"))]
    if report.folder_id:
        way.append(link(url("folders", Folders(id=report.folder_id)), t("reports.to_folder")))
    other = Reports(id=state.id, preview=not state.preview)
    way.append(link(url("reports", other), t("reports.edit" if state.preview else "reports.preview")))
    html(" · ".join(way))
    _missing(report)
    files(f"/v1/reports/{report.id}/export", f"{report.title}_草稿")
    _numbers(report)
    if state.preview:
        html(paper_html(paper(report.content)))
    else:
        _form(report)
    _more(report)


def _missing(report: ReportView) -> None:
    if report.missing:
        st.warning(t("reports.missing", names="、".join(report.missing)))
    else:
        st.success(t("reports.complete"))


def _numbers(report: ReportView) -> None:
    rows = desk.snapshots(report.id)
    if rows:
        links = [link(url("reports", Reports(id=report.id, snapshot=row.number)), row.number) for row in rows]
        html(f"{t('reports.numbers')}{'、'.join(links)}")
    with st.popover(t("reports.number")):
        st.caption(t("reports.number_note"))
        anyway = bool(report.missing) and st.checkbox(t("reports.number_anyway"))
        if st.button(t("reports.number_now"), type="primary", disabled=bool(report.missing) and not anyway):
            made = desk.take_snapshot(report.id, incomplete=anyway)
            go("reports", Reports(id=report.id, snapshot=made.number))


def _form(report: ReportView) -> None:
    was = report.content
    # The version is part of every key: what another save changed must not be hidden by what was typed before.
    with st.form(f"report-{report.id}-{report.version}", border=False):
        st.form_submit_button(t("reports.save"), type="primary", key="save-top")
        title = st.text_input(t("reports.title"), was.title, max_chars=300)
        html(f'<h2 class="fq-h2">{t("reports.part_search")}</h2>')
        first, second, third = st.columns(3)
        name = first.text_input(t("reports.searcher"), was.searcher.name, max_chars=200)
        role = second.text_input(
            t("reports.role"), was.searcher.role, max_chars=200, placeholder=t("reports.role_example")
        )
        house = third.text_input(t("reports.organisation"), was.searcher.organisation, max_chars=200)
        first, second = st.columns(2)
        at = first.text_input(t("reports.at"), was.searched_at, max_chars=40)
        platform = second.text_input(t("reports.platform"), was.platform, max_chars=500)
        why = st.text_input(t("reports.why"), was.why, max_chars=1000, placeholder=t("reports.why_example"))
        st.caption(t("reports.methods", count=len(was.methods)))
        html(f'<h2 class="fq-h2">{t("reports.part_pending")}</h2>')
        first, second = st.columns(2)
        parties = first.text_input(t("reports.pending_title"), was.pending.title, max_chars=500)
        number = second.text_input(t("reports.pending_number"), was.pending.case_number, max_chars=200)
        facts = st.text_area(t("reports.facts"), was.pending.facts, height=120)
        focus = st.text_area(t("reports.focus"), was.pending.focus, height=90)
        law = st.text_area(t("reports.law"), was.pending.law, height=70)
        html(f'<h2 class="fq-h2">{t("reports.part_cases", count=len(was.cases))}</h2>')
        cases = edited_cases(was.cases)
        html(f'<h2 class="fq-h2">{t("reports.part_statement")}</h2>')
        names: list[Decision] = ["", "follow", "refer", "distinguish", "none_similar"]
        decision = st.radio(
            t("reports.decision"), names, names.index(was.statement.decision), format_func=DECISIONS.__getitem__,
            horizontal=True,
        )  # fmt: skip
        text = st.text_area(t("reports.statement"), was.statement.text, height=140)
        limits = st.text_area(t("reports.limits"), was.limits, height=90)
        if st.form_submit_button(
            t("reports.save"), type="primary", key="save-bottom"
        ) or st.session_state.get("save-top"):
            content = was.model_copy(
                update={
                    "title": title.strip() or was.title,
                    "why": why,
                    "searcher": was.searcher.model_copy(
                        update={"name": name, "role": role, "organisation": house}
                    ),
                    "searched_at": at,
                    "platform": platform,
                    "pending": was.pending.model_copy(
                        update={
                            "title": parties,
                            "case_number": number,
                            "facts": facts,
                            "focus": focus,
                            "law": law,
                        }
                    ),
                    "cases": cases,
                    "statement": was.statement.model_copy(update={"decision": decision, "text": text}),
                    "limits": limits,
                }
            )
            _save(report, content)


def _save(report: ReportView, content: ReportContent) -> None:
    try:
        desk.save_report(report.id, report.version, content)
    except client.ServiceRefused as error:
        # Said here, not around the screen: what was typed must stay in the form.
        st.error(str(error))
        return
    st.toast(t("reports.saved"))
    st.rerun()


def _more(report: ReportView) -> None:
    again, away, _ = st.columns([2, 2, 3])
    if report.folder_id and again.button(t("reports.refresh"), help=t("reports.refresh_help")):
        desk.refresh_report(report.id)
        st.rerun()
    if away.button(t("reports.delete", name=plain(report.title[:12]))):
        deleted(f"/v1/reports/{report.id}", report.title)
        go("reports")
