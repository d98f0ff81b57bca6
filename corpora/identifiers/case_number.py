"""案号 in the form of 2016 and in the forms before it.

Form since 2016 (最高人民法院关于人民法院案件案号的若干规定):
（年度）法院代字 类型代字 编号 号, as in (2020)沪74民初1号.
Before: （年度）法院简称 类型 字第 编号 号, as in (2013)民二终字第42号 or (2006)浦民二(商)初字第1号.
"""

import re
from dataclasses import dataclass

from corpora.identifiers.court_code import (
    PROVINCES,
    level_of,
    level_of_old,
    procedure_of,
    region_of,
    region_of_old,
)
from corpora.model import CourtLevel, Procedure
from corpora.text import chinese_to_int, fold

_S = r"[ \t\u3000]*"
_YEAR = r"\(\s*(?P<year>(?:\d\s*){4}|[〇零○一二三四五六七八九]{4})年?度?\s*\)"
_SERIAL = r"(?P<serial>\d[\d \t]{0,8}|[〇零一二三四五六七八九十百千]{1,8})"
_SHORT_DASH = "\\-\u2010\u2011\u2212\ufe63"
"""A hyphen as it is typed in numbers, beside the full-width one that ``fold`` maps to ``-``."""
_DASH = _SHORT_DASH + "\u2012-\u2015\u2500\ufe58"
"""The same and the longer dashes, which join a branch (12—1) or the ends of a range (3—7)."""
_REST = rf"(?P<rest>(?:{_S}(?:号?[至、]|[,和及~{_DASH}]){_S}\d{{1,7}}(?!\d)){{0,40}})"
_AFTER = rf"{_S}号(?P<after>之[一二三四五六七八九十]{{1,3}}|之\d{{1,2}}|[{_DASH}]\d{{1,3}}(?!\d))?"
_NEW = re.compile(
    rf"{_YEAR}{_S}(?P<court>最{_S}高{_S}法|[{''.join(PROVINCES)}军]{_S}(?:\d{_S}){{0,4}})"
    rf"(?P<type>(?:[\u4e00-\u9fa5]{_S}){{1,8}}?){_SERIAL}{_REST}{_AFTER}"
)
_OLD = re.compile(
    rf"{_YEAR}{_S}(?P<court>(?:[\u4e00-\u9fa5()\d]{_S}){{1,16}}?)(?:字{_S}第?|第){_S}{_SERIAL}{_REST}{_AFTER}"
)
_NOT_COURT = re.compile("证|仲(?!协|审)|贸|鉴|评|函|税|罚|复决|劳人|专审|公估|人社|政复|工商")
_TYPE_END = (
    "初终申再监提抗执破辖他核复特催督撤赔请减假保更调异恢协清算认审立预裁管外委刑民行商知强诉转司惩确书"
)
_TYPE_START = "民刑行执破赔委财知清督辖特认请调再保司惩催强法减假商立提监申诉海引没医仲国少金环矿交外铁"
_LOWEST_YEAR = 1949
_MOST_IN_RANGE = 200


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """One 案号; ``canonical`` has ASCII brackets and no spaces or leading zeros in the serial.

    ``court_code`` is the code (沪74, 最高法) or, in the old form, the court's letters as far as they can be
    told from the type. Several numbers written as a list (第1、2号) share one span.
    """

    canonical: str
    year: int
    court_code: str
    type_code: str
    serial: int
    start: int
    end: int
    is_old_form: bool = False

    @property
    def level(self) -> CourtLevel | None:
        """Court level that the code shows."""
        if self.is_old_form:
            return level_of_old(self.court_code + self.type_code)
        return level_of(self.court_code)

    @property
    def region(self) -> str:
        """Province-level region, empty when the code does not show it."""
        return region_of_old(self.court_code) if self.is_old_form else region_of(self.court_code)

    @property
    def procedure(self) -> Procedure:
        """Procedure that the type code shows."""
        return procedure_of(self.type_code)


def find_case_numbers(text: str) -> list[CaseNumber]:
    """All 案号 in order of place, lists and ranges (第1、2号, 1号至5号) written out.

    Numbers of notaries, arbitral bodies and agencies, which look alike, are left out.
    """
    if "号" not in text:
        return []
    folded = fold(text)
    found: list[CaseNumber] = []
    taken = -1
    matches = sorted([*_OLD.finditer(folded), *_NEW.finditer(folded)], key=lambda m: (m.start(), -m.end()))
    for match in matches:
        if match.start() < taken:
            continue
        numbers = _numbers(match, is_old=match.re is _OLD)
        if numbers:
            found.extend(numbers)
            taken = match.end()
    return found


def _numbers(match: re.Match[str], is_old: bool) -> list[CaseNumber]:
    year = chinese_to_int(match["year"])
    court = "".join(match["court"].split())
    type_code = "" if is_old else "".join(match["type"].split())
    if year is None or year < _LOWEST_YEAR or year > 2199 or _NOT_COURT.search(court + type_code):
        return []
    if is_old:
        if court.rstrip(")一二三四五六七")[-1:] not in _TYPE_END:
            return []
        court, type_code = _split_old(court)
    elif type_code[0] not in _TYPE_START or "第" in type_code or type_code[-1] not in _TYPE_END:
        return []
    first = chinese_to_int(match["serial"])
    if first is None:
        return []
    head = f"({year}){court}{type_code}" + ("字第" if is_old else "")
    after = re.sub(rf"^[{_DASH}]", "-", match["after"] or "")
    numbers = []
    for serial, branch in _serials(first, match["rest"]):
        canonical = f"{head}{serial}{branch}号{after}"
        span = match.span()
        numbers.append(CaseNumber(canonical, year, court, type_code, serial, *span, is_old))
    return numbers


def _serials(first: int, rest: str) -> list[tuple[int, str]]:
    """(serial, branch) of 26-1 (a branch), 53-57 (a range) and 1、2、3 (a list)."""
    found = [(first, "")]
    for sign, number in re.findall(rf"([、,和及~至{_DASH}])\s*(\d+)", rest):
        value = int(number)
        last = found[-1][0]
        if sign in "、,和及":
            found.append((value, ""))
        elif last < value <= last + _MOST_IN_RANGE and (
            re.match(rf"[^{_SHORT_DASH}]", sign) or len(number) > 1
        ):
            found.extend((n, "") for n in range(last + 1, value + 1))
        else:
            found[-1] = (last, f"-{value}")
    return found


_OLD_TYPE = re.compile(
    r"(?:法)?(?:知|少|海|商|金|铁|经|环|涉外)?"
    r"(?:民|刑|行|执|赔|委|商|经|知|国|破|立|督|减|司|监|特|催|外|海|房|金)"
    r"[\u4e00-\u9fa5()\d]*$"
)


def _split_old(letters: str) -> tuple[str, str]:
    """Court letters and type of an old number: 浦民二(商)初 is 浦 and 民二(商)初."""
    match = _OLD_TYPE.search(letters)
    return (letters[: match.start()], letters[match.start() :]) if match else (letters[:-1], letters[-1:])
