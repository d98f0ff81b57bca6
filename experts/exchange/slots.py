"""Half days of the week when someone can be booked."""

import re

from experts.exchange.cells import Cell
from experts.exchange.faults import CellFault
from experts.exchange.lists import loose
from experts.roster.terms import labels

_DAY = "(?:周|星期|礼拜)([一二三四五六日天])"
_SLOT = re.compile(rf"(?:{_DAY}(?:(?:至|到|-|~){_DAY})?|(工作日|每天|全周))\s*(上午|下午|全天|早上)?")
_ORDER = "一二三四五六日"


def read_slots(cell: Cell) -> dict[str, list[str]]:
    """Half days by weekday: 周一上午、周三、周四至周五下午, 工作日全天.

    Raises:
        CellFault: something else stands in the cell.
    """
    codes = list(labels("weekdays"))
    found: dict[str, set[str]] = {}
    for part in loose(cell.half):
        match = _SLOT.fullmatch(part.replace(" ", ""))
        if match is None:
            raise CellFault(f"“{part[:20]}”应写成“周一上午、周三下午”这样的半天")
        first, last, group, half = match.groups()
        if group:
            days = range(5) if group == "工作日" else range(7)
        else:
            begin = _ORDER.index(first.replace("天", "日"))
            end = _ORDER.index((last or first).replace("天", "日"))
            if end < begin:
                raise CellFault(f"“{part[:20]}”的后一天早于前一天")
            days = range(begin, end + 1)
        halves = {"上午": {"am"}, "早上": {"am"}, "下午": {"pm"}}.get(half or "", {"am", "pm"})
        for day in days:
            found.setdefault(codes[day], set()).update(halves)
    return {day: [half for half in ("am", "pm") if half in found[day]] for day in codes if day in found}


def write_slots(availability: dict[str, list[str]]) -> str:
    """Half days as :func:`read_slots` reads them back."""
    days, halves = labels("weekdays"), labels("halves")
    return "、".join(days[day] + halves[half] for day in days for half in availability.get(day, ()))
