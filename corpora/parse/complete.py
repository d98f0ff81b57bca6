"""What every kind of document gets after its own parser: citations, amounts, types, overrides, id."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

from corpora.citations import find_statutes
from corpora.classify import SURE, classify
from corpora.identifiers import Scheme, canonical_identifier, find_case_numbers, find_identifiers
from corpora.model import (
    AccessLevel,
    Document,
    Kind,
    Section,
    SectionRole,
    Source,
    content_hash,
    document_id,
)
from corpora.parse.court import court_named
from corpora.parse.focus import focus_of
from corpora.parse.key_dates import find_key_dates, find_key_values
from corpora.parse.units import Unit, units
from corpora.readers.raw import RawDocument
from corpora.text.dates import find_dates
from corpora.text.money import find_amounts

_OTHER_SCHEME = re.compile(r"指导性?案例|检例|20\d\d-\d\d-\d-\d{3}")
_CASE_SCHEMES = (Scheme.CASE, Scheme.GUIDING, Scheme.PROCURATORATE, Scheme.LIBRARY)
_OWN_USED = frozenset(
    [
        "kind",
        "title",
        "dispute_types",
        "fictional",
        "access",
        "owner",
        "date",
        "court",
        "cause",
        "case_number",
        "keywords",
        "outcome",
    ]
)


def complete(document: Document, raw: RawDocument, found: list[Unit] | None = None) -> Document:
    """The document with citations, amounts, focus, key dates, dispute types, field overrides and its stable id."""
    text = document.text
    named = _named(text)
    document = replace(
        document,
        source=Source(raw.path, raw.record, raw.page_offsets),
        statutes=document.statutes or tuple(find_statutes(text)),
        amounts=tuple(replace(a, section=role_at(document.sections, a.start)) for a in find_amounts(text)),
        focus=document.focus or focus_of(text, units(text) if found is None else found, document.sections),
        key_dates=find_key_dates(text, _court_spans(document)),
        key_values=find_key_values(text),
    )
    document = overridden(document, raw.fields)
    document = replace(document, cited_cases=_cited(document, named))
    if not document.dispute_types:
        document = replace(document, dispute_types=_types(document))
    return replace(document, id=document_id(document.kind, key_of(document, raw)))


def role_at(sections: tuple[Section, ...], offset: int) -> SectionRole | None:
    """Role of the innermost section at an offset."""
    role: SectionRole | None = None
    for section in sections:
        if section.start <= offset < section.end:
            role = section.role
    return role


def key_of(document: Document, raw: RawDocument) -> str:
    """The strongest key a document has: own identifier, record id in a data set, else its content."""
    if document.case_number:
        form = document.document_type.value if document.document_type else ""
        return f"{document.case_number}|{form}"
    if document.identifiers:
        return document.identifiers[0]
    if document.mediation is not None and document.mediation.record_number:
        return f"{document.owner or document.mediation.organisation}|{document.mediation.record_number}"
    if raw.record and raw.layout in {"beir", "lecard", "cjrc"}:
        return f"{raw.layout}|{raw.record}|{content_hash(document.kind, '', document.text)[:16]}"
    return content_hash(document.kind, document.title, document.text)


def _named(text: str) -> list[tuple[str, int]]:
    """Case identifiers with their start; the costlier search for other schemes only where the text hints at one."""
    if _OTHER_SCHEME.search(text):
        return [(n.canonical, n.start) for n in find_identifiers(text) if n.scheme in _CASE_SCHEMES]
    return [(n.canonical, n.start) for n in find_case_numbers(text)]


def _court_spans(document: Document) -> tuple[tuple[int, int], ...]:
    weighty = {SectionRole.FACTS, SectionRole.REASONING, SectionRole.ABSTRACT}
    return tuple((s.start, s.end) for s in document.sections if s.role in weighty and not s.instance)


def _cited(document: Document, named: list[tuple[str, int]]) -> tuple[str, ...]:
    own = {document.case_number, *document.identifiers}
    return tuple(dict.fromkeys(canonical for canonical, _ in named if canonical not in own))


def _types(document: Document) -> tuple[str, ...]:
    if document.kind in {Kind.STATUTE, Kind.POLICY, Kind.WHITE_PAPER, Kind.OTHER} or document.cause.endswith(
        "罪"
    ):
        return ()
    if document.case_number and re.search(r"刑", document.case_number):
        return ()
    body = document.section_text(SectionRole.ABSTRACT, SectionRole.CLAIMS, SectionRole.FACTS) or document.text
    result = classify(f"{document.title}\n{document.cause}\n{body[:1500]}")
    return (result.l2,) if result.l2 and result.confidence >= SURE else ()


def overridden(document: Document, fields: Mapping[str, str]) -> Document:
    """The document with what the source states outright in place of what was read from the text."""
    stated = {
        key: value.strip() for key, value in fields.items() if key in _OWN_USED and value and value.strip()
    }
    if types := stated.get("dispute_types"):
        document = replace(document, dispute_types=listed(types))
    if "fictional" in stated:
        document = replace(document, fictional=stated["fictional"].lower() in {"true", "yes", "1", "是"})
    if "owner" in stated:
        document = replace(document, owner=stated["owner"])
    if stated.get("access", "").lower() in {"public", "restricted"}:
        document = replace(document, access=AccessLevel(stated["access"].lower()))
    if "title" in stated and document.kind is not Kind.STATUTE:
        document = replace(document, title=stated["title"])
    if "cause" in stated:
        document = replace(document, cause=stated["cause"])
    if "court" in stated:
        document = replace(document, court=court_named(stated["court"]))
    if "outcome" in stated:
        document = replace(document, outcome=stated["outcome"])
    if "keywords" in stated:
        document = replace(document, keywords=listed(stated["keywords"]))
    if (number := stated.get("case_number")) and (canonical := canonical_identifier(number)):
        others = tuple(i for i in document.identifiers if i != canonical)
        document = replace(document, case_number=canonical, identifiers=(canonical, *others))
    if (date := stated.get("date")) and (value := stated_date(date)):
        document = replace(document, date=value)
    return document


def listed(value: str) -> tuple[str, ...]:
    """Items of a field that lists several, separated by commas, 、 or /."""
    return tuple(item for item in re.split(r"[,，、;；/|\s]+", value.strip("[] ")) if item)


def stated_date(value: str) -> dt.date | None:
    """The date that a field states, in any form, or ``None``."""
    dates = find_dates(value)
    if dates:
        return dates[0].value
    match = re.search(r"(\d{4})(\d{2})(\d{2})(?!\d)", value)
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
