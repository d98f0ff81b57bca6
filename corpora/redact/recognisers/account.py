"""Account numbers of banks, brokers and futures companies, after the words for them."""

import re
from collections.abc import Iterator

from corpora.redact.found import Found, Sensitive

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
    + r"(?P<number>[A-Za-z]{0,4}\d(?:[ \-]?\d){4,24})"
    r"(?![0-9A-Za-z]|[.,]\d|[年月]|\s?[元股万亿份])",
    re.A,
)


def securities_accounts(text: str) -> Iterator[Found]:
    """Securities accounts: after the words for them, or in the form of Shanghai (letter, nine digits)."""
    for match in _SECURITIES.finditer(text):
        yield Found(
            Sensitive.SECURITIES_ACCOUNT, match.start("number"), match.end("number"), "account.securities"
        )
    for match in _SHANGHAI.finditer(text):
        yield Found(Sensitive.SECURITIES_ACCOUNT, match.start(), match.end(), "account.shanghai")


def accounts(text: str) -> Iterator[Found]:
    """Other accounts after 账号, 账户, 客户号, 交易编码 and policy numbers."""
    for match in _ACCOUNT.finditer(text):
        yield Found(Sensitive.ACCOUNT, match.start("number"), match.end("number"), "account.context")
