"""A draft from a document's own sections, every paragraph linked to the span it is taken from."""

import re
from collections.abc import Iterator

from corpora.model import Document, Section
from search_api.releases.forms import Form, SectionForm
from search_api.releases.model import Block, CaseContent, CaseSection, SourceSpan
from search_api.retrieval.similarity import statute_label

_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十][）)]|第[一二三四五六七八九十]{1,3}(?:部分|章|编)[、：:\s]*)?"
    r"\s*[【\[]?\s*(?P<name>[^】\]\n]{1,50}?)\s*[】\]]?\s*[：:]?\s*$"
)
_NOTE = re.compile(r"[（(](?:虚构)?示例[^）)]*[）)]$")
_PUBLISHED = re.compile(r"^[^：:\d]{0,10}案例\s*第?\d+号[：:]\s*")
"""The number that a published case has in its title; a new release gives its own."""


def draft(document: Document, form: Form) -> CaseContent:
    """A case in this form from a document; what the document does not say stays empty."""
    used: set[int] = set()
    sections = []
    for section in form.sections:
        blocks = list(_blocks(document, section, used))
        sections.append(
            CaseSection(
                key=section.key,
                blocks=[Block(id=f"{section.key}-{n}", text=text, source=at) for n, (text, at) in enumerate(blocks, 1)],
            )
        )  # fmt: skip
    title = _PUBLISHED.sub("", _NOTE.sub("", document.title)).strip()
    return CaseContent(title=title[:300], sections=sections, fictional=document.fictional)


def _blocks(document: Document, form: SectionForm, used: set[int]) -> Iterator[tuple[str, SourceSpan | None]]:
    own = [(at, s) for at, s in enumerate(document.sections) if not s.instance and at not in used]
    taken = [(at, s) for at, s in own if s.heading.strip() in form.headings]
    if not taken and form.taken_from == "focus" and document.focus:
        for span in document.focus:
            yield from _lines(document, span.start, span.end)
        return
    if not taken and form.taken_from == "keywords":
        words = document.keywords or tuple(filter(None, (document.cause,)))
        if words:
            yield "／".join(words), None
        return
    if not taken and form.taken_from == "statutes":
        cited = dict.fromkeys(statute_label(s.key) for s in document.statutes if s.article is not None)
        for label in cited:
            yield label, None
        return
    if not taken and form.taken_from == "identifier":
        if document.identifiers:
            yield _written(document.identifiers[0]), None
        return
    parts = taken or [(at, s) for at, s in own if s.role in form.roles]
    for at, section in parts:
        used.add(at)
        whole = form.subheads and len(parts) > 1
        if whole and section.heading:
            yield from _heading(document, section)
        yield from _lines(document, *_body(document, section))


def _heading(document: Document, section: Section) -> Iterator[tuple[str, SourceSpan]]:
    """The section's own heading, its number left off: 二、案件特点 is no second chapter of what it goes into."""
    line = _LINE.search(document.text, section.start, section.end)
    at = line.group().find(section.heading) if line else -1
    if line and at >= 0:
        begin = line.start() + at
        span = SourceSpan(document_id=document.id, start=begin, end=begin + len(section.heading))
        yield section.heading, span


def _written(identifier: str) -> str:
    """A document number as it is printed: 临法建〔2025〕4号."""
    return identifier.replace("(", "〔", 1).replace(")", "〕", 1)


def _body(document: Document, section: Section) -> tuple[int, int]:
    """The section without the line that is its heading."""
    text = document.text[section.start : section.end]
    first, line_break, _ = text.partition("\n")
    found = _HEADING.match(first)
    if line_break and section.heading and found and found["name"].strip() == section.heading.strip():
        return section.start + len(first) + 1, section.end
    return section.start, section.end


def _lines(document: Document, start: int, end: int) -> Iterator[tuple[str, SourceSpan]]:
    for line in _LINE.finditer(document.text, start, end):
        text = line.group()
        if text.strip():
            lead = len(text) - len(text.lstrip())
            begin, stop = line.start() + lead, line.start() + len(text.rstrip())
            yield text.strip(), SourceSpan(document_id=document.id, start=begin, end=stop)
