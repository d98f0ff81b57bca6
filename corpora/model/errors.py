"""One error type per fault of reading; each message says what, where and what to do."""


class CorpusError(Exception):
    """A file or record that cannot become a document.

    Args:
        reason: One plain sentence.
        path: The file, as the user named it.
        place: Page, line, row or member within it; empty for the whole file.
    """

    def __init__(self, reason: str, path: str = "", place: str = "") -> None:
        self.reason = reason
        self.path = path
        self.place = place
        where = ", ".join(part for part in (path, place) if part)
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
