"""Guides of mediation work by step."""

from html import escape

from ui.web.page import html
from ui.web.screens.answers import service
from ui.web.screens.answers.state import Answers
from ui.web.texts import t


def draw(state: Answers) -> None:
    """Draw every step with its points, each with what it rests on."""
    for number, guide in enumerate(service.guides(), 1):
        points = "".join(
            f'<li>{escape(point.text)}<br><small class="fq-note">{t("answers.rests_on")}{escape(point.basis)}'
            f"{'（' + point.version + '）' if point.version else ''}</small></li>"
            for point in guide.points
        )
        html(
            f'<section class="fq-card" id="{escape(guide.id)}"><h2 class="fq-h3">{number}. {escape(guide.step)}：'
            f"{escape(guide.title)}</h2><ul>{points}</ul>"
            f'<p class="fq-note">{t("answers.guide_checked", date=guide.checked)}</p></section>'
        )
