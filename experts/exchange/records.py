"""One row of a table to one record."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from experts.exchange.cells import Cell
from experts.exchange.columns import Column, Kind, tables
from experts.exchange.faults import CellFault, RowError, model_reason
from experts.exchange.header import Header
from experts.exchange.readers import Context, read_cell
from experts.roster.organisation import Organisation
from experts.roster.person import Person
from experts.roster.terms import mediator_roles

MARK = "示例"
_ANSWERS_FOR = {"record": "record.agreed", "term": "term.to"}
"""The column that a fault between several columns is told under."""


@dataclass(slots=True)
class Draft:
    """A row as read: values by column (``None`` for an empty cell), and its faults so far."""

    sheet: str
    row: int
    written: dict[str, str] = field(default_factory=dict)
    """Header as the file writes it, by the column's own header."""
    values: dict[str, Any] = field(default_factory=dict)
    """By the place in the record."""
    errors: list[RowError] = field(default_factory=list)

    def fault(self, header: str, reason: str) -> None:
        """Note what is wrong with the cell under a header."""
        self.errors.append(RowError(self.sheet, self.row, self.written.get(header, header), reason))


def read_row(sheet: str, number: int, cells: Sequence[Cell], header: Header, context: Context) -> Draft:
    """The cells of a row, each read on its own, so that every fault of the row is told at once."""
    draft = Draft(sheet, number)
    mark = next((cells[i] for i, c in header.columns.items() if c.into == "mark" and i < len(cells)), Cell())
    context = replace(context, fictional=mark.text == MARK)
    for place, column in header.columns.items():
        draft.written[column.header] = header.written[place]
        cell = cells[place] if place < len(cells) else Cell()
        if cell.empty:
            draft.values[column.into] = None
            if column.required:
                draft.fault(column.header, "不能为空")
            continue
        try:
            draft.values[column.into] = read_cell(cell, column, context)
        except CellFault as fault:
            draft.fault(column.header, str(fault))
    return draft


def finish(draft: Draft, kind: Kind, base: dict[str, Any] | None) -> Person | Organisation | None:
    """The record: the row's values laid over what the roster has; ``None`` with faults noted where it cannot be."""
    record = deepcopy(base) if base else {}
    table = tables().of(kind)
    for column in table.columns:
        if column.into in draft.values:
            _set(record, column.path, draft.values[column.into])
    if "state" in record and not record["state"].get("state"):
        record["state"]["state"] = "on_list" if kind == "organisations" else "on_roster"
    if not record.get("private", True):
        del record["private"]  # columns for private fields, and nothing in them
    if kind == "people" and "published" not in record:
        record["published"] = not mediator_roles().isdisjoint(record.get("roles", ()))
    try:
        return Person.model_validate(record) if kind == "people" else Organisation.model_validate(record)
    except ValidationError as error:
        for one in error.errors():
            at = column_of(one["loc"], table.columns)
            draft.fault(at.header if at else "", _which(one["loc"], at) + model_reason(dict(one)))
        return None


def _which(loc: tuple[int | str, ...], column: Column | None) -> str:
    """Which row within the cell a fault lies in; empty for cells without rows."""
    index = loc[len(column.path)] if column and column.parts and len(loc) > len(column.path) else None
    return f"第 {index + 1} 项：" if isinstance(index, int) else ""


def column_of(loc: tuple[int | str, ...], columns: Sequence[Column]) -> Column | None:
    """The column whose place a fault lies at; of a fault of a whole part, a column of that part."""
    named = ".".join(str(part) for part in loc)
    place = tuple(_ANSWERS_FOR.get(named, named).split("."))
    exact = [c for c in columns if place[: len(c.path)] == c.path]
    under = [c for c in columns if c.path[: len(place)] == place]
    return exact[0] if exact else under[-1] if under else None


def _set(record: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for part in path[:-1]:
        if record.get(part) is None:
            record[part] = {}
        record = record[part]
    if value is None:
        record.pop(path[-1], None)
    else:
        record[path[-1]] = value
