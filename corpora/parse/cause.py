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
_WRITTEN = re.compile(r"[\u4e00-\u9fa5、]{2,26}(?:纠纷|之诉|诉讼|争议)")
_ALSO = (
    "定期租船 项目权益 内部承包 合作开发 合资合作 资产转让 债务清偿 工程建造 码头建造 船员 委托理财 投资 担保 追偿 腾迁"
    " 技术开发 生态环境"
)
"""Words that causes as written begin with and the vocabulary's do not."""
_BOUNDARY = re.compile(
    r"[（(][^（）()]*[）)]|公司|银行|[分支]行|合作社|联社|分社|委员会|管理局|办事处|事务所|研究所|设计院|医院|政府|大学|[局厂所]"
    r"|(?<=[\u4e00-\u9fa5])某+[甲乙丙丁]?|等(?:[一二三四五六七八九十\d]*人)?(?=[^级同]|$)|之间|发生|因[为与]?|[，。；：]"
)
_NAME_LEFT = re.compile(
    r"^[与和及诉的]|公司|被告|原告|被申请|被上诉|第三人(?!撤销)|申请人(?!执行)|银行(?!卡|结算|票)|一案|[厂店局]|诉(?!讼)"
)
_OF_COMPANY = re.compile(
    r"请求公司收购|与(?:公司|企业|铁路|海事|证券)|公司(?:高级|决议|解散|设立|证照|盈余|增资|减资|合并|分立|关联|清算|债券)|[^公]{2,8}公司(?:利益|债权人)"
)
_OWN_SHORT = re.compile(r"[（(](?:以下|下称|简称|以下简称|以下统称)[^）)]*[）)]")
_NOT_CAUSE = re.compile(
    r"(?:[（(](?:申诉|执行|管辖)[）)]|管辖权?(?:异议)?(?:纠纷)?|不予受理|起诉不予受理|先予执行|[（(]?案由[：:]?)+$"
)
_WORK_OF = re.compile(
    r"(?<=纠纷)(?:支持起诉|虚假诉讼监督|抗诉|监督|检察监督|诉讼监督|执行监督|再审检察建议)$"
)
_SUSPECTED = re.compile(r"涉嫌(?:犯)?(?P<charge>[\u4e00-\u9fa5、]{2,20}?罪)")
_OF_GROUP = re.compile(
    r"(?:等(?:[一二三四五六七八九十\d]*人)?|某{1,2}[甲乙丙丁]?|[一-龥]{2,3}犯)(?P<charge>(?:(?![等某])[\u4e00-\u9fa5、]){3,20}?)"
    r"(?:立案监督|不起诉|核准追诉|抗诉|监督|追捕|不批准逮捕)?案$"
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
    return text[at:].lstrip("之间的、和及等，因")


@lru_cache(maxsize=1)
def _pairs() -> frozenset[str]:
    """Pairs of characters that stand in names of causes: what a cause as written can begin with."""
    words = (*_names()[0], *_ALSO.split())
    return frozenset(name[at : at + 2] for name in words for at in range(len(name) - 1))


def _led(text: str) -> str:
    """A cause without the personal name left in front of it."""
    at = next((i for i in range(len(text) - 1) if text[i : i + 2] in _pairs()), 0)
    return text[at:]


def _as_written(text: str, known: str) -> str:
    """A cause longer than the vocabulary's, cut where the name of a party or its link word ends; else ``""``."""
    tail = _BOUNDARY.split(text[: len(text) - len(known)])[-1]
    written = _led(tail + known)
    is_plain = _WRITTEN.fullmatch(written) is not None and not _NAME_LEFT.search(written[: -len(known)])
    return written if is_plain and len(known) < len(written) < len(text) else ""


def _phrase(text: str, names: tuple[str, ...]) -> str:
    text = _OWN_SHORT.sub("", text)
    text = _NOT_CAUSE.sub("", text)
    known = _known_suffix(text)
    cut = _cut_names(text, names)
    rest = _led(cut)
    is_plain = _WRITTEN.fullmatch(rest) is not None and (
        not _NAME_LEFT.search(rest) or _OF_COMPANY.match(rest) is not None
    )
    if cut != text and is_plain and len(rest) >= len(known):
        return rest
    if known:
        return _as_written(text, known) or known
    if len(rest) <= 16 and is_plain:
        return rest
    tail = _led(_BOUNDARY.split(text)[-1])
    if tail != text and _WRITTEN.fullmatch(tail):
        return tail
    if (after := _AFTER_PARTY.search(text)) and not _NAME_LEFT.search(after["cause"]):
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
    bare = _WORK_OF.sub("", re.sub(r"(?:一)?案$", "", bare))
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


def titled_charge(title: str, text: str) -> str:
    """The charge of a case by its title (甲等人操纵证券市场案), else the first that the text suspects (涉嫌…罪)."""
    match = _OF_GROUP.search("".join(title.split()))
    if match and text.count(match["charge"]) > 1:
        return match["charge"] + "罪"
    suspected = _SUSPECTED.search(text)
    return suspected["charge"] if suspected else ""
