"""Telephone numbers: mobile (1 and a prefix of 3 to 9), fixed with area code, and any after the word."""

import re
from collections.abc import Iterator

from corpora.redact.found import Found, Sensitive
from corpora.redact.recognisers.marks import MASKS

_NOT_A_SUM = r"(?![0-9A-Za-z]|\.\d|\s?[元股万亿份%％])"
_MOBILE = re.compile(
    r"(?:(?<![0-9A-Za-z.])|(?<=\d[Xx]))(?:(?:\+|00)?86[ \-]?)?1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}" + _NOT_A_SUM,
    re.A,
)
_FIXED = re.compile(
    r"(?<![0-9A-Za-z.\-])(?:[（(]0\d{2,3}[）)]|0\d{2,3}[ \-－—])\s?\d{7,8}(?:[\-转]\d{1,5})?" + _NOT_A_SUM,
    re.A,
)
_MASKED = re.compile(
    rf"(?<![0-9A-Za-z.])1[3-9]\d(?:[{MASKS}Xx]{{4}}\d{{4}}|[{MASKS}Xx]{{8}})(?![0-9A-Za-z{MASKS}])", re.A
)
_CONTEXT = re.compile(
    r"(?:电话|手机|座机|传真|联系方式)(?:号码|号)?[为是]?\s*[:：]?\s*"
    r"(?P<number>\d{3,4}[ \-]?\d{3,4}[ \-]?\d{0,4})(?![0-9])",
    re.A,
)


def phones(text: str) -> Iterator[Found]:
    """Mobile and fixed numbers, masked ones too."""
    for pattern, name in ((_MOBILE, "phone.mobile"), (_MASKED, "phone.masked"), (_FIXED, "phone.fixed")):
        for match in pattern.finditer(text):
            yield Found(Sensitive.PHONE, match.start(), match.end(), name)
    for match in _CONTEXT.finditer(text):
        if sum(char.isdigit() for char in match["number"]) >= 7:
            yield Found(Sensitive.PHONE, match.start("number"), match.end("number"), "phone.context")
