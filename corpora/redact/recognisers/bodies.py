"""Companies, banks and other bodies: full names, names they are given for short, and forms of both."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from corpora.redact.found import Found, Sensitive
from corpora.redact.lexicon import lexicon
from corpora.redact.organisations import take_apart, words
from corpora.text.dictionary import dictionary
from corpora.vocab.courts import courts

_HAN = "\u3400-\u9fff"
_IN_NAME = f"[{_HAN}A-Za-z0-9·（）()×Ｘｘ*]"
_BORDER = "，。；：、！？\\s（(《》“”\"'）)与和及向由被对将在是经请为从让跟给到称因自把系即按依就以而且或"
_NAMED_SHORT = re.compile(
    r"[（(](?:原名?[^，。；（）()]{2,30}[，；])?(?:以下|下文|下)?(?:均|统)?(?:简称|称)(?:为|作)?[：:“\"\s]{0,2}(?P<short>[\u3400-\u9fffA-Za-z0-9]{2,14}?)[”\"]?[）)，,；;]"
)
_FORMER = re.compile(rf"[（(](?:原名?|曾用名|现名?|前身)[为系是：:]?(?P<name>[{_HAN}]{{4,30}})[）)，；]")
_SHORT = re.compile(
    rf"(?P<core>[{_HAN}]{{2,8}})(?P<form>公司|集团|银行)(?![{_HAN}]{{0,8}}(?:法院|管理局|监管))"
)
_STATE = re.compile("律师事务所|法律服务所|法院|检察院|人民政府|公安")
_OF_A_BODY = re.compile("(?:公司|厂|行|部|院|社|所|中心|集团|基金会|农场|协会|商会|学校|大学|管理局)$")
_LEADING = f"(?:{'|'.join(words().before)})?"
_LAW = re.compile(
    "律师事务所|法律服务所|法院|高院|中院|检察院|公安|监狱|政府|管理局|监督|监管|委员会(?<!工会委员会)|仲裁|调解|登记"
)


_LONGEST_CORE = 5


def bodies(text: str) -> Iterator[Found]:
    """Every place of every name that the text shows to be of a body; ``role`` is the full name of a short one."""
    names = named_bodies(text)
    if not names:
        return
    longest = sorted(names, key=lambda name: (-len(name), name))
    branch = rf"(?:[{_HAN}]{{2,6}}?(?:经营部|分公司|营业部|办事处|支行))?"
    for match in re.finditer(f"(?P<name>{'|'.join(map(re.escape, longest))}){branch}", text):
        full, rule = names[match["name"]]
        yield Found(Sensitive.ORGANISATION, match.start(), match.end(), rule, full)


@lru_cache(maxsize=8)
def named_bodies(text: str) -> dict[str, tuple[str, str]]:
    """Name to the full name that it stands for and the rule that found it; not to be changed."""
    full: dict[str, str] = {}
    for match in _party().finditer(text):
        full.setdefault(match["name"], "organisation.party")
    for match in _full().finditer(text):
        full.setdefault(_clean(match["name"]), "organisation.form")
    for match in _FORMER.finditer(text):
        if _ends().search(match["name"]):
            full.setdefault(match["name"], "organisation.former")
    full = {name: rule for name, rule in full.items() if _believed(name, rule)}
    out = {name: (name, rule) for name, rule in full.items()}
    for match in _NAMED_SHORT.finditer(text):
        short, name = match["short"], _before(text, match.start(), full)
        if name is None and (run := _run_before(text, match.start())):
            name = run
            out.setdefault(run, (run, "organisation.short"))
        own = _OF_A_BODY.search(short) and not _LAW.search(short) and short not in words().generic
        if name is None and own:
            name = short
        if name and short not in lexicon().not_names:
            out.setdefault(short, (name, "organisation.short"))
    for name in list(full):
        part = take_apart(name)
        spoken = (part.core + noun for noun in words().nouns) if len(part.core) <= _LONGEST_CORE else ()
        for form in (part.base, part.short, *spoken):
            if len(form) > 3 and form in text and form not in words().generic:
                out.setdefault(form, (name, "organisation.derived"))
        if _stands_alone(part.core, text, out):
            out.setdefault(part.core, (name, "organisation.derived"))
    for match in _SHORT.finditer(text):
        if (short := _own_core(match["core"])) and short + match["form"] not in out:
            whole = short + match["form"]
            owner = next((name for name in full if _within(short, name)), "")
            if owner or (match["form"] == "公司" and text.count(whole) > 1):
                out[whole] = (owner or whole, "organisation.core")
    out = {name: of for name, of in out.items() if "某" not in name + of[0]}  # masked already
    weak = {name for name, (_, rule) in out.items() if rule in ("organisation.form", "organisation.core")}
    strong = [name for name in out if name not in weak]
    return {
        n: o for n, o in out.items() if n not in weak or not any(n != s and n.endswith(s) for s in strong)
    }


def _stands_alone(core: str, text: str, known: dict[str, tuple[str, str]]) -> bool:
    """Whether the distinctive part of a name is used without more (琥珀湾主张), and can be nothing else."""
    if not 2 <= len(core) <= _LONGEST_CORE or re.search(rf"{core}[省市区县州镇乡路]", text):
        return False
    forms = [name for name in known if core in name]
    rest = re.sub("|".join(map(re.escape, sorted(forms, key=len, reverse=True))), "", text) if forms else text
    return core in rest and not dictionary()(core)


def _believed(name: str, rule: str) -> bool:
    if len(name) < 4 or "某" in name or name in words().generic or name.startswith("中华人民共和国"):
        return False
    return not (_STATE if rule == "organisation.party" else _LAW).search(name)


def _clean(name: str) -> str:
    """A name without the role words and borders that a sentence puts before it."""
    return _front().sub("", name)


def _before(text: str, end: int, full: dict[str, str]) -> str | None:
    """The known full name that ends where the bracket with the short name opens."""
    begin = max(0, end - 60)
    held = [name for name in full if text.endswith(name, begin, end)]
    return max(held, key=len) if held else None


def _run_before(text: str, end: int) -> str | None:
    """A name of a body that reaches from the last border to a bracket with its short name."""
    run = re.split(f"[{_BORDER}]", text[max(0, end - 40) : end])[-1]
    run = _clean(run)
    return run if _ends().search(run) and _believed(run, "organisation.short") else None


def _own_core(core: str) -> str:
    """What of the characters before 公司 is a name: after the last border, not a word of the trade alone."""
    core = re.split(f"[{_BORDER}的该本其各两我贵此原告人者了有等用]", core)[-1]
    core = re.sub(f"^{_LEADING}", "", core)
    rest = core
    for word in sorted((*words().business, *words().generic), key=len, reverse=True):
        rest = rest.replace(word, "")
    return core if len(rest) >= 2 and 2 <= len(core) <= 6 else ""


def _within(short: str, full: str) -> bool:
    """Whether the characters of a short name stand in a full name in their order."""
    at = iter(full)
    return all(char in at for char in short)


@cache
def _ends() -> re.Pattern[str]:
    known = words()
    ends = sorted({*known.forms, *known.branches, *known.ends}, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, ends))})\Z")


@cache
def _front() -> re.Pattern[str]:
    roles = "|".join(map(re.escape, lexicon().roles_longest_first))
    return re.compile(rf"^(?:{_LEADING}(?:{roles}|以下简称|并未发包给|[{_BORDER}])+)+")


@cache
def _party() -> re.Pattern[str]:
    """A name that stands alone after a role and a colon, or is set out by 住所地."""
    roles = "|".join(map(re.escape, lexicon().roles_longest_first))
    ends = _ends().pattern.removesuffix(r"\Z")
    return re.compile(
        rf"(?:{roles})(?:[（(][^（）()\n]{{1,40}}[）)])?\s{{0,3}}[:：]\s{{0,3}}(?P<name>{_IN_NAME}{{2,40}}?{ends}(?:{_IN_NAME}{{0,14}}?{ends}){{0,2}})"
        r"(?=[，,。；;\s（(、]|\Z)"
    )


@cache
def _full() -> re.Pattern[str]:
    """A legal form, or an end of a name that begins with a region, after a border."""
    known = words()
    regions = courts().regions()
    places = {p for r in regions for p in (r.full, r.name, *r.cities)} | {"中国", "中华", "全国"}
    place = "|".join(sorted(map(re.escape, places), key=len, reverse=True))
    ends = "|".join(
        map(re.escape, sorted({*known.branches, *known.ends, "公司", "厂"}, key=len, reverse=True))
    )
    char = f"(?![的不其也这该两了所与于在将被就把向及]|对(?!外)|主张|认为)[{_HAN}×Ｘｘ*]"
    return re.compile(
        rf"(?:^|(?<=[{_BORDER}原])){_LEADING}(?!告|人|申请人|上诉人)(?P<name>(?:{char}){{2,20}}?(?:[（(][{_HAN}]{{2,6}}[）)](?:{char}){{0,14}}?)?"
        rf"(?:有限责任公司|股份有限公司|有限公司|集团公司|总公司|合伙企业)(?:(?:{char}){{2,14}}?(?:{'|'.join(known.branches)}))?"
        rf"|(?:{place})(?:{char}){{2,18}}?(?:{ends}))(?![{_HAN}]{{0,2}}(?:法院|检察))",
        re.M,
    )
