"""Gazette cases (公报案例): 裁判摘要, then a narrative of every instance in which courts speak by name."""

import re

from corpora.model import Section, SectionRole
from corpora.parse.cues import COURT_LINE, DOCUMENT_TITLE
from corpora.parse.judgment import QUOTING, read_head
from corpora.parse.roles import party_of
from corpora.parse.split import Labelled, assemble, label
from corpora.parse.stages import DECIDES, HOLDS, ISSUES, instances, settled
from corpora.parse.units import Unit, trimmed

_R = SectionRole
_ABSTRACT = re.compile(r"^[【\[［〖]?\s*(?:裁判|案例|案件)?(?:摘要|要旨|要点|规则)")
_NEXT_STAGE = re.compile(r"不服|宣判|上诉|抗诉|二审|申请再审|查明|认为|以上|本案|发生法律效力")
_RULES = re.compile(
    r"法院[^。；：]{0,300}?(?:依照|根据|依据|据此|于\s*[\d一二〇○九]{4}\s*年)[^。：]{0,300}?(?:判决|裁定|决定)(?:如下)?[：:](?=\s*\S)"
    r"|(?:据此|综上)[^。：]{0,300}?法院[^。：]{0,300}?(?:判决|裁定|决定)(?:如下)?[：:](?=\s*\S)"
)
"""A court's own words up to the colon after which its ruling stands in the same line."""
_RULES_BRIEFLY = re.compile(
    r"(?<=[。；])[^。：“”]{0,40}?(?:据此|依照|根据|依据)[^。：]{0,300}?(?:判决|裁定|决定)(?:如下)?[：:](?=\s*\S)"
    r"|(?:依照|根据|依据|据此)[^。：“”]{0,300}?(?:判决|裁定)(?=(?:驳回|维持|撤销|核准|准许|准予|变更|被告)[^：]{2,200}$)"
)
"""The same where the court is not named again or no colon stands between (裁定驳回上诉，维持原判)."""
_FOUND = re.compile(r"^[^。：“”]{0,60}查明[：:，,]")
"""What a court found: a judgment told there is one of another case."""
_JUDGES = re.compile(r"(?:法院|该院)[^，。：“”]{0,16}认为")
_NEW_STAGE = re.compile(
    r"[宣宜]判(?:后|以?后)|不服.{0,40}(?:上诉|抗诉|申请再审|申诉)|^[^，。：]{2,20}(?:法院|本院)[^，。：]{0,16}查明"
)
_TELLS = frozenset({_R.CLAIMS, _R.FACTS, _R.PROCEEDINGS})
_SUED = re.compile(
    r"(?:提起|提出)(?:民事|行政|刑事)?(?:诉讼|上诉|公诉|自诉)。|起诉。|申请再审。|(?:受理|立案)(?:了)?(?:此|本|该)案。"
)
_SPEAKS = re.compile(
    r"(?<=。)(?=(?:被?上诉人|原告|被告|再审申请人|申诉人|起诉书|公诉机关)[^，。；：:]{0,40}(?:诉称|上诉称|起诉称|诉请|指控|辩称)[^，。；]{0,6}[：:，,])"
)
_FINDS = re.compile(
    r"(?<=。)(?=(?:[^，。：；“”]{2,24}法院[^。：“”]{0,60}?|经(?:公开|依法)?审理后?)(?:查明|认为)[：:，,])"
)
"""A court begins to speak in the line that told of the suit."""
_TOLD = re.compile(r"^[^。：“”]{0,60}(?:查明(?!事实)|认为)")
_SUES = re.compile(
    r"(?:^|(?<=。))(?=(?:为此|因此|嗣后|随后|后|之后)?[，,]?[^，。：；“”]{2,30}(?:于[^，。]{4,14})?向[^，。“”]{2,24}法院(?:提起诉讼|起诉)[，,。])"
)
"""A party sues, told in the middle of the narrative."""
_TELLS_SUIT = re.compile(r"一案|提起(?:公诉|诉讼)|起诉|公诉|受理|上诉|抗诉|申请|审理|诉(?=[^，。]{2,40}纠纷)")


def gazette_sections(found: list[Unit], text: str) -> tuple[Section, ...]:
    """裁判摘要 and then the narrative of the instances; the last one decides, and its parts are the case's own."""
    start = 0
    while start < len(found) and (found[start].text.startswith("#") or found[start].start == 0) and start < 2:
        start += 1
    if (paper := _paper(found, start)) is not None:
        return _printed(found, text, paper)
    body = start
    for index in range(start, min(start + 40, len(found))):
        if party_of(found[index]) or re.match(
            r"^(?:原告|上诉人|申请人|公诉机关|再审申请人|自诉人)", found[index].plain
        ):
            body = index
            break
    has_abstract = body > start and _ABSTRACT.match(found[start].plain)
    head = start if has_abstract else body
    sections: list[Section] = []
    if head and found:
        sections.append(Section(_R.HEADER, found[0].start, found[head - 1].end))
    if has_abstract:
        sections.append(Section(_R.ABSTRACT, found[start].start, found[body - 1].end, "裁判摘要"))
    told = _opened(label(_cut(found[body:], text), text, lower=0))
    return (*sections, *assemble(instances(_decided(_held(settled(told))))))


def _paper(found: list[Unit], start: int) -> int | None:
    """Index of the court's line where a whole paper is printed: court, form and number in lines of their own."""
    for index in range(start, min(start + 12, len(found) - 2)):
        court, form = found[index].squeezed, found[index + 1].squeezed
        if COURT_LINE.match(court) and len(court) <= 40 and DOCUMENT_TITLE.match(form) and len(form) <= 20:
            return index
    return None


