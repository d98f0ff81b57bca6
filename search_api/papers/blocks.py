"""What stands on a paper, without fonts and pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Style = Literal["body", "note", "quote", "flush", "centre", "right"]

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]")


def printable(text: str) -> str:
    """Text without what XML and PDF cannot hold; tabs become blanks."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 to 3. Numbers such as 一、 are part of the text."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; line breaks in it begin a new one. ``note`` is small, ``quote`` is cited text, set in;
    ``flush`` has no indent, ``centre`` and ``right`` stand there."""

    text: str
    style: Style = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; they are numbered 表1, 表2 … in order. The header is repeated on every page."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    """Share of each column, summing to about 1."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents (目录): every heading of level 1 that follows, with its page; on a page of its own."""

    heading: str = "目录"


Block = Heading | Paragraph | Table | Contents


_COVER_LINE = 17
"""Characters of the largest type that a line of a cover holds."""
_BREAKS = re.compile(r"(?<=[、的与和及])|(?=[（《])|(?<=关于)")


def cover_lines(title: str) -> list[str]:
    """A title for a cover: broken where the words allow it and the lines come out most alike; at most in two."""
    if len(title) <= _COVER_LINE + 3:
        return [title]
    places = [match.start() for match in _BREAKS.finditer(title) if 3 < match.start() < len(title) - 3]
    at = min(places, key=lambda place: abs(2 * place - len(title)), default=0)
    return [title[:at], title[at:]] if at else [title]


def cover_size(lines: Sequence[str]) -> float:
    """Points of the type in which the longest line still fits, 18 to 26."""
    longest = max(map(len, lines))
    return max(18.0, min(26.0, 26.0 * (_COVER_LINE - 0.5) / longest))


def entries(blocks: Sequence[Block]) -> list[str]:
    """What the table of contents lists, in order."""
    after = next((at for at, block in enumerate(blocks) if isinstance(block, Contents)), len(blocks))
    return [b.text for b in blocks[after:] if isinstance(b, Heading) and b.level == 1]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document.

    Attributes:
        title: In large type on top.
        facts: Names and values under the title, such as 编号 and 时间.
        blocks: The content.
        footer: At the foot of every page, before the page number.
        language: Of the text, for the glyph forms.
        cover: Title and facts stand on a page of their own.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    footer: str = ""
    language: str = "zh-CN"
    cover: bool = False
