"""The audit trail: found by who, what and when, saved as a file, checked."""

import datetime as dt
import json
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from search_api.http.account_views import AuditView
from ui.web.downloads import downloads
from ui.web.forms import day
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.admin import service
from ui.web.screens.admin.state import Admin
from ui.web.screens.experts.parts import grid, nowrap
from ui.web.texts import t
from ui.web.urlstate import go, url


def draw(state: Admin) -> None:
    """Draw the entries that the URL asks for, newest first."""
    _conditions(state)
    page = service.trail(state)
    html(f'<p class="fq-meta">{t("admin.entries", count=page.total)}</p>')
    heads = [t(f"admin.{name}") for name in ("number", "moment", "who", "roles", "action", "object", "more")]
    if page.items:
        html(grid(heads, [_row(entry) for entry in page.items], t("admin.tab_trail")))
    turns = []
    if state.before:
        turns.append(link(url("admin", replace(state, before="")), t("admin.newest")))
    if page.next_cursor:
        turns.append(link(url("admin", replace(state, before=page.next_cursor)), t("admin.older")))
    html(f'<p class="fq-meta">{" · ".join(turns)}</p>' if turns else "")
    downloads("admin", ("csv", "jsonl"), f"审计记录_{dt.date.today()}", partial(service.trail_file, state))
    _check()


def _conditions(state: Admin) -> None:
    with st.form("trail", border=False):
        first, second, third = st.columns(3)
        who = first.text_input(t("admin.who"), state.who, max_chars=200)
        action = second.text_input(t("admin.action"), state.action, max_chars=80, help=t("admin.action_rule"))
        object = third.text_input(t("admin.object_id"), state.object, max_chars=300)
        since = first.date_input(t("admin.since"), _date(state.since), min_value=dt.date(2020, 1, 1))
        until = second.date_input(t("admin.until"), _date(state.until), min_value=dt.date(2020, 1, 1))
        if st.form_submit_button(t("admin.show"), type="primary"):
            days = (str(since) if since else "", str(until) if until else "")
            go("admin", Admin("trail", "", "", "", who.strip(), action.strip(), object.strip(), *days))


def _row(entry: AuditView) -> tuple[str, ...]:
    more = json.dumps(entry.detail, ensure_ascii=False) if entry.detail else ""
    about = " ".join(part for part in (entry.object_kind, entry.object_id) if part)
    cells = (str(entry.seq), day(dt.datetime.fromisoformat(entry.at)))
    words = (
        entry.who,
        entry.role,
        entry.action,
        about,
        " ".join(part for part in (entry.reason, more) if part),
    )
    return (*(nowrap(cell) for cell in cells), *(escape(word) for word in words))


def _check() -> None:
    html(f'<h2 class="fq-h2">{t("admin.check_title")}</h2><p class="fq-meta">{t("admin.check_note")}</p>')
    if not st.button(t("admin.check")):
        return
    with st.spinner(t("admin.checking")):
        report = service.check_trail()
    if report.ok:
        st.success(t("admin.check_ok", count=report.entries))
        st.code(report.anchor, language=None)
    else:
        st.error(t("admin.check_bad", count=len(report.problems)))
        st.code("\n".join(report.problems), language=None)


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
