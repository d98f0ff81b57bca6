"""E-mail addresses, WeChat and QQ."""

import re
from collections.abc import Iterator

from corpora.redact.found import Found, Sensitive

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}@(?:[A-Za-z0-9\-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9\-])"
)
_ONLINE = re.compile(
    r"(?:微信(?:账号|号)?|[Qq][Qq](?:号码|号)?|支付宝(?:账号|账户)?)[为是]?\s*[:：]?\s*"
    r"(?P<name>[A-Za-z][A-Za-z0-9_\-]{5,19}|\d{5,12})(?![A-Za-z0-9_@])"
)


def emails(text: str) -> Iterator[Found]:
    """E-mail addresses."""
    for match in _EMAIL.finditer(text):
        yield Found(Sensitive.EMAIL, match.start(), match.end(), "online.email")


def online_accounts(text: str) -> Iterator[Found]:
    """Names of WeChat, QQ and Alipay accounts, after the words for them."""
    for match in _ONLINE.finditer(text):
        yield Found(Sensitive.ONLINE_ACCOUNT, match.start("name"), match.end("name"), "online.context")
