"""What the title of an official case says: its charge, or its cause where no 纠纷 names it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from corpora.vocab import causes

NUMBER_TITLE = re.compile(r"^[（(]?\s*(?:指导(?:性)?案例|检例)第?\s*\d+\s*号\s*[）)]?\s*[：:_、]*\s*")
_WORK = re.compile(
    r"(?:二审|再审|刑事|民事|行政|检察|诉讼|审判|立案|侦查活动|执行(?=监督)|诉讼活动|虚假诉讼|不支持|支持|附带民事|公益|公开听证|听证|综合司法保护|司法保护"
    r"|涉嫌|等?犯罪|上诉|抗诉|申诉|监督|系列|类案|附条件|不起诉(?:复议)?(?:复核)?|核准追诉|不核准追诉|不批准逮捕|不批捕(?:复议)?(?:复核)?|追捕|纠正|违法所得没收|没收|和解"
    r"|再审检察建议|检察建议|起诉|死刑复核|（案例[^（）]{1,4}）|、)+$"
)
"""What procurators or courts did in a case: cut off after a charge or a cause, never alone."""
_ROLES = re.compile(
    r"^(?:社区矫正对象|宣告缓刑罪犯|罪犯|被告单位|被告人|犯罪嫌疑人|上诉人|自诉人|原告|被告)+"
)
_MASKED = re.compile(r"^[\u4e00-\u9fa5]{1,3}(?:某{1,3}[甲乙丙丁戊\d]?|[甲乙丙丁])")
_GROUP = re.compile(r"^(?:等(?:[一二三四五六七八九十百\d]+(?:名|家|户)?人?|人)?|[、，,和与及])+")
_ORGANISATION_END = re.compile(
    r"(?:[（(][^（）()]*[）)]|公司|银行|[分支]行|合作社|联社|委员会|管委会|管理局|管理处|管理站|办事处|事务所|研究所|设计院|医院|政府"
    r"|大学|学校|中学|小学|海关|(?<![执履]行)法院|检察院|监狱|公安局|分局|派出所|[\u4e00-\u9fa5]{2}[局厅厂所站](?=[^所])|某+[甲乙丙丁]?|等(?:[一二三四五六七八九十\d]+(?:名|家|户)?人)?(?=[^级同]))"
)
_OFFICIAL_ACT = re.compile(
    r"行政|强制|处罚|许可|登记|征收|征用|拆迁|拆除|拆违|补偿|赔偿|复议|信息公开|履行|批复|认定|裁决|决定|撤销|给付|资格|学位|毕业证|收容|劳动教养|处理"
    r"|执行|监护人|遗产管理人|强制医疗|继承|离婚|抚养|赡养|宅基|存款|经营权|申请|确认"
)
_TELLS_NOTHING = re.compile(r"诉(?!讼)|不服|^[与和对]|正当防卫|不批准|不批捕|不核准|不起诉|无罪|^申诉|听证")
_NO_CHARGE = re.compile(
    r"纠纷|争议|诉|正当防卫|无罪|监督|公益|假释|减刑|缓刑|监外|外出|医疗|释放|赔偿|申请|(?<!拒不)执行|督促|环境保护|综合|司法保护|治理|履职|不服"
)
_PLAIN = re.compile(r"[\u4e00-\u9fa5、（）()“”]{2,30}")


_LONGEST = 160
"""Code points at the end of a title or a sentence that are looked through for charges."""


@lru_cache(maxsize=1)
def _charges() -> frozenset[str]:
    charges = (c for c in causes().all() if c.criminal)
    return frozenset(name.removesuffix("罪") for c in charges for name in (c.name, *c.aliases))


@lru_cache(maxsize=1)
def _charge_starts() -> frozenset[str]:
    return frozenset(charge[:2] for charge in _charges())


def begins_charge(text: str) -> bool:
    """Whether a text can begin with a charge of the lists, by its first two characters."""
    return text[:2] in _charge_starts()


def bare_title(title: str) -> str:
    """A title without number, blanks and the closing 案; underscores of file names read as 、."""
    squeezed = re.sub(r"_+", "、", NUMBER_TITLE.sub("", "".join(title.split()))).strip("、#")
    squeezed = re.sub(r"[、（(]?案例[一二三四五六七八九十][）)]?$", "", squeezed)
    return re.sub(r"(?:一)?案(?=$|[、（(][^、]{0,8}$)", "", squeezed)


def charges_in_title(title: str, names: Sequence[str]) -> tuple[str, ...]:
    """Charges (…罪) that a title tells after the names of the accused, in order, each once.

    A charge of the official lists is known without the name before it; one that they lack only after a name of
    ``names`` or a masked one (张某).
    """
    bare = re.sub(r"^.*?检察院诉", "", bare_title(title))
    found: dict[str, None] = {}
    for piece in re.split(r"[，,；;]", bare):
        rest = _without_names(piece, names)
        work = _WORK.search(rest)
        core = (rest[: work.start()] if work else rest).strip("（）()、")
        core = re.sub(r"[（(][^（）()]*$", "", core)
        for charge in _listed(core, rest != piece) or ((core,) if rest != piece and _is_charge(core) else ()):
            found.setdefault(charge.removesuffix("罪") + "罪")
    return tuple(found)


def cause_in_title(title: str, names: Sequence[str] = ()) -> str:
    """The cause that a title tells without 纠纷: an official act sued over, an application, a measure; or ``""``."""
    bare = bare_title(title)
    work = _WORK.search(bare)
    core = bare[: work.start()] if work else bare
    for link in ("诉", "不服", "申请", "与", "因", "为"):
        before, found, after = core.rpartition(link) if link in {"诉", "不服"} else core.partition(link)
        if not found or link == "诉" and after.startswith("讼"):
            continue
        beside = after_organisation(after)
        tail = _without_names(beside, names)
        is_act = tail != beside or _OFFICIAL_ACT.search(tail) is not None
        if link == "申请" and tail == after and not after.endswith("赔偿"):
            tail = link + after
        if before and tail and len(tail) <= 26 and is_act and _PLAIN.fullmatch(tail):
            return tail
    whole = _GROUP.sub("", after_organisation(_without_names(bare, names)))
    is_told = whole != bare and len(whole) <= 20 and not _TELLS_NOTHING.search(whole)
    return whole if is_told and _PLAIN.fullmatch(whole) else ""


def official_act(phrase: str, names: Sequence[str]) -> str:
    """The official act that a phrase ends with after the body that did it (…市某局行政处罚), or ``""``."""
    tail = _without_names(after_organisation(phrase), names)
    is_act = tail != phrase and len(tail) <= 26 and _PLAIN.fullmatch(tail) and _OFFICIAL_ACT.search(tail)
    return tail if is_act else ""


def after_organisation(text: str) -> str:
    """What follows the last name of an organisation, or of a person whose name is hidden; else the whole text."""
    ends = [m.end() for m in _ORGANISATION_END.finditer(text) if m.end() < len(text)]
    return text[max(ends, default=0) :].lstrip("、和与")


def _without_names(text: str, names: Sequence[str]) -> str:
    ordered = sorted((n for n in names if n), key=len, reverse=True)
    while True:
        rest = _ROLES.sub("", text)
        name = next((n for n in ordered if rest.startswith(n)), "")
        rest = rest[len(name) :] if name else _MASKED.sub("", rest, count=1)
        rest = _GROUP.sub("", rest)
        if rest == text:
            return rest
        text = rest


def _listed(text: str, is_whole: bool) -> tuple[str, ...]:
    """Known charges that a text ends with; where the text is nothing but charges, those unknown before them too."""
    known = known_charges(text)
    before = text[: -len("、".join(known))] if known else ""
    unknown = before.rstrip("、和及").split("、") if is_whole and before.endswith(("、", "和", "及")) else []
    return (*(u for u in unknown if 2 <= len(u) <= 12 and _is_charge(u)), *known)


def known_charges(text: str) -> tuple[str, ...]:
    """The longest end of a text that is a list of known charges, as its charges."""
    text = text[-_LONGEST:]
    for start in range(len(text) - 1):
        if found := _as_charges(text[start:]):
            return found
    return ()


def _as_charges(text: str) -> tuple[str, ...]:
    if text in _charges() or _selects(text):
        return (text,)
    for match in re.finditer(r"[、和及]", text):
        head, tail = text[: match.start()], text[match.end() :]
        if head in _charges() and (rest := _as_charges(tail)):
            return (head, *rest)
    return ()


@lru_cache(maxsize=1024)
def _selects(text: str) -> bool:
    """Whether a text picks from a charge of several acts or objects (贩卖、制造毒品 from 走私、贩卖、运输、制造毒品)."""
    if len(text) < 4 or text[0] in "、和及" or text[-1] in "、和及":
        return False
    return any(
        "、" in charge and charge[:2] == text[:2] and _is_within(text, charge) for charge in _charges()
    )


def _is_within(text: str, charge: str) -> bool:
    rest = iter(charge)
    return all(char in rest for char in text)


def _is_charge(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and not _NO_CHARGE.search(text)
