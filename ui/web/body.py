"""The text of a document as HTML: sections with anchors, statutes and cases as links, query words marked."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from corpora.identifiers import find_identifiers
from ui.web.article import STAYS, article_url
from ui.web.markup import MARK, Piece, wrapped
from ui.web.state import View
from ui.web.texts import t

_WORD = re.compile(r'"([^"]+)"|“([^”]+)”|(\S+)')


def query_words(query: str) -> list[str]:
    """Words and quoted phrases of a query that are looked for in the text; exclusions and fields are not."""
    words = []
    for quoted, curly, plain in _WORD.findall(query):
        word = quoted or curly or plain
        if quoted or curly or not (word.startswith("-") or ":" in word or "：" in word):
            words.append(word)
    return [word for word in words if len(word) > 1]


def section_html(section: dict[str, Any], number: int, document: dict[str, Any], view: View) -> str:
    """One section with its heading and an anchor for the table of contents."""
    start, text = section["start"], section["text"]
    pieces = [
        Piece(piece.start - start, piece.end - start, piece.opening, piece.closing)
        for piece in links(document, view)
        if start <= piece.start and piece.end <= section["end"]
    ]
    if view.find:
        # What is sought now stands before links and highlights: where ranges cross, the earlier piece stays.
        sought = [Piece(a, b, '<mark class="fq-find">', "</mark>") for a, b in _places(text, view.find)]
        pieces = sought + [p for p in pieces if not any(p.start < q.end and q.start < p.end for q in sought)]
    if view.highlight:
        pieces += list(_marks(text, query_words(view.query)))
    return (
        f'<div class="fq-section" id="s{number}"><h4>{escape(section_name(section))}</h4>'
        f'<div class="fq-text">{wrapped(text, pieces)}</div></div>'
    )


def found_in(document: dict[str, Any], words: str) -> int:
    """How often words stand in the document, whatever their case."""
    return len(_places(document["text"], words))


def _places(text: str, words: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(re.escape(words), text, re.IGNORECASE)]


def section_name(section: dict[str, Any]) -> str:
    """Its own heading or the name of its role; a quoted lower instance says so."""
    heading = section.get("heading", "").strip("【】[]# 　：:")
    return (heading if 0 < len(heading) <= 24 else str(section["label"])) + (
        t("quoted") if section["instance"] else ""
    )


def links(document: dict[str, Any], view: View) -> Iterator[Piece]:
    """Over the whole text: links to cited cases and to articles, which open beside the view, as far as the library
    holds them; notes on articles it lacks."""
    held = {(s["law"], s["article"], s["suffix"]): s["documents"] for s in document["statutes"]}
    for statute in document["parsed"]["statutes"]:
        if statute["article"] is None or statute["start"] < 0:
            continue
        start, end = statute["start"], statute["end"]
        documents = held.get((statute["law"], statute["article"], statute.get("suffix", 0)), [])
        if documents:
            url = article_url(view, citing(statute).filters[0].partition("=")[2])
            yield Piece(start, end, f'<a href="{escape(url)}" target="_self" class="{STAYS}">', "</a>")
        else:
            yield Piece(start, end, f'<span class="fq-unheld" title="{t("statute_unheld")}">', "</span>")
    known = {case["identifier"]: case["documents"] for case in document["cited_cases"]}
    for found in find_identifiers(document["text"]):
        if known.get(found.canonical):
            target = View(document=known[found.canonical][0]["id"])
            yield _link(found.start, found.end, target)


def citing(statute: dict[str, Any]) -> View:
    """A search for the documents that cite an article."""
    suffix = f"-{statute['suffix']}" if statute.get("suffix") else ""
    return View(filters=(f"statute={statute['law']}#{statute['article']}{suffix}",))


def _link(start: int, end: int, target: View) -> Piece:
    return Piece(start, end, f'<a href="{escape(target.url())}" target="_self">', "</a>")


def _marks(text: str, words: list[str]) -> Iterator[Piece]:
    for word in words:
        for found in re.finditer(re.escape(word), text):
            yield Piece(found.start(), found.end(), *MARK)
