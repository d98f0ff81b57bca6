"""Dates in Chinese legal writing."""

import datetime as dt
import re
from dataclasses import dataclass

from corpora.text.normalize import fold
from corpora.text.numerals import chinese_to_int

_HAN = "一二三四五六七八九十廿卅元"
_PATTERN = re.compile(
    r"(?<![\d〇零○一二三四五六七八九])(?:(?P<year>\d{4}|[〇零○o0-9一二三四五六七八九]{4})\s*年|(?P<same>同年|当年|次年))"
    rf"\s*(?P<month>\d{{1,2}}|[{_HAN}]{{1,3}})\s*月\s*(?P<day>\d{{1,2}}|[{_HAN}]{{1,3}})\s*[日号]"
    rf"|(?P<link>[、,和及与至到\-~]\s*)(?P<m3>\d{{1,2}}|[{_HAN}]{{1,3}})\s*月\s*(?P<d3>\d{{1,2}}|[{_HAN}]{{1,3}})\s*日"
    rf"|同月\s*(?P<d4>\d{{1,2}}|[{_HAN}]{{1,3}})\s*日"
    r"|(?<![\d.\-/])(?P<y2>\d{4})(?P<sep>[-/.])\s?(?P<m2>\d{1,2})(?P=sep)\s?(?P<d2>\d{1,2})(?![\d]|[-/.]\d)"
)
_FIRST_YEAR, _LAST_YEAR = 1800, 2199
"""Anything outside is a number that merely looks like a date."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A full date (year, month and day) with its span in code points."""

    value: dt.date
    start: int
    end: int


def find_dates(text: str) -> list[FoundDate]:
    """All full dates in order: 2020年3月5日, 二〇二〇年三月五日, 2020-03-05, 2020/3/5, 2020.3.5, 同年3月5日,
    同月8日, and 8月12日 right after a full date (2011年8月1日、8月12日).

    A date that the calendar does not have (2020年2月30日) is left out.
    """
    found: list[FoundDate] = []
    for match in _PATTERN.finditer(fold(text)):
        previous = found[-1] if found else None
        if match["link"] and (previous is None or previous.end != match.start()):
            continue
        value = _value(match, previous.value if previous else None)
        if value is not None:
            found.append(FoundDate(value, match.start() + len(match["link"] or ""), match.end()))
    return found


def _value(match: re.Match[str], previous: dt.date | None) -> dt.date | None:
    if match["y2"]:
        parts = (match["y2"], match["m2"], match["d2"])
    elif match["d4"] or match["link"]:
        if previous is None:
            return None
        month = match["m3"] or str(previous.month)
        parts = (str(previous.year), month, match["d3"] or match["d4"])
    else:
        year = match["year"]
        if match["same"]:
            if previous is None:
                return None
            year = str(previous.year + (match["same"] == "次年"))
        parts = (year, match["month"], match["day"])
    numbers = [chinese_to_int(part.replace("元", "一")) for part in parts]
    if None in numbers:
        return None
    y, m, d = (n or 0 for n in numbers)
    if not _FIRST_YEAR <= y <= _LAST_YEAR:
        return None
    try:
        return dt.date(y, m, d)
    except ValueError:  # not a day of the calendar
        return None
