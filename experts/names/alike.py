"""What ties two names, from the names alone."""

from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import Indel

from experts.names.latin import LatinName, parse_latin, same_person, written_as
from experts.names.misprints import misprinted
from experts.names.parts import Name, is_region, parse, places_agree
from experts.names.spelling import is_han
from experts.names.vocabulary import institutions, trades


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties two names."""

    relation: str
    why: str
    """Chinese, for the officer."""
    kind: str
    """``identity`` (one entity), ``branch`` (one legal person) or ``group`` (likely one group, from the names)."""
    lower: str = ""
    """For a group: which side (a, b) depends on the other; empty for neither."""


@lru_cache(maxsize=100_000)
def tie(a: str, b: str) -> Tie | None:
    """The tie of two names; ``None`` where the names say nothing."""
    if is_han(a) and is_han(b):
        return _han(parse(a), parse(b))
    if not is_han(a) and not is_han(b):
        return _latin(parse_latin(a), parse_latin(b))
    han, latin = (a, b) if is_han(a) else (b, a)
    if parse(han).kind == "bare" and written_as(parse(han).key, parse_latin(latin)):
        return Tie("same", "拼音与汉字姓名相符", "identity")
    return None


def alike(a: str, b: str) -> bool:
    """Whether two names are near enough that one code makes them one entity."""
    if is_han(a) and is_han(b):
        left, right = parse(a), parse(b)
        return Indel.normalized_similarity(left.key, right.key) >= 0.5
    return bool(tie(a, b))


def shares_brand(a: str, b: str) -> bool:
    """Whether two names share the whole name or the trade name (a homonym, not merely look alike)."""
    if is_han(a) and is_han(b):
        left, right = parse(a), parse(b)
        if left.key == right.key:
            return True
        return left.brand == right.brand and left.kind != "bare" and right.kind != "bare" and bool(left.brand)
    left_words, right_words = parse_latin(a), parse_latin(b)
    return bool(left_words.brand) and left_words.brand == right_words.brand or tie(a, b) is not None


def _han(a: Name, b: Name) -> Tie | None:
    if a.key == b.key and a.mark == b.mark and _inner_agree(a, b) and "*" not in (a.branch, b.branch):
        if (a.former or a.short) != (b.former or b.short):
            return Tie(
                "former_name" if a.former or b.former else "short_name",
                "名称相同，另注明了其他名称",
                "identity",
            )
        return Tie("same", "名称相同（字形、空格、括号等写法不计）", "identity")
    for left, right in ((a, b), (b, a)):
        for names, relation, why in (
            (left.former, "former_name", "原名"),
            (left.short, "short_name", "简称"),
        ):
            if any((found := _han(parse(name), right)) and found.kind != "group" for name in names):
                return Tie(relation, f"名称中已注明{why}", "identity")
    if a.known or b.known:
        return _well_known(a, b)
    if "product" in (a.kind, b.kind):
        from experts.names.products import product_tie

        return product_tie(a, b)
    if "bare" in (a.kind, b.kind):
        return _bare(a, b)
    return _firms(a, b)


def _well_known(a: Name, b: Name) -> Tie | None:
    if a.known == b.known:
        if a.branch or b.branch:
            return Tie("branch", "同一机构的分支机构或内设部门", "branch")
        return Tie("short_name", "同一机构的全称与常用简称（或曾用名）", "identity")
    for lower, upper, side in ((a, b, "a"), (b, a, "b")):
        if lower.known in _under().get(upper.known, ()):
            return Tie("subsidiary", "已知属同一集团", "group", side)
    if any({a.known, b.known} <= firms for firms in _under().values()):
        return Tie("parent", "已知属同一集团", "group")
    if a.kind == b.kind == "organisation":
        return _holding(a, b) if a.known and b.known else _firms(a, b)
    return None


@cache
def _under() -> dict[str, frozenset[str]]:
    known = institutions().groups
    return {
        parse(group.name).known: frozenset(parse(name).known for name in group.parent_of) for group in known
    }


def _bare(a: Name, b: Name) -> Tie | None:
    """A person's name, or a trade name without anything, beside something else."""
    bare, other = (a, b) if a.kind == "bare" else (b, a)
    if bare.mark and other.stem.startswith(bare.key) and (other.form == "shares" or not other.form):
        return Tie("short_name", "风险警示标识后的证券简称与公司名称相符", "identity")
    if other.kind == "organisation" and len(bare.key) >= 4 and _initials(bare.key, other):
        return Tie("abbreviation", "名称取字缩写相符", "identity")
    return None


def _firms(a: Name, b: Name) -> Tie | None:
    places = places_agree(a.place, b.place)
    offices = a.trade.endswith(tuple(trades().offices)) and a.trade == b.trade
    if not (places or offices and (a.inner or b.inner)) or not _inner_agree(a, b) and not offices:
        return _holding(a, b) if places else None
    if misprinted(a, b):
        return Tie("same", "仅行业或组织形式用语中有一处误字", "identity")
    if a.brand != b.brand and not _unknown_place(a, b):
        return _by_initials(a, b) or _holding(a, b)
    same = _one_trade(a, b)
    if same is None:
        return _holding(a, b)
    if (a.branch or b.branch) and a.branch != b.branch:
        return Tie("branch", "同一机构及其分支机构，或同一机构的两个分支", "branch")
    return same


def _inner_agree(a: Name, b: Name) -> bool:
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
        if not short.form and len(short.stem) >= 4 and _initials(short.stem, long):
            return Tie("abbreviation", "名称取字缩写相符", "identity")
    return None


def _initials(short: str, long: Name) -> bool:
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


def _holding(a: Name, b: Name) -> Tie | None:
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


def _latin(a: LatinName, b: LatinName) -> Tie | None:
    if not a.words or not b.words:
        return None
    if not (a.firm or b.firm):
        return Tie("same", "姓名相同（次序、大小写、连字符不计）", "identity") if same_person(a, b) else None
    if "".join(a.words) == "".join(b.words):
        if not (not a.inner or not b.inner or a.inner == b.inner):
            return None
        if a.branch != b.branch:
            return Tie("branch", "同一机构及其分支机构", "branch")
        if bool(a.form) != bool(b.form):
            return Tie("short_name", "省略了组织形式", "identity")
        return Tie("same", "名称相同（大小写、标点、组织形式缩写不计）", "identity")
    if a.product != b.product:
        product, firm = (a, b) if a.product else (b, a)
        if firm.brand and product.words[: len(firm.brand)] == firm.brand:
            return Tie("manager", "产品名称以该机构字号开头", "group", "a" if a.product else "b")
    elif a.brand and a.brand == b.brand:
        for upper, lower, side in ((a, b, "b"), (b, a, "a")):
            if upper.finance and lower.words[: len(upper.words)] == upper.words:
                return Tie("subsidiary", "名称中含有对方的全名，通常为其子公司", "group", side)
        if a.finance and b.finance:
            return Tie("group_name", "两家金融机构字号相同，可能属同一集团，需核实", "group")
    return None
