"""Lines of a PDF page back to paragraphs, by where they stand on the page."""

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from corpora.readers.clean import clean

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－\s]*\d{1,4}[-—–－\s]*|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})\s*"
)
_STARTS_PARAGRAPH = re.compile(
    r"\s*(?:#|第[一二三四五六七八九十百千零〇\d]+[条章节编]\s|[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、)"
)
_ASCII_WORD = re.compile(r"[A-Za-z0-9,.;:%)]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its box in page units (1/72 inch, y upwards)."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    whole: bool = False
    """A paragraph of its own, such as a table row."""


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table with its box in page units (y upwards)."""

    left: float
    bottom: float
    right: float
    top: float
    rows: Sequence[Sequence[str]]


def page_lines(page: Any) -> list[Line]:
    """The text lines of a pdfium page, top to bottom as the page orders them."""
    textpage = page.get_textpage()
    try:
        count = pdfium.FPDFText_CountChars(textpage)
        lines: list[Line] = []
        start, chars = 0, []
        for index in range(count + 1):
            code = pdfium.FPDFText_GetUnicode(textpage, index) if index < count else 10
            if code not in (10, 13):
                chars.append(chr(code) if code <= 0x10FFFF else "\ufffd")
                continue
            text = clean("".join(chars))
            if text.strip():
                lines.append(_line(textpage, text, start, index - 1))
            start, chars = index + 1, []
        return lines
    finally:
        textpage.close()


def _line(textpage: Any, text: str, first: int, last: int) -> Line:
    boxes = [box for box in (_box(textpage, first), _box(textpage, last)) if box is not None]
    if not boxes:
        return Line(text, 0, 0, 0, 0)
    return Line(
        text,
        min(box[0] for box in boxes),
        max(box[1] for box in boxes),
        min(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _box(textpage: Any, index: int) -> tuple[float, float, float, float] | None:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
        return None
    return left.value, right.value, bottom.value, top.value


def place_tables(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line]:
    """The lines with those inside a table replaced by its rows, cells between tabs."""
    result = list(lines)
    for table in tables:
        inside = [i for i, line in enumerate(result) if _within(line, table)]
        at = (
            inside[0]
            if inside
            else next((i for i, x in enumerate(result) if x.top < table.bottom), len(result))
        )
        rows = [
            Line("\t".join(row), table.left, table.right, table.bottom, table.top, whole=True)
            for row in table.rows
            if any(row)
        ]
        kept = [line for i, line in enumerate(result) if i not in set(inside)]
        at -= sum(i < at for i in inside)
        result = [*kept[:at], *rows, *kept[at:]]
    return result


def _within(line: Line, table: Table) -> bool:
    middle = (line.bottom + line.top) / 2
    return (
        not line.whole and table.bottom <= middle <= table.top and table.left - 2 <= line.left <= table.right
    )


def join_pages(pages: Sequence[Sequence[Line]], widths: Sequence[float]) -> tuple[str, tuple[int, ...]]:
    """Pages to one text: wrapped lines joined, paragraphs kept, page numbers dropped.

    Args:
        pages: Lines of each page.
        widths: Width of each page in page units; a line that ends left of two thirds of it is never wrapped.

    Returns:
        The text and the code-point offset at which each page begins.
    """
    bodies = [_without_page_number(page) for page in pages]
    flowing = [line for page in bodies for line in page if not line.whole and line.right > line.left]
    em = median((line.right - line.left) / max(_width(line.text), 1) for line in flowing) if flowing else 10.0
    pieces: list[str] = []
    length = 0
    offsets: list[int] = []
    previous: Line | None = None
    left, right, right_before = 0.0, 0.0, 0.0
    for page, width in zip(bodies, widths, strict=True):
        offsets.append(length)
        edges = [line for line in page if not line.whole and line.right > line.left]
        if edges:
            left, right = min(x.left for x in edges), max(width * 2 / 3, *(x.right for x in edges))
        for position, line in enumerate(page):
            text = line.text.strip()
            joiner = "" if previous is None else _joiner(previous, line, em, left, right_before)
            pieces += [joiner, text]
            length += len(joiner)
            if position == 0:
                offsets[-1] = length
            length += len(text)
            previous, right_before = line, right
    return "".join(pieces), tuple(offsets)


def _joiner(before: Line, line: Line, em: float, left: float, right: float) -> str:
    """What stands between two lines: nothing or a space where the first is wrapped, else a line feed."""
    if before.whole or line.whole or _STARTS_PARAGRAPH.match(line.text):
        return "\n"
    reaches = before.right >= right - 2.2 * em
    indented = line.left > left + 0.8 * em
    smaller = abs((before.top - before.bottom) - (line.top - line.bottom)) > 0.6 * em
    if not reaches or indented or (smaller and before.left > left + 2.5 * em):
        return "\n"
    a, b = before.text.rstrip()[-1:], line.text.lstrip()[:1]
    return (
        " "
        if _ASCII_WORD.match(a) and b.isascii() and b.isalnum() and not (a.isdigit() and b.isdigit())
        else ""
    )


def _width(text: str) -> float:
    """Width in ems: Han and full-width 1, others a half."""
    return sum(1.0 if ord(char) > 0x2E80 else 0.5 for char in text.strip())


def _without_page_number(page: Sequence[Line]) -> list[Line]:
    lines = list(page)
    for end in (0, -1):
        if len(lines) > 1 and not lines[end].whole and _PAGE_NUMBER.fullmatch(lines[end].text):
            lines.pop(end)
    return lines
