"""Text primitives: normal form with offsets, numerals, dates, money."""

from corpora.text.dates import FoundDate, find_dates
from corpora.text.money import find_amounts
from corpora.text.normalize import Normalized, fold, normalize
from corpora.text.numerals import chinese_to_int

__all__ = ["FoundDate", "Normalized", "chinese_to_int", "find_amounts", "find_dates", "fold", "normalize"]
