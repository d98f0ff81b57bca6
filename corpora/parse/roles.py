"""Parties, agents and judges: the head and the signature of a court document."""

import re
from collections.abc import Iterator, Sequence

from corpora.model import Party
from corpora.parse.cause import is_personal
from corpora.parse.cues import AGENT, BESIDE_PARTY, PROCEEDINGS, ROLE
from corpora.parse.titles import begins_charge
from corpora.parse.units import Unit

_NAME = re.compile(
    r"[^，,。；;：:\n（(【]+(?:[（(](?!以下|住|下称|简称|曾用|又名|原名|别名|绰号|反诉|[男女])[^）)，。]{1,14}[）)](?=[^，,。；;：:\s）)]))*"
    r"(?:[^，,。；;：:\n（(]+)?(?:[（(](?:特殊)?(?:普通|有限)合伙[）)])?"
)
_CUT = re.compile(
    r"(?:住所|住址|地址|注册地|统一社会信用代码|住(?=[\u4e00-\u9fa5]{2,8}[省市区县])|营业场所|主要经营).*$"
)
_ORGANISATION = re.compile(
    r"(?:公司|厂|院|局|行|社|所|中心|政府|委员会|协会|商会|学会|基金会?|学校|大学|中学|小学|幼儿园|合伙企业|合伙[）)]|企业"
    r"|[店部团站队矿会处署厅馆场库园网]|集团|计划|事务所|工会|管理人|研究室|Ltd\.?|LTD|Inc\.?|Limited|LIMITED|GmbH|LLC)$"
)
_PERSON_AFTER = re.compile(
    r"^\s*(?:[（(][^）)]{1,20}[）)])?\s*[，,。]?\s*(?:男|女|[\u4e00-\u9fa5]{1,6}族|[12]\d{3}年|曾用名|又名)"
)
_DETAIL = re.compile(
    r"男|女|住|法定|族|曾用名|又名|原名|绰号|别名|出生|统一社会信用|系|农民|身份|公司|组织机构|负责人|（以下|无业|职工|因涉嫌|因本案"
)
_NARRATES = re.compile(
    r"(?:诉|辩|述|上诉|答辩|陈述)?称$|的$|认为$|不服|同意|提交|提供|出示|系主要|承担|应当|签订|认可|作出|享有|对.{2,}(?:异议|意见)|^的?(?:行为|诉讼|主张)"
)
"""Words of a sentence about a party, not of a line that names one."""
_NOT_NAME = re.compile(
    r"^[的在]|是.{6,}|于[\d一二]|被害人|、.*于[\d一二]|[与和]被告|[与和].{2,30}纠纷|一案|请求|诉称|起诉"
)
_RUNS_ON = re.compile(r"[（(](?:以下|下称|简称)[^）)]{1,40}[）)](?=[^，,。；;\s])")
"""A short name in brackets after which the sentence goes on: a narrative, not a list of parties."""
_ACCUSED_ROLE = (
    r"(?:原审|一审|二审)?(?:附带民事诉讼)?(?:被告人|被告单位|自诉人|上诉人|罪犯|被申诉人|申诉人|再审申请人|赔偿请求人"
    r"|复议申请人)"
)
_INTRODUCED = re.compile(rf"(?:^|[诉与、，]|指控)(?P<role>{_ACCUSED_ROLE})(?P<names>[\u4e00-\u9fa5·×])")
_MASKED_NAME = re.compile(r"[\u4e00-\u9fa5]{1,2}(?:某{1,2}|[×xX]{1,2})[甲乙丙丁]?")
_NAME_END = re.compile(r"[、，。（(]|犯|等|诉|与|因|被控|涉嫌|$")
_NARRATED = re.compile(
    r"(?<![\u4e00-\u9fa5])(?P<role>附带民事公益诉讼起诉人|公益诉讼起诉人|被告单位|(?:原审)?被告人|申请执行人|被执行人|申请人|被申请人|原告|被告|第三人)"
    r"(?:(?P<organisation>[\u4e00-\u9fa5]{4,30}(?:公司|银行|中心|检察院|基金会|委员会|局|厂|合作社))(?=[（(](?:以下)?简称)|(?<=被告人)(?=[\u4e00-\u9fa5]{2}))"
)
_NO_PERSON = re.compile(r"的|及其|亲属|家属|辩护|供述|等人|在|于|为|因|对|向|以|将|和|与|之")
_JUDGE = re.compile(
    r"(?:审判长|(?:代理|助理)?审判员|独任审判员|人民陪审员|陪审员|执行长|执行员|院长)[：:]?"
    r"(?P<name>[\u4e00-\u9fa5·]{2,15}?)(?=审判长|代理审判员|助理审判员|审判员|人民陪审员|陪审员|执行员|法官助理|书记员|代书记员|二[〇○ＯO0零０]|本件|附|$|[^\u4e00-\u9fa5·])"
)
_GUIDING_JUDGES = re.compile(r"审判人员[：:]\s*(?P<names>[^）)\n]{2,120})")


