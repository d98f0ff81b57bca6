"""Cells that hold several values, and rows within a cell."""

import re
from collections.abc import Iterable, Sequence

_LOOSE = re.compile(r"[、，,;；\n]+")
_ESCAPED = "\\"
ROW_MARK, PART_MARK = "；", "｜"
_ROW_MARKS, _PART_MARKS = frozenset("；;\n"), frozenset("｜|")


def loose(text: str) -> list[str]:
    """Values apart by 、，；or line breaks, each once."""
    return list(dict.fromkeys(part.strip() for part in _LOOSE.split(text) if part.strip()))


def strict(text: str) -> list[str]:
    """Values apart by ；or line breaks only, for values that may hold commas, such as causes of action."""
    return [part[0] for part in rows(text) if part[0]]


def rows(text: str) -> list[list[str]]:
    """Rows apart by ；or line breaks, their parts by ｜; a backslash takes its mark literally."""
    found: list[list[str]] = [[""]]
    characters = iter(text)
    for char in characters:
        if char == _ESCAPED:
            found[-1][-1] += next(characters, "")
        elif char in _ROW_MARKS:
            found.append([""])
        elif char in _PART_MARKS:
            found[-1].append("")
        else:
            found[-1][-1] += char
    tidy = [[part.strip() for part in row] for row in found]
    return [row for row in tidy if any(row)]


def written(values: Iterable[Sequence[str]]) -> str:
    """Rows as one cell that :func:`rows` reads back; empty parts at the end of a row are left out."""
    lines = []
    for parts in values:
        kept = list(parts)
        while len(kept) > 1 and not kept[-1]:
            kept.pop()
        lines.append(PART_MARK.join(_escape(part) for part in kept))
    return ROW_MARK.join(lines)


def _escape(text: str) -> str:
    marks = _ROW_MARKS | _PART_MARKS | {_ESCAPED}
    return "".join(_ESCAPED + char if char in marks else char for char in text)
