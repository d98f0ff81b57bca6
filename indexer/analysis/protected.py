"""Spans that a word segmenter would tear apart: case numbers, articles, dates and sums of money.

Everything here works on text in normal form (:func:`corpora.text.normalize.normalize`).
"""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from corpora.identifiers import canonical_identifier
from corpora.text.numerals import chinese_to_int

_NUMERAL = "[0-9]{1,5}|[零〇一二三四五六七八九十百千两]{1,9}"
_PATTERN = re.compile(
    r"(?P<case>\(\s*(?:19|20)\d\d\s*\)\s*[^\s\d,.;:!?()、，。；：！？《》]{1,6}\s*\d{0,5}\s*"
    r"[^\s\d,.;:!?()、，。；：！？《》]{1,8}(?:\([^()\d\s]{1,3}\)[^\s\d,.;:!?()、，。；：！？《》]{1,5})?\s*\d{1,7}\s*(?:-\s*\d{1,3}|之[一二三四五六七八九十]{1,3})?\s*号)"
    rf"|第(?P<article>{_NUMERAL})条(?:之(?P<suffix>{_NUMERAL}))?"
    r"|(?P<guiding>指导(?:性)?案例\s*第?\s*(?P<guiding_no>\d{1,4})\s*号|检例第\s*(?P<procuratorate_no>\d{1,4})\s*号)"
    r"|(?P<year>(?:19|20)\d\d)(?:\s*年(?:\s*(?P<month>1[0-2]|0?[1-9])\s*月"
    r"(?:\s*(?P<day>3[01]|[12]\d|0?[1-9])\s*日)?)?"
    r"|[-/.](?P<month2>1[0-2]|0?[1-9])[-/.](?P<day2>3[01]|[12]\d|0?[1-9])(?![\d.]))"
    r"|(?P<cyear>[二一][〇零○o0九八七六五四三二一]{3})年(?:(?P<cmonth>[正一二三四五六七八九十]{1,2})月"
    r"(?:(?P<cday>[一二三四五六七八九十廿]{1,3})日)?)?"
    r"|(?P<amount>\d[\d,]{0,20}(?:\.\d{1,6})?)\s*(?P<scale>[百千万亿]{0,2})元"
)
_SCALE = {
    "": 1,
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "万亿": 10**12,
    "十万": 100_000,
}
_DIGITS = str.maketrans("〇零○o一二三四五六七八九", "0000123456789")


class Protected(NamedTuple):
    """A protected span of the normal form with the terms it stands for; the most exact term is last."""

    start: int
    end: int
    terms: tuple[str, ...]


def find_protected(text: str) -> Iterator[Protected]:
    """Protected spans of a text in normal form, left to right, without overlap."""
    for match in _PATTERN.finditer(text):
        terms = _terms(match)
        if terms:
            yield Protected(match.start(), match.end(), terms)


def article_term(number: int, suffix: int = 0) -> str:
    """The term of an article number: 第85条, 第85条之1."""
    return f"第{number}条之{suffix}" if suffix else f"第{number}条"


def date_terms(year: int, month: int | None = None, day: int | None = None) -> tuple[str, ...]:
    """A date as the terms of its year, month and day, so that 2023年5月 finds 2023年5月1日."""
    terms = [f"{year}年"]
    if month is not None:
        terms.append(f"{year}年{month}月")
        if day is not None:
            terms.append(f"{year}年{month}月{day}日")
    return tuple(terms)


def _terms(match: re.Match[str]) -> tuple[str, ...]:
    found = match.groupdict()
    if found["case"]:
        plain = "".join(found["case"].split())
        return (canonical_identifier(plain) or plain,)
    if found["article"]:
        return _article(found["article"], found["suffix"])
    if found["guiding"]:
        number = found["guiding_no"]
        return (f"指导案例{int(number)}号" if number else f"检例第{int(found['procuratorate_no'])}号",)
    if found["year"]:
        month, day = found["month"] or found["month2"], found["day"] or found["day2"]
        return date_terms(int(found["year"]), int(month) if month else None, int(day) if day else None)
    if found["cyear"]:
        month = _chinese(found["cmonth"] and found["cmonth"].replace("正", "一"))
        day = _chinese(found["cday"] and found["cday"].replace("廿", "二十"))
        return date_terms(int(found["cyear"].translate(_DIGITS)), month, day if month else None)
    return _amount(found["amount"], found["scale"])


def _chinese(text: str | None) -> int | None:
    return chinese_to_int(text) if text else None


def _article(number: str, suffix: str | None) -> tuple[str, ...]:
    value = int(number) if number.isdigit() else chinese_to_int(number)
    if value is None:
        return ()
    after = 0
    if suffix:
        after = int(suffix) if suffix.isdigit() else chinese_to_int(suffix) or 0
    return (article_term(value, after),)


def _amount(number: str, scale: str) -> tuple[str, ...]:
    factor = _SCALE.get(scale)
    try:
        value = Decimal(number.replace(",", "")) * factor if factor else None
    except InvalidOperation:
        return ()
    if value is None:
        return ()
    text = f"{value:f}"
    return ((text.rstrip("0").rstrip(".") if "." in text else text) + "元",)
