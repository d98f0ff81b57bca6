"""Licence plates of cars (GA 36): province, letter, five or six characters without I and O."""

import re
from collections.abc import Iterator

from corpora.redact.found import Found, Sensitive

_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•\-]?"
    r"(?=[A-HJ-NP-Z]{0,5}\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![0-9A-Za-z])"
)


def plates(text: str) -> Iterator[Found]:
    """Plates of cars and lorries."""
    for match in _PLATE.finditer(text):
        yield Found(Sensitive.PLATE, match.start(), match.end(), "plate")
