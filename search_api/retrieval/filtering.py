"""Filters as users write them → the engine's filter tree, one part per field so that facets can leave one out."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from indexer.engine.filters import NUMERIC_FIELDS, And, Filter, In, Not, Range
from search_api.retrieval.errors import QueryError
from search_api.retrieval.fields import field_names
from search_api.retrieval.syntax import FieldTerm

_SPEC = re.compile(r"^\s*([A-Za-z_]+|[\u4e00-\u9fff]+)\s*(!=|>=|<=|=|:|：)\s*(.*?)\s*$", re.S)
_RANGE = re.compile(r"^(.*?)(?:\.\.|～|~)(.*)$", re.S)
_DATE = re.compile(r"^(\d{4})(?:[-/.年]?(\d{1,2})(?:[-/.月]?(\d{1,2})日?)?)?月?年?$")
_SUM = re.compile(r"^(\d+(?:\.\d+)?)(万|亿|千|百)?元?$")
_UNITS = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}

Resolve = Callable[[str, str], Sequence[str]]
"""``(field, typed value) → stored values`` of an open vocabulary; empty when nothing is known."""


@dataclass(frozen=True, slots=True)
class FieldFilter:
    """All that was asked of one field."""

    field: str
    filter: Filter
    selected: tuple[str, ...] = ()
    """Stored values asked for, for facets to mark."""


def parse_filters(
    specs: Iterable[str], terms: Iterable[FieldTerm], resolve: Resolve
) -> tuple[FieldFilter, ...]:
    """Filters of a request and of its query string.

    Args:
        specs: ``field=value``; several values by comma; ``a..b`` for a range; ``!=`` for not.
        terms: ``field:value`` found in the query.
        resolve: Completes values of open vocabularies (courts, causes, laws).

    Raises:
        QueryError: an unknown field, or a value of the wrong form.
    """
    parts: dict[str, list[Filter]] = {}
    selected: dict[str, list[str]] = {}
    for field, operator, value in [
        *map(_split, specs),
        *((t.field, "!=" if t.negated else "=", t.value) for t in terms),
    ]:
        made, values = _one(field, operator, value, resolve)
        parts.setdefault(field, []).append(Not(made) if operator == "!=" else made)
        if operator != "!=":
            selected.setdefault(field, []).extend(values)
    return tuple(
        FieldFilter(field, made[0] if len(made) == 1 else And(tuple(made)), tuple(selected.get(field, ())))
        for field, made in parts.items()
    )


def combine(filters: Sequence[FieldFilter], *extra: Filter, without: str = "") -> Filter | None:
    """One filter from all parts, leaving out the field ``without``."""
    parts = [f.filter for f in filters if f.field != without] + list(extra)
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def selections(filters: Sequence[FieldFilter]) -> Mapping[str, tuple[str, ...]]:
    """Chosen values by field."""
    return {f.field: f.selected for f in filters}


def _split(spec: str) -> tuple[str, str, str]:
    match = _SPEC.match(spec)
    if not match:
        raise QueryError(f"筛选条件“{spec[:40]}”格式不对，应写成 字段=值", "filters")
    field = field_names().field(match[1])
    if field is None:
        known = "、".join(field_names().labels.values())
        raise QueryError(f"没有“{match[1]}”这个筛选字段，可用字段：{known}", match[1])
    operator = "=" if match[2] in ":：" else match[2]
    if operator in (">=", "<="):
        if field not in NUMERIC_FIELDS:
            raise QueryError(f"“{match[1]}”不是数值字段，不能用 {operator}", match[1])
        return field, "=", f"{match[3]}.." if operator == ">=" else f"..{match[3]}"
    return field, operator, match[3]


def _one(field: str, operator: str, value: str, resolve: Resolve) -> tuple[Filter, list[str]]:
    if not value:
        raise QueryError(f"筛选字段“{field_names().labels.get(field, field)}”没有给出值", field)
    if field in NUMERIC_FIELDS:
        return _numeric(field, value)
    stored: list[str] = []
    for name in filter(None, (part.strip() for part in re.split("[,，]", value))):
        closed = field_names().value(field, name)
        if closed is None:
            known = "、".join(names for names in field_names().value_labels[field].values())
            label = field_names().labels.get(field, field)
            raise QueryError(f"{label}没有“{name[:40]}”这个值，可用的值：{known}", field)
        stored.extend([closed] if field in field_names().values else (resolve(field, closed) or [closed]))
    return In(field, tuple(dict.fromkeys(stored))), list(dict.fromkeys(stored))


def _numeric(field: str, value: str) -> tuple[Filter, list[str]]:
    if value.startswith((">=", "<=", ">", "<")):
        bound = value.lstrip("<>=")
        value = f"{bound}.." if value[0] == ">" else f"..{bound}"
    match = _RANGE.match(value)
    if match:
        low = _number(field, match[1], upper=False) if match[1].strip() else None
        high = _number(field, match[2], upper=True) if match[2].strip() else None
        return Range(field, low, high), []
    names = [part.strip() for part in re.split("[,，]", value) if part.strip()]
    ranges = [Range(field, _number(field, n, upper=False), _number(field, n, upper=True)) for n in names]
    if len(ranges) == 1:
        return ranges[0], names
    if field != "year":
        raise QueryError(f"{field_names().labels[field]}只能给一个值或一个范围（如 a..b）", field)
    return In(field, tuple(int(n.rstrip("年")) for n in names)), names


def _number(field: str, text: str, *, upper: bool) -> int:
    text = text.strip().rstrip("。")
    label = field_names().labels[field]
    if field == "amount":
        amount = _SUM.match(text.replace(",", ""))
        if not amount:
            raise QueryError(f"{label}“{text[:20]}”不是数额，应写成 500000 或 50万", field)
        return int(float(amount[1]) * _UNITS[amount[2] or ""])
    date = _DATE.match(text)
    if not date or (field == "year" and date[2]):
        form = "2024" if field == "year" else "2024-05-01"
        raise QueryError(f"{label}“{text[:20]}”不是{label}，应写成 {form}", field)
    if field == "year":
        return int(date[1])
    month = int(date[2]) if date[2] else (12 if upper else 1)
    day = int(date[3]) if date[3] else (31 if upper else 1)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise QueryError(f"日期“{text[:20]}”不存在", field)
    return int(date[1]) * 10_000 + month * 100 + day
