"""Breaking Chinese text into lines: anywhere but inside a word or number, and not before closing punctuation."""

import re
from collections.abc import Callable

NEVER_FIRST = frozenset("，。、；：！？）〕】》」』”’…—～·,.;:!?)]}%％℃")
"""Characters that no line begins with (避头)."""
NEVER_LAST = frozenset("（〔【《「『“‘([{￥¥")
"""Characters that no line ends with (避尾)."""
_UNITS = re.compile(r"[A-Za-z0-9_.,:/+\-@#%]{2,24}|.", re.S)


def broken(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The text in lines no wider than ``width`` (a unit wider than that is cut by characters).

    Args:
        text: One paragraph; line breaks in it are kept.
        width: In the unit of ``measure``.
        measure: Width of a string.
    """
    return [line for part in text.split("\n") for line in _one(part, width, measure)]


def _one(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    units = [
        piece
        for unit in _UNITS.findall(text)
        for piece in ([unit] if len(unit) == 1 or measure(unit) <= width else list(unit))
    ]
    widths = {unit: measure(unit) for unit in set(units)}
    lines: list[str] = []
    line: list[str] = []
    used = 0.0
    for unit in units:
        if line and used + widths[unit] > width:
            carried = _carried(line, unit)
            lines.append("".join(line[: len(line) - carried]))
            line = line[len(line) - carried :]
            used = sum(widths[item] for item in line)
        line.append(unit)
        used += widths[unit]
    return [*lines, "".join(line)]


def _carried(line: list[str], unit: str) -> int:
    """How many units at the end of a line go to the next one, so that neither begins or ends wrongly; at most 3."""
    for count in range(min(4, len(line))):
        first = unit if count == 0 else line[-count]
        if first[0] not in NEVER_FIRST and line[len(line) - count - 1][-1] not in NEVER_LAST:
            return count
    return 0
