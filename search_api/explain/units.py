"""The pieces of a text that evidence is chosen from: sentences, long ones cut at commas."""

import re
from collections.abc import Iterable, Iterator

from corpora.model import Document, SectionRole
from indexer.profiles.parts import CUT

Range = tuple[int, int]

LEAST, MOST = 10, 70
"""Code points of a piece: a shorter clause joins the one after it, a longer sentence is cut at commas."""
_END = re.compile(r"[。！？!?；;\n\r]+[」』”’）)]*")
_COMMA = re.compile(r"[，,：:]")


def facts_ranges(document: Document) -> list[Range]:
    """Where the text stands that :func:`indexer.profiles.facts_text` compares, in order."""
    return cut(facts_places(document), CUT)


def focus_ranges(document: Document) -> list[Range]:
    """The same of :func:`indexer.profiles.focus_text`; its keywords stand nowhere in particular."""
    return cut(focus_places(document), CUT)


def facts_places(document: Document) -> list[Range]:
    """Where the facts stand, all of them."""
    for role in (SectionRole.FACTS, SectionRole.CLAIMS):
        ranges = [(s.start, s.end) for s in document.sections if s.role is role]
        if any(document.text[a:b].strip() for a, b in ranges):
            return ranges
    return [] if document.sections else [(0, len(document.text))]


def focus_places(document: Document) -> list[Range]:
    """Where the focus of dispute stands, all of it."""
    ranges = [(s.start, s.end) for s in document.focus]
    for role in (SectionRole.ABSTRACT, SectionRole.REASONING):
        ranges += [(s.start, s.end) for s in document.sections if s.role is role]
    return ranges


def units(text: str, ranges: Iterable[Range]) -> list[Range]:
    """Pieces of the ranges, each once, ordered; white space around them is left out."""
    found = {piece for start, end in ranges for piece in _pieces(text, start, end)}
    return sorted(found)


def cut(ranges: Iterable[Range], most: int) -> list[Range]:
    """The first ``most`` code points of the ranges."""
    left, out = most, []
    for start, end in ranges:
        if left <= 0:
            break
        out.append((start, min(end, start + left)))
        left -= end - start + 1
    return out


def _pieces(text: str, start: int, end: int) -> Iterator[Range]:
    at = start
    while at < end:
        stop = _END.search(text, at, end)
        sentence_end = stop.end() if stop else end
        yield from _clauses(text, at, sentence_end)
        at = sentence_end


def _clauses(text: str, start: int, end: int) -> Iterator[Range]:
    while end - start > MOST:
        comma = None
        for match in _COMMA.finditer(text, start + LEAST, start + MOST):
            comma = match.end()
        piece = comma or min(end, start + MOST)
        yield from _trimmed(text, start, piece)
        start = piece
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Range]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start >= LEAST:
        yield start, end
