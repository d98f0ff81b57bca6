"""The roster as a file that imports to the same roster, and an empty file to fill in."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from experts.exchange.columns import Column, Kind, tables
from experts.exchange.header import NOTES_SHEET, SHEET_NAMES
from experts.exchange.writing import Value, cell_value
from experts.roster.organisation import Organisation
from experts.roster.person import Person
from experts.roster.roster import Roster, plain
from experts.roster.terms import labels

NOTES = (
    "导入规则：先预览，再确认；有一处错误就整批不导入。",
    "多个值用顿号“、”或分号“；”隔开；一格里有多行内容的列，各行用分号“；”隔开，行内各部分用竖线“｜”隔开。",
    "日期写成 2026-01-31；身份证号、电话、编号所在列请设为文本格式。",
    "文件里没有的列保持名册原值；有这一列而单元格为空，则清空该项。",
    "文件里没有的人员、机构不会被删除。",
)
_HEAD = PatternFill("solid", fgColor="DDE7F0")
_MUST = PatternFill("solid", fgColor="F6D9C8")
_TEXT = "@"
_FORMULA = ("=", "+", "-", "@", "\t")


def columns_of(kind: Kind, private: bool) -> list[Column]:
    """The columns of a table; those with private fields only where ``private`` is true."""
    return [column for column in tables().of(kind).columns if private or not column.private]


def to_xlsx(roster: Roster, private: bool) -> bytes:
    """Both tables and a sheet of explanations.

    Args:
        roster: What to write.
        private: Whether phones, identity numbers, addresses and relatives go in.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for kind in ("people", "organisations"):
        _fill(book.create_sheet(SHEET_NAMES[kind]), columns_of(kind, private), _records(roster, kind))
    _explain(book.create_sheet(NOTES_SHEET), private)
    return _bytes(book)


def template() -> bytes:
    """An empty workbook to fill in, with choices in the cells and examples on a sheet of its own."""
    return to_xlsx(Roster(), private=True)


def to_csv(roster: Roster, kind: Kind, private: bool) -> bytes:
    """One table as UTF-8 with a byte order mark, which spreadsheets need to see that it is UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    columns = columns_of(kind, private)
    writer.writerow([column.header for column in columns])
    for record in _records(roster, kind):
        writer.writerow([_harmless(cell_value(record, column)) for column in columns])
    return out.getvalue().encode("utf-8-sig")


def _records(roster: Roster, kind: Kind) -> list[dict[str, Any]]:
    items: Sequence[Person | Organisation] = roster.people if kind == "people" else roster.organisations
    return [plain(item) for item in items]


def _harmless(value: Value) -> Value:
    """Text that a spreadsheet would run as a formula is kept as text (``="…"`` for numbers with zeros in front)."""
    if isinstance(value, str) and value.isdigit() and (value.startswith("0") or len(value) > 11):
        return f'="{value}"'
    return f" {value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _fill(sheet: Worksheet, columns: Sequence[Column], records: Iterable[dict[str, Any]]) -> None:
    _head(sheet, [column.header for column in columns], [column.required for column in columns])
    for record in records:
        sheet.append([None if (v := cell_value(record, column)) == "" else v for column in columns])
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        for cell in sheet[letter][1:]:
            if isinstance(cell.value, str):
                cell.data_type, cell.number_format = "s", _TEXT
        sheet.column_dimensions[letter].number_format = _TEXT
        name, _, detail = column.read.partition(":")
        if name == "term":
            choice = DataValidation(
                "list", formula1=f'"{",".join(labels(detail).values())}"', allow_blank=True
            )
            choice.add(f"{letter}2:{letter}2000")
            sheet.add_data_validation(choice)
    sheet.freeze_panes = "C2"


def _head(sheet: Worksheet, names: Sequence[str], required: Sequence[bool]) -> None:
    sheet.append(list(names))
    for number, (cell, must) in enumerate(zip(sheet[1], required, strict=True), 1):
        cell.font, cell.fill = Font(bold=True), _MUST if must else _HEAD
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = max(10, 2.4 * len(names[number - 1]))


def _explain(sheet: Worksheet, private: bool) -> None:
    _head(sheet, ["表", "列", "必填", "可以写", "举例（示例，虚构）"], [False] * 5)
    for kind in ("people", "organisations"):
        for column in columns_of(kind, private):
            name, _, detail = column.read.partition(":")
            allowed = "、".join(labels(detail).values()) if name in {"term", "terms"} else ""
            must = "是" if column.required else ""
            sheet.append([SHEET_NAMES[kind], column.header, must, allowed, str(column.sample)])
    for note in NOTES:
        sheet.append(["注", note])
    for letter, width in zip("ABCDE", (8, 16, 6, 50, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    for cell in sheet["E"]:
        cell.number_format = _TEXT


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
