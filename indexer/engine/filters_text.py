"""Filters as people write them: ``kind=judgment,guiding``, ``year=2019..2023``, ``court!=甲法院``.

``FIELD=VALUE`` or ``FIELD!=VALUE``; several values are alternatives and stand apart by commas; a value with a
comma, a quote or outer blanks stands in double quotes (a quote inside is doubled). Numeric fields also take
``LOW..HIGH`` with either end open. Dates are ``2023``, ``2023-05`` or ``2023-05-01``; sums are yuan and may
end in 万 or 亿. Several filters all have to hold.
"""

import calendar
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from corpora.model import AccessLevel, CourtLevel, DocumentType, Kind, Procedure, Tier
from indexer.engine.filters import (
    FILTER_FIELDS,
    NUMERIC_FIELDS,
    And,
    Eq,
    Filter,
    FilterError,
    In,
    Not,
    Or,
    Range,
)

_SHAPE = re.compile(r"\s*([^\s=!]+)\s*(!?=)(.*)", re.DOTALL)
_CLOSED: dict[str, tuple[str, ...]] = {
    "kind": tuple(Kind),
    "access": tuple(AccessLevel),
    "court_level": tuple(CourtLevel),
    "document_type": tuple(DocumentType),
    "procedure": tuple(Procedure),
    "tier": tuple(Tier),
    "fictional": ("true", "false"),
    "effective": ("true", "false"),
}
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?|(\d{4})(\d\d)(\d\d)")
_SUM = re.compile(r"(\d+(?:\.\d+)?)([万亿]?)元?")
_UNIT = {"": 1, "万": 10_000, "亿": 100_000_000}
_LARGEST = 2**62
_Bounds = tuple[int, int]


def parse_filters(texts: Iterable[str]) -> Filter | None:
    """All of these filters together; ``None`` for none.

    Raises:
        FilterError: one of them has another shape, an unknown field, or an impossible value.
    """
    parts = tuple(parse_filter(text) for text in texts)
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else And(parts)


def parse_filter(text: str) -> Filter:
    """One filter.

    Raises:
        FilterError: see :func:`parse_filters`.
    """
    match = _SHAPE.fullmatch(text)
    if match is None:
        raise FilterError(f"The filter {text!r} is not of the form field=value, such as kind=judgment.")
    name, sign, rest = match.groups()
    if name not in FILTER_FIELDS:
        raise FilterError(f"There is no field {name} to filter on; there are {', '.join(FILTER_FIELDS)}.")
    values = _split(rest, text)
    if not all(values):
        raise FilterError(f"The filter {text!r} has an empty value.")
    made = _numeric(name, values) if name in NUMERIC_FIELDS else _keyword(name, values)
    return Not(made) if sign == "!=" else made


def format_filter(filter: Filter) -> list[str]:
    """Texts that :func:`parse_filters` reads as this filter; for filters that it can make.

    Raises:
        FilterError: the filter has a shape that the grammar does not have.
    """
    match filter:
        case And(parts):
            return [text for part in parts for text in format_filter(part)]
        case Not(part):
            (text,) = format_filter(part)
            return [text.replace("=", "!=", 1)]
        case Or(parts) if parts:
            sides = [format_filter(part)[0].split("=", 1) for part in parts]
            if len({name for name, _ in sides}) == 1:
                return [f"{sides[0][0]}={','.join(value for _, value in sides)}"]
        case Eq(name, value):
            return [f"{name}={_quote(str(value))}"]
        case In(name, values) if values:
            return [f"{name}={','.join(_quote(str(value)) for value in values)}"]
        case Range(name, low, high) if low is not None or high is not None:
            return [f"{name}={'' if low is None else low}..{'' if high is None else high}"]
    raise FilterError(f"{filter} cannot be written as field=value.")


