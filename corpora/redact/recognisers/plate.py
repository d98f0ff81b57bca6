"""Licence plates of cars (GA 36): province, letter, five or six characters without I and O."""

import re
from collections.abc import Iterator
from functools import cache

from corpora.redact.found import Found, Sensitive
from corpora.redact.recognisers.marks import MASKS
from corpora.vocab.courts import courts

_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_PLATE = re.compile(
    rf"{_PROVINCE}[A-HJ-NP-Z][·•\-]?(?=[A-HJ-NP-Z]{{0,5}}\d)[A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9挂学警港澳](?![0-9A-Za-z])"
)
_COVER = rf"[{MASKS}XxＸｘ]"
_MASKED = re.compile(
    rf"{_PROVINCE}(?:[A-Z]|{_COVER})[·•\-－]?(?=[A-Z0-9]{{0,4}}{_COVER}{{2}})(?:[A-Z0-9]|{_COVER}){{4,7}}"
    rf"(?![0-9A-Za-z{MASKS}ＸｘXx镇乡村路街区县市小大]|公司)"
)
_POLICE = re.compile(r"(?<![0-9A-Za-z])WJ\d{2}[·\-－]?\d{4,5}(?![0-9A-Za-z])")


def plates(text: str) -> Iterator[Found]:
    """Plates of cars and lorries, masked ones too, and those of the armed police and of before 1994."""
    for match in _PLATE.finditer(text):
        yield Found(Sensitive.PLATE, match.start(), match.end(), "plate")
    for match in _MASKED.finditer(text):
        yield Found(Sensitive.PLATE, match.start(), match.end(), "plate.masked")
    for pattern in (_POLICE, _old()):
        for match in pattern.finditer(text):
            yield Found(Sensitive.PLATE, match.start(), match.end(), "plate.old")


@cache
def _old() -> re.Pattern[str]:
    """``新疆02-02378``, as until 1994."""
    names = "|".join(sorted(region.name for region in courts().regions()))
    return re.compile(rf"(?:{names})\d{{2}}\s?[\-－—]\s?\d{{5}}(?!\d)", re.A)
