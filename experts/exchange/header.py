"""Which table a sheet holds, and which column is which."""

from collections import Counter
from dataclasses import dataclass

from corpora.readers.limits import HEADER_SEARCH_ROWS
from experts.exchange.columns import Column, Kind, Table, plain_header, tables
from experts.exchange.faults import RowError
from experts.exchange.grid import Sheet

KINDS: tuple[Kind, ...] = ("organisations", "people")
SHEET_NAMES: dict[Kind, str] = {"people": "人员", "organisations": "机构"}
NOTES_SHEET = "说明"


@dataclass(frozen=True, slots=True)
class Header:
    """Columns by their place in the row, headers that nobody knows, and where the data begin."""

    kind: Kind
    row: int
    """Row number of the header, as a spreadsheet counts."""
    first: int
    """Index of the first row of data in ``Sheet.rows``."""
    columns: dict[int, Column]
    written: dict[int, str]
    """Headers as the file writes them, by place."""
    unknown: tuple[str, ...]


def find_header(sheet: Sheet) -> Header | None:
    """The header of a sheet: the row, among the first ones, in which most headers are known.

    Titles above it (often merged over the whole table) are passed over; a header in two rows (聘期 over 起 and 止)
    is read as one. ``None`` where no row has two known headers.
    """
    named = [kind for kind in KINDS if _is_named(sheet.name, tables().of(kind))]
    best: Header | None = None
    for index in range(min(HEADER_SEARCH_ROWS, len(sheet.rows))):
        for kind in named or KINDS:
            for depth in (1, 2):
                found = _header(sheet, index, kind, depth)
                if len(found.columns) >= 2 and (best is None or _rank(found) > _rank(best)):
                    best = found
    return best


def faults(sheet_name: str, header: Header) -> list[RowError]:
    """What is wrong with the header itself: required columns that are missing, columns that occur twice."""
    table = tables().of(header.kind)
    here = {column.header for column in header.columns.values()}
    missing = [c.header for c in table.columns if c.required and c.header not in here]
    found = [RowError(sheet_name, header.row, name, f"缺少“{name}”这一列") for name in missing]
    places = Counter(column.header for column in header.columns.values())
    for name in (name for name, count in places.items() if count > 1):
        same = "”“".join(header.written[i] for i, column in header.columns.items() if column.header == name)
        found.append(RowError(sheet_name, header.row, name, f"“{same}”是同一项内容，请只留一列"))
    return found


def _rank(header: Header) -> tuple[int, int]:
    required = sum(column.required for column in header.columns.values())
    return len({column.header for column in header.columns.values()}), required


def _is_named(name: str, table: Table) -> bool:
    return plain_header(name) in map(plain_header, table.names)


def _header(sheet: Sheet, index: int, kind: Kind, depth: int) -> Header:
    number, cells = sheet.rows[index]
    top = [cell.text for cell in cells]
    below = (
        [cell.text for cell in sheet.rows[index + 1][1]] if depth == 2 and index + 1 < len(sheet.rows) else []
    )
    spans = [(first, last) for row, first, last in sheet.merged if row == number and last > first]
    table = tables().of(kind)
    columns: dict[int, Column] = {}
    written: dict[int, str] = {}
    unknown = []
    for place, text in enumerate(top):
        parent = next((top[first] for first, last in spans if first <= place <= last), "")
        child = below[place] if place < len(below) else ""
        ways = [parent + child, child] if parent and child else [text]
        column = next((known for way in ways if way and (known := table.known(way))), None)
        shown = ways[0].replace("\n", "")
        if column is not None:
            columns[place], written[place] = column, shown
        elif shown:
            unknown.append(shown)
    return Header(kind, number, index + depth, columns, written, tuple(unknown))
