"""One folder: the pending case, the documents with notes and tags, its searches, the way to a report."""

from html import escape

import streamlit as st

from search_api.desk.views import FolderView, ItemView, VerdictView
from ui.web import account, desk, known
from ui.web.forms import tags_of
from ui.web.markup import link, plain, wrapped
from ui.web.page import html
from ui.web.screens.folders.saved import draw_searches
from ui.web.screens.folders.share import show_sharing
from ui.web.screens.folders.state import Folders
from ui.web.screens.reports.state import Reports
from ui.web.state import View
from ui.web.texts import t
from ui.web.undo import deleted
from ui.web.urlstate import go, url


def draw(state: Folders) -> None:
    """Draw it."""
    folder = desk.folder(state.id)
    html(link(url("folders"), "← " + t("folders.back")))
    shared = t(f"folders.access_{folder.access}", owner=folder.owner) if folder.access != "own" else ""
    mark = f'<span class="fq-badge tier">{escape(shared)}</span>' if shared else ""
    html(f'<div class="fq-head"><h1>{escape(folder.title)}</h1>{mark}</div>')
    left, right = st.columns([3, 2], gap="large")
    with left:
        _documents(folder)
        _searches(folder)
    with right:
        _actions(folder)
        show_sharing(folder)
        if folder.access == "read":
            html(_case(folder))
        else:
            _settings(folder)


def _documents(folder: FolderView) -> None:
    held = desk.items(folder.id)
    given = {verdict.document_id: verdict for verdict in reversed(desk.verdicts(folder_id=folder.id))}
    html(f'<h2 class="fq-h2">{t("folders.documents", count=len(held))}</h2>')
    if not held:
        st.info(t("folders.empty"))
    for item in held:
        html(_item(item, given.get(item.document_id)))
        if folder.access != "read":
            with st.expander(t("folders.edit")):
                _edit(folder, item)


def _searches(folder: FolderView) -> None:
    """Its saved searches, a colleague's too; what they found is told of who looks."""
    kept = desk.searches(folder=folder.id)
    if kept:
        html(f'<h2 class="fq-h2">{t("folders.searches")}</h2>')
        draw_searches(kept, desk.folders())


def _item(item: ItemView, verdict: VerdictView | None) -> str:
    title = link(View(document=item.document_id).url(), item.title) if item.held else escape(item.title)
    badges = [known.value_label("kind", item.kind) if item.held else t("folders.not_held"), *item.tags]
    if verdict:
        badges.append(t("verdict.alike" if verdict.similar else "verdict.unlike"))
    marks = "".join(f'<span class="fq-badge">{escape(badge)}</span>' for badge in badges)
    note = f'<div class="fq-why">{escape(item.note)}</div>' if item.note else ""
    reason = f'<div class="fq-why">{_by(verdict)}：{escape(verdict.reason)}</div>' if verdict else ""
    return f'<div class="fq-card"><h3>{title}</h3><div class="fq-meta">{marks}</div>{note}{reason}</div>'


def _by(verdict: VerdictView) -> str:
    """What stands before a verdict's reason: in a shared folder, whose it is."""
    me = account.me()
    others = me is not None and me.mode != "local" and verdict.owner != me.name
    return escape(t("folders.reason_of", owner=verdict.owner)) if others else t("verdict.reason")


def _edit(folder: FolderView, item: ItemView) -> None:
    with st.form(f"item-{item.id}", border=False):
        note = st.text_area(t("desk.note"), item.note, height=80)
        tags = st.text_input(t("folders.tags"), " ".join(item.tags))
        save, out = st.columns(2)
        if save.form_submit_button(t("folders.save")):
            desk.change_item(folder.id, item.id, note=note, tags=tags_of(tags))
            st.rerun()
        if out.form_submit_button(t("folders.take_out")):
            deleted(f"/v1/folders/{folder.id}/items/{item.id}", item.title)
            st.rerun()


def _actions(folder: FolderView) -> None:
    if st.button(t("folders.draft"), type="primary", use_container_width=True):
        with st.spinner(t("folders.drafting")):
            made = desk.draft(folder.id)
        go("reports", Reports(id=made.id))
    if folder.pending_case.strip():
        view = View(case=folder.pending_case[:10_000])
        html(link(view.url(), t("folders.similar")))
    made_reports = [report for report in desk.reports() if report.folder_id == folder.id]
    if made_reports:
        rows = "".join(f"<div>{link(url('reports', Reports(id=r.id)), r.title)}</div>" for r in made_reports)
        html(f'<div class="fq-section"><h2 class="fq-h4">{t("nav.reports")}</h2>{rows}</div>')


def _case(folder: FolderView) -> str:
    """The pending case of a folder that may only be read."""
    rows = {"folders.case": folder.pending_case, "folders.focus": folder.focus, "desk.note": folder.note}
    return "".join(
        f'<div class="fq-section"><h2 class="fq-h4">{t(name)}</h2><div class="fq-text">{wrapped(text, ())}</div></div>'
        for name, text in rows.items()
        if text.strip()
    )


def _settings(folder: FolderView) -> None:
    with st.form("folder", border=True):
        title = st.text_input(t("folders.title"), folder.title, max_chars=200)
        focus = st.text_area(
            t("folders.focus"), folder.focus, height=80, placeholder=t("folders.focus_example")
        )
        case = st.text_area(t("folders.pending"), folder.pending_case, height=160)
        note = st.text_area(t("desk.note"), folder.note, height=80)
        tags = st.text_input(t("folders.tags"), " ".join(folder.tags))
        if st.form_submit_button(t("folders.save"), type="primary"):
            if not title.strip():
                st.error(t("folders.title_missing"))
                return
            desk.change_folder(
                folder.id, title=title, focus=focus, pending_case=case, note=note, tags=tags_of(tags)
            )
            st.toast(t("folders.saved"))
            st.rerun()
    if folder.access == "own" and st.button(t("folders.delete", name=plain(folder.title[:20]))):
        deleted(f"/v1/folders/{folder.id}", folder.title)
        go("folders")
