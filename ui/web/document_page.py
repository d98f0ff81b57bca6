"""The document screen: facts at a glance, sections with links and highlights, similar cases."""

from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from ui.web import client
from ui.web.body import citing, section_html, section_name
from ui.web.cards import card
from ui.web.markup import link
from ui.web.page import html
from ui.web.state import View
from ui.web.texts import t

SIMILAR = 6
CASE_KINDS = ("judgment", "guiding", "reference", "typical", "mediation", "penalty")


def show_document(view: View) -> None:
    """Draw the screen."""
    document = client.document(view.document)
    html(link(replace(view, document="", highlight=True).url(), "← " + t("back")))
    if document is None:
        st.warning(t("not_found"))
        return
    _head(document)
    left, right = st.columns([3, 1], gap="large")
    with left:
        sections = document["sections"] or [_whole(document)]
        html("".join(section_html(s, number, document, view) for number, s in enumerate(sections)))
    with right:
        _side(document, sections, view)
    if document["kind"] in CASE_KINDS:
        _similar(document)


def _whole(document: dict[str, Any]) -> dict[str, Any]:
    text = document["text"]
    name = t("gist") if document["parsed"]["gist"] else t("whole_text")
    return {"label": name, "start": 0, "end": len(text), "instance": 0, "text": text}


def _head(document: dict[str, Any]) -> None:
    parsed = document["parsed"]
    badges = [f'<span class="fq-badge">{escape(document["kind_label"])}</span>']
    if parsed["gist"]:
        badges.append(f'<span class="fq-badge gist">{t("gist")}</span>')
    if parsed["fictional"]:
        badges.append(f'<span class="fq-badge example">{t("fictional")}</span>')
    if parsed["access"] != "public":
        badges.append(f'<span class="fq-badge">{t(parsed["access"])}</span>')
    head = f"<h2>{escape(document['title'])}</h2><div>{''.join(badges)}</div>"
    rows = {
        "case_number": parsed["case_number"],
        "court": parsed["court"]["name"] if parsed["court"] else None,
        "version" if document["kind"] == "statute" else "date": parsed["date"],
        "cause": parsed["cause"],
        "outcome": parsed["outcome"],
    }
    facts = [f"{t(name)}：{escape(str(value))}" for name, value in rows.items() if value]
    facts += [escape(name) for name in document["dispute_labels"].values()]
    html(f'<div class="fq-head">{head}<div class="fq-meta">{" · ".join(facts)}</div></div>')
    if document["kind"] == "mediation":
        st.caption(t("practice_note"))
    if parsed["gist"]:
        st.caption(t("gist_note"))
    if parsed["access"] == "redacted":
        st.caption(t("redacted_note"))


def _side(document: dict[str, Any], sections: list[dict[str, Any]], view: View) -> None:
    parsed = document["parsed"]
    if view.query:
        toggle = replace(view, highlight=not view.highlight)
        html(link(toggle.url(), ("☑ " if view.highlight else "☐ ") + t("highlight")))
    toc = "".join(f'<a href="#s{n}">{escape(section_name(s))}</a>' for n, s in enumerate(sections))
    if document["kind"] in CASE_KINDS:
        toc += f'<a href="#similar">{t("to_similar")}</a>'
    _block("sections", f'<div class="fq-toc">{toc}</div>')
    _block("parties", _lines(f"{party['role']}：{party['name']}" for party in parsed["parties"]))
    _block("key_dates", _lines(f"{name}：{value}" for name, value in parsed["key_dates"].items()))
    statutes = [_statute(s) for s in document["statutes"] if s["article"] is not None]
    _block("statutes", "".join(dict.fromkeys(statutes)))
    _block("cited_cases", "".join(map(_cited, document["cited_cases"])))
    cited_by = [f"<div>{link(View(document=d['id']).url(), d['title'])}</div>" for d in document["cited_by"]]
    _block("cited_by", "".join(cited_by))
    text = document["text"]
    if parsed["gist"]:
        text = f"{document['title']}\n\n{text}"
    st.download_button(t("download"), text, f"{document['id']}.txt", "text/plain")


def _block(title: str, body: str) -> None:
    if body:
        html(f'<div class="fq-section"><h4>{t(title)}</h4><div class="fq-meta">{body}</div></div>')


def _lines(items: Any) -> str:
    return "".join(f"<div>{escape(item)}</div>" for item in items)


def _statute(statute: dict[str, Any]) -> str:
    """The article as a link to its text or gist; else a note that it is not held, and a search for who cites it."""
    if statute["documents"]:
        mark = f" <small>{t('gist')}</small>" if statute["gist"] else ""
        return f"<div>{link(View(document=statute['documents'][0]).url(), statute['label'])}{mark}</div>"
    search = link(citing(statute).url(), t("statute_search"))
    return f"<div>{escape(statute['label'])} <small>{t('statute_unheld')} {search}</small></div>"


def _cited(case: dict[str, Any]) -> str:
    if not case["documents"]:
        return f"<div>{escape(case['identifier'])}</div>"
    target = View(document=case["documents"][0]["id"]).url()
    return f"<div>{link(target, case['identifier'])}</div>"


def _similar(document: dict[str, Any]) -> None:
    html(f'<h3 id="similar">{t("similar_to")}</h3>')
    with st.spinner(t("similar_cases")):
        result = client.similar_to_document(document["id"], SIMILAR)
    if not result.hits:
        st.info(t("similar_none"))
        return
    html("".join(card(hit, View()) for hit in result.hits))
