"""案由: the cause of action of a case, or its charge."""

import re
from functools import lru_cache

from corpora.vocab import causes

_CASE = re.compile(
    r"(?:上诉|申诉|再审|申请再审|复议|执行|抗诉)?一?案(?=[，,、（(。]|$|不服|中|于|向|，)|一案"
)
_TITLE_TAIL = re.compile(
    r"(?:申请再审|再审审查与审判监督|再审|一审|二审|终审|执行|复议|申诉|其他|死刑复核|复核|指令再审|提审|管辖)*"
    r"(?:民事|刑事|行政|执行|国家赔偿|赔偿|刑事附带民事)*(?:判决书|裁定书|调解书|决定书|通知书|裁判文书|书)?(?:[（(].{1,20}[）)])?$"
)
_AFTER_PARTY = re.compile(
    r"(?:公司|厂|银行|局|院|社|所|部|行|中心|政府|委员会|等|[）)]|[一-龥]某+|及其他|分行|支行|之间|发生|因|就|为|案由为|案由系|关于)+(?P<cause>[\u4e00-\u9fa5、（）()]{2,28}(?:纠纷|之诉|争议))$"
)
_LOOSE = re.compile(r"(?P<cause>[\u4e00-\u9fa5]{2,14}(?:纠纷|之诉))$")
_BY_REASON = re.compile(
    r"(?:发生|以|系|属|为)(?P<cause>[\u4e00-\u9fa5、]{2,28}?(?:纠纷|争议))(?:一案|为由|，|为案由)"
)
_PUBLIC = re.compile(
    r"(?P<cause>行政(?:处罚|许可|强制|征收|裁决|确认|登记|协议|赔偿|复议|补偿|公益诉讼)[\u4e00-\u9fa5]{0,8}|执行(?:监督|异议|复议|实施)"
    r"|破产[\u4e00-\u9fa5]{0,6}|(?:民事|行政|附带民事)[\u4e00-\u9fa5]{0,4}公益诉讼|国家赔偿|先予执行)$"
)
_CHARGE = re.compile(
    r"犯(?!罪)(?P<charges>[\u4e00-\u9fa5、，（）()“”]{1,60}?罪(?:[、，和及][\u4e00-\u9fa5、（）()]{2,40}?罪)*)(?!犯)"
)
_CHARGE_SPLIT = re.compile(r"(?<=罪)[、，和及]")


@lru_cache(maxsize=1)
def _names() -> tuple[frozenset[str], int]:
    names = frozenset(cause.name for cause in causes().all())
    return names, max((len(n) for n in names), default=0)


def _known_suffix(text: str) -> str:
    names, longest = _names()
    for length in range(min(longest, len(text)), 2, -1):
        if text[-length:] in names:
            return text[-length:]
    return ""


def _cut_names(text: str, names: tuple[str, ...]) -> str:
    """What follows the last party name in a phrase that joins names and a cause."""
    at = max((text.rfind(name) + len(name) for name in names if name and name in text), default=0)
    return text[at:].lstrip("之间的、与和及等，")


def _phrase(text: str, names: tuple[str, ...]) -> str:
    text = re.sub(r"[（(](?:以下简称|下称|简称)[^）)]*[）)]", "", text)
    text = re.sub(
        r"(?:[（(](?:申诉|执行|管辖)[）)]|管辖权?(?:异议)?(?:纠纷)?|不予受理|起诉不予受理|先予执行|[（(]?案由[：:]?)+$",
        "",
        text,
    )
    known = _known_suffix(text)
    if known:
        return known
    rest = _cut_names(text, names)
    direct = re.match(r"^[\u4e00-\u9fa5、（）()]{2,28}(?:纠纷|之诉|争议)$", rest)
    if direct and (direct[0] != text or len(direct[0]) <= 16):
        return direct[0]
    if after := _AFTER_PARTY.search(text):
        return after["cause"]
    loose = _LOOSE.search(text)
    return loose["cause"] if loose and loose["cause"] != text else ""


def civil_cause(opening: str, title: str, names: tuple[str, ...] = ()) -> str:
    """Cause by name from the paragraph that says how the case came, else from the title; empty when neither has it.

    Args:
        opening: 案件由来和审理经过.
        title: Title, such as 甲与乙股权转让纠纷二审民事判决书.
        names: Party names, cut off from in front of a cause that the vocabulary does not list.
    """
    for match in _CASE.finditer(opening[:1500]):
        if found := _phrase(opening[max(0, match.start() - 160) : match.start()].replace("\n", ""), names):
            return found
    bare = _TITLE_TAIL.sub("", "".join(title.split()))
    bare = re.sub(r"(?:一)?案$", "", bare)
    if found := _phrase(bare, names):
        return found
    if found_public := _PUBLIC.search(bare):
        return found_public["cause"]
    if reason := _BY_REASON.search(opening[:1500]):
        return _known_suffix(reason["cause"]) or reason["cause"]
    return ""


def charges(*texts: str) -> tuple[str, ...]:
    """Criminal charges (…罪) in order of mention, each once."""
    found: dict[str, None] = {}
    for text in texts:
        for match in _CHARGE.finditer(text):
            for charge in _CHARGE_SPLIT.split(match["charges"]):
                cleaned = charge.strip("、，（）() “”").removeprefix("犯").replace("“", "").replace("”", "")
                if 2 < len(cleaned) <= 40 and not cleaned.startswith(("被判", "处")):
                    found.setdefault(cleaned)
    if not found:
        for bare in re.finditer(
            r"(?:^|[，、])(?P<charge>[\u4e00-\u9fa5、]{2,24}?罪)", texts[0] if texts else ""
        ):
            found.setdefault(bare["charge"])
    return tuple(found)
