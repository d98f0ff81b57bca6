"""What ties two firms, from their names alone."""

from functools import cache

from experts.names.misprints import misprinted
from experts.names.parts import Name
from experts.names.places import is_region, places_agree
from experts.names.ties import Tie
from experts.names.vocabulary import trades


def firm_tie(a: Name, b: Name) -> Tie | None:
    """The tie of two organisations; ``None`` where the names say nothing."""
    places = places_agree(a.place, b.place)
    offices = a.trade.endswith(tuple(trades().offices)) and a.trade == b.trade
    if not (places or offices and (a.inner or b.inner)) or not inner_agree(a, b) and not offices:
        return holding(a, b) if places else None
    if misprinted(a, b):
        return Tie("same", "仅行业或组织形式用语中有一处误字", "identity")
    if a.brand != b.brand and not _unknown_place(a, b):
        return _by_initials(a, b) or holding(a, b)
    same = _one_trade(a, b)
    if same is None:
        return holding(a, b)
    if (a.branch or b.branch) and a.branch != b.branch:
        return Tie("branch", "同一机构及其分支机构，或同一机构的两个分支", "branch")
    return same


def inner_agree(a: Name, b: Name) -> bool:
    """Whether places in brackets may be one, or one of them is left off."""
    return not a.inner or not b.inner or places_agree("".join(a.inner), "".join(b.inner))


def _unknown_place(a: Name, b: Name) -> bool:
    """A place of two or three characters before a trade name of three or more: 汀洲恒顺坳, 恒顺坳."""
    short, long = sorted((a, b), key=lambda name: len(name.brand))
    return (
        len(short.brand) >= 3
        and len(long.brand) - len(short.brand) in (2, 3)
        and long.brand.endswith(short.brand)
        and bool(short.trade)
        and short.trade == long.trade
        and not short.place
    )


def _one_trade(a: Name, b: Name) -> Tie | None:
    """The identity of two firms of one trade name, as far as their trades and forms allow."""
    if a.group != b.group:
        return None
    if a.trade == b.trade:
        return _by_form(a, b)
    if a.trade and b.trade:
        if any(a.trade in group and b.trade in group for group in trades().variants):
            return Tie("former_name", "字号相同，行业表述为同一业务的新旧或繁简写法", "identity")
        if common := _expanded(a.trade) & _expanded(b.trade):
            office = any(trade in trades().offices for trade in common)
            return Tie("short_name" if office else "abbreviation", "行业用语的通行缩写", "identity")
    for short, long in ((a, b), (b, a)):
        if short.trade == "股份" and long.form == "shares" and not short.form:
            return Tie("short_name", "“××股份”与股份有限公司的字号相同", "identity")
        if not short.trade and short.form == "company" and long.form:
            return Tie("short_name", "只写字号与“公司”，与该公司字号相同", "identity")
        if (
            not short.form
            and short.trade
            and long.trade.startswith(short.trade)
            and short.sector == long.sector
        ):
            return Tie("short_name", "省略了部分行业用语", "identity")
        if not short.form and short.trade and _picked(short.trade, long.trade):
            return Tie("abbreviation", "名称取字缩写相符", "identity")
    return None


def _by_form(a: Name, b: Name) -> Tie:
    forms = {a.form, b.form}
    if forms == {"shares", "limited"}:
        return Tie("former_name", "组织形式由有限责任公司与股份有限公司互变，名称其余部分相同", "identity")
    if a.form != b.form and "" in forms:
        return Tie("short_name", "省略了组织形式", "identity")
    return Tie("same", "名称相同（地名、组织形式的写法不计）", "identity")


@cache
def _expanded(trade: str) -> frozenset[str]:
    short = trades().short
    out = {trade, short.get(trade, trade)}
    for word, full in short.items():
        if trade.endswith(word) and not trade.endswith(full):
            out.add(trade[: -len(word)] + full)
        if trade.startswith(word) and not trade.startswith(full):
            out.add(full + trade[len(word) :])
    return frozenset(out)


def _by_initials(a: Name, b: Name) -> Tie | None:
    for short, long in ((a, b), (b, a)):
        if not short.form and len(short.stem) >= 4 and initials(short.stem, long):
            return Tie("abbreviation", "名称取字缩写相符", "identity")
    return None


def initials(short: str, long: Name) -> bool:
    """Whether a short name is the beginning of a long one and characters picked from the rest of it."""
    stem = long.stem
    return any(
        short[:size] == stem[:size] and _picked(short[size:], stem[size:])
        for size in range(2, min(len(short) - 1, len(long.brand) + 1))
    )


def _picked(short: str, trade: str) -> bool:
    """Whether two to four characters are picked from a trade in their order, its first among them: 建投, 农商行.

    A word that means a trade of its own (证券, 建材) is no abbreviation of a longer one.
    """
    known = trades()
    if not 2 <= len(short) <= 4 or len(trade) <= len(short) or short[0] != trade[0]:
        return False
    if short in known.words and short not in known.short:
        return False
    rest = iter(trade)
    return all(char in rest for char in short)


def holding(a: Name, b: Name) -> Tie | None:
    """Firms of one trade name that likely stand in one group."""
    if not places_agree(a.place, b.place):
        return None
    for upper, lower, side in ((a, b, "b"), (b, a, "a")):
        if _holds(upper, lower):
            return Tie("subsidiary", "名称中含有对方的字号与行业，通常为其子公司", "group", side)
        if a.brand == b.brand and upper.group and (upper.trade in ("", lower.trade)) and not lower.group:
            return Tie("subsidiary", "集团与同字号企业", "group", side)
        village = lower.trade == "村镇银行" and lower.brand.endswith(upper.brand)
        if village and upper.sector == "银行" and upper.trade != lower.trade:
            return Tie("subsidiary", "村镇银行名称中含有该银行字号，通常为其发起设立", "group", side)
        if a.brand == b.brand and upper.trade.endswith("控股") and not lower.trade.endswith("控股"):
            return Tie("subsidiary", "控股公司与同字号企业", "group", side)
    both = a.brand == b.brand and a.sector and b.sector and a.trade != b.trade and not is_region(a.brand)
    if both and (a.sector != b.sector or a.sector == "保险"):
        heads = trades().heads
        below = "" if a.sector in heads and b.sector in heads else "b" if a.sector in heads else "a"
        return Tie("group_name", "两家持牌金融机构字号相同，可能属同一集团，需核实", "group", below)
    return None


def _holds(upper: Name, lower: Name) -> bool:
    """Whether a firm's name holds another's trade name and trade: 岭柏证券 in 上海岭柏证券创新投资."""
    if not upper.trade or not lower.form or len(upper.stem) >= len(lower.stem):
        return False
    at = lower.stem.find(upper.stem)
    return at == 0 or (bool(upper.sector) and at in (2, 3))
