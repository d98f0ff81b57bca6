"""Records as cells: what the reader reads back to the same record."""

from collections.abc import Callable
from typing import Any

from experts.exchange.columns import Column
from experts.exchange.lists import ROW_MARK, written
from experts.exchange.slots import write_slots
from experts.roster.terms import labels

Value = str | int | float


def at(record: dict[str, Any], path: tuple[str, ...]) -> Any:
    """The value at a place of a record in JSON form, or ``None`` where there is none."""
    value: Any = record
    for part in path:
        if not isinstance(value, dict) or value.get(part) is None:
            return None
        value = value[part]
    return value


def cell_value(record: dict[str, Any], column: Column) -> Value:
    """What the cell of a column holds for a record; empty text for nothing."""
    value = at(record, column.path)
    if value is None or value in ([], {}, ""):
        return ""
    name, _, detail = column.read.partition(":")
    if name == "rows":
        return written([[str(row.get(part) or "") for part in column.parts] for row in value])
    if name == "term":
        return labels(detail)[value]
    if name == "terms":
        known = labels(detail)
        return "、".join(known[code] for code in value)
    writer = _WRITERS.get(name)
    if writer is not None:
        return writer(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int | float) else str(value)


def cell_text(record: dict[str, Any], column: Column) -> str:
    """The same as text, for showing and for comparing."""
    return str(cell_value(record, column))


def _hours(hours: dict[str, float]) -> str:
    return ROW_MARK.join(f"{year}:{value:g}" for year, value in sorted(hours.items()))


_WRITERS: dict[str, Callable[[Any], str]] = {
    "list": "、".join,
    "list_strict": lambda values: written([value] for value in values),
    "field_codes": "、".join,
    "counts": lambda counts: ROW_MARK.join(f"{code}:{count}" for code, count in counts.items()),
    "hours": _hours,
    "slots": write_slots,
    "flag": lambda yes: "是" if yes else "否",
}
