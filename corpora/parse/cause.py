"""案由: the cause of action of a case, or its charge."""

import re
from functools import lru_cache

from corpora.parse.titles import known_charges
from corpora.vocab import causes

_CASE = re.compile(
    r"(?:上诉|申诉|再审|申请再审|复议|执行|抗诉)?一?案(?=[，,、（(。]|$|不服|中|于|向|，)|一案"
)
_TITLE_TAIL = re.compile(
    r"(?:申请再审|再审审查与审判监督|再审|一审|二审|终审|执行|复议|申诉|其他|死刑复核|复核|指令再审|提审|管辖)*"
    r"(?:民事|刑事|行政|执行|国家赔偿|赔偿|刑事附带民事)*(?:判决书|裁定书|调解书|决定书|通知书|裁判文书|书)?(?:[（(].{1,20}[）)])?$"
)
_AFTER_PARTY = re.compile(
    r"(?:公司|厂|银行|局|院|社|所|部|行|中心|政府|委员会|等|[）)]|(?!某)[一-龥]某+|及其他|分行|支行|之间|发生|因|就|为|案由为|案由系|关于)+(?P<cause>[\u4e00-\u9fa5、（）()]{2,28}(?:纠纷|之诉|争议))$"
)
_WRITTEN = re.compile(r"[\u4e00-\u9fa5、]{2,26}(?:纠纷|之诉|诉讼|争议)")
_ALSO = (
    "定期租船 项目权益 内部承包 合作开发 合资合作 资产转让 债务清偿 工程建造 码头建造 船员 委托理财 投资 担保 追偿 腾迁"
    " 技术开发 生态环境 购销 联营 承揽 非专利 侵犯 侵害 损害 拖欠 返还 追索 确认 撤销 存款 履行 怠于 拒绝"
)
"""Words that causes as written begin with and the vocabulary's do not."""
_BOUNDARY = re.compile(
    r"[（(][^（）()]*[）)]|公司|银行|[分支]行|合作社|联社|分社|委员会|管理局|办事处|事务所|研究所|设计院|研究院|医院|政府|大学|学院|小学|[中学]校|中学|幼儿园|[一二三四五六七八九十]队|车队|[局厂]|所(?!有|得|属)"
    r"|出版社|旅行社|杂志社|报社|供销社|信用社|俱乐部|超市|商场|酒店|饭店|宾馆|中心|管理[处站]|办事处|(?:经营|营业|项目|事业|服务)部"
    r"|(?<=[\u4e00-\u9fa5])某+[甲乙丙丁]?|等(?:[一二三四五六七八九十\d]*人(?![身格事]))?(?=[^级同]|$)|之间|发生|因[为与]?|[，。；：]"
)
_AFTER_NAME = re.compile(
    r"^(?:等?(?:[一二三四五六七八九十百\d]+(?:名|家|户|个)?(?:人(?![身格事])|公司|单位)?|人(?![身格事]))|等|之间|的|[、，,和及与因])+"
)
_MASKED_END = re.compile(r"某+[甲乙丙丁]?$")
_NAME_LEFT = re.compile(
    r"^[与和及诉的]|公司|被告|原告|被申请|被上诉|第三人(?!撤销)|申请人(?!执行)|银行(?!卡|结算|票)|一案|[厂店局]|诉(?!讼)"
)
_OF_COMPANY = re.compile(
    r"请求公司收购|与(?:公司|企业|铁路|海事|证券)|公司(?:高级|决议|解散|设立|证照|盈余|增资|减资|合并|分立|关联|清算|债券)|[^公]{2,8}公司(?:利益|债权人)"
)
_OWN_SHORT = re.compile(r"[（(](?:以下|下称|简称|以下简称|以下统称)[^）)]*[）)]")
_BESIDE = re.compile(r"(?<=之诉)[（(][\u4e00-\u9fa5、]{2,24}(?:纠纷|争议)[）)]$")
"""The relation that an action to set aside or against enforcement is about, in brackets after it."""
_NOT_CAUSE = re.compile(
    r"(?:[（(](?:申诉|执行|管辖)[）)]|管辖权?(?:异议)?(?:纠纷)?|不予受理|起诉不予受理|先予执行|[（(]?案由[：:]?)+$"
)
_WORK_OF = re.compile(
    r"(?<=[纷诉议])(?:(?:人民|行业|委托|委派)?调解|上诉|申请再审|再审|执行|和解|系列|支持起诉|虚假诉讼监督|抗诉|监督|检察监督|诉讼监督|执行监督|再审检察建议)$"
)
_SUSPECTED = re.compile(r"涉嫌(?:犯)?(?P<charge>[\u4e00-\u9fa5、]{2,20}?罪)")
_LOOSE = re.compile(r"(?P<cause>[\u4e00-\u9fa5]{2,14}(?:纠纷|之诉))$")
_BY_REASON = re.compile(
    r"(?:发生|以|系|属|为)(?P<cause>[\u4e00-\u9fa5、]{2,28}?(?:纠纷|争议))(?:一案|为由|，|为案由)"
)
_STATED = re.compile(r"以(?P<cause>[\u4e00-\u9fa5、]{2,24}?(?:纠纷|争议))为案由")
_PUBLIC = re.compile(
    r"(?P<cause>行政(?:处罚|许可|强制|征收|裁决|确认|登记|协议|赔偿|复议|补偿|公益诉讼)[\u4e00-\u9fa5]{0,8}|执行(?:监督|异议|复议|实施)"
    r"|破产[\u4e00-\u9fa5]{0,6}|(?:民事|行政|附带民事)[\u4e00-\u9fa5]{0,4}公益诉讼|国家赔偿|先予执行)$"
)
_CHARGE = re.compile(
    r"犯(?!罪)(?P<charges>[\u4e00-\u9fa5、，（）()“”]{1,60}?罪(?!所得|证据|分子)(?:[、，和及][\u4e00-\u9fa5、（）()]{2,40}?罪(?!所得|证据|分子))*)(?!犯)"
)
_OTHER_ACCUSED = re.compile(r"^.*?被告(?:人|单位)[^犯罪]{1,40}犯")
_NO_CHARGE = re.compile(
    r"^(?:被判|处|的|了|且|以|按|有|是|如|又|这|该|此|前款|其他|刑事|职务|经济|严重|再|系|具体)|认罪|无罪|再犯|否|悔|，|规定|刑法|构成|应当|(?<!隐瞒)犯罪(?!所得|分子|活动)|被告|客体|行为"
)
"""Words before 罪 that tell of crime, and name no charge."""
_CHARGE_SPLIT = re.compile(r"(?<=[^犯]罪)[、，和及]")


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
    return _AFTER_NAME.sub("", text[at:]) if at else text


