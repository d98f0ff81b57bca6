"""Names in Latin script."""

import re
from dataclasses import dataclass
from functools import lru_cache

from experts.names.spelling import latin_words
from experts.names.ties import Tie
from experts.names.vocabulary import spelling


@dataclass(frozen=True, slots=True)
class LatinName:
    """A name in Latin script taken apart: Ashcombe Bank plc Shanghai Branch."""

    words: tuple[str, ...]
    """The firm's or person's own words, without legal form."""
    form: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    """Words in brackets."""
    branch: tuple[str, ...] = ()

    @property
    def firm(self) -> bool:
        """Whether it is the name of a firm or product and not of a person."""
        known = {*spelling().latin_finance, *spelling().latin_funds, "group", "holdings", "and"}
        return bool(self.form or self.branch or known & set(self.words))

    @property
    def brand(self) -> tuple[str, ...]:
        """The words before the first word of a trade: Larkspur Ridge."""
        generic = {*spelling().latin_finance, *spelling().latin_funds, *spelling().latin_generic}
        size = next((i for i, word in enumerate(self.words) if word in generic), len(self.words))
        return self.words[:size]

    @property
    def finance(self) -> bool:
        """Whether a word of a licensed trade is in it."""
        return bool(set(spelling().latin_finance) & set(self.words))

    @property
    def product(self) -> bool:
        """Whether it is the name of a fund or plan."""
        return bool(self.words) and not self.form and self.words[-1] in spelling().latin_funds


@lru_cache(maxsize=20_000)
def parse_latin(raw: str) -> LatinName:
    """Take a Latin name apart; never fails."""
    inner = tuple(word for text in re.findall(r"[(（]([^()（）]*)[)）]", raw) for word in latin_words(text))
    words = latin_words(re.sub(r"[(（][^()（）]*[)）]", " ", raw))
    forms = set(spelling().latin_forms.values())
    branch: tuple[str, ...] = ()
    if any(" ".join(words).endswith(end) for end in spelling().latin_branches) and len(words) > 2:
        ends = [i for i, word in enumerate(words) if word in forms]
        finance = [i for i, word in enumerate(words) if word in spelling().latin_finance]
        if cut := (ends or finance):
            words, branch = words[: cut[-1] + 1], words[cut[-1] + 1 :]
    form = tuple(word for word in words if word in forms)
    return LatinName(tuple(word for word in words if word not in forms), form, inner, branch)


def same_person(a: LatinName, b: LatinName) -> bool:
    """Whether two personal names have the same words, in whatever order and however joined."""
    if sorted(a.words) == sorted(b.words):
        return True
    left, right = "".join(a.words), "".join(b.words)
    return left == right or left in _turns(b.words)


def written_as(han: str, latin: LatinName) -> bool:
    """Whether the Latin name is the pinyin of the Chinese personal name."""
    if latin.firm or not 2 <= len(han) <= 4:
        return False
    from pypinyin import lazy_pinyin  # its dictionary takes a third of a second to load

    sound = "".join(lazy_pinyin(han)).replace("ü", "v")
    return sound in {"".join(latin.words), *_turns(latin.words)}


def _turns(words: tuple[str, ...]) -> set[str]:
    return {"".join(words[i:] + words[:i]) for i in range(len(words))}


def latin_tie(a: LatinName, b: LatinName) -> Tie | None:
    """The tie of two Latin names; ``None`` where the names say nothing."""
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
