"""Organisations that accounts belong to."""

import datetime as dt
from dataclasses import replace
from html import escape

from ui.web.forms import day
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.admin import service
from ui.web.screens.admin.state import Admin
from ui.web.screens.experts.parts import grid
from ui.web.texts import t
from ui.web.urlstate import url


def draw(state: Admin) -> None:
    """Draw them; each leads to its accounts."""
    html(f'<p class="fq-meta">{t("admin.organisations_note")}</p>')
    rows = [
        (
            link(url("admin", replace(state, tab="accounts", q=row.name)), row.name),
            str(row.accounts),
            escape(day(dt.datetime.fromisoformat(row.created))),
        )
        for row in service.organisations()
    ]
    heads = [t("admin.organisation"), t("admin.open_accounts"), t("admin.created")]
    html(grid(heads, rows, t("admin.tab_organisations")))
