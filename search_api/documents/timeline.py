"""Key dates of a false-statement case on a line (三日一价; 法释〔2022〕2号 arts. 7-9, 26)."""

import datetime as dt

from corpora.model import Document
from search_api.frozen import Frozen

_BASIS = {
    "实施日": "虚假陈述行为发生的日子（法释〔2022〕2号第七条）",
    "揭露日": "虚假陈述首次被公开揭露的日子（同上第八条）",
    "更正日": "行为人自行公开更正的日子（同上第九条）",
    "基准日": "为计算损失而确定的日子（同上第二十六条）",
}
_DECIDED = "裁判或结案"


class Event(Frozen):
    """A day on the line."""

    name: str
    """实施日, 揭露日, 更正日, 基准日, or 裁判或结案."""
    date: dt.date
    """The day."""
    note: str
    """What the day is, in Chinese."""
    start: int
    """Code-point offset of the day in the document's text; -1 where it stands nowhere in particular."""
    end: int
    """End, exclusive."""
    days_after: int | None
    """Calendar days after the event before it; null for the first."""


class Timeline(Frozen):
    """Days in order, and the values that go with them."""

    events: list[Event]
    """Oldest first; empty for a document without key dates."""
    values: dict[str, str]
    """基准价 and the like, for people."""
    warnings: list[str]
    """In Chinese: days whose order cannot be right."""


def timeline(document: Document) -> Timeline:
    """The line of a document; empty for one without named days."""
    if not document.key_dates:
        return Timeline(events=[], values={}, warnings=[])
    days = [(k.value, k.name, k.start, k.end) for k in document.key_dates]
    if document.date is not None:
        days.append((document.date, _DECIDED, -1, -1))
    days.sort(key=lambda day: (day[0], day[1] == _DECIDED))
    events: list[Event] = []
    for value, name, start, end in days:
        after = (value - events[-1].date).days if events else None
        events.append(
            Event(name=name, date=value, note=_BASIS.get(name, ""), start=start, end=end, days_after=after)
        )
    return Timeline(
        events=events,
        values={
            v.name: f"{v.value}元" if isinstance(v.value, float) else v.value for v in document.key_values
        },
        warnings=_warnings({k.name: k.value for k in document.key_dates}),
    )


def _warnings(days: dict[str, dt.date]) -> list[str]:
    order = ("实施日", "揭露日", "基准日")
    known = [(name, days[name]) for name in order if name in days]
    return [
        f"{first}（{a}）晚于{second}（{b}），请核对原文"
        for (first, a), (second, b) in zip(known, known[1:], strict=False)
        if a > b
    ]
