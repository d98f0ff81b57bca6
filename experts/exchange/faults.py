"""What can be wrong with a table, told by sheet, row and column."""

from dataclasses import asdict, dataclass
from typing import Any


class CellFault(ValueError):
    """A cell that cannot be read; the message is one plain Chinese sentence."""


@dataclass(frozen=True, slots=True, order=True)
class RowError:
    """One fault: sheet and row as the spreadsheet shows them, the column's header, and why in plain Chinese."""

    sheet: str
    row: int
    column: str
    reason: str

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


MODEL_REASONS = {
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "string_too_long": "超过 {max_length} 个字",
    "string_too_short": "不能为空",
    "string_pattern_mismatch": "只能用字母、数字、短横和下划线",
    "too_short": "至少要有一项",
    "missing": "缺少必填内容",
    "int_from_float": "应为整数",
}


def model_reason(error: dict[str, Any]) -> str:
    """A validation error of a record in Chinese."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    template = MODEL_REASONS.get(error["type"])
    return template.format(**error.get("ctx", {})) if template else f"内容不合要求（{error['msg']}）"
