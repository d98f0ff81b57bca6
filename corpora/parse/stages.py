"""Where a narrative of several instances passes to the next one, and whose words each stage gives."""

import re

from corpora.model import SectionRole
from corpora.parse.split import Labelled

_R = SectionRole
DECIDES = re.compile(
    r"(?:判决|裁定|决定)(?:如下)?\s*[：:]$|(?:如下|以下)(?:调解)?协议(?:如下)?\s*[：:]$|(?<![审终原决裁])(?:判决|裁定)$"
)
"""The end of a holding: its ruling follows in the next unit."""
ISSUES = re.compile(
    r"^(?:[^，。]{0,24}[，,])?(?:本案|一审|二审|再审|根据|综合|归纳|结合|经)?[^，。：]{0,30}(?:争议|审理)的?(?:主要)?(?:焦点|问题)[^。]{0,12}[是为有：:]"
)
"""A court's paragraph that states the issues."""
HOLDS = re.compile(
    r"^(?:综上(?:所述)?[，,])?[^，。：:“”]{0,20}(?:法院|合议庭|本院|该院|[高中]院)(?:(?:经|一审|二审|再审|初审|终审|重审|公开|开庭|依法|审理|审查|复查|对本案|进行|后|重新|，)*)认为(?:[：:，,]|$)"
)
"""A court's own view, by the name of the court."""
_COURT_FINDS = re.compile(
    r"^[^。：“”]{0,40}(?:法院|合议庭|本院|该院|[高中]院|委员会)[^。：“”]{0,60}(?:查明|确认|认定)|^经[^。：“”]{0,24}查明"
)
_COURT_ACTS = re.compile(
    r"^[^，。：“”]{0,24}(?:(?:法院|[高中]院)(?!的|判决|裁定)|合议庭|本院|该院)|^(?:本案|二审|再审|综上|据此|以上|上述|经|对|关于|针对|[\d一二三四五六七八九十]+[.．、])"
)
_PROSECUTION_SAYS = re.compile(r"^[^，。：“”]{2,24}检察院[^，。：“”]{0,16}(?:意见|认为|提出|理由)")
_AFTER_RULING = re.compile(
    r"不服|[宣宜]判后|判决后|裁定后|以(?:一审|原审|原判|该判决|上述判决)[^。]{0,60}(?=为由)"
)
_APPEAL = re.compile(r"上诉|抗诉|申请再审|申诉|再审")
_NEGATED = re.compile(
    r"(?:未|没有|无人|放弃)[^，。：]{0,10}(?:上诉|抗诉|申请再审)|(?<!其)(?:不|不再)(?:提出|提起|申请)?(?:上诉|抗诉)"
)
_APPELLANT_SAYS = re.compile(
    r"^(?!被|关于|对|针对|综上|经|鉴于|因|至于)[^，。：“”]{0,40}(?:上诉(?:请求)?称|上诉的?(?:主要)?理由|申诉称|申请再审称|抗诉(?:提出|认为|称))"
)
_ARGUES = re.compile(r"(?<![名简])称(?!号)|理由|为由|请求|认为")
_SPEAKS = re.compile(
    r"^[^。：；]{0,50}(?:诉称|辩称|述称|上诉|申诉|抗诉|起诉|指控|答辩|陈述|(?<![名简])称[：:，,]|辩护人[^，。]{0,12}(?:提出|认为)|(?:意见|理由)(?:为|是|如下)?[：:])"
)
_COURT_STEP = re.compile(
    r"^(?:在[^，。：“”]{2,16}(?:期间|中)，)?(?:经)?[\u4e00-\u9fa5]{2,20}(?<![向诉以])法院(?![民刑行判裁的（(])(?!.{0,60}(?:称|认为|查明|请求|上诉|抗诉))"
)
"""A step of the court between the words of the parties and what it found: it serves papers, hears evidence, mediates."""
_MEDIATES = re.compile(
    r"^(?:在?[^，。：]{2,14}(?:期间|过程中|中)，)?经[\u4e00-\u9fa5]{2,20}法院(?:主持)?调解，"
)
"""The court mediated; whatever a party gave up there is no claim."""
_CONFIRMS = re.compile(
    r"^[^“”：]{0,60}(?:一审|原审|原判|初审)[^。“”：]{0,60}(?:无异议|没有异议|无争议|不持异议|属实|清楚)[^。“”：]{0,30}"
    r"(?:法院|合议庭|本院|该院|[高中]院)[^，。：]{0,12}(?:确认|认定)。$"
)
"""A court confirms in one line what an earlier one found, because nobody contests it."""
_NO_APPEAL = re.compile(
    r"^(?!对于|关于|至于|针对)[^。：]{0,40}(?:未|没有|无人)[^，。：]{0,14}(?:上诉|抗诉)(?!人|称|理由|请求)"
)


