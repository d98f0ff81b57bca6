"""The one box: reading and understanding of whatever was put into it."""

import re

from corpora.classify import classify
from corpora.identifiers import find_identifiers
from corpora.model import Document
from corpora.text.dates import find_dates
from corpora.text.normalize import normalize
from corpora.vocab import terms
from indexer.viewer import Viewer
from search_api.browse.asking_back import ask_back
from search_api.cases.sums import yuan
from search_api.query.complaint import with_parts
from search_api.query.cutting import cut
from search_api.query.models import (
    Expanded,
    Found,
    FoundAmount,
    FoundDay,
    FoundIdentifier,
    FoundStatute,
    Likely,
    LikelyType,
    NextStep,
    Understood,
)
from search_api.query.reading import LABELS, Reading, ReadingName, readings
from search_api.query.told_parties import told_kinds
from search_api.retrieval.context import Context
from search_api.retrieval.fields import field_names
from search_api.retrieval.similarity import dispute_label, statute_label
from search_api.retrieval.syntax import parse_query
from search_api.retrieval.understanding import EXPANSION_WEIGHT, understand

SHOWN = 8
_ASKS = re.compile(
    r"[^。！？!?；;，,\n]*(?:争议焦点|焦点|是否|应否|能否|能不能|要不要|该不该|谁(?:来|负|承担)|怎么|如何|多少|有没有责任|[?？])"
    r"[^。！？!?；;，,\n]*[?？]?"
)
MOST_FOCUS = 80
"""Code points of a phrase that says what is in dispute; longer sentences are none."""


def understand_box(
    context: Context,
    text: str,
    viewer: Viewer,
    *,
    reading: ReadingName | None = None,
    notes: tuple[str, ...] = (),
) -> Understood:
    """What the text is and what is understood of it.

    Args:
        reading: How the user says it is meant; ``None`` lets the signs decide.
        notes: What is known of how the text was read.
    """
    from corpora.parse import parse_text  # loads the file readers: 0.4 s that a start need not take

    document = with_parts(parse_text(text))
    ways = readings(context, text, document, viewer)
    chosen = Reading(reading, dict(ways).get(reading, 0.0)) if reading else ways[0]
    parsed = parse_query(text)
    words = understand(parsed)
    kept, dropped = cut(document)
    identifiers = _identifiers(context, text, viewer)
    statutes = _statutes(document)
    types, cause = _types(document, text)
    return Understood(
        reading=chosen.name,
        label=LABELS[chosen.name],
        confidence=chosen.share,
        alternatives=[
            Likely(reading=way.name, label=LABELS[way.name], share=way.share)
            for way in ways
            if way.name != chosen.name
        ],
        text=text,
        kind=document.kind.value,
        kind_label=field_names().value_label("kind", document.kind.value),
        identifiers=identifiers,
        statutes=statutes,
        cause=cause,
        dispute_types=types,
        parties={str(side): kinds for side, kinds in told_kinds(document).items()},
        amounts=_amounts(document),
        days=_days(document),
        focus=_focus(document),
        terms=_terms(text),
        expansions=[
            Expanded(word=e.word, terms=list(e.terms), weight=EXPANSION_WEIGHT) for e in words.expansions
        ],
        did_you_mean=ask_back(text),
        kept=kept,
        dropped=dropped,
        notes=[*notes, *parsed.notes],
        next=_next(chosen.name, text, identifiers, statutes, context, viewer),
    )


def _next(
    reading: ReadingName,
    text: str,
    identifiers: list[FoundIdentifier],
    statutes: list[FoundStatute],
    context: Context,
    viewer: Viewer,
) -> NextStep:
    action, query, document_id, law, article = "search", text.strip(), "", "", ""
    if reading == "case":
        action = "similar"
    elif reading == "statute" and statutes:
        action, query, law, article = "statute", "", statutes[0].law, statutes[0].article
    elif reading == "case_number":
        held = [id for found in identifiers for id in found.documents]
        if len(held) == 1:
            action, query, document_id = "document", "", held[0]
    elif reading == "title":
        held = context.workspace.library.resolve(text.strip(), viewer)
        if len(held) == 1:
            action, query, document_id = "document", "", held[0]
    return NextStep(action=action, query=query, document_id=document_id, law=law, article=article)


