"""Two names and the facts: whether the officer must be told."""

from dataclasses import dataclass

from experts.names.alike import alike, shares_brand, tie
from experts.names.attributes import Agreement, agreement
from experts.names.facts import Facts
from experts.names.paths import Step, Web
from experts.names.ties import Tie

RELATIONS = ("same", "former_name", "short_name", "abbreviation", "branch", "parent", "subsidiary", "controller",
             "manager", "group_name", "homonym", "different")  # fmt: skip
"""What a comparison may find; the last two are no conflict."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What ties two names, as far as the names and the facts tell."""

    possible_conflict: bool
    relation: str
    """One of ``RELATIONS``. ``parent``: b stands above a, or both under one; ``subsidiary``: b stands under a."""
    why: str
    """The reason, in Chinese, for the officer."""


def compare(a: str, b: str, facts: Facts | None = None) -> Comparison:
    """Whether two names may stand for one party, or for parties that speak for recusal of one another.

    A wrong "no" is worse than a wrong "possible": what the names suggest (a subsidiary, one trade name in two licensed
    trades) is told unless facts speak against it. A shared trade name in another trade is not told.

    Args:
        a: A name as written: a person, firm, branch, association or product.
        b: The other.
        facts: Former and short names, owners and managers by their names; attributes of the two sides.
    """
    facts = facts or Facts()
    said = agreement(facts.a, facts.b)
    web = Web([a, b], facts.relations)
    path = web.path(a, b)
    if said.certain or (said.agree and alike(a, b)):
        if path and path[-1].relation != "same" and web.relation(path) != "same":
            return _told(web, path)
        return Comparison(True, "same", f"{_codes(said)}一致，为同一主体")
    if path and not (web.is_identity(path) and _two(said, by_fact=any(s.by_fact for s in path))):
        return _told(web, path)
    guess = tie(a, b)
    if guess and guess.kind == "group" and not _others_own(web, guess, a, b):
        return Comparison(True, _direction(guess), guess.why)
    shared = bool(guess) or shares_brand(a, b) or bool(path)
    why = f"{_codes(said)}不同，为两个主体" if said.differ or said.elsewhere else "仅部分文字相同或相近" if not shared else (
        "字号或名称相同，但无关联依据"
    )  # fmt: skip
    return Comparison(False, "homonym" if shared else "different", why)


def _told(web: Web, path: list[Step]) -> Comparison:
    return Comparison(True, web.relation(path), "；".join(dict.fromkeys(step.why for step in path)))


def _two(said: Agreement, *, by_fact: bool) -> bool:
    return bool(said.differ) or bool(said.elsewhere) and not by_fact


def _direction(guess: Tie) -> str:
    if guess.relation != "subsidiary":
        return guess.relation
    return "subsidiary" if guess.lower == "b" else "parent"


def _others_own(web: Web, guess: Tie, a: str, b: str) -> bool:
    """Whether facts name owners or managers elsewhere, so that what the names suggest does not hold."""
    left, right = web.owners(a), web.owners(b)
    if guess.lower in ("a", "b"):
        return bool(left if guess.lower == "a" else right)
    return bool(left and right)


_LABELS = {
    "id_tail": "证件尾号", "id_number": "证件号", "birth": "出生日期", "licence": "执业或登记编号", "passport_tail": "护照尾号",
    "credit_code_tail": "统一社会信用代码尾号", "credit_code": "统一社会信用代码", "registration_no": "登记编号",
    "seat": "住所地", "stock_code": "证券代码", "fund_code": "基金代码",
}  # fmt: skip


def _codes(said: Agreement) -> str:
    names = said.agree or (*said.differ, *said.elsewhere)
    return "、".join(_LABELS.get(name, name) for name in names)