def instances(labelled: list[Labelled]) -> list[Labelled]:
    """The narrative of earlier instances as quoted (1, 2), so that the last one's parts are the case's own."""
    told = {_R.CLAIMS, _R.FACTS, _R.REASONING, _R.RULING, _R.CLOSING}
    starts = _starts(labelled)
    result: list[Labelled] = []
    passed = 0
    is_argued = False
    for index, item in enumerate(labelled):
        plain, role = item.unit.plain, item.role
        if passed < len(starts) and index == starts[passed]:
            passed += 1
            is_argued = True
            role = _R.CLAIMS if _ARGUES.search(plain) else _R.PROCEEDINGS
            role = _R.REASONING if DECIDES.search(item.unit.text[-14:]) else role
        elif is_argued and _is_argument(role, plain):
            role = _R.CLAIMS
        else:
            is_argued = is_argued and role is _R.CLAIMS
        earlier = passed < len(starts) and role in told
        result.append(Labelled(item.unit, role, min(passed + 1, 2) if earlier else 0))
    return result


def _is_argument(role: SectionRole, plain: str) -> bool:
    """Whether a unit after the words of an appeal goes on with them, whatever it was taken for."""
    if role is _R.FACTS:
        return _PROSECUTION_SAYS.match(plain) is not None
    return role is _R.REASONING and (
        _PROSECUTION_SAYS.match(plain) is not None or not _COURT_ACTS.match(plain)
    )


def _starts(labelled: list[Labelled]) -> list[int]:
    """Indices of the units with which a later instance begins; one that nothing decides begins none."""
    starts: list[int] = []
    decided = False
    for index, item in enumerate(labelled):
        plain = item.unit.plain
        if decided and (
            _appealed(plain[:160]) or item.role is _R.CLAIMS and _APPELLANT_SAYS.match(plain[:80])
        ):
            starts.append(index)
            decided = False
        else:
            decided = decided or item.role in {_R.REASONING, _R.RULING}
    if starts and not decided:
        starts.pop()
    return starts


def _appealed(plain: str) -> bool:
    """Whether a sentence tells of an appeal after a ruling; 双方均未上诉 does not."""
    for sentence in plain.split("。"):
        after = _AFTER_RULING.search(sentence)
        clauses = re.split(r"[，,；;：:]", sentence[after.start() :]) if after else []
        if any(_APPEAL.search(clause) and not _NEGATED.search(clause) for clause in clauses):
            return True
    return False


def settled(labelled: list[Labelled]) -> list[Labelled]:
    """Words of the parties in one piece, what the court found in another; neither takes in the other's.

    A party's act told among the facts (提出异议，其主要理由是…) is no claim in the case; a step of the court after the
    last word of a party is none either, and what stands between two such words belongs to them.
    """
    result = _spoken(labelled)
    is_told = is_over = False
    for index, item in enumerate(result):
        plain = item.unit.plain
        if item.role is _R.CLAIMS and _CONFIRMS.match(plain):
            result[index] = item = Labelled(item.unit, _R.FACTS, item.instance)
        if item.role is _R.FACTS:
            is_told = is_told or _finds(plain[:120])
        elif item.role is not _R.CLAIMS or _speaks(plain) or ISSUES.match(plain[:120]):
            is_told = False
        elif is_told:
            result[index] = item = Labelled(item.unit, _R.FACTS, item.instance)
        is_over = item.role is _R.CLAIMS and not _speaks(plain) and (is_over or _steps(plain))
        if item.role is _R.CLAIMS and _NO_APPEAL.match(plain):
            result[index] = Labelled(item.unit, _R.CLOSING, item.instance)
        elif is_over:
            result[index] = Labelled(item.unit, _R.PROCEEDINGS, item.instance)
    return result


def _finds(head: str) -> bool:
    is_likely = "查明" in head or "确认" in head or "认定" in head
    return is_likely and _COURT_FINDS.match(head) is not None


def _speaks(plain: str) -> bool:
    return _SPEAKS.match(plain[:80]) is not None and not _MEDIATES.match(plain)


def _steps(plain: str) -> bool:
    return _COURT_STEP.match(plain) is not None or _MEDIATES.match(plain) is not None


def _spoken(labelled: list[Labelled]) -> list[Labelled]:
    """What stands between the words of two parties, with no word of a court that finds or judges, made claims."""
    result = list(labelled)
    last: int | None = None
    for index, item in enumerate(labelled):
        plain = item.unit.plain
        if item.role is _R.RULING or HOLDS.match(plain[:80]) or _finds(plain[:120]):
            last = None
        elif item.role is _R.CLAIMS:
            if last is not None and _SPEAKS.match(plain[:80]):
                for between in range(last + 1, index):
                    result[between] = Labelled(labelled[between].unit, _R.CLAIMS, item.instance)
            last = index
    return result
