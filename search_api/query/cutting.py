"""What of a long text is looked for, and what is left out, with why: section against section."""

from collections.abc import Iterable

from corpora.model import Document, SectionRole
from search_api.explain.units import Range, facts_ranges, focus_ranges
from search_api.frozen import Frozen
from search_api.retrieval.alike import CUT
from search_api.retrieval.fields import field_names

WHOLE = CUT // 2
"""Code points up to which a text is looked for as a whole."""
_WHY = {
    SectionRole.HEADER: "首部不含案情",
    SectionRole.PARTIES: "当事人信息不用于比较，只取其类型",
    SectionRole.PROCEEDINGS: "审理经过不含案情",
    SectionRole.CLAIMS: "已有事实部分，诉辩意见只取金额",
    SectionRole.RULING: "结果不用于寻找相似案情，只用于对照",
    SectionRole.CLOSING: "尾部不含案情",
    SectionRole.SIGNIFICANCE: "典型意义不是本案事实",
}


class Cut(Frozen):
    """A range of the text."""

    part: str
    """facts, focus or whole for what is kept; the section's role for what is dropped, empty outside of sections."""
    label: str
    """The part in Chinese."""
    start: int
    """Code-point offset."""
    end: int
    """End, exclusive."""
    why: str
    """In Chinese: why it is left out; empty for what is kept."""


def cut(document: Document) -> tuple[list[Cut], list[Cut]]:
    """What is kept and what is dropped, each in order."""
    length = len(document.text)
    if length <= WHOLE:
        return [Cut(part="whole", label="全文", start=0, end=length, why="")], []
    facts, focus = facts_ranges(document), focus_ranges(document)
    kept = [Cut(part="facts", label="事实", start=a, end=b, why="") for a, b in facts]
    kept += [Cut(part="focus", label="争议焦点与理由", start=a, end=b, why="") for a, b in focus]
    if not kept:
        kept = [Cut(part="whole", label="开头", start=0, end=min(CUT, length), why="")]
    return kept, list(_dropped(document, _merged((c.start, c.end) for c in kept)))


def _dropped(document: Document, kept: list[Range]) -> Iterable[Cut]:
    sections = [(s.role, s.start, s.end) for s in document.sections if not s.instance]
    outer: list[tuple[SectionRole | None, int, int]] = [*sections] or [(None, 0, len(document.text))]
    for role, start, end in outer:
        at = start
        for a, b in [k for k in kept if k[0] < end and start < k[1]] + [(end, end)]:
            if document.text[at : max(at, a)].strip():
                partly = any(k[0] < end and start < k[1] for k in kept)
                yield Cut(
                    part=role.value if role else "",
                    label=field_names().section(role.value) if role else "正文",
                    start=at,
                    end=a,
                    why="超出比较长度，只取前面的部分"
                    if partly or role is None
                    else _WHY.get(role, "已取事实与焦点部分"),
                )
            at = max(at, b)


def _merged(ranges: Iterable[Range]) -> list[Range]:
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
