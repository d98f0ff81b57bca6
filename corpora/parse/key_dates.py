"""三日一价 of a false-statement case: 实施日, 揭露日, 更正日, 基准日, 基准价, and 诱多 or 诱空.

Source of the terms: 法释〔2022〕2号 articles 7-9 and 26; articles 11-12 for the direction.
"""

import datetime as dt
import re
from collections import Counter

from corpora.model import KeyDate, KeyValue
from corpora.text.dates import FoundDate, find_dates

_NAMES = ("实施日", "揭露日", "更正日", "基准日")
_TOPIC = re.compile(r"虚假陈述|揭露日|更正日|基准价")
_NAME = re.compile(
    r"(?:虚假陈述(?:行为)?的?)?(?:投资损失的?|投资差额损失(?:计算)?的?)?(?P<name>实施日|揭露日|更正日|基准日)"
)
_FORWARD = re.compile(
    r"^(?:[期]|\s|（[^）]{0,20}）|[”\"])*(?:应当?|可以?|可|最终)?(?:认定|确定|界定|定|计算)?(?:为|是|系|即|：|:|，即|在|于|分别为)?[^，。；\d〇二]{0,14}$"
)
_BACKWARD = re.compile(
    r"^[^，。；、]{0,20}(?:[，,]?(?:应当?|可以?|可)?(?:认定|确定|界定|作)?(?:为|是|系|即)|作为)[^，。；]{0,24}$"
)
_NOT = re.compile(r"不(?:应|能|宜|构成|是|予)|并非|非为|主张|认为|辩称|至|截至|截止|之前|之后|期间|次日|前后")
_PRICE = re.compile(
    r"基准价(?:格)?(?:[^，。；\d]{0,20})(?:为|是|：|:|系|即|确定|按)(?:[^，。；\d]{0,14})(?P<value>\d{1,6}(?:\.\d{1,4})?)\s*元"
)
_PRICE_BEFORE = re.compile(
    r"(?P<value>\d{1,6}(?:\.\d{1,4})?)\s*元(?:/股)?(?:[^，。；\d]{0,8})(?:为|作为|即)(?:[^，。；\d]{0,10})基准价"
)
_DIRECTION = re.compile(r"诱多|诱空")
_NEGATED = re.compile(r"(?:不(?:构成|属于|是)|并?非|不属)[^，。；]{0,6}$")


def find_key_dates(text: str, prefer: tuple[tuple[int, int], ...] = ()) -> tuple[KeyDate, ...]:
    """Named dates with the span of the date.

    Args:
        text: The document.
        prefer: Spans ``(start, end)`` whose words count most: the court's own facts and reasoning. A date that a
            party merely asserts is used only where no other is given.

    Returns:
        At most one date a name, in the order 实施日, 揭露日, 更正日, 基准日.
    """
    if not _TOPIC.search(text):
        return ()
    scored: dict[str, list[tuple[float, KeyDate]]] = {}
    for match in _NAME.finditer(text):
        for date, weight in _beside(text, match):
            inside = any(start <= match.start() < end for start, end in prefer)
            score = weight + (2.0 if inside else 0.0)
            scored.setdefault(match["name"], []).append(
                (score, KeyDate(match["name"], date.value, date.start, date.end))
            )
    found: list[KeyDate] = []
    for name in _NAMES:
        candidates = scored.get(name, [])
        if candidates:
            votes: dict[dt.date, float] = {}
            for score, item in candidates:
                votes[item.value] = votes.get(item.value, 0.0) + score
            best = max(votes, key=lambda value: votes[value])
            found.append(max((c for c in candidates if c[1].value == best), key=lambda c: c[0])[1])
    return tuple(found)


def _beside(text: str, match: re.Match[str]) -> list[tuple[FoundDate, float]]:
    """Dates that the sentence ties to the name: after it (…日为2020年1月1日) or before it (2020年1月1日为…日)."""
    left = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
    right = min(
        (at for at in (text.find(mark, match.end()) for mark in "。；\n") if at >= 0), default=len(text)
    )
    left, right = max(left, match.start() - 80), min(right, match.end() + 60)
    window = text[left:right]
    found: list[tuple[FoundDate, float]] = []
    dates = [FoundDate(d.value, d.start + left, d.end + left) for d in find_dates(window)]
    asserted = 0.4 if re.search(r"主张|辩称|诉称|认为应", window) and "本院" not in window else 1.0
    for date in dates:
        if date.start >= match.end():
            between = text[match.end() : date.start]
            if _FORWARD.match(between) and not re.search(
                r"不(?:应|能|宜|是)|并非|至|之[前后]|次日|[前后]$", between
            ):
                found.append((date, asserted))
                break
    for date in reversed(dates):
        if date.end <= match.start():
            between = text[date.end : match.start()]
            if _BACKWARD.match(between) and not _NOT.search(between):
                found.append((date, asserted))
            break
    return found


def find_key_values(text: str) -> tuple[KeyValue, ...]:
    """基准价 in yuan and the direction (诱多/诱空) with their spans; the most frequent value of each."""
    if not _TOPIC.search(text):
        return ()
    found: list[KeyValue] = []
    prices = [*_PRICE.finditer(text), *_PRICE_BEFORE.finditer(text)]
    if prices:
        common = Counter(float(m["value"]) for m in prices).most_common(1)[0][0]
        match = next(m for m in prices if float(m["value"]) == common)
        found.append(KeyValue("基准价", common, match.start("value"), match.end("value")))
    directions = [
        m for m in _DIRECTION.finditer(text) if not _NEGATED.search(text[max(0, m.start() - 12) : m.start()])
    ]
    if directions:
        word = Counter(m[0] for m in directions).most_common(1)[0][0]
        match = next(m for m in directions if m[0] == word)
        found.append(KeyValue("方向", word, match.start(), match.end()))
    return tuple(found)
