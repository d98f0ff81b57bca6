"""Account numbers of banks, brokers and futures companies, after the words for them."""

import re
from collections.abc import Iterator

from corpora.redact.found import Found, Sensitive
from corpora.redact.recognisers.marks import MASKS

_LINK = r"(?:[（(][^）)\n]{0,20}[）)])?(?:号码|号|尾号)?[为是系]?\s*[:：]?\s*"
_SECURITIES = re.compile(
    r"(?:证券账户|证券帐户|股东账户|股东帐户|股东账号|股东代码|股东卡|一码通账户|一码通)(?:卡)?"
    + _LINK
    + r"(?P<number>[A-Za-z]?\d{8,12})"
    r"(?![0-9A-Za-z])",
    re.A,
)
_SHANGHAI = re.compile(r"(?<![0-9A-Za-z])[ABDEF]\d{9}(?![0-9A-Za-z])", re.A)
_ACCOUNT = re.compile(
    r"(?:账号|帐号|账户|帐户|客户号|客户编号|客户代码|会员号|用户编号|交易编码|保单号|保险单号)"
    + _LINK
    + rf"(?P<number>[A-Za-z]{{0,4}}\d(?:[ \-]?\d){{4,24}}|[0-9A-Za-z]{{1,20}}[{MASKS}]{{2,20}}[0-9A-Za-z]{{0,8}}(?:-\d{{1,4}})?)"
    r"(?![0-9A-Za-z]|[.,]\d|[年月]|\s?[元股万亿份])",
    re.A,
)
_MASKED = re.compile(
    rf"(?<![0-9A-Za-z.])(?:[0-9A-Za-z]{{2,20}}[{MASKS}]{{3,16}}|\d{{2,20}}[Xx]{{3,16}})\d{{2,8}}(?:-\d{{1,4}})?(?![0-9A-Za-z{MASKS}年月日])",
    re.A,
)
_BEFORE_WORD = re.compile(
    r"(?<![0-9A-Za-z.])(?P<numbers>\d{8,24}(?:[、，,和及]\d{8,24})*)(?:号|等)?[^，。；\d]{0,4}?(?:银行|对公|保证金|监管|结算|一般|基本|个人|存款)?[账帐][户号]",
    re.A,
)
_CARD = re.compile(r"卡号?[为是]?[:：]?\s*(?:[（(][^）)]{0,10}[）)])?\s*\Z")
_CARD_AFTER = re.compile(r"[号的]?[^，。；、]{0,4}?卡")


def securities_accounts(text: str) -> Iterator[Found]:
    """Securities accounts: after the words for them, or in the form of Shanghai (letter, nine digits)."""
    for match in _SECURITIES.finditer(text):
        yield Found(
            Sensitive.SECURITIES_ACCOUNT, match.start("number"), match.end("number"), "account.securities"
        )
    for match in _SHANGHAI.finditer(text):
        yield Found(Sensitive.SECURITIES_ACCOUNT, match.start(), match.end(), "account.shanghai")


def accounts(text: str) -> Iterator[Found]:
    """Other accounts after 账号, 账户, 客户号, 交易编码 and policy numbers, before 账户, and masked numbers anywhere."""
    for match in _ACCOUNT.finditer(text):
        yield Found(Sensitive.ACCOUNT, match.start("number"), match.end("number"), "account.context")
    for match in _BEFORE_WORD.finditer(text):
        for number in re.finditer(r"\d+", match["numbers"]):
            begin = match.start("numbers") + number.start()
            yield Found(Sensitive.ACCOUNT, begin, begin + len(number[0]), "account.before")
    for match in _MASKED.finditer(text):
        if not re.match(r"\D*\d", match[0]):
            continue
        card = _CARD.search(text[max(0, match.start() - 14) : match.start()]) or _CARD_AFTER.match(
            text, match.end()
        )
        kind = Sensitive.BANK_CARD if card else Sensitive.ACCOUNT
        yield Found(kind, match.start(), match.end(), "account.masked")
