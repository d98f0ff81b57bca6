"""One cell of a table, whatever kind of file it came from."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from corpora.readers.clean import clean

EXACT = 10**15
"""Spreadsheets keep 15 digits of a number; longer ones have lost their last digits."""

FAULTS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"})


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, and the number or day behind it where the file keeps one."""

    text: str = ""
    number: float | None = None
    day: dt.date | None = None
    uncomputed: bool = False
    """A formula whose result the file does not hold."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it; a dash alone stands for nothing."""
        return not self.uncomputed and self.text in {"", "-", "—", "——", "/", "无", "N/A", "n/a"}

    @property
    def half(self) -> str:
        """The text with full-width letters and digits made half width."""
        return half_width(self.text)


def half_width(text: str) -> str:
    """Full-width letters, digits and marks as half-width ones."""
    return unicodedata.normalize("NFKC", text)


def text_cell(text: str) -> Cell:
    """A cell of a text file; ``="001"``, which spreadsheets write to keep zeros, is read as 001."""
    kept = re.fullmatch(r'="(.*)"', text.strip(), re.S)
    return Cell(_tidy(kept[1] if kept else text))


def sheet_cell(value: Any, form: str, formula: bool) -> Cell:
    """A cell of a workbook.

    Args:
        value: As openpyxl gives it with ``data_only``.
        form: The number format, such as ``000`` for numbers shown with zeros in front.
        formula: Whether the cell holds a formula.
    """
    if value is None:
        return Cell(uncomputed=formula)
    if isinstance(value, bool):
        return Cell("是" if value else "否")
    if isinstance(value, dt.datetime):
        return Cell(value.date().isoformat(), day=value.date())
    if isinstance(value, dt.date):
        return Cell(value.isoformat(), day=value)
    if isinstance(value, int | float):
        whole = float(value).is_integer()
        text = str(int(value)) if whole else repr(value)
        if whole and re.fullmatch(r"0{2,}", form):
            text = text.zfill(len(form))
        return Cell(text, number=float(value))
    return Cell(_tidy(str(value)))


def _tidy(text: str) -> str:
    text = clean(text).replace("\u3000", " ").replace("\u00a0", " ")
    return "\n".join(line.strip() for line in text.strip().splitlines())
