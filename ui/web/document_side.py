"""Beside a document: contents, the article that was opened, parties, dates, statutes, instances, citations."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from html import escape
from typing import Any

from search_api.documents.timeline import Timeline
from ui.web import desk, reading
from ui.web.article import STAYS, article_url, opened_article
from ui.web.body import citing, section_name
from ui.web.cards import CASE_KINDS
from ui.web.downloads import save_button
from ui.web.markup import link
from ui.web.page import html
from ui.web.state import View
from ui.web.texts import t


def show_side(document: dict[str, Any], sections: list[dict[str, Any]], view: View) -> None:
    """Draw it."""
    parsed = document["parsed"]
    if view.article:
        html(f'<div class="fq-pinned">{opened_article(view, parsed["date"] or "")}</div>')
    if view.query:
        toggle = replace(view, highlight=not view.highlight)
        html(link(toggle.url(), ("☑ " if view.highlight else "☐ ") + t("highlight")))
    toc = "".join(f'<a href="#s{n}">{escape(section_name(s))}</a>' for n, s in enumerate(sections))
    if document["kind"] in CASE_KINDS:
        toc += f'<a href="#similar">{t("to_similar")}</a>'
    _block("sections", f'<nav class="fq-toc" aria-label="{t("sections")}">{toc}</nav>')
    _block("document.parties", _lines(f"{party['role']}：{party['name']}" for party in parsed["parties"]))
    if parsed["key_dates"]:
        _block("key_dates", _timeline(reading.timeline(document["id"])))
    statutes = [_statute(s, view) for s in document["statutes"] if s["article"] is not None]
    _block("statutes", "".join(dict.fromkeys(statutes)))
    if document["kind"] in CASE_KINDS:
        _block("document.instances", "".join(map(_instance, reading.instances(document["id"]))))
    _block("cited_cases", "".join(map(_cited, document["cited_cases"])))
    cited_by = [f"<div>{link(View(document=d['id']).url(), d['title'])}</div>" for d in document["cited_by"]]
    _block("cited_by", "".join(cited_by))
    _downloads(document)


def _downloads(document: dict[str, Any]) -> None:
    text = document["text"]
    if document["parsed"]["gist"]:
        text = f"{document['title']}\n\n{text}"
    path = f"/v1/documents/{document['id']}/docx"
    save_button(t("document.docx"), partial(desk.file, path), f"{document['id']}.docx")
    save_button(t("download"), text, f"{document['id']}.txt")


def _timeline(line: Timeline) -> str:
    """The days in order with what lies between them, then values such as 基准价."""
    rows = []
    for event in line.events:
        gap = t("document.days_later", days=event.days_after) if event.days_after is not None else ""
        rows.append(
            f'<li title="{escape(event.note)}"><time>{event.date.isoformat()}</time> {escape(event.name)}'
            f"{f'<small>{gap}</small>' if gap else ''}</li>"
        )
    values = _lines(f"{name}：{value}" for name, value in line.values.items())
    return f'<ol class="fq-timeline">{"".join(rows)}</ol>{values}{_lines(line.warnings)}'


def _block(title: str, body: str) -> None:
    if body:
        html(f'<div class="fq-section"><h4>{t(title)}</h4><div class="fq-meta">{body}</div></div>')


def _lines(items: Iterable[str]) -> str:
    return "".join(f"<div>{escape(item)}</div>" for item in items)


def _statute(statute: dict[str, Any], view: View) -> str:
    """The article as a link that shows its text here; where it is not held, a search for who cites it."""
    key = citing(statute).filters[0].partition("=")[2]
    if statute["documents"]:
        mark = f" <small>{t('gist')}</small>" if statute["gist"] else ""
        return f"<div>{link(article_url(view, key), statute['label'], STAYS)}{mark}</div>"
    search = link(citing(statute).url(), t("statute_search"))
    return f"<div>{escape(statute['label'])} <small>{t('statute_unheld')} {search}</small></div>"


def _instance(other: Any) -> str:
    told = " · ".join(part for part in (other.relation, other.procedure, other.date, other.outcome) if part)
    name = other.case_number or other.title
    return f"<div>{link(View(document=other.id).url(), name)} <small>{escape(told)}</small></div>"


def _cited(case: dict[str, Any]) -> str:
    if not case["documents"]:
        return f"<div>{escape(case['identifier'])}</div>"
    target = View(document=case["documents"][0]["id"]).url()
    return f"<div>{link(target, case['identifier'])}</div>"
