"""Memory that was freed goes back to the system."""

import ctypes
from collections.abc import Callable
from functools import cache


@cache
def _trim() -> Callable[[int], int] | None:
    """The function of glibc; ``None`` with another C library."""
    try:
        found: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
    return found


def give_back() -> None:
    """Give back what lies free between what is in use: glibc keeps it, for each thread apart, and takes more instead.

    It takes some milliseconds, so it is for when much was freed at once, as by the tables of an earlier commit.
    """
    if trim := _trim():
        trim(0)