def _identifiers(context: Context, text: str, viewer: Viewer) -> list[FoundIdentifier]:
    found: dict[str, FoundIdentifier] = {}
    for number in find_identifiers(text):
        if number.canonical not in found and len(found) < SHOWN:
            held = context.workspace.library.resolve(number.canonical, viewer)
            found[number.canonical] = FoundIdentifier(
                text=text[number.start : number.end],
                start=number.start,
                end=number.end,
                canonical=number.canonical,
                documents=held,
            )
    return list(found.values())


def _statutes(document: Document) -> list[FoundStatute]:
    found: dict[str, FoundStatute] = {}
    for s in document.statutes:
        if s.article is not None and s.key not in found:
            found[s.key] = FoundStatute(
                text=document.text[s.start : s.end] if s.start >= 0 else "",
                start=s.start,
                end=s.end,
                key=s.key,
                label=statute_label(s.key),
                law=s.law,
                article=s.key.partition("#")[2],
            )
    return list(found.values())


def _types(document: Document, text: str) -> tuple[list[LikelyType], str]:
    """Types stated by the document, else proposed; and the cause of action."""
    found = classify(text)
    proposed = [(found.l2, found.confidence), *found.alternatives] if found.l2 else []
    stated = [(code, 1.0) for code in document.dispute_types if code not in dict(proposed)]
    types = [
        LikelyType(code=code, label=dispute_label(code), confidence=share)
        for code, share in [*proposed, *stated]
    ]
    return types, document.cause or found.cause


def _amounts(document: Document) -> list[FoundAmount]:
    seen = {a.yuan: a for a in reversed(document.amounts) if a.yuan >= 1}
    return [
        FoundAmount(
            text=document.text[a.start : a.end],
            start=a.start,
            end=a.end,
            yuan=a.yuan,
            label=yuan(a.yuan),
            section=field_names().section(a.section.value) if a.section else "",
        )
        for a in sorted(seen.values(), key=lambda a: -a.yuan)[:SHOWN]
    ]


def _days(document: Document) -> list[FoundDay]:
    text = document.text
    named = [
        FoundDay(
            text=text[k.start : k.end] if k.start >= 0 else "",
            start=k.start,
            end=k.end,
            name=k.name,
            value=k.value.isoformat(),
        )
        for k in document.key_dates
    ]
    known = {day.value for day in named}
    others = {d.value: d for d in reversed(find_dates(text)) if d.value.isoformat() not in known}
    for value in sorted(others)[:SHOWN]:
        d = others[value]
        named.append(
            FoundDay(text=text[d.start : d.end], start=d.start, end=d.end, name="", value=value.isoformat())
        )
    return named


def _focus(document: Document) -> list[Found]:
    text = document.text
    spans = [(s.start, s.end) for s in document.focus]
    if not spans:
        spans = [m.span() for m in _ASKS.finditer(text) if m.end() - m.start() <= MOST_FOCUS]
    found = []
    for start, end in spans[:SHOWN]:
        while start < end and text[start].isspace():
            start += 1
        if start < end:
            found.append(Found(text=text[start:end], start=start, end=end))
    return found


def _terms(text: str) -> list[str]:
    """Terms of the vocabulary in the text, the longest first, none inside another."""
    plain = normalize(text).text
    found: list[str] = []
    for term in sorted(terms(), key=lambda t: (-len(t), t)):
        if len(term) > 2 and term in plain and not any(term in other for other in found):
            found.append(term)
    return found[: 2 * SHOWN]
