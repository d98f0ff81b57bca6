"""Bank card numbers (ISO/IEC 7812: 13 to 19 digits, last one by Luhn)."""

import re
from collections.abc import Iterator

from corpora.redact.found import Found, Sensitive

_CARD = re.compile(
    r"(?<![0-9A-Za-z.])[3-69]\d{3}(?:[ \-]?\d{4}){2}(?:[ \-]?\d{1,4}){1,2}(?![0-9A-Za-z]|\.\d)", re.A
)
_CONTEXT = re.compile(
    r"(?:银行卡|借记卡|信用卡|储蓄卡|贷记卡|卡号)(?:卡号|号码|号|账号)?(?:[（(][^）)\n]{0,20}[）)])?[为是]?\s*[:：]?\s*"
    r"(?P<number>\d(?:[ \-]?\d){11,18})(?![0-9])",
    re.A,
)
_TAIL = re.compile(r"(?:卡|账户|账号|帐号)?尾号(?:为|是)?\s*[:：]?\s*(?P<number>\d{3,6})(?!\d)", re.A)
_SERIAL = re.compile(
    r"(?:编号|单号|订单|流水|合同|凭证|批号|序号|编码|保单|保函|发票)(?:号码|号)?[为是]?\s*[:：]?\s*\Z"
)
_DIGITS = re.compile(r"\D")


def bank_cards(text: str) -> Iterator[Found]:
    """Numbers of the length that pass Luhn, and any of the length after the words for it."""
    for match in _CARD.finditer(text):
        digits = _DIGITS.sub("", match[0])
        if _SERIAL.search(text[max(0, match.start() - 10) : match.start()]):
            continue
        if 14 <= len(digits) <= 19 and passes_luhn(digits):
            yield Found(Sensitive.BANK_CARD, match.start(), match.end(), "bank_card.luhn")
    for match in _CONTEXT.finditer(text):
        yield Found(Sensitive.BANK_CARD, match.start("number"), match.end("number"), "bank_card.context")
    for match in _TAIL.finditer(text):
        yield Found(Sensitive.BANK_CARD, match.start("number"), match.end("number"), "bank_card.tail")


def passes_luhn(digits: str) -> bool:
    """The Luhn check over a string of digits."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
