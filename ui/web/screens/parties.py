"""给当事人看: a case in plain words and large type, redacted, without scores; to show on the screen or to print."""

from dataclasses import dataclass
from functools import partial
from html import escape

import streamlit as st

from search_api.documents.for_parties import PartiesPage
from ui.web import client, desk, reading
from ui.web.downloads import save_button
from ui.web.markup import link
from ui.web.page import html
from ui.web.state import View
from ui.web.texts import t
from ui.web.urlstate import read


@dataclass(frozen=True, slots=True)
class Parties:
    """Which case."""

    id: str = ""


def draw() -> None:
    """Draw it."""
    state = read(Parties)
    html(f'<div class="fq-noprint">{link(View(document=state.id).url(), "← " + t("parties.back"))}</div>')
    try:
        with st.spinner(t("opening")):
            page = reading.for_parties(state.id)
    except client.NotFound:
        st.warning(t("not_found"))
        return
    except client.ServiceRefused as error:
        st.warning(str(error))
        return
    html(_page(page))
    _take(state.id)


def _take(id: str) -> None:
    path = f"/v1/documents/{id}/for-parties/docx"
    save_button(t("parties.word"), partial(desk.file, path), f"{t('parties.file')}.docx")


def _page(page: PartiesPage) -> str:
    mark = f'<span class="fq-badge example">{t("fictional")}</span>' if page.fictional else ""
    facts = {
        "what": page.what,
        "year": t("parties.year_of", year=page.year) if page.year else "",
        "parties": page.parties,
        "claimed": page.claimed,
        "granted": page.granted,
        "days": t("parties.days_of", days=page.days) if page.days is not None else "",
    }
    rows = "".join(f"<dt>{t(f'parties.{n}')}</dt><dd>{escape(v)}</dd>" for n, v in facts.items() if v)
    parts = {
        "happened": page.happened,
        "dispute": page.dispute,
        "result": "\n".join(part for part in (page.outcome, page.result) if part),
        "why": page.why,
    }
    body = "".join(
        f"<h2>{t(f'parties.{name}')}</h2>{_paragraphs(text)}" for name, text in parts.items() if text
    )
    rules = "".join(
        f"<p><b>{escape(rule.label)}</b>{'（' + t('gist') + '）' if rule.gist else ''}{'：' if rule.text else ''}"
        f"{escape(rule.text)}</p>"
        for rule in page.rules
    )
    terms = "".join(f"<dt>{escape(term.term)}</dt><dd>{escape(term.plain)}</dd>" for term in page.terms)
    notices = "".join(f"<p>{escape(notice)}</p>" for notice in page.notices)
    button = f'<button type="button" class="fq-copy fq-noprint" data-print="1">{t("parties.print")}</button>'
    return (
        f'<article class="fq-parties">{button}<h1>{escape(page.title)} {mark}</h1><dl>{rows}</dl>{body}'
        + (f"<h2>{t('parties.rules')}</h2>{rules}" if rules else "")
        + (f"<h2>{t('parties.terms')}</h2><dl>{terms}</dl>" if terms else "")
        + f'<h2>{t("parties.notices")}</h2>{notices}<p class="note">{t("parties.redacted")}</p></article>'
    )


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
