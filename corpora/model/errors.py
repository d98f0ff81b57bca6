"""One error type per fault of reading; each message says what, where and what to do."""

import re

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def printable(name: str) -> str:
    """A file name or place that can be shown on one line and stored.

    Linux allows any bytes in a name: those that are not UTF-8 are read as GB18030, which Windows in Chinese
    writes, or else shown as ``\\xNN``; control characters are shown as escapes.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = name.encode("utf-8", "surrogateescape" if _escaped(name) else "replace")
        try:
            name = raw.decode("gb18030")
        except UnicodeDecodeError:
            name = raw.decode("utf-8", "backslashreplace")
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), name)


def _escaped(name: str) -> bool:
    """Whether all lone surrogates stand for bytes (PEP 383)."""
    return not any("\ud800" <= char <= "\udfff" and not "\udc80" <= char <= "\udcff" for char in name)


class CorpusError(Exception):
    """A file or record that cannot become a document.

    Args:
        reason: One plain sentence.
        path: The file, as the user named it.
        place: Page, line, row or member within it; empty for the whole file.
    """

    def __init__(self, reason: str, path: str = "", place: str = "") -> None:
        self.reason = reason
        self.path = printable(path)
        self.place = printable(place)
        where = ", ".join(part for part in (self.path, self.place) if part)
        super().__init__(f"{where}: {reason}" if where else reason)


class EmptyFile(CorpusError):
    """Nothing in it."""


class BinaryFile(CorpusError):
    """Not a text or a known format."""


class TruncatedFile(CorpusError):
    """The format's own structure ends early."""


class PasswordProtected(CorpusError):
    """Needs a password."""


class TooLarge(CorpusError):
    """Over a stated limit (size, nesting depth, expansion ratio)."""


class NeedsOcr(CorpusError):
    """A scan without a text layer while the ``ocr`` extra is missing."""


class MalformedRecord(CorpusError):
    """A line, row or record that does not have the format's shape."""
