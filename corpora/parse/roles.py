"""Parties, agents and judges: the head and the signature of a court document."""

import re
from collections.abc import Sequence

from corpora.model import Party
from corpora.parse.cues import AGENT, BESIDE_PARTY, PROCEEDINGS, ROLE
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
_NOT_NAME = re.compile(r"^的|[与和]被告|[与和].{2,30}纠纷|一案|请求|诉称|起诉")
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
