"""Citizen identity numbers (GB 11643-1999: 17 digits and a check character; 15 digits before 1999)."""

import re
from collections.abc import Iterator
from datetime import date

from corpora.redact.found import Found, Sensitive
from corpora.redact.recognisers.marks import MASKS

# Look-arounds, not \b: Han and digits are both word characters, so no boundary lies between them.
# After an X the number is over, whatever digits follow: a birth date, a telephone, another number.
_EIGHTEEN = re.compile(
    r"(?:(?<![0-9A-Za-z])|(?<=\d[Xx]))\d{6}[ \-]?\d{8}[ \-]?\d{3}(?:\d(?![0-9A-Za-z])|[Xx](?![A-Za-z]))", re.A
)
_CONTEXT = re.compile(
    r"(?:身份证(?:件)?|公民身份|证件)(?:号码|号|编号)?[为是]?[)）]?\s*[:：]?\s*(?P<number>\d{14,17}[0-9Xx])(?![0-9A-Za-z])",
    re.A,
)
_BARE = re.compile(
    r"(?<![0-9A-Za-z.])(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{15}[0-9Xx](?![0-9A-Za-z.元笔])",
    re.A,
)
_SERIAL = re.compile(
    r"(?:编号|单号|订单|流水|合同|凭证|批号|序号|编码|账号|帐号|账户|帐户|卡号|日期|保单|保函|发票|号)[号为是]?\s*[:：]?\s*\Z"
)
_HONG_KONG = re.compile(r"(?<![0-9A-Za-z])[A-Z]{1,2}\d{6}\s?[（(][0-9A][）)]", re.A)
_MASKED = re.compile(
    rf"(?<![0-9A-Za-z])\d{{3,14}}[{MASKS}]{{3,15}}\d{{0,4}}[0-9Xx]?(?![0-9A-Za-z{MASKS}])", re.A
)
_MASKED_CONTEXT = re.compile(
    rf"(?:身份证(?:件)?|公民身份|证件)(?:号码|号|编号)?[为是]?[)）]?\s*[:：]?\s*(?P<number>[0-9{MASKS}Xx]{{8,20}})(?![0-9A-Za-z])",
    re.A,
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def id_numbers(text: str) -> Iterator[Found]:
    """Numbers with a valid check character and birth date, any of the length after the words for it, masked ones, Hong
    Kong cards, and numbers of an existing province and birth date whose check character is wrong (misprints)."""
    for match in _EIGHTEEN.finditer(text):
        if is_id_number(re.sub("[ -]", "", match[0])):
            yield Found(Sensitive.ID_NUMBER, match.start(), match.end(), "identity.checksum")
    for match in _CONTEXT.finditer(text):
        yield Found(Sensitive.ID_NUMBER, match.start("number"), match.end("number"), "identity.context")
    for match in _HONG_KONG.finditer(text):
        yield Found(Sensitive.ID_NUMBER, match.start(), match.end(), "identity.hong_kong")
    for match in _MASKED_CONTEXT.finditer(text):
        if re.search(f"[{MASKS}Xx]", match["number"][:-1]) and re.search(r"\d", match["number"]):
            yield Found(Sensitive.ID_NUMBER, match.start("number"), match.end("number"), "identity.masked")
    for match in _MASKED.finditer(text):
        if len(match[0]) in (15, 18):
            yield Found(Sensitive.ID_NUMBER, match.start(), match.end(), "identity.masked")
    for match in _BARE.finditer(text):
        if born_in(match[0]) and not _SERIAL.search(text[max(0, match.start() - 10) : match.start()]):
            yield Found(Sensitive.ID_NUMBER, match.start(), match.end(), "identity.shape")


def born_in(number: str) -> int:
    """The year of the birth date that 18 characters hold; 0 where it is none of a living person."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return 0
    return born.year if 1900 <= born.year <= date.today().year else 0


def is_id_number(number: str) -> bool:
    """Whether 18 characters are a number with a possible birth date and the right check character."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return born.year >= 1850 and _CHECKS[total % 11] == number[17].upper()
