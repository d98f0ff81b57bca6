"""Days as people write them in tables."""

import calendar
import datetime as dt
import re

from corpora.text.dates import find_dates
from corpora.text.numerals import chinese_to_int
from experts.exchange.cells import Cell
from experts.exchange.faults import CellFault

OPEN_ENDS = frozenset({"至今", "现在", "长期", "目前", "今", "无固定期限", "未定"})
_MONTH = re.compile(r"(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})\s*月?")
_HAN_MONTH = re.compile(r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIALS = (20_000, 80_000)
"""Day numbers of spreadsheets from 1954 to 2119; other bare numbers are no days."""


def read_day(cell: Cell, edge: str) -> dt.date | None:
    """The day in a cell; ``None`` for an open end such as 至今.

    Reads real dates, day numbers, 2024-1-5, 2024/1/5, 2024.1.5, 2024年1月5日, 二〇二四年一月五日, 20240105, and
    2024年1月, which is the month's first day where ``edge`` is ``begin`` and its last where it is ``end``.

    Raises:
        CellFault: it is none of these, or a day that the calendar does not have.
    """
    if cell.day is not None:
        return cell.day
    text = re.sub(r"\s+\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$", "", cell.half.strip())
    if text in OPEN_ENDS:
        return None
    if cell.number is not None and _SERIALS[0] <= cell.number <= _SERIALS[1]:
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(cell.number))
    if match := _COMPACT.fullmatch(text):
        return _calendar(text, *map(int, match.groups()))
    found = find_dates(re.sub(r"[号日]$", "日", text))
    if len(found) == 1 and found[0].end - found[0].start >= len(text) - 1:
        return found[0].value
    month = _MONTH.fullmatch(text)
    if month:
        return _month(text, int(month[1]), int(month[2]), edge)
    if han := _HAN_MONTH.fullmatch(text):
        return _month(text, chinese_to_int(han[1]) or 0, chinese_to_int(han[2]) or 0, edge)
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    if len(numbers) == 3 and 1900 <= numbers[0] <= 2199 and re.fullmatch(r"\d+\D+\d+\D+\d+\D*", text):
        return _calendar(text, *numbers)
    raise CellFault(f"“{cell.text[:30]}”不是完整的日期；请写成 2026-01-31 这样的年月日")


def _calendar(text: str, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise CellFault(f"“{text[:30]}”不是日历上有的日子") from None


def _month(text: str, year: int, month: int, edge: str) -> dt.date:
    if not 1 <= month <= 12:
        raise CellFault(f"“{text[:30]}”不是日历上有的月份")
    return _calendar(text, year, month, 1 if edge == "begin" else calendar.monthrange(year, month)[1])
