"""争议焦点: where a document names the points in dispute."""

import re
from collections.abc import Sequence

from corpora.model import Section, Span
from corpora.parse.units import Unit, trimmed

_CUE = re.compile(
    r"(?:争议(?:的)?(?:主要)?焦点|主要争议|焦点问题|双方争议|争议问题|审查的(?:主要|重点)?问题|(?:主要)?(?:审查|解决)(?:的)?问题)"
    r"(?:问题)?(?:可以?)?(?:归纳|概括|总结)?(?:主要)?(?:(?=一是|为：|是：)|为|是|在于|如下|包括|集中(?:在|于)|有|系)[^：:。，]{0,12}?(?:[：:，]|(?=[^：:，]{6}))\s*"
)
_END = re.compile(r"。|$")
_ITEM = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)]?[、.．，）)]|第[一二三四五六七八九十])")
_MAX = 500
_MOST = 8


def focus_of(text: str, found: Sequence[Unit], sections: Sequence[Section]) -> tuple[Span, ...]:
    """Spans of the points in dispute, first the court's own, never those of a quoted lower instance.

    Args:
        text: The document.
        found: Its units.
        sections: Its sections; spans inside a quoted one are left out.
    """
    quoted = [s for s in sections if s.instance]
    headed = [s for s in sections if "焦点" in s.heading]
    if headed:
        return tuple(Span(s.start + _heading_length(text, s), s.end) for s in headed)
    spans: list[Span] = []
    for index, unit in enumerate(found):
        match = _CUE.search(unit.text)
        if match is None or any(s.start <= unit.start < s.end for s in quoted):
            continue
        start = unit.start + match.end()
        close = _END.search(text, start, unit.end)
        end = min(close.start() if close else unit.end, start + _MAX)
        if end - start >= 4:
            piece = trimmed(text, start, end)
            if piece is not None:
                spans.append(Span(piece.start, piece.end))
        elif unit.text.rstrip().endswith(("：", ":", "如下")):
            for following in found[index + 1 : index + 1 + _MOST]:
                if not _ITEM.match(following.plain) or len(following.text) > 200:
                    break
                spans.append(Span(following.start, following.end))
        if len(spans) >= _MOST:
            break
    return tuple(spans[:_MOST])


def _heading_length(text: str, section: Section) -> int:
    body = text[section.start : section.end]
    at = body.find(section.heading)
    if at < 0:
        return 0
    rest = body[at + len(section.heading) :]
    return at + len(section.heading) + len(rest) - len(rest.lstrip("】*：:＊ \n\u3000"))
