"""Cutting a text into units: lines, and sentences where the line breaks were lost."""

import re
from dataclasses import dataclass, replace

_LINE = re.compile(r"[^\r\n]+")
_MARKUP = re.compile(r"(?:[#>*\s\u3000]|\\)+")
_CORE = re.compile(
    r"(?<=[。；;！!？?”\s])(?=(?:经(?:本院)?(?:依法)?(?:公开)?(?:开庭)?审理查明|经复核确认|本院经审理认定事实|本院认定事实如下|经再审(?:审理)?查明"
    r"|本院(?:经)?(?:审理|再审|二审|审查)?(?:查明|认为)[，,：:]"
    r"|[^，。；：\n]{2,24}向本院(?:申请再审|提起上诉|申诉)[，,：:]?(?:请求|称)))"
    r"|(?<=(?:判决|裁定|决定)如下[：:])(?=.)"
)
_RUN_TOGETHER = re.compile(
    r"(?<=[。；;！!？?”：:\s书号])(?=(?:公诉机关|抗诉机关|(?:共同)?委托(?:诉讼)?代理人|法定代表人|辩护人"
    r"|(?:上诉人|被上诉人|再审申请人|被申请人|原告|被告|(?:一审|原审|二审)?第三人|(?:一审|原审)(?:原告|被告))[（(：:]|被告人[^，。]{2,12}[，,][男女]"
    r"|(?:原告|被告|上诉人|被上诉人|再审申请人|被申请人|第三人)[^，。；：]{1,40}(?:诉称|辩称|述称|向本院)"
    r"|(?:再审申请人|上诉人|原告|申诉人|异议人|复议申请人)[^。：:]{2,200}(?:因与|为与|与|诉)[^。：:]{2,300}一案|本院在执行"
    r"|[^，。；：:（(]{2,30}(?:上诉请求|申请再审称|诉讼请求|再审请求|答辩称|辩称|述称|诉称|向一审法院(?:起诉|提出)[^：]{0,8})[：:，,]"
    r"|(?:二审|再审)(?:中|期间)[，,]|本院(?:二审|再审)?对(?:一审|原审|二审)"
    r"|公诉机关[^，。]{0,20}指控|(?:一审|原审|二审)法院[^，。；]{0,12}(?:查明|认为|认定)"
    r"|(?:一审|二审|本案)?(?:案件)?受理费|如不服本|如(?:果)?未按本?|本(?:判决|裁定|决定)(?:为终审|自|一经|送达)"
    r"|审\s*判\s*长|(?:代\s*理\s*)?审\s*判\s*员|人\s*民\s*陪\s*审\s*员|二\s*[〇○ＯO零]|书\s*记\s*员|法\s*官\s*助\s*理))"
)
_DENSE = 900
"""Code points per line above which line breaks count as lost."""
_DENSE_SHORT = 300
"""The same for a text of five lines or fewer."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A line or a part of one; ``start`` and ``end`` are code points in the text, blanks at the ends cut off."""

    start: int
    end: int
    text: str
    inner: bool = False
    """Cut off within a line, not at its start."""

    @property
    def plain(self) -> str:
        """The text without markdown marks and leading blanks."""
        lead = _MARKUP.match(self.text)
        return self.text[lead.end() :] if lead else self.text

    @property
    def squeezed(self) -> str:
        """The text without any blanks or markdown marks."""
        return "".join(self.plain.replace("*", "").split())


def trimmed(text: str, start: int, end: int) -> Unit | None:
    """The unit of ``text[start:end]`` without blanks at its ends, or ``None`` when nothing is left."""
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    body = piece.strip()
    return Unit(start + lead, start + lead + len(body), body) if body else None


def units(text: str) -> list[Unit]:
    """Lines of the text in order, long lines cut where a new part of a judgment begins."""
    spans = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    filled = sum(1 for start, end in spans if text[start:end].strip())
    lost = filled == 0 or len(text) / filled > (_DENSE if filled > 5 else _DENSE_SHORT)
    found: list[Unit] = []
    for start, end in spans:
        cuts = [start]
        if end - start > 60:
            cuts += [m.start() for m in _CORE.finditer(text, start, end) if m.start() > start]
            if lost:
                cuts += [m.start() for m in _RUN_TOGETHER.finditer(text, start, end) if m.start() > start]
        edges = sorted({*cuts, end})
        for left, right in zip(edges, edges[1:], strict=False):
            unit = trimmed(text, left, right)
            if unit is not None:
                found.append(replace(unit, inner=True) if left > start else unit)
    return found
