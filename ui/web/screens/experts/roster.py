"""名册管理: everybody on the roster, for the officer."""

from html import escape

import streamlit as st

from search_api.roster.views import RosterRow
from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.parts import badges, filters, grid, nowrap, paging, person_link
from ui.web.screens.experts.state import Experts
from ui.web.texts import t

HEADS = ("number", "name", "organisation", "role", "field", "load", "term_end", "state")


def draw(state: Experts) -> None:
    """Draw it."""
    filters(state, ("field", "organisation", "role", "state"), service.vocabulary())
    found = service.roster(state)
    html(f'<div class="fq-note">{t("experts.people_total", total=found.total)}</div>')
    if not found.items:
        st.info(t("experts.roster_none"))
        return
    html(grid([t(f"experts.{name}") for name in HEADS], map(_row, found.items), t("experts.tab_roster")))
    paging(state, found.total)


def _row(row: RosterRow) -> tuple[str, ...]:
    hidden = "" if row.published else t("experts.unpublished")
    return (
        nowrap(row.id),
        person_link(row.id, row.name, "roster") + (f" {badges(mark=row.mark)}" if row.mark else ""),
        escape(row.organisation_name),
        escape("、".join(row.roles)),
        escape("、".join(row.fields)),
        f"{row.open}/{row.limit}",
        nowrap(str(row.term_end or "")),
        escape(row.state_label) + (f"<br>{badges(hidden)}" if hidden else ""),
    )
