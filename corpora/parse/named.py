"""Parties that the title of an official case names."""

import re

from corpora.model import Party
from corpora.parse.cause import civil_cause
from corpora.parse.titles import after_organisation, bare_title, cause_in_title, charges_in_title

_VERSUS = re.compile(r"^(?P<first>[^诉]{2,60})诉(?!讼)(?P<rest>.{4,100})$")
_GROUP = re.compile(
    r"等(?:[一二三四五六七八九十百\d]+(?:名|家|户|个)?(?:人|被告|原告|公司|单位)).*$|等(?:[一二三四五六七八九十百\d]+(?:名|家|户)?|人)?$"
)
_ROLE = re.compile(
    r"^(?:社区矫正对象|宣告缓刑罪犯|罪犯|被告人|被告单位|犯罪嫌疑人|投资者|股民|客户|消费者|原告|被告|申请人|上诉人|第三人)"
)
_NO_NAME = re.compile(r"督促|监督|治理|纠纷|侵权|诉讼|^对|案$|^(?:一|两|数)|的$")
_JOINED = re.compile(r"、|(?<=[司行局厂院社会心府部校所站])[和及与](?!国)")
"""Between names: 、 anywhere, 和 and 及 only where a name can end (not 住房和城乡建设局)."""


def parties_in_title(title: str) -> tuple[Party, ...]:
    """Parties from 甲诉乙、丙买卖合同纠纷案, 甲与乙执行复议案, 甲申请…案 or 甲、乙诈骗案; without spans."""
    bare = bare_title(title.rpartition("：")[2] if "号：" in title else title)
    cause = civil_cause("", bare) or ""
    act = cause_in_title(bare)
    cause = cause if re.search(r"纠纷|争议|诉讼|之诉", cause) else act or cause
    if match := _VERSUS.match(bare):
        return (*_names(match["first"], "原告"), *_names(_before(match["rest"], cause), "被告"))
    if "申请" in bare[2:] and (named := _applicants(bare)):
        return named
    if cause and (joined := re.match(r"^(?P<first>[^与]{2,60})与(?P<rest>.{2,100})$", bare)):
        sides = (joined["first"], _before(joined["rest"], cause))
        return tuple(party for side in sides for party in _names(side, "当事人"))
    charged = charges_in_title(title, ())
    if charged and (at := bare.find(charged[0].removesuffix("罪"))) > 0:
        return tuple(p for piece in re.split(r"[，,]", bare[:at]) for p in _names(piece, "被告人"))
    return ()


def _before(text: str, cause: str) -> str:
    """The names before a cause; nothing where the cause is not in the text."""
    return text[: text.rfind(cause)] if cause and cause in text else ""


def _applicants(bare: str) -> tuple[Party, ...]:
    """申请人, and the 被申请人 where an organisation follows the word 申请."""
    first, _, rest = bare.partition("申请")
    enforced = rest.startswith("执行") and not rest.startswith(("执行监督", "执行复议"))
    rest = rest.removeprefix("执行") if enforced else rest
    sides = first.split("与")
    tail = after_organisation(rest)
    against = rest[: len(rest) - len(tail)] if tail != rest else ""
    other = sides[1] if len(sides) == 2 else against
    roles = ("申请执行人", "被执行人") if enforced else ("申请人", "被申请人")
    return (*_names(sides[0], roles[0]), *_names(other, roles[1]))


def _names(text: str, role: str) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for piece in _JOINED.split(text):
        name = _GROUP.sub("", _ROLE.sub("", piece))
        if 1 < len(name) <= 40 and not _NO_NAME.search(name):
            found.setdefault(name, Party(name, role))
    return tuple(found.values())
