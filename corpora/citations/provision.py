"""The part of a citation after the law's name: 第八十五条第一款第（二）项, lists and ranges of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpora.text import chinese_to_int

_N = r"(?:[〇零○一二三四五六七八九十百千两廿卅]{1,9}|\d{1,4})"
_JOIN = r"\s*(?:[、,和及与或]|以及)\s*"
_TO = r"\s*(?:[至到\-–—~])\s*"
ARTICLE = re.compile(
    rf"第\s*(?P<first>{_N})(?P<more>(?:(?:{_JOIN}|{_TO})第?\s*{_N})*)\s*条"
    rf"(?:\s*之\s*(?P<suffix>[一二三四五六七八九十]{{1,2}}|\d))?"
)
_PARAGRAPH = re.compile(rf"\s*第\s*(?P<first>{_N})(?P<more>(?:(?:{_JOIN}|{_TO})第?\s*{_N})*)\s*款")
_ITEM = re.compile(
    rf"\s*第?\s*\(?\s*(?P<first>{_N})\s*\)?(?P<more>(?:(?:{_JOIN}|{_TO})第?\s*\(?\s*{_N}\s*\)?)*)\s*项"
)
_BARE_END = re.compile(rf"{_TO}(?P<n>{_N})\s*条(?!\s*之)")
"""The end of a range that repeats 条 but not 第: 第二十五条至二十八条."""
_SUBITEM = re.compile(rf"\s*第\s*{_N}(?:(?:{_JOIN}|{_TO})第?\s*{_N})*\s*目")
"""目, below 项: read over, as the model keeps no level below the item."""
_NEXT = re.compile(rf"(?:{_JOIN})(?=第)")
_PIECE = re.compile(rf"(?P<join>[、,和及与或至到\-–—~]|以及)\s*第?\s*\(?\s*(?P<n>{_N})")
_MOST_IN_RANGE = 120
"""A longer range is a mistake of reading, not a citation."""


@dataclass(frozen=True, slots=True)
class Provision:
    """One article, paragraph or item with its span in the folded text."""

    article: int
    suffix: int
    paragraph: int | None
    item: int | None
    start: int
    end: int


def provisions(folded: str, match: re.Match[str]) -> list[Provision]:
    """What an :data:`ARTICLE` match and the text after it cite; empty if the numbers make no sense."""
    articles = _numbers(match)
    bare = None if match["suffix"] or not articles else _BARE_END.match(folded, match.end())
    if bare is not None and (last := chinese_to_int(bare["n"])):
        articles += expand(articles[-1], last)
    suffix = (chinese_to_int(match["suffix"]) or 0) if match["suffix"] else 0
    parts, end = _parts(folded, bare.end() if bare is not None else match.end())
    found = []
    for number in articles:
        last = number == articles[-1]
        for paragraph, item in parts if last else [(None, None)]:
            found.append(Provision(number, suffix if last else 0, paragraph, item, match.start(), end))
    return found


def _parts(folded: str, at: int) -> tuple[list[tuple[int | None, int | None]], int]:
    found: list[tuple[int | None, int | None]] = []
    paragraph: int | None = None
    while True:
        next_match = _NEXT.match(folded, at) if found else None
        here = next_match.end() if next_match else at
        if (match := _PARAGRAPH.match(folded, here)) is not None:
            numbers = _numbers(match)
            found.extend((number, None) for number in numbers)
            paragraph = numbers[-1] if numbers else None
            at = match.end()
            if numbers and (item := _ITEM.match(folded, at)) is not None:
                found.pop()
                found.extend((paragraph, number) for number in _numbers(item))
                at = item.end()
        elif (match := _ITEM.match(folded, here)) is not None and (found or here == at):
            found.extend((paragraph, number) for number in _numbers(match))
            at = match.end()
        elif found and (below := _SUBITEM.match(folded, at)) is not None:
            at = below.end()
        else:
            return found or [(None, None)], at


def _numbers(match: re.Match[str]) -> list[int]:
    first = chinese_to_int(match["first"])
    if not first:
        return []
    found = [first]
    for piece in _PIECE.finditer(match["more"] or ""):
        value = chinese_to_int(piece["n"])
        if value:
            found.extend(expand(found[-1], value) if piece["join"] in "至到-–—~" else [value])
    return found


def expand(first: int, last: int) -> Iterator[int]:
    """Numbers after ``first`` up to and with ``last``; only ``last`` when the range is absurd."""
    if first < last <= first + _MOST_IN_RANGE:
        return iter(range(first + 1, last + 1))
    return iter((last,))
