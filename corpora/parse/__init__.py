"""Texts to documents: which kind it is, its parts, and what they say."""

from corpora.model import Document, Kind
from corpora.parse.detect import detect
from corpora.parse.judgment import parse_judgment
from corpora.parse.mediation import parse_mediation
from corpora.parse.official import parse_official
from corpora.parse.penalty import parse_penalty
from corpora.parse.plain import parse_facts, parse_plain
from corpora.parse.publications import parse_publication
from corpora.parse.statute import parse_statute
from corpora.readers.raw import RawDocument

__all__ = ["parse", "parse_text"]


def parse(raw: RawDocument) -> list[Document]:
    """The documents of one record: one per article for a statute, else one.

    Args:
        raw: What a reader decoded. Its ``kind``, where set, decides; its ``fields`` override what the text says.
    """
    kind = detect(raw)
    if kind is Kind.STATUTE:
        return parse_statute(raw)
    return [_one(raw, kind)]


def parse_text(text: str, kind: Kind | None = None) -> Document:
    """One document from a bare text; a statute is kept whole."""
    raw = RawDocument(text=text, path="", kind=kind)
    found = detect(raw)
    if found is Kind.STATUTE:
        articles = parse_statute(raw)
        return articles[0] if len(articles) == 1 else parse_plain(raw, Kind.STATUTE)
    return _one(raw, found)


def _one(raw: RawDocument, kind: Kind) -> Document:
    if kind is Kind.JUDGMENT:
        bare = raw.layout in {"cjrc", "beir"} and not _has_form(raw.text)
        return parse_facts(raw) if bare else parse_judgment(raw)
    if kind in {Kind.GUIDING, Kind.REFERENCE, Kind.TYPICAL}:
        return parse_official(raw, kind)
    if kind is Kind.MEDIATION:
        return parse_mediation(raw)
    if kind is Kind.PENALTY:
        return parse_penalty(raw)
    if kind in {Kind.WHITE_PAPER, Kind.SUGGESTION}:
        return parse_publication(raw, kind)
    return parse_plain(raw, kind)


def _has_form(text: str) -> bool:
    return "本院认为" in text or "如下：" in text[-2000:]
