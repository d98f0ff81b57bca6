"""Ledgers: CSV and Excel tables with a header row, one record a row."""

import csv
import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import openpyxl

from corpora.model import Kind
from corpora.model.errors import CorpusError, MalformedRecord, TruncatedFile
from corpora.readers.archive import check_office_expansion
from corpora.readers.blob import Blob
from corpora.readers.clean import clean
from corpora.readers.decode import decode
from corpora.readers.limits import HEADER_SEARCH_ROWS, MAX_DOCUMENT_BYTES
from corpora.readers.raw import RawDocument

Row = tuple[int, Sequence[str]]
"""Row number as a spreadsheet counts (from 1), and the cells."""

_MEDIATION = re.compile(r"调解|纠纷|申请人|mediat|dispute", re.I)
_NUMBER = re.compile(r"[-+]?[\d,.]+%?|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")


def read_csv(blob: Blob) -> Iterator[RawDocument | CorpusError]:
    """Rows of a CSV file; the separator is the one the first line uses most."""
    text = clean(decode(blob.data()))
    first = text.lstrip("\n").partition("\n")[0]
    separator = max(",\t;", key=first.count)
    if not first.count(separator) and "，" in first:
        separator = "，"
    csv.field_size_limit(MAX_DOCUMENT_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[Row] = []
    try:
        rows = [(number, cells) for number, cells in enumerate(reader, 1)]
    except csv.Error as fault:
        raise blob.error(MalformedRecord, f"CSV 结构有误（{fault}）", f"第{reader.line_num}行") from fault
    yield from _records(blob, rows, "")


def read_xlsx(blob: Blob) -> Iterator[RawDocument | CorpusError]:
    """Rows of every sheet; merged cells repeat their value, dates become ISO dates."""
    data = blob.data()
    check_office_expansion(blob)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and validations that carry no text
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception as fault:  # openpyxl raises whatever its XML parts provoke
        raise blob.error(TruncatedFile, f"Excel 文件损坏，无法打开（{type(fault).__name__}）") from fault
    for sheet in book.worksheets:
        grid = [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        for area in sheet.merged_cells.ranges:
            top, left = area.min_row - 1, area.min_col - 1
            if area.max_row == area.min_row or top >= len(grid) or left >= len(grid[top]):
                continue  # a merge across columns is a heading; repeated, it would look like a header row
            for row in grid[top : area.max_row]:
                for column in range(left, min(area.max_col, len(row))):
                    row[column] = grid[top][left]
        rows = list(enumerate(grid, 1))
        if any(any(cells) for _, cells in rows):
            yield from _records(blob, rows, sheet.title)


def _records(blob: Blob, rows: Sequence[Row], sheet: str) -> Iterator[RawDocument | CorpusError]:
    header_at = _header(rows)
    if header_at is None:
        yield blob.error(MalformedRecord, "表格没有表头：前几行里找不到各列名称", sheet)
        return
    header = _names(rows[header_at][1])
    kind = Kind.MEDIATION if any(_MEDIATION.search(name) for name in header) else None
    for number, cells in rows[header_at + 1 :]:
        values = [clean(cell).strip() for cell in cells]
        if not any(values):
            continue
        place = " ".join(part for part in (sheet, f"第{number}行") if part)
        if any(values[len(header) :]):
            yield blob.error(MalformedRecord, f"这一行有 {len(values)} 列，表头只有 {len(header)} 列", place)
            continue
        fields = {name: value for name, value in zip(header, values, strict=False) if name and value}
        text = "\n".join(f"{name}：{value}" for name, value in fields.items())
        record = f"{sheet}!{number}" if sheet else f"row {number}"
        yield blob.raw(text, record=record, layout="ledger", kind=kind, fields=fields)


def _header(rows: Sequence[Row]) -> int | None:
    """Index of the header: the first row whose cells are names and that is about as wide as the table."""
    start = rows[:HEADER_SEARCH_ROWS]
    width = max((sum(bool(cell.strip()) for cell in cells) for _, cells in start), default=0)
    for index, (_, cells) in enumerate(start):
        filled = [cell.strip() for cell in cells if cell.strip()]
        if len(filled) < max(2, 0.6 * width):
            continue
        if all(len(cell) <= 40 and not _NUMBER.fullmatch(cell) for cell in filled):
            return index
        return None
    return None


def _names(cells: Sequence[str]) -> list[str]:
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = re.sub(r"\s+", "", cell) if re.search(r"[\u4e00-\u9fff]", cell) else " ".join(cell.split())
        if name in names:
            name = f"{name}{number}"
        names.append(name or f"第{number}列")
    while names and not cells[len(names) - 1].strip():
        names.pop()
    return names


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return (
            value.date().isoformat()
            if value.time() == dt.time()
            else value.isoformat(sep=" ", timespec="minutes")
        )
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
