"""What becomes due, on top of the consult desk."""

from collections.abc import Sequence
from html import escape

from search_api.reminders.views import NoticeView
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.consults.state import Consults
from ui.web.screens.experts.state import Experts
from ui.web.texts import t
from ui.web.urlstate import url

OPEN = 5
"""Reminders that are shown without unfolding."""


def draw(due: Sequence[NoticeView]) -> None:
    """Draw them."""
    if due:
        rest = due[OPEN:]
        more = f"<details><summary>{t('search.more_values', count=len(rest))}</summary><ul>{_rows(rest)}</ul></details>"
        heading = t("consults.reminders")
        html(
            f'<section class="fq-article" aria-label="{heading}"><h2 class="fq-h4">{heading}</h2>'
            f'<ul class="fq-due">{_rows(due[:OPEN])}</ul>{more if rest else ""}'
            f"<small>{t('consults.reminders_note')}</small></section>"
        )


def _rows(due: Sequence[NoticeView]) -> str:
    return "".join(
        f"<li>{link(_where(one), one.title)}　"
        f'<span class="fq-badge{" late" if one.late else ""}">{escape(one.text)}</span></li>'
        for one in due
    )


def _where(one: NoticeView) -> str:
    if one.kind == "consult":
        return url("consults", Consults(id=int(one.id)))
    return url("experts", Experts(tab="roster", id=one.id))
