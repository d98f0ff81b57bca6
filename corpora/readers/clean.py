"""The characters a stored text may hold."""

import re

_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff]")
_NEWLINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def clean(text: str) -> str:
    """Text that every store and format can carry.

    Line ends of any kind become a line feed; control characters other than line feed and tab, soft hyphens,
    byte order marks and zero-width spaces go; surrogate pairs become their character and lone surrogates
    U+FFFD, since UTF-8 cannot carry them. Everything else, rare Han and emoji included, stays.
    """
    if _SURROGATE.search(text):
        text = _PAIR.sub(lambda m: m[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
        text = _SURROGATE.sub("\ufffd", text)
    return _DROPPED.sub("", _NEWLINE.sub("\n", text))
