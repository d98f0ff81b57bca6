"""One entry in full."""

from html import escape

from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.answers import service
from ui.web.screens.answers.shown import body
from ui.web.screens.answers.state import Answers
from ui.web.texts import t
from ui.web.urlstate import url, url_of


def draw(state: Answers) -> None:
    """Draw the entry that the URL names."""
    view = service.entry(state.entry)
    found = view.entry
    types = "　".join(
        link(url("answers", Answers(tab="topics", type=code)), label) for code, label in view.labels.items()
    )
    basis = "".join(
        f'<p class="fq-rule">{link(url_of("search", q=label), label)}</p>' for label in view.basis
    )
    dates = t("answers.valid_from", date=found.valid_from) if found.valid_from else ""
    dates += t("answers.valid_to", date=found.valid_to) if found.valid_to else ""
    html(
        f'<article class="fq-card"><h1 class="fq-h3">{escape(found.question)}</h1>'
        f'<p class="fq-meta">{t("answers.entry", id=found.id, version=view.version)}{escape(dates)}　{types}</p>'
        f'<p class="fq-snippet"><strong>{escape(found.short_answer)}</strong></p>'
        f"{body(found.full_answer, found.steps, found.evidence, found.risk_note)}"
        f"<h2 class='fq-h4'>{t('answers.basis')}</h2>{basis}"
        f'<p class="fq-note">{escape(view.review_note)}　{t("answers.no_advice")}</p>'
        f'<p class="fq-actions">{link(url("answers", Answers(q=found.question)), t("answers.with_cases"))}</p>'
        f"</article>"
    )
