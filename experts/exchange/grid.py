"""Files to sheets of cells: .xlsx workbooks and .csv in UTF-8, UTF-16 or GB18030."""

import csv
import io
import warnings
from dataclasses import dataclass, field

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from corpora.model.errors import EmptyFile, MalformedRecord, TooLarge, TruncatedFile
from corpora.readers.archive import check_office_expansion
from corpora.readers.blob import Blob
from corpora.readers.decode import decode
from experts.exchange.cells import Cell, sheet_cell, text_cell

MAX_ROWS = 20_000
"""Rows of one sheet; the largest roster known has some thousand people."""
MAX_COLUMNS = 300


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows with their numbers as a spreadsheet counts them, and merged cells as (row, first column, last column)."""

    name: str
    rows: list[tuple[int, list[Cell]]]
    merged: list[tuple[int, int, int]] = field(default_factory=list)


def read_sheets(blob: Blob) -> list[Sheet]:
    """Every sheet of a file that has anything in it.

    Raises:
        CorpusError: the file is damaged, of another kind, too large or empty.
    """
    if blob.suffix in {".xlsx", ".xlsm"} or blob.head(4) == b"PK\x03\x04":
        sheets = _workbook(blob)
    elif blob.suffix in {".csv", ".tsv", ".txt"}:
        sheets = [_csv(blob)]
    else:
        raise blob.error(MalformedRecord, "只能导入 .xlsx 或 .csv 文件；旧的 .xls 请另存为 .xlsx")
    filled = [sheet for sheet in sheets if any(not c.empty for _, cells in sheet.rows for c in cells)]
    if not filled:
        raise blob.error(EmptyFile, "文件里没有内容")
    return filled


def sheets_that_fit(data: bytes, name: str) -> int:
    """How many sheets a file has; run by :func:`corpora.guard.guarded` before an upload is read for good.

    Raises:
        CorpusError: as :func:`read_sheets`.
    """
    return len(read_sheets(Blob.of_bytes(data, name)))


def _workbook(blob: Blob) -> list[Sheet]:
    data = blob.data()
    check_office_expansion(blob)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and validations that carry no text
            values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(data))
    except Exception as fault:  # openpyxl raises whatever its XML parts provoke
        raise blob.error(TruncatedFile, f"Excel 文件损坏，无法打开（{type(fault).__name__}）") from fault
    sheets = []
    for sheet in values.worksheets:
        if sheet.sheet_state == "visible":
            if sheet.max_row > MAX_ROWS or sheet.max_column > MAX_COLUMNS:
                raise blob.error(
                    TooLarge,
                    f"有 {sheet.max_row} 行 {sheet.max_column} 列，超过 {MAX_ROWS} 行 {MAX_COLUMNS} 列",
                    sheet.title,
                )
            sheets.append(_sheet(sheet, formulas[sheet.title]))
    return sheets


def _sheet(values: Worksheet, formulas: Worksheet) -> Sheet:
    rows = [
        (
            number,
            [
                sheet_cell(cell.value, str(cell.number_format), twin.data_type == "f")
                for cell, twin in zip(row, twins, strict=False)
            ],
        )
        for number, (row, twins) in enumerate(zip(values.iter_rows(), formulas.iter_rows(), strict=False), 1)
    ]
    merged = []
    for area in values.merged_cells.ranges:
        merged += [(row, area.min_col - 1, area.max_col - 1) for row in range(area.min_row, area.max_row + 1)]
        if area.max_row > area.min_row and area.min_row <= len(
            rows
        ):  # merged downwards: the value is for each row
            first = rows[area.min_row - 1][1][area.min_col - 1]
            for _, cells in rows[area.min_row : area.max_row]:
                cells[area.min_col - 1] = first
    return Sheet(values.title.strip(), rows, merged)


def _csv(blob: Blob) -> Sheet:
    text = decode(blob.data())
    lines = text.lstrip("\n").splitlines()[:20]
    separator = max(",\t;，", key=lambda mark: max((line.count(mark) for line in lines), default=0))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[tuple[int, list[Cell]]] = []
    try:
        for number, cells in enumerate(reader, 1):
            rows.append((number, [text_cell(cell) for cell in cells]))
    except csv.Error as fault:
        raise blob.error(MalformedRecord, f"CSV 结构有误（{fault}）", f"第{reader.line_num}行") from fault
    if len(rows) > MAX_ROWS:
        raise blob.error(TooLarge, f"有 {len(rows)} 行，超过 {MAX_ROWS} 行")
    return Sheet("", rows)