@lru_cache(maxsize=1)
def _pairs() -> frozenset[str]:
    """Pairs of characters that stand in names of causes: what a cause as written can begin with."""
    words = (*(c.name for c in causes().all() if not c.criminal), *_ALSO.split())
    pairs = (name[at : at + 2] for name in words for at in range(len(name) - 1))
    return frozenset(pair for pair in pairs if "、" not in pair)


_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫"
    "阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路"
    "游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
"""Characters that common family names begin with."""


def is_personal(name: str) -> bool:
    """Whether a word can be a person's name: it begins with a common family name, hides a part or is a foreign one."""
    return name[:1] in _SURNAMES or "某" in name or "·" in name


def _led(text: str) -> str:
    """A cause without the personal name, or the end of a longer name, left in front of it."""
    at = next((i for i in range(len(text) - 1) if text[i : i + 2] in _pairs()), 0)
    is_name = at > 4 or text[:1] in _SURNAMES or text[:1] in "、与和及诉的某为因就"
    return text[at:] if is_name else text


def _as_written(text: str, known: str) -> str:
    """A cause longer than the vocabulary's, cut where the name of a party or its link word ends; else ``""``."""
    tail = _BOUNDARY.split(text[: len(text) - len(known)])[-1]
    written = _led(tail + known)
    is_plain = _WRITTEN.fullmatch(written) is not None and not _NAME_LEFT.search(written[: -len(known)])
    return written if is_plain and len(known) < len(written) < len(text) else ""


def _unnamed(text: str) -> str:
    """What stands after the last organisation or masked name; 甲某乙 leaves no 乙 behind."""
    end = max((m.end() for m in _BOUNDARY.finditer(text) if m.end() < len(text)), default=0)
    tail = text[end:]
    if _MASKED_END.search(text[:end]) and tail[:2] not in _pairs() and tail[1:3] in _pairs():
        return tail[1:]
    return tail