def _printed(found: list[Unit], text: str, paper: int) -> tuple[Section, ...]:
    """Sections of a paper printed as it was issued; what stands before it belongs to the header."""
    procedure = read_head(found[paper:], text[found[paper].start :], "").procedure
    lower = QUOTING.get(procedure, 0) if procedure else 0
    before = [Labelled(unit, _R.HEADER, 0) for unit in found[:paper]]
    return assemble(before + label(found[paper:], text, lower=lower))


def _opened(labelled: list[Labelled]) -> list[Labelled]:
    """The sentence that tells of the suit is a claim; what is told before it is what happened, unless a court finds it later."""
    begin = next((i for i, item in enumerate(labelled) if item.role is _R.PROCEEDINGS), len(labelled))
    if begin == len(labelled) or _TELLS_SUIT.search(labelled[begin].unit.plain[:120]):
        return labelled
    result = list(labelled)
    is_found = any(item.role is _R.FACTS for item in labelled[begin:])
    for index in range(begin, len(labelled)):
        item = labelled[index]
        if item.role is not _R.PROCEEDINGS:
            break
        if _SUES.match(item.unit.plain):
            result[index] = Labelled(item.unit, _R.CLAIMS, item.instance)
            break
        if not is_found:
            result[index] = Labelled(item.unit, _R.FACTS, item.instance)
    return result


def _cut(found: list[Unit], text: str) -> list[Unit]:
    """Units cut within a line: where the words of a party or a court follow on the suit, and a ruling on its 判决：."""
    result: list[Unit] = []
    is_told = False
    for unit in found:
        edges = [0, len(unit.text)]
        sued = _SUED.search(unit.text)
        speaks = _SPEAKS.search(unit.text, sued.end() - 1) if sued else None
        if sued and speaks and speaks.start() == sued.end():
            edges.append(speaks.start())
        is_told = is_told or _TOLD.match(unit.plain[:80]) is not None
        if not is_told and _TELLS_SUIT.search(unit.text[:120]):
            edges += [m.start() for m in _FINDS.finditer(unit.text)]
        if "起诉" in unit.text or "提起诉讼" in unit.text:
            edges += [m.start() for m in _SUES.finditer(unit.text)]
        judges = _JUDGES.search(unit.text)
        if judges or not _FOUND.match(unit.plain[:80]):
            edges += [m.end() for m in _RULES.finditer(unit.text)]
        if judges:
            edges += [m.end() for m in _RULES_BRIEFLY.finditer(unit.text, judges.end())]
        places = sorted(set(edges))
        parts = [
            trimmed(text, unit.start + left, unit.start + right)
            for left, right in zip(places, places[1:], strict=False)
        ]
        result += [part for part in parts if part is not None]
    return result


def _held(labelled: list[Labelled]) -> list[Labelled]:
    """What a court holds runs on to its 判决：, whatever words of the parties it answers in between.

    The court's paragraph that states the issues belongs to it where it comes right before.
    """
    result = list(labelled)
    ends = _ends_of_holdings(labelled)
    index = 0
    while index < len(result):
        if not HOLDS.match(result[index].unit.plain[:80]):
            index += 1
            continue
        end = ends[index]
        if end is None:
            index += 1
            continue
        begin = index
        for before in range(index - 1, max(index - 3, -1), -1):
            if result[before].role in _TELLS and ISSUES.match(result[before].unit.plain[:120]):
                begin = before
        for at in range(begin, end + 1):
            if result[at].role not in {_R.RULING, _R.CLOSING}:
                result[at] = Labelled(result[at].unit, _R.REASONING, result[index].instance)
        index = end + 1
    return result


def _ends_of_holdings(labelled: list[Labelled]) -> list[int | None]:
    """For each unit, the index of the unit that ends a holding begun there; ``None`` where another stage comes before.

    A holding ends with 判决： or right before a ruling. One pass from the end: the time is linear.
    """
    ends: list[int | None] = [None] * len(labelled)
    after: int | None = None  # where a holding ends that is still open when it reaches the next unit
    for index in range(len(labelled) - 1, -1, -1):
        unit = labelled[index].unit
        if DECIDES.search(unit.text[-14:]):
            ends[index] = after = index
        elif labelled[index].role is _R.RULING:
            ends[index], after = None, index - 1
        else:
            ends[index] = after
            after = None if _NEW_STAGE.search(unit.plain[:60]) else after
    return ends


def _decided(labelled: list[Labelled]) -> list[Labelled]:
    """Rulings of the earlier instances too: what follows 判决： up to the next word of a party or a court."""
    result: list[Labelled] = []
    is_ruling = is_first = False
    for item in labelled:
        plain = item.unit.plain
        if is_ruling and not is_first and _NEXT_STAGE.search(plain[:60]) or item.role is _R.HEADER:
            is_ruling = False
        if is_ruling and not is_first and item.role is _R.CLOSING:
            is_ruling = False
        ends = DECIDES.search(item.unit.text[-14:]) is not None
        if is_ruling:
            result.append(Labelled(item.unit, _R.RULING, 0))
        elif ends and item.role in _TELLS or item.role is _R.RULING and HOLDS.match(plain[:80]):
            result.append(Labelled(item.unit, _R.REASONING, item.instance))
        else:
            result.append(item)
        is_first = ends
        is_ruling = is_ruling or ends
    return result