def party_of(unit: Unit) -> Party | None:
    """The party that a line of the head names, or ``None`` when the line is about something else."""
    plain = unit.plain
    match = ROLE.match(plain)
    if match is None or BESIDE_PARTY.match(plain):
        return None
    rest = match["rest"]
    if not match["colon"]:
        stop = re.search(r"[，,（(。]", rest)
        name_length = stop.start() if stop else len(rest)
        if (
            not 2 <= name_length <= 40
            or PROCEEDINGS.search(rest[:120])
            and not _PERSON_AFTER.match(rest[name_length:])
        ):
            return None
        if _NARRATES.search(rest[:name_length].partition("：")[0]) or _RUNS_ON.match(rest[name_length:]):
            return None
        if stop and not _DETAIL.search(rest[name_length : name_length + 40]) and len(rest) > name_length + 1:
            return None
    found = _NAME.match(rest)
    if found is None:
        return None
    name = _CUT.sub("", found[0]).strip(" 　、*（(")
    squeezed = "".join(name.split()) if re.search(r"[\u4e00-\u9fa5]", name) else name
    if not 1 < len(squeezed) <= 80 or not match["colon"] and _NOT_NAME.search(squeezed):
        return None
    start = unit.start + (len(unit.text) - len(plain)) + match.start("rest") + rest.index(name[:1])
    return Party(
        squeezed,
        "".join(match["role"].split()),
        start,
        start + len(name),
        _is_person(squeezed, rest[len(found[0]) :]),
    )


def _is_person(name: str, after: str) -> bool | None:
    if _PERSON_AFTER.match(after):
        return True
    if _ORGANISATION.search(name) or "公司" in name:
        return False
    if "·" in name or "某" in name[:4] or re.fullmatch(r"[\u4e00-\u9fa5]{2,4}", name):
        return True
    return None


def introduced(opening: str, text: str, title: str) -> tuple[Party, ...]:
    """Parties that only the first sentence introduces (原审被告人甲、乙犯…一案), as decisions without a list do."""
    sentence = opening.partition("一案")[0][:200] if "一案" in opening[:200] else ""
    offset = text.find(sentence) if sentence else -1
    found: dict[str, Party] = {}
    for match in _INTRODUCED.finditer(sentence):
        for name, at in _listed(sentence, match.start("names"), text + title):
            start = offset + at
            found.setdefault(name, Party(name, match["role"], start, start + len(name), True))
    return tuple(found.values())


def narrated(passage: str, offset: int, text: str, known: frozenset[str] = frozenset()) -> tuple[Party, ...]:
    """Parties that a narrative introduces by a role: 被告单位某公司（以下简称…）, 被告人甲、乙.

    Args:
        passage: The narrative.
        offset: Its place in the text.
        text: The whole text, in which a person's name repeats.
        known: Names that the title tells; others must begin as names of persons do.
    """
    found: dict[str, Party] = {}
    for match in _NARRATED.finditer(passage):
        if match["organisation"]:
            names = [(match["organisation"], match.start("organisation"))]
        else:
            names = list(_listed(passage, match.end(), text))[:8]
        for name, at in names:
            is_person = None if match["organisation"] else True
            is_name = match["organisation"] or name in known or is_personal(name)
            if is_name and name not in found and not _NO_PERSON.search(name):
                start = offset + at
                found[name] = Party(name, match["role"], start, start + len(name), is_person)
    return tuple(found.values())


