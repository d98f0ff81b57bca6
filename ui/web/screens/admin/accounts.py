"""The list of accounts."""

from dataclasses import replace
from html import escape

import streamlit as st

from search_api.http.account_care_views import AccountView
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.admin import service
from ui.web.screens.admin.state import Admin
from ui.web.screens.experts.parts import grid
from ui.web.texts import t
from ui.web.urlstate import go, url


def draw(state: Admin) -> None:
    """Draw it, narrowed by words and a role."""
    labels = service.roles()
    with st.form("accounts", border=False):
        left, middle, right = st.columns([3, 2, 1], vertical_alignment="bottom")
        words = left.text_input(t("admin.find"), state.q, max_chars=100, placeholder=t("admin.find_example"))
        choices = ["", *labels]
        role = middle.selectbox(
            t("admin.role"), choices, choices.index(state.role) if state.role in choices else 0,
            format_func=lambda name: labels.get(name, t("admin.any_role")),
        )  # fmt: skip
        if right.form_submit_button(t("admin.show"), type="primary"):
            go("admin", replace(state, q=words.strip(), role=role or ""))
    found = [row for row in service.accounts() if _wanted(row, state)]
    html(f'<p class="fq-meta">{t("admin.count", count=len(found))}</p>')
    if found:
        heads = [
            t(f"admin.{name}") for name in ("name", "label", "organisation", "roles", "signs_in", "state")
        ]
        html(grid(heads, [_row(row) for row in found], t("admin.tab_accounts")))


def _wanted(row: AccountView, state: Admin) -> bool:
    text = f"{row.name} {row.label} {row.organisation}".lower()
    return state.q.lower() in text and (not state.role or state.role in row.roles)


def _row(row: AccountView) -> tuple[str, ...]:
    ways = [t("admin.by_password")] * row.has_password + [t("admin.by_provider")] * row.linked
    return (
        link(url("admin", Admin(name=row.name)), row.name),
        escape(row.label),
        escape(row.organisation or "—"),
        escape("、".join(row.role_labels)),
        escape("、".join(ways)),
        t("admin.is_disabled") if row.disabled else t("admin.is_open"),
    )
