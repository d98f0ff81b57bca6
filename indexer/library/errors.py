"""Faults of the library of record."""


class LibraryError(Exception):
    """The library cannot be used or the change is not allowed; the message says what to do."""