_LEFT_OF_FIRM = re.compile(
    r"[、与和及诉的分支为因就]|.{0,10}(?:代表处|办事处|营业部|经营部|服务部|项目部|管理处|分厂)"
)
"""What shows that a name goes on after 公司."""


def _after_names(text: str) -> str:
    """The cause after the names: as it stands right after a firm, else without what may be left of a name."""
    tail = _unnamed(text)
    follows_firm = text[: len(text) - len(tail)].endswith(("公司", "银行", "医院"))
    is_whole = (
        follows_firm and 4 <= len(tail) <= 14 and not is_personal(tail) and not _LEFT_OF_FIRM.match(tail)
    )
    return tail if is_whole and _WRITTEN.fullmatch(tail) else _led(tail)


def _follows(text: str, cut: str, names: tuple[str, ...]) -> bool:
    """Whether a cause as written stands right after the name of a person who is a party: none of it is a name's."""
    before = text[: len(text) - len(cut)]
    is_after = any(before.endswith(name) for name in names if is_personal(name) and len(name) <= 4)
    is_cause = _WRITTEN.fullmatch(cut) is not None and _led(cut[1:]) == cut[1:]
    return is_after and is_cause and cut[:1] not in "、与和及诉的某等为因就" and not _NAME_LEFT.search(cut)


def _phrase(text: str, names: tuple[str, ...]) -> str:
    text = _OWN_SHORT.sub("", text)
    if beside := _BESIDE.search(text):
        return _phrase(text[: beside.start()], names) + beside[0]
    text = _NOT_CAUSE.sub("", text)
    known = _known_suffix(text)
    cut = _cut_names(text, names)
    if _follows(text, cut, names):
        return cut
    of_company = _led(cut)
    rest = of_company if _OF_COMPANY.match(of_company) else _after_names(cut)
    is_plain = _WRITTEN.fullmatch(rest) is not None and (
        not _NAME_LEFT.search(rest) or _OF_COMPANY.match(rest) is not None
    )
    if rest != text and is_plain and len(rest) >= max(4, len(known)):
        return rest
    if known:
        return _as_written(text, known) or known
    if len(rest) <= 16 and is_plain:
        return rest
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
    if stated := _STATED.search(opening[:600]):
        return stated["cause"]
    for match in _CASE.finditer(opening[:1500]):
        if found := _phrase(opening[max(0, match.start() - 160) : match.start()].replace("\n", ""), names):
            return found
    bare = _TITLE_TAIL.sub("", "".join(title[-400:].split()))  # a text without lines is its own title
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
                found.update(dict.fromkeys(_cleaned(charge)))
    for piece in re.split(r"[，,]", texts[0]) if texts and not found else ():
        whole = re.match(r"[\u4e00-\u9fa5、·]{2,60}罪", piece)
        known = known_charges(whole[0].removesuffix("罪")) if whole else ()
        found.update(dict.fromkeys(name + "罪" for name in known))
    if not found:
        for bare in re.finditer(
            r"(?:^|[，、])(?P<charge>[\u4e00-\u9fa5、]{2,40}?罪)", texts[0] if texts else ""
        ):
            found.update(dict.fromkeys(_cleaned(bare["charge"])))
    return tuple(found)


def _cleaned(charge: str) -> tuple[str, ...]:
    """A charge as found, without what stands before it; the known charges that it ends with where it is none itself."""
    cleaned = _OTHER_ACCUSED.sub("", charge).strip("、，（）() “”").removeprefix("犯")
    cleaned = cleaned.replace("“", "").replace("”", "")
    if cleaned in _names()[0]:
        return (cleaned,)
    if not 2 < len(cleaned) <= 40 or not cleaned.endswith("罪"):
        return ()
    if known := known_charges(cleaned.removesuffix("罪")):
        return tuple(name + "罪" for name in known)
    return () if _NO_CHARGE.search(cleaned) else (cleaned,)


def suspected_charge(text: str) -> str:
    """The first charge that a text suspects (涉嫌…罪)."""
    suspected = _SUSPECTED.search(text)
    return suspected["charge"] if suspected else ""
