"""Documents without a form of their own: policies, fact sections of data sets, anything else."""

import re

from corpora.identifiers import Scheme, find_identifiers
from corpora.model import Document, Kind, Section, SectionRole
from corpora.parse.complete import complete, stated_date
from corpora.parse.units import units
from corpora.readers.raw import RawDocument
from corpora.text.dates import find_dates
from corpora.vocab import causes


def parse_plain(raw: RawDocument, kind: Kind) -> Document:
    """A document that is kept as text, with its number and date where its head gives them."""
    text = raw.text
    found = units(text)
    title = raw.fields.get("title", "").strip() or (found[0].plain[:80] if found else "")
    identifiers: tuple[str, ...] = ()
    date = None
    if kind is Kind.POLICY:
        head = find_identifiers(f"{title}\n{text[:300]}")
        identifiers = tuple(n.canonical for n in head if n.scheme is Scheme.DOCUMENT)[:1]
        dates = find_dates(re.sub(r"\s", "", text[-200:])) or find_dates(text[:400])
        date = dates[-1].value if dates else None
    document = Document(id="", kind=kind, title=title, text=text, identifiers=identifiers, date=date)
    return complete(document, raw, found)


def parse_facts(raw: RawDocument) -> Document:
    """A bare fact section (CJRC): one section of facts; the cause comes with the record."""
    text = raw.text.strip()
    start = raw.text.find(text) if text else 0
    sections = (Section(SectionRole.FACTS, start, start + len(text)),) if text else ()
    title = raw.fields.get("title", "").strip() or raw.fields.get("cause", "") or text[:30]
    document = Document(
        id="",
        kind=Kind.JUDGMENT,
        title=title,
        text=raw.text,
        sections=sections,
        cause=named.name if (named := causes().find(title)) else title if title.endswith("纠纷") else "",
        date=stated_date(raw.fields.get("date", "")),
    )
    return complete(document, raw)
