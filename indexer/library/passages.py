"""Cutting a document into passages: on sentence borders, never across sections."""

import re
from collections.abc import Iterator

from corpora.model import Document

TARGET = 450
"""A passage ends at the first sentence border at or after this many characters would be exceeded."""
LEAST = 120
"""A rest shorter than this joins the passage before it."""
MOST = 700
"""A sentence longer than this is cut at a comma, or anywhere if there is none."""

_BORDER = re.compile(r"[。！？!?；;\n]+[」』”’）)]*")
_COMMA = re.compile(r"[，,、：:\s]")


def cut_passages(document: Document) -> list[tuple[int, int, int]]:
    """The passages of a document as ``(section index, start, end)``.

    Text outside of all sections has the section index -1. Whitespace at both ends is left out; every
    other character of the text lies in exactly one passage.
    """
    out: list[tuple[int, int, int]] = []
    at = 0
    for index, section in enumerate(document.sections):
        if section.start < at:
            continue  # A quoted part inside the section before it.
        out += [(-1, *span) for span in _cut(document.text, at, section.start)]
        out += [(index, *span) for span in _cut(document.text, section.start, section.end)]
        at = max(at, section.end)
    out += [(-1, *span) for span in _cut(document.text, at, len(document.text))]
    return out


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    open_at = start
    for unit_start, unit_end in _units(text, start, end):
        if unit_start > open_at and unit_end - open_at > TARGET:
            spans.append((open_at, unit_start))
            open_at = unit_start
    if open_at < end:
        if spans and end - open_at < LEAST:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((open_at, end))
    trimmed = [_trim(text, *span) for span in spans]
    return [span for span in trimmed if span[0] < span[1]]


def _units(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while at < end:
        match = _BORDER.search(text, at, end)
        stop = match.end() if match else end
        while stop - at > MOST:
            piece = _comma_before(text, at, at + TARGET)
            yield at, piece
            at = piece
        yield at, stop
        at = stop


def _comma_before(text: str, start: int, end: int) -> int:
    last = end
    for match in _COMMA.finditer(text, start + LEAST, end):
        last = match.end()
    return last


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
