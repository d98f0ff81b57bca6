"""One consult: question, what came with it, answers with their basis, history, and what the user may do now."""

from functools import partial
from html import escape

import streamlit as st

from search_api.consults.views import AnswerView, ConsultView
from ui.web import experts_desk
from ui.web.downloads import save_button
from ui.web.forms import day
from ui.web.markup import link, marked
from ui.web.page import html
from ui.web.screens.consults import acting
from ui.web.screens.consults.listing import card
from ui.web.screens.consults.state import Consults
from ui.web.state import View
from ui.web.texts import t
from ui.web.urlstate import url


def draw(state: Consults) -> None:
    """Draw it."""
    consult = experts_desk.consult(state.id)
    html(link(url("consults"), "← " + t("consults.back")))
    left, right = st.columns([3, 2], gap="large")
    with left:
        html(card(consult))
        html(_related(consult))
        html(_part(t("consults.question"), consult.question))
        for attached in consult.attachments:
            with st.expander(t("consults.attachment", title=attached.title)):
                if attached.document_id:
                    html(link(View(document=attached.document_id).url(), t("consults.open_document")))
                html(f'<div class="fq-text">{marked(attached.text, ())}</div>')
        for answer in consult.answers:
            _answer(consult, answer)
    with right:
        acting.draw(consult)
        html(_routed(consult))
        html(_history(consult))


def _answer(consult: ConsultView, answer: AnswerView) -> None:
    kind = t("consults.evaluation") if answer.evaluation else t("consults.answer")
    html(_part(f"{kind}　{answer.expert}　{day(answer.at)}", answer.text))
    if answer.evaluation:
        with st.expander(t("consults.evaluation_parts")):
            for name, text in answer.evaluation.model_dump().items():
                if text:
                    html(_part(t(f"consults.evaluation_{name}"), text))
    html(_basis(answer))
    paper = partial(experts_desk.paper, consult.id, answer.id)
    save_button(t("consults.docx"), paper, f"{kind}_{consult.id}.docx", f"docx-{answer.id}")


def _basis(answer: AnswerView) -> str:
    if not answer.basis and not answer.cases:
        return f'<p class="fq-meta">{t("consults.no_basis")}</p>'
    rows = []
    for entry in answer.basis:
        name = f"{entry['law']}{entry['article']}"
        shown = link(View(document=entry["document"]).url(), name) if entry["document"] else escape(name)
        rows.append(f'<li>{shown} <span class="fq-badge">{escape(entry["state_label"])}</span></li>')
    rows += [f"<li>{link(View(document=case['id']).url(), case['title'])}</li>" for case in answer.cases]
    return f'<h3 class="fq-h2">{t("consults.basis")}</h3><ul>{"".join(rows)}</ul>'


def _part(heading: str, text: str) -> str:
    return f'<div class="fq-section"><h4>{escape(heading)}</h4><div class="fq-text">{marked(text, ())}</div></div>'


def _related(consult: ConsultView) -> str:
    parts = []
    if consult.parent:
        parts.append(
            link(url("consults", Consults(id=consult.parent)), t("consults.parent", number=consult.parent))
        )
    parts += [
        link(url("consults", Consults(id=number)), t("consults.second_of", number=number))
        for number in consult.second_opinions
    ]
    return f'<p class="fq-meta">{"　".join(parts)}</p>' if parts else ""


def _routed(consult: ConsultView) -> str:
    if not consult.candidates:
        return f'<p class="fq-meta">{t("consults.no_candidates")}</p>'
    rows = "".join(
        f"<li>{escape(one.name)}<small>　{escape(one.occupation)}</small></li>" for one in consult.candidates
    )
    return f'<h3 class="fq-h2">{t("consults.candidates")}</h3><ul>{rows}</ul>'


def _history(consult: ConsultView) -> str:
    rows = "".join(
        f"<li><strong>{escape(step.label)}</strong>　{escape(step.who)}　{day(step.at)}"
        + (f"<br>{escape(step.note)}" if step.note else "")
        + "</li>"
        for step in consult.steps
    )
    return f'<h3 class="fq-h2">{t("consults.history")}</h3><ol class="fq-steps">{rows}</ol>'
