"""What a cell of each column means; every fault is one plain Chinese sentence."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from corpora.vocab.disputes import dispute_types
from experts.exchange import numbers
from experts.exchange.cells import FAULTS, Cell, half_width
from experts.exchange.columns import Column
from experts.exchange.dates import read_day
from experts.exchange.faults import CellFault
from experts.exchange.lists import loose, rows, strict
from experts.exchange.slots import read_slots
from experts.roster.fields import field_code
from experts.roster.terms import code_of, labels

_YES = frozenset({"是", "公开", "已公开", "公示", "有", "对", "√", "✓", "y", "yes", "true", "1"})
_NO = frozenset({"否", "不公开", "未公开", "不公示", "内部", "×", "✗", "n", "no", "false", "0"})
_COUNTED = re.compile(r"(.+?)\s*[:：=]\s*(\d+)\s*件?")
_HOURS = re.compile(r"(\d{4})\s*年?\s*[:：=]?\s*(\d+(?:\.\d+)?)\s*(?:学时|小时|课时|h)?")


@dataclass(frozen=True, slots=True)
class Context:
    """What a cell is read against: organisations by number and by name, and whether the row is marked 示例."""

    organisations: Mapping[str, str] = field(default_factory=dict)
    fictional: bool = False


def read_cell(cell: Cell, column: Column, context: Context) -> Any:
    """The value of a cell that is not empty, as the record keeps it.

    Raises:
        CellFault: the cell cannot be read.
    """
    if cell.uncomputed:
        raise CellFault("这一格是公式，文件里没有它的结果；请在表格软件中打开并保存，或改填数值")
    if cell.text in FAULTS:
        raise CellFault(f"这一格是公式错误 {cell.text}")
    name, _, detail = column.read.partition(":")
    if name == "rows":
        return _rows(cell, column)
    if name == "term":
        return _term(cell.half, detail)
    if name == "terms":
        return [_term(part, detail) for part in loose(cell.half)]
    if name == "date":
        day = read_day(cell, column.edge)
        return day.isoformat() if day else None
    if name in _WITH_CONTEXT:
        return _WITH_CONTEXT[name](cell, context)
    return _ALONE[name](cell)


def _rows(cell: Cell, column: Column) -> list[dict[str, Any]]:
    found = []
    for place, parts in enumerate(rows(cell.text), 1):
        if len(parts) > len(column.parts):
            raise CellFault(f"第 {place} 项有 {len(parts)} 部分，只应有 {len(column.parts)} 部分，以｜隔开")
        row: dict[str, Any] = {}
        for part, value in zip(column.parts, parts, strict=False):
            if part in {"from", "to", "date"}:
                day = read_day(Cell(value), "end" if part == "to" else "begin") if value else None
                row[part] = day.isoformat() if day else None
            else:
                row[part] = value
        if not row[column.parts[0]]:
            raise CellFault(f"第 {place} 项缺少第一部分")
        found.append(row)
    return found


def _term(written: str, vocabulary: str) -> str:
    code = code_of(vocabulary, written.strip())
    if code is None:
        known = "、".join(labels(vocabulary).values())
        raise CellFault(f"不认识“{written[:30]}”；可以写：{known}")
    return code


def _age(cell: Cell) -> str:
    years = re.fullmatch(r"(\d{2,3})(?:\.0)?岁?", cell.half)
    if years:
        decade = int(years[1]) // 10 * 10
        return "70+" if decade >= 70 else _term(f"{decade}-{decade + 9}", "age_bands")
    return _term(
        re.sub(r"[岁\s]", "", cell.half).replace("~", "-").replace("至", "-").replace("—", "-"), "age_bands"
    )


def _flag(cell: Cell) -> bool:
    word = cell.half.strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellFault(f"“{cell.text[:20]}”应为“是”或“否”")


def _field_codes(cell: Cell) -> list[str]:
    return list(dict.fromkeys(_field(part) for part in _fields_apart(cell.half)))


def _fields_apart(text: str) -> list[str]:
    """Values of the cell; a name of a dispute type that itself holds 、 stays whole."""
    for kind in dispute_types().all():
        if re.search("[、，]", kind.label):
            text = re.sub(rf"(?:{kind.code}\s*)?{re.escape(half_width(kind.label))}", kind.code, text)
    return loose(text)


def _field(written: str) -> str:
    code = field_code(written)
    if code is None:
        raise CellFault(
            f"没有“{written[:20]}”这个纠纷类型；请写代码（如 S06、L01）或其名称，行业可写“证券”等"
        )
    return code


def _counts(cell: Cell) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in loose(cell.half):
        match = _COUNTED.fullmatch(part)
        if match is None:
            raise CellFault(f"“{part[:20]}”应写成“纠纷类型:数”，如 S06:20")
        found[_field(match[1])] = int(match[2])
    return found


def _hours(cell: Cell) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in loose(cell.half):
        match = _HOURS.fullmatch(part)
        if match is None:
            raise CellFault(f"“{part[:20]}”应写成“年份:学时”，如 2026:28")
        found[match[1]] = float(match[2])
    return found


def _organisation(cell: Cell, context: Context) -> str:
    written = cell.text.strip()
    known = context.organisations.get(cell.half.strip()) or context.organisations.get(written)
    if known is None:
        raise CellFault(f"没有“{written[:40]}”这个机构；请写已有机构的编号或全称，新机构先填进“机构”表")
    return known


_ALONE: dict[str, Callable[[Cell], Any]] = {
    "text": lambda cell: cell.text,
    "list": lambda cell: loose(cell.text),
    "list_strict": lambda cell: strict(cell.text),
    "code": numbers.read_code,
    "number": numbers.read_number,
    "count": numbers.read_count,
    "age": _age,
    "flag": _flag,
    "field_codes": _field_codes,
    "counts": _counts,
    "hours": _hours,
    "slots": read_slots,
}
_WITH_CONTEXT: dict[str, Callable[[Cell, Context], Any]] = {
    "organisation": _organisation,
    "phone": lambda cell, context: numbers.read_phone(cell, context.fictional),
    "identity": lambda cell, context: numbers.read_identity(cell, context.fictional),
}
