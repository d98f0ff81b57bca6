"""What stands on a paper, without fonts and pages."""

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["body", "note", "quote"]

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
    """A paragraph; line breaks in it begin a new one. ``note`` is small, ``quote`` is cited text, set in."""

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


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document.

    Attributes:
        title: In large type on top.
        facts: Names and values under the title, such as 编号 and 时间.
        blocks: The content.
        footer: At the foot of every page, before the page number.
        language: Of the text, for the glyph forms.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    footer: str = ""
    language: str = "zh-CN"
