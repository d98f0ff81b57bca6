"""The list of consults, with what is due on top."""

from dataclasses import replace
from html import escape

import streamlit as st

from search_api.consults.views import ConsultRow
from ui.web import experts_desk
from ui.web.experts_desk import SHOWN
from ui.web.forms import day
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.consults.state import STATES, Consults
from ui.web.texts import t
from ui.web.urlstate import url


def draw(state: Consults) -> None:
    """Draw it."""
    html(_filters(state))
    page = experts_desk.consults(state.whose, state.state, state.at)
    if not page.items:
        st.info(t("consults.none"))
    html("".join(card(row) for row in page.items))
    html(_pages(state, page.total))


def card(row: ConsultRow) -> str:
    """A consult in a list."""
    badges = [row.state_label, *row.type_labels]
    marks = "".join(f'<span class="fq-badge">{escape(badge)}</span>' for badge in badges)
    if row.due:
        css = "fq-badge late" if row.due.working_days < 0 else "fq-badge"
        marks += f'<span class="{css}">{escape(row.due.text)}</span>'
    if row.proposed:
        marks += f'<span class="fq-badge">{t("consults.proposed")}</span>'
    told = [t("consults.asked", at=day(row.at), who=row.organisation or row.asker)]
    if row.expert:
        told.append(t("consults.by", name=row.expert))
    if row.rating:
        told.append(t("consults.rated", rating=row.rating))
    title = link(url("consults", Consults(id=row.id)), row.title)
    return (
        f'<div class="fq-card"><h3>{title}</h3><div class="fq-meta">{marks}</div>'
        f'<div class="fq-why">{escape("　".join(told))}</div></div>'
    )


def _filters(state: Consults) -> str:
    whose = [_choice(replace(state, whose=name, at=0), t(f"consults.whose_{name}"), name == state.whose)
             for name in ("all", "mine", "routed")]  # fmt: skip
    states = [_choice(replace(state, state=name, at=0), t(f"consults.state_{name or 'any'}"), name == state.state)
              for name in STATES]  # fmt: skip
    return f'<p class="fq-choices">{"　".join(whose)}</p><p class="fq-choices">{"　".join(states)}</p>'


def _choice(state: Consults, text: str, on: bool) -> str:
    return f"<strong>{escape(text)}</strong>" if on else link(url("consults", state), text)


def _pages(state: Consults, total: int) -> str:
    parts = [t("consults.total", total=total)]
    if state.at:
        parts.append(link(url("consults", replace(state, at=max(0, state.at - SHOWN))), t("consults.newer")))
    if state.at + SHOWN < total:
        parts.append(link(url("consults", replace(state, at=state.at + SHOWN)), t("consults.older")))
    return f'<p class="fq-meta">{"　".join(parts)}</p>'
