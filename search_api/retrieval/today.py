"""The day of a search, in one place for tests to set."""

import datetime as dt


def today() -> dt.date:
    """The present day."""
    return dt.date.today()
