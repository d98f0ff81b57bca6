"""What ties two names, from the names alone."""

from functools import cache, lru_cache

from rapidfuzz.distance import Indel

from experts.names.firms import firm_tie, holding, initials, inner_agree
from experts.names.latin import latin_tie, parse_latin, written_as
from experts.names.parts import Name, parse
from experts.names.products import product_tie
from experts.names.spelling import is_han
from experts.names.ties import Tie
from experts.names.vocabulary import institutions


@lru_cache(maxsize=100_000)
def tie(a: str, b: str) -> Tie | None:
    """The tie of two names; ``None`` where the names say nothing."""
    if is_han(a) and is_han(b):
        return _han(parse(a), parse(b))
    if not is_han(a) and not is_han(b):
        return latin_tie(parse_latin(a), parse_latin(b))
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
    if a.key == b.key and a.mark == b.mark and inner_agree(a, b) and "*" not in (a.branch, b.branch):
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
        return product_tie(a, b)
    if "bare" in (a.kind, b.kind):
        return _bare(a, b)
    return firm_tie(a, b)


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
        return holding(a, b) if a.known and b.known else firm_tie(a, b)
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
    if other.kind == "organisation" and len(bare.key) >= 4 and initials(bare.key, other):
        return Tie("abbreviation", "名称取字缩写相符", "identity")
    return None