def accused_in_title(title: str, text: str) -> tuple[Party, ...]:
    """被告人 named only in a title (甲、乙犯盗窃罪刑事决定书), where the paper itself names nobody."""
    if not re.match(r"[\u4e00-\u9fa5·、某]{2,40}?(?:等(?:人)?)?(?:犯|[\u4e00-\u9fa5、]{2,30}罪)", title):
        return ()
    placed = ((name, text.find(name)) for name, _ in _listed(title, 0, text + title))
    return tuple(Party(n, "被告人", at, at + len(n) if at >= 0 else -1, True) for n, at in placed)


def _listed(phrase: str, at: int, whole: str) -> Iterator[tuple[str, int]]:
    """Names joined by 、 from a place on, with their places."""
    while at < len(phrase) and not begins_charge(phrase[at:]):
        name = _name_before_charge(phrase[at : at + 12], whole)
        if not name:
            return
        yield name, at
        at += len(name)
        if phrase[at : at + 1] != "、":
            return
        at += 1


def _name_before_charge(phrase: str, whole: str) -> str:
    """The name that a phrase begins with: it ends at a mark, at a link word or where a known charge begins.

    Without such an end, the longest beginning of two or three characters that repeats as often as the shorter one.
    """
    masked = _MASKED_NAME.match(phrase)
    if masked:
        longer = phrase[: masked.end() + 1]
        rest = phrase[masked.end() :]
        is_longer = len(longer) > masked.end() and not _NAME_END.match(rest) and not begins_charge(rest)
        return (
            longer if is_longer and whole.count(longer) >= max(2, 0.8 * whole.count(masked[0])) else masked[0]
        )
    fits = [(size, phrase[size:]) for size in (2, 3) if len(phrase) >= size]
    ends = [size for size, rest in fits if _NAME_END.match(rest)]
    ends += [size for size, rest in reversed(fits) if begins_charge(rest)]
    if len(phrase) >= 4 and (_NAME_END.match(phrase[4:]) or begins_charge(phrase[4:])):
        ends.append(4)
    if ends:
        return phrase[: ends[0]]
    two, three = phrase[:2], phrase[:3]
    if len(three) == 3 and whole.count(three) >= max(2, 0.8 * whole.count(two)):
        return three
    return two if len(two) == 2 and whole.count(two) > 1 else ""


def split_names(party: Party) -> tuple[Party, ...]:
    """A party whose name lists several persons or bodies (甲、乙) as one party each."""
    names = party.name.split("、")
    if len(names) == 1 or not all(len(name) <= 4 or _ORGANISATION.search(name) for name in names):
        return (party,)
    result = []
    start = party.start
    for name in names:
        result.append(Party(name, party.role, start, start + len(name), _is_person(name, "")))
        start += len(name) + 1
    return tuple(result)


def is_prosecution(party: Party) -> bool:
    """Whether a party of the head is the prosecuting or protesting organ, which is no 当事人 (刑事诉讼法 art. 108)."""
    return "公诉机关" in party.role or "抗诉机关" in party.role


def agents_of(heads: Sequence[Unit]) -> tuple[str, ...]:
    """Names of 代理人 and 辩护人 in the head, each once, in order."""
    names: dict[str, None] = {}
    for unit in heads:
        plain = unit.plain
        if not re.match(r".{0,24}(?:代理人|辩护人)", plain) or PROCEEDINGS.search(plain[:80]):
            continue
        for match in AGENT.finditer(plain):
            piece = re.split(r"[，,。；;：:（(\s]", plain[match.end() :], maxsplit=1)[0]
            for name in piece.split("、"):
                if 2 <= len(name) <= 12 and not name.endswith(("律师", "事务所", "员工", "人")):
                    names.setdefault(name)
    return tuple(names)


def judges_of(closing: str) -> tuple[str, ...]:
    """Names of judges and lay judges in a signature, with blanks inside names removed."""
    names: dict[str, None] = {}
    for line in closing.splitlines():
        squeezed = "".join(line.split())
        for match in _JUDGE.finditer(squeezed):
            names.setdefault(match["name"])
    return tuple(names)


def guiding_judges(text: str) -> tuple[str, ...]:
    """Judges named in the last line of a guiding case (生效裁判审判人员)."""
    match = _GUIDING_JUDGES.search(text)
    return tuple(n for n in re.split(r"[、，,\s]+", match["names"]) if n) if match else ()
