"""An article opened beside hits or a document: its official text, else its gist, with the version it is of."""

from dataclasses import replace
from html import escape

from search_api.browse.statutes import StatutePage
from search_api.browse.versions import Version
from ui.web import client, reading
from ui.web.markup import link, wrapped
from ui.web.state import View
from ui.web.texts import t

STAYS = "fq-stay"
"""Class of links that open an article where the reader is: the page does not go back to its top."""


def article_url(view: View, key: str) -> str:
    """The view with an article (``law#article``) opened beside it; an empty key closes it."""
    return replace(view, article=key).url()


def opened_article(view: View, on: str = "") -> str:
    """The article that the view names; a sentence where the service has nothing of it.

    Args:
        view: What is on screen.
        on: ISO date of the document that cites it, whose version is wanted; empty: the newest.
    """
    close = link(article_url(view, ""), t("document.close"), STAYS)
    try:
        found = reading.article(view.article, on)
    except client.ServiceRefused as error:
        return f'<div class="fq-rule">{escape(str(error))} {close}</div>'
    rows = [link(View(filters=(found.filter,)).url(), t("document.citing", total=found.total))]
    if found.rule.document_id:
        rows.append(link(View(document=found.rule.document_id).url(), t("document.open_article")))
    name = f'data-key="{escape(view.article)}" aria-label="{escape(found.rule.label)}"'
    return (
        f'<section class="fq-article" tabindex="-1" {name}>{article_html(found, on)}'
        f'<div class="fq-actions">{"".join(rows)}{close}</div></section>'
    )


def article_html(found: StatutePage, on: str = "") -> str:
    """Name, kind of text, version, text, and what to know of the version."""
    rule = found.rule
    text = wrapped(found.full_text, ()) if found.full_text else t("statute_unheld")
    notes = []
    if found.later:
        notes.append(t("article.later_gist" if rule.gist else "article.later", version=rule.version, on=on))
    others = [v for v in found.versions if v.document_id != rule.document_id and not v.gist]
    told = "".join(f'<div class="fq-note">{escape(note)}</div>' for note in notes)
    if others:
        told += f'<div class="fq-note">{t("article.others")}{"、".join(map(_version, others))}</div>'
    return f"<b>{escape(rule.label)}</b> {kind_html(rule.gist, rule.version, bool(found.full_text))}<div>{text}</div>{told}"


def kind_html(gist: bool, version: str, held: bool) -> str:
    """Whether a text is the official one or a gist, and of which version; nothing where there is no text."""
    if not held:
        return ""
    name = f'<span class="fq-badge {"gist" if gist else "tier"}">{t("gist" if gist else "article.official")}</span>'
    return name + (f" <small>{t('version')} {escape(version)}</small>" if version else "")


def _version(version: Version) -> str:
    return link(View(document=version.document_id).url(), version.date or t("article.undated"))
