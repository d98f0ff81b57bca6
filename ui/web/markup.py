"""Text of documents as safe HTML: everything escaped, marks and links put in by code-point offsets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Piece:
    """A range of a text to wrap; ranges that cross are cut at the borders."""

    start: int
    end: int
    opening: str
    closing: str


_BLANK_LINES = re.compile(r"\n\s*")
"""Line breaks with the blank lines after them; a paragraph needs one break."""
MARK = ("<mark>", "</mark>")


def marked(text: str, marks: Iterable[tuple[int, int]]) -> str:
    """Escaped text with the marked ranges in ``<mark>``; line breaks kept."""
    return wrapped(text, [Piece(start, end, *MARK) for start, end in marks])


def wrapped(text: str, pieces: Iterable[Piece]) -> str:
    """Escaped text with each piece wrapped; where pieces overlap, the earlier one stands."""
    parts: list[str] = []
    position = 0
    for piece in sorted(pieces, key=lambda item: (item.start, -item.end)):
        start, end = max(piece.start, position), min(piece.end, len(text))
        if start >= end:
            continue
        parts += [escape(text[position:start]), piece.opening, escape(text[start:end]), piece.closing]
        position = end
    parts.append(escape(text[position:]))
    return _BLANK_LINES.sub("<br>", "".join(parts))


def link(href: str, text: str, css: str = "") -> str:
    """An escaped link that stays in this window."""
    kind = f' class="{escape(css)}"' if css else ""
    return f'<a href="{escape(href)}" target="_self"{kind}>{escape(text)}</a>'


_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&^=])")


def plain(text: str) -> str:
    """Text for labels and notes that Streamlit reads as Markdown: shown as written, on one line, nothing loaded."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
