"""Gazette cases (公报案例): 裁判摘要, then a narrative of every instance in which courts speak by name."""

import re

from corpora.model import Section, SectionRole
from corpora.parse.roles import party_of
from corpora.parse.split import Labelled, assemble, label
from corpora.parse.units import Unit, trimmed

_R = SectionRole
_NEXT_STAGE = re.compile(r"不服|宣判|上诉|抗诉|二审|申请再审|查明|认为|以上|本案|发生法律效力")
_AFTER_RULING = re.compile(r"不服|[宣宜]判后|判决后|裁定后")
_APPEAL = re.compile(r"上诉|抗诉|申请再审|申诉|再审")
_NEGATED = re.compile(r"未|没有|(?<!其)(?:不|不再)(?:提出|提起|申请)?(?:上诉|抗诉)")
_ARGUES = re.compile(r"(?<![名简])称(?!号)|理由|为由|请求|认为")
_HOLDS = re.compile(
    r"^(?:综上(?:所述)?[，,])?[^，。：:“”]{0,20}(?:法院|合议庭|本院|该院)(?:(?:经|一审|二审|再审|初审|终审|重审|公开|开庭|依法|审理|审查|复查|对本案|进行|后|重新|，)*)认为(?:[：:，,]|$)"
)
_DECIDES = re.compile(r"(?:判决|裁定|决定)(?:如下)?\s*[：:]$|(?:如下|以下)(?:调解)?协议(?:如下)?\s*[：:]$")
_RULES = re.compile(
    r"法院[^。；：]{0,300}?(?:依照|根据|依据|据此|于\s*[\d一二〇○九]{4}\s*年)[^。：]{0,300}?(?:判决|裁定|决定)(?:如下)?[：:](?=\s*\S)"
    r"|(?:据此|综上)[^。：]{0,300}?法院[^。：]{0,300}?(?:判决|裁定|决定)(?:如下)?[：:](?=\s*\S)"
)
"""A court's own words up to the colon after which its ruling stands in the same line."""
_NEW_STAGE = re.compile(
    r"[宣宜]判(?:后|以?后)|不服.{0,40}(?:上诉|抗诉|申请再审|申诉)|^[^，。：]{2,20}(?:法院|本院)[^，。：]{0,16}查明"
)
_ISSUES = re.compile(
    r"^(?:[^，。]{0,24}[，,])?(?:本案|一审|二审|再审|根据|综合|归纳|结合|经)?[^，。：]{0,30}(?:争议|审理)的?(?:主要)?(?:焦点|问题)[^。]{0,12}[是为有：:]"
)
_TELLS = frozenset({_R.CLAIMS, _R.FACTS, _R.PROCEEDINGS})
_SUED = re.compile(
    r"(?:提起|提出)(?:民事|行政|刑事)?(?:诉讼|上诉|公诉|自诉)。|起诉。|申请再审。|(?:受理|立案)(?:了)?(?:此|本|该)案。"
)
_SPEAKS = re.compile(
    r"(?<=。)(?=(?:被?上诉人|原告|被告|再审申请人|申诉人|起诉书|公诉机关)[^，。；：:]{0,40}(?:诉称|上诉称|起诉称|诉请|指控|辩称)[^，。；]{0,6}[：:，,])"
)


def gazette_sections(found: list[Unit], text: str) -> tuple[Section, ...]:
    """裁判摘要 and then the narrative of the instances; the last one decides, and its parts are the case's own."""
    start = 0
    while start < len(found) and (found[start].text.startswith("#") or found[start].start == 0) and start < 2:
        start += 1
    body = start
    for index in range(start, min(start + 40, len(found))):
        if party_of(found[index]) or re.match(
            r"^(?:原告|上诉人|申请人|公诉机关|再审申请人|自诉人)", found[index].plain
        ):
            body = index
            break
    sections: list[Section] = []
    if start and found:
        sections.append(Section(_R.HEADER, found[0].start, found[start - 1].end))
    if body > start:
        sections.append(Section(_R.ABSTRACT, found[start].start, found[body - 1].end, "裁判摘要"))
    told = label(_cut(found[body:], text), text, lower=0)
    return (*sections, *assemble(_instances(_decided(_held(told)))))


def _cut(found: list[Unit], text: str) -> list[Unit]:
    """Units cut within a line: where the words of a party follow on the suit, and a ruling on its 判决：."""
    result: list[Unit] = []
    for unit in found:
        edges = [0, len(unit.text)]
        sued = _SUED.search(unit.text)
        speaks = _SPEAKS.search(unit.text, sued.end() - 1) if sued else None
        if sued and speaks and speaks.start() == sued.end():
            edges.append(speaks.start())
        edges += [m.end() for m in _RULES.finditer(unit.text)]
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
        if not _HOLDS.match(result[index].unit.plain[:80]):
            index += 1
            continue
        end = ends[index]
        if end is None:
            index += 1
            continue
        begin = index
        for before in range(index - 1, max(index - 3, -1), -1):
            if result[before].role is _R.FACTS and _ISSUES.match(result[before].unit.plain[:120]):
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
        if _DECIDES.search(unit.text[-14:]):
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
        ends = _DECIDES.search(item.unit.text[-14:]) is not None
        if is_ruling:
            result.append(Labelled(item.unit, _R.RULING, 0))
        elif ends and item.role in _TELLS or item.role is _R.RULING and _HOLDS.match(plain[:80]):
            result.append(Labelled(item.unit, _R.REASONING, item.instance))
        else:
            result.append(item)
        is_first = ends
        is_ruling = is_ruling or ends
    return result


def _instances(labelled: list[Labelled]) -> list[Labelled]:
    """The narrative of earlier instances as quoted (1, 2), so that the last one's parts are the case's own."""
    told = {_R.CLAIMS, _R.FACTS, _R.REASONING, _R.RULING, _R.CLOSING}
    starts: list[int] = []
    decided = False
    for index, item in enumerate(labelled):
        plain = item.unit.plain
        if decided and _appealed(plain[:160]):
            starts.append(index)
            decided = False
        else:
            decided = decided or item.role in {_R.REASONING, _R.RULING}
    if starts and not decided:
        starts.pop()
    result: list[Labelled] = []
    passed = 0
    for index, item in enumerate(labelled):
        plain, role = item.unit.plain, item.role
        if passed < len(starts) and index == starts[passed]:
            passed += 1
            role = _R.CLAIMS if _ARGUES.search(plain) else _R.PROCEEDINGS
            role = _R.REASONING if _DECIDES.search(item.unit.text[-14:]) else role
        earlier = passed < len(starts) and role in told
        result.append(Labelled(item.unit, role, min(passed + 1, 2) if earlier else 0))
    return result


def _appealed(plain: str) -> bool:
    """Whether a sentence tells of an appeal after a ruling; 双方均未上诉 does not."""
    for sentence in plain.split("。"):
        after = _AFTER_RULING.search(sentence)
        clauses = re.split(r"[，,；;]", sentence[after.start() :]) if after else []
        if any(_APPEAL.search(clause) and not _NEGATED.search(clause) for clause in clauses):
            return True
    return False
