"""Key dates of a false-statement case (三日一价) as a small timeline."""

import datetime as dt
from collections.abc import Mapping
from html import escape
from typing import Any

from ui.web.texts import t


def timeline(dates: Mapping[str, Any], decided: str | None) -> str:
    """HTML of the dates in order with the days between them, then named values such as 基准价; empty without dates."""
    points = [(day, name) for name, value in dates.items() if (day := _day(value))]
    if not points:
        return "".join(f"<div>{escape(name)}：{escape(str(value))}</div>" for name, value in dates.items())
    if decided and (day := _day(decided)):
        points.append((day, t("document.decided")))
    rows, before = [], None
    for day, name in sorted(points):
        gap = f"<small>{t('document.days_later', days=(day - before).days)}</small>" if before else ""
        rows.append(f"<li><time>{day.isoformat()}</time> {escape(name)}{gap}</li>")
        before = day
    values = "".join(
        f"<div>{escape(name)}：{escape(str(value))}</div>" for name, value in dates.items() if not _day(value)
    )
    return f'<ol class="fq-timeline">{"".join(rows)}</ol>{values}'


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
