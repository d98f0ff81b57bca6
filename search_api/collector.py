"""How often Python looks for garbage in cycles."""

import gc

_NEW, _MIDDLE, _ALL = 50_000, 20, 50


def collect_seldom() -> None:
    """Look for cycles after 50,000 new objects instead of 700 or 2,000.

    A search makes tens of thousands of objects and hardly a cycle, and each look goes through all that is kept in
    memory: measured over 20,000 documents, a tenth of the time of a search.
    """
    gc.set_threshold(_NEW, _MIDDLE, _ALL)
