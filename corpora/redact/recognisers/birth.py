"""Dates of birth, by the words around them."""

import re
from collections.abc import Iterator

from corpora.redact.found import Found, Sensitive

_DATE = (
    r"(?:[12]\d{3}\s?[年.\-/]\s?\d{1,2}\s?(?:[月.\-/]\s?\d{1,2}\s?日?|月)"
    r"|[一二][〇○零Ｏ一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)"
)
_AFTER = re.compile(rf"(?P<date>{_DATE})(?=\s?(?:出?生|生人))")
_BEFORE = re.compile(
    rf"(?:出生日期|出生年月日?|出生时间|生日|出生于|(?<![\u4e00-\u9fff])生于|出生)[为是]?\s*[:：]?\s*(?P<date>{_DATE})"
)
_GENDER = re.compile(rf"[，,、\s][男女][，,、]\s?(?P<date>{_DATE})(?=[，,。；;、生出])")


def birth_dates(text: str) -> Iterator[Found]:
    """Dates before 出生, after 出生日期 or 生于, and straight after a party's sex."""
    for pattern, name in ((_AFTER, "birth.after"), (_BEFORE, "birth.before"), (_GENDER, "birth.party")):
        for match in pattern.finditer(text):
            yield Found(Sensitive.BIRTH_DATE, match.start("date"), match.end("date"), name)