def _split(rest: str, text: str) -> list[str]:
    """Values apart by commas, quotes taken off."""
    values: list[str] = []
    at, size = 0, len(rest)
    while True:
        while at < size and rest[at].isspace():
            at += 1
        if at < size and rest[at] == '"':
            value, at = _quoted(rest, at + 1, text)
            while at < size and rest[at].isspace():
                at += 1
            if at < size and rest[at] != ",":
                raise FilterError(f"The filter {text!r} goes on after a closing quote; put a comma there.")
        else:
            end = rest.find(",", at)
            end = size if end < 0 else end
            value, at = rest[at:end].strip(), end
        values.append(value)
        if at >= size:
            return values
        at += 1


def _quoted(rest: str, at: int, text: str) -> tuple[str, int]:
    out = ""
    while True:
        end = rest.find('"', at)
        if end < 0:
            raise FilterError(f"The filter {text!r} has a quote that is not closed.")
        out += rest[at:end]
        if rest[end + 1 : end + 2] != '"':
            return out, end + 1
        out += '"'
        at = end + 2


def _quote(value: str) -> str:
    plain = value and value == value.strip() and not any(mark in value for mark in ',"')
    return value if plain else '"' + value.replace('"', '""') + '"'


def _keyword(name: str, values: Sequence[str]) -> Filter:
    for value in values:
        if name in _CLOSED and value not in _CLOSED[name]:
            raise FilterError(f"{name} cannot be {value}; it is one of {', '.join(_CLOSED[name])}.")
    return Eq(name, values[0]) if len(values) == 1 else In(name, tuple(values))


def _numeric(name: str, values: Sequence[str]) -> Filter:
    bounds = {"year": _year, "date": _date, "amount": _amount}[name]
    made = tuple(_one(name, value, bounds) for value in values)
    if len(made) == 1:
        return made[0]
    exact = tuple(part.value for part in made if isinstance(part, Eq))
    return In(name, exact) if len(exact) == len(made) else Or(made)


def _one(name: str, value: str, bounds: Callable[[str], _Bounds]) -> Eq | Range:
    low_text, dots, high_text = (side.strip() for side in value.partition(".."))
    if not dots:
        low, high = bounds(value)
        return Eq(name, low) if low == high else Range(name, low, high)
    if not low_text and not high_text:
        raise FilterError(f"The range of {name} has neither a beginning nor an end.")
    first = bounds(low_text)[0] if low_text else None
    last = bounds(high_text)[1] if high_text else None
    if first is not None and last is not None and first > last:
        raise FilterError(f"The range {value} of {name} ends before it begins.")
    return Range(name, first, last)


def _year(text: str) -> _Bounds:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise FilterError(f"year needs four digits, such as 2023 or 2019..2023, not {text!r}.")
    return int(text), int(text)


def _date(text: str) -> _Bounds:
    match = _DATE.fullmatch(text) if text.isascii() else None
    if match is None:
        raise FilterError(f"date needs the form 2023, 2023-05 or 2023-05-01, not {text!r}.")
    year, month, day = (
        int(a or b) if a or b else None
        for a, b in ((match[1], match[4]), (match[2], match[5]), (match[3], match[6]))
    )
    assert year is not None
    if not year >= 1 or not 1 <= (month or 1) <= 12:
        raise FilterError(f"There is no date {text}.")
    first, last = month or 1, month or 12
    end = calendar.monthrange(year, last)[1]
    if not 1 <= (day or 1) <= end:
        raise FilterError(f"There is no date {text}.")
    return year * 10_000 + first * 100 + (day or 1), year * 10_000 + last * 100 + (day or end)


def _amount(text: str) -> _Bounds:
    match = _SUM.fullmatch(text) if text.isascii() or text[-1:] in "元万亿" else None
    if match is None or not match[1].isascii():
        raise FilterError(f"amount needs a sum in yuan, such as 50000 or 5万..10万, not {text!r}.")
    value = int(min(Decimal(match[1]) * _UNIT[match[2]], Decimal(_LARGEST)))
    return value, value
