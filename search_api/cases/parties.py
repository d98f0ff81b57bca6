"""Kinds of parties by side, without a name: what may be told of a case to anyone."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from corpora.model import Document, Party
from corpora.redact.organisations import is_organisation, words

Side = Literal["claiming", "answering", "third"]
SIDE_LABELS: dict[Side, str] = {"claiming": "提出请求一方", "answering": "相对方", "third": "第三人"}
PERSON = "自然人"
_ANSWERING = ("被告", "被申请", "被上诉", "被投诉", "被执行", "被申诉", "被处罚")
_CLAIMING = ("原告", "申请", "上诉", "投诉", "申诉", "当事人", "起诉")


def side_of(party: Party) -> Side | None:
    """Which side a party is on by its role words; ``None`` for roles that are on none."""
    role = party.role
    if role.startswith("第三人"):
        return "third"
    if role.startswith(_ANSWERING):
        return "answering"
    return "claiming" if role.startswith(_CLAIMING) else None


def kind_of(party: Party) -> str:
    """自然人, or the kind of organisation: 证券公司, 银行, 公司 …"""
    if party.is_person or (party.is_person is None and not is_organisation(party.name)):
        return PERSON
    return words().category(party.name)


def kinds_by_side(parties: Iterable[Party]) -> dict[Side, dict[str, int]]:
    """How many of which kind stand on each side, in the order of mention."""
    found: dict[Side, Counter[str]] = {}
    for party in dict.fromkeys(parties):
        side = side_of(party)
        if side is not None:
            found.setdefault(side, Counter())[kind_of(party)] += 1
    return {side: dict(found[side]) for side in SIDE_LABELS if side in found}


def told(kinds: dict[str, int]) -> str:
    """Kinds in one Chinese phrase: 自然人2人、证券公司1家."""
    return "、".join(f"{kind}{count}{'人' if kind == PERSON else '家'}" for kind, count in kinds.items())


def party_line(document: Document) -> str:
    """Both sides in one Chinese line; empty when no party is known."""
    return "；".join(
        f"{SIDE_LABELS[side]}：{told(kinds)}" for side, kinds in kinds_by_side(document.parties).items()
    )
