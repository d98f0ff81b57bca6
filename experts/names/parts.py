"""What a Chinese name is made of."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from experts.names.places import bare_place, split, take_place
from experts.names.spelling import canonical
from experts.names.vocabulary import any_of, institutions, spelling, trades

_TOLD = re.compile(
    r"\((?:原名称?|曾用名|原|前称|前身为?|(?P<short>以下简称|下称|简称|又称|别名|又名|别称))(.{2,30}?)\)"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_MARK = re.compile(r"^(?:\*?st|s\*?st|\*|xd|xr|dr|n|c|退市)(?=[\u3400-\u9fff])")
_FIRM_END = re.compile(r"(?<!分)(?<!支)公司")
_DEPARTMENT = re.compile(r"[部处室组科站店院]$|中心$|工作室$")
PERSON = 4
"""Most characters of a Chinese personal name without dots."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: 示省澄江市岚桥期货有限责任公司潮汀路营业部."""

    raw: str
    key: str
    """The whole in one spelling, without brackets."""
    kind: str
    """``organisation``, ``product`` or ``bare`` (a person, or a trade name without anything)."""
    place: str = ""
    """示省澄江市; empty where none is named before the trade name."""
    brand: str = ""
    """The trade name (字号): 岚桥."""
    trade: str = ""
    """期货; empty for none."""
    form: str = ""
    """Kind of the legal form (``shares``, ``limited``, ``company`` …); empty where it is left off."""
    group: bool = False
    """Whether 集团 stands in the form."""
    branch: str = ""
    """潮汀路营业部; ``*`` for an office marked by a place in brackets."""
    mark: str = ""
    """Warning mark of the exchange before a listed short name: *st."""
    inner: tuple[str, ...] = ()
    """Places and other words in brackets: 上海."""
    former: tuple[str, ...] = ()
    """Former names told in the name itself."""
    short: tuple[str, ...] = ()
    """Short names told in the name itself."""
    known: str = ""
    """The registered name of a well-known institution that this is a name of."""

    @property
    def stem(self) -> str:
        """Trade name and trade: 岚桥期货."""
        return self.brand + self.trade

    @property
    def sector(self) -> str:
        """The licensed sector; empty for none."""
        return trades().sector(self.trade)


@cache
def _known() -> dict[str, str]:
    return {
        _BRACKETS.sub("", canonical(name)): _BRACKETS.sub("", canonical(names[0]))
        for names in institutions().institutions
        for name in names
    }


@lru_cache(maxsize=20_000)
def parse(raw: str) -> Name:
    """Take a name apart; never fails, whatever the text."""
    text = canonical(raw)
    told: dict[bool, list[str]] = {True: [], False: []}
    for match in _TOLD.finditer(text):
        told[bool(match["short"])].append(match[2])
    text = _TOLD.sub("", text)
    inner = tuple(b for b in _BRACKETS.findall(text) if b and "合伙" not in b and b not in ("示例", "集团"))
    key = _BRACKETS.sub(lambda m: "集团" if m[1] == "集团" else "", text)
    mark = found[0] if (found := _MARK.match(key)) else ""
    key = key[len(mark) :]
    base = Name(raw, key, "bare", inner=inner, mark=mark, former=tuple(told[False]), short=tuple(told[True]))
    if product := _product(base, text):
        return product
    body, branch = _branch(key)
    if known := _known().get(body, ""):
        return replace(_organisation(base, known, branch), known=known, key=key)
    return _organisation(base, body, branch) if branch or _is_organisation(body) else _person(base)


def _person(base: Name) -> Name:
    titles = re.compile(f"(.{{2,}}?)(?:{any_of(spelling().titles)})$")
    match = titles.match(base.key)
    key = match[1] if match and len(base.key) > 2 else base.key
    before = re.match(f"(?:{any_of(spelling().roles)})(.{{2,4}})$", key)
    key = before[1] if before else key
    return replace(base, key=key, brand=key)


def _product(base: Name, text: str) -> Name | None:
    known = trades()
    ends = any_of(known.products)
    stem = ""
    if match := re.match(f"(.{{2,}}?)(?:{any_of(known.products_partnership)})$", base.key):
        stem = match[1]
    elif (match := re.search(rf"(?:{ends})(?:第?\d+期|\w?类|\w?份额)?$", base.key)) and match.start() >= 2:
        stem = base.key[: match.start()]
        if (
            not re.search(r"[0-9a-z]|[号期型]|计划", base.key)
            and known.sector(match.group())
            and len(stem) < 4
        ):
            return None
    if not stem or text.endswith("公司"):
        return None
    core = re.sub(r"\d+(?:号|期|只|系列)?", "", stem)
    styles = re.compile(f"(?:{any_of(w.lower() for w in known.styles)})+$")
    while (cut := styles.sub("", core)) != core and len(cut) >= 2:
        core = cut
    return replace(base, kind="product", brand=core, trade=base.key[len(stem) :], key=base.key)


def _is_organisation(body: str) -> bool:
    known = trades()
    if known.form_pattern.search(body):
        return True
    _, trade = split(body)
    if trade and len(body) > PERSON:
        return True
    return bool(trade) and (bool(known.sector(trade)) or trade in known.short or len(trade) > 2)


def _branch(key: str) -> tuple[str, str]:
    """The firm and its branch; the branch is empty for a whole firm."""
    known = trades()
    ends_branch = re.search(f"(?:{any_of(known.branches)})$", key)
    ends_part = ends_branch or _DEPARTMENT.search(key)
    if not ends_part:
        return key, ""
    if firm := list(_FIRM_END.finditer(key)):
        at = firm[-1].end()
        return (key[:at], key[at:]) if at < len(key) else (key, "")
    if office := re.search(any_of(known.offices), key):
        return (key[: office.end()], key[office.end() :])
    if ends_branch:
        prefixes = [n for n in _known() if key.startswith(n) and len(n) < len(key)]
        if prefixes:
            at = max(map(len, prefixes))
            return key[:at], key[at:]
        for words in ((*known.sectors, *known.short), known.trades):
            match = re.compile(f"..(?:{any_of(w for w in words if len(w) > 1)})").search(key, 0)
            if match and match.end() <= ends_branch.start():
                return key[: match.end()], key[match.end() :]
    return key, ""


def _organisation(base: Name, body: str, branch: str) -> Name:
    known = trades()
    rest, form, group = body, "", False
    while match := known.form_pattern.search(rest):
        kind = known.form_kinds[match.group()]
        if not rest[: match.start()]:
            break
        group = group or kind == "group"
        form = form or ("" if kind == "group" else kind)
        rest = rest[: match.start()]
    place, stem = take_place(rest)
    brand, trade = split(stem)
    if not brand:
        brand, place = bare_place(place) or stem, ""
        trade = trade if brand != stem else ""
    if trade.endswith(tuple(known.offices)) and base.inner and not branch:
        branch = "*"
    return replace(
        base,
        key=body + branch.strip("*"),
        kind="organisation",
        place=place,
        brand=brand,
        trade=trade,
        form=form,
        group=group,
        branch=branch,
    )


def is_branch(name: str) -> bool:
    """Whether a name ends as those of branches do, its firm named or not."""
    return re.search(f"(?:{any_of(trades().branches)})$", canonical(name)) is not None
