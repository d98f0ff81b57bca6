"""Names of people: found after role words and in case titles, then everywhere in the text."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from os.path import commonprefix

from corpora.redact.found import Found, Sensitive
from corpora.redact.lexicon import lexicon
from corpora.redact.recognisers.aliases import familiar_names, other_names, spaced

_HAN = "\u3400-\u9fff\U00020000-\U000323af"
_HEAD_TAIL = (
    r"(?:[（(][^（）()\n]{1,40}[）)])?"
    r"(?:(?P<colon>[\d一二三四五六七八九十]{0,2}\s{0,3}[:：]\s{0,4})|(?P<side>方?)\s{0,4})"
)
_END = re.compile(r"\Z|[\s，,。；;、：:（(）)《》“”\"【】/|\]\[!！?？<>0-9]")
_PARTY_END = re.compile(
    r"[，,、\s]{0,2}(?:[（(][^（）()\n]{0,30}[）)])?[，,、\s]{1,2}"
    r"(?:男|女|汉族|\d{4}年|身份证|公民身份|住|系|律师|职务|董事|总?经理)"
)
_FOREIGN_HAN = f"(?![虽以犯的是在与和及向因将被诉称辩等系其并均])[{_HAN}]"
_DOTTED = re.compile(rf"(?:{_FOREIGN_HAN}){{1,8}}(?:[·•・](?:{_FOREIGN_HAN}){{1,10}}){{1,3}}")
_HAN_NAME = re.compile(f"[{_HAN}]{{2,4}}")
_APART = re.compile(rf"[{_HAN}](?:[ \u3000]{{1,3}}[{_HAN}]){{1,2}}(?=[，,。；;\s]|\Z)")
"""A name as tables space it."""
_ALONE = re.compile(rf"[{_HAN}]{{2,4}}(?=[，,。；;、（(]|[ \t\u3000]*(?:\n|\Z))")
"""A name of any surname, where a colon after an office leaves nothing else to stand."""
_SEXED = re.compile(rf"[{_HAN}]{{2,8}}(?=[，,]\s?[男女][，,。])")
"""A name of any kind before its bearer's sex."""
_AND = re.compile(r"(?:[（(][^（）()\n]{1,12}[）)])?、")
_OFFICES = frozenset({Sensitive.AGENT, Sensitive.MEDIATOR, Sensitive.JUDGE})
_HEADS = frozenset({"法定代表人", "负责人", "法定代理人", "姓名"})
_GIVEN_TAIL = frozenset("国明华军平英芳丽强伟杰红文生林峰刚辉勇建春东海玲梅兰香云霞燕萍娟静敏超龙波涛亮鹏飞")
"""Characters that end given names so often that a longer name is believed even when it stands there once."""
_LATIN = re.compile(r"[A-Z][A-Za-z'\-]{1,20}(?: [A-Z][A-Za-z'.\-]{0,20}){1,3}")
_LATIN_FIRM = re.compile(
    r"\b(?:Co|Corp|Corporation|Company|Inc|Ltd|Limited|LLC|LLP|Bank|Group|GmbH|Holdings)\b"
)
_TITLE = re.compile(
    rf"^#*[ \t\u3000]*(?P<name>[{_HAN}]{{2,4}})(?:、[{_HAN}]{{2,4}}){{0,3}}等?(?:[\d一二三四五六七八九十百]+人)?"
    r"[诉与](?=[^\n]{2,60}(?:纠纷|案))",
    re.M,
)


def people(text: str) -> Iterator[Found]:
    """Every place of every name that some role word or title introduces, under the kind of that role."""
    names, same = named(text)
    if not names:
        return
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    for match in re.finditer("|".join(re.escape(name) for name in longest_first), text):
        yield Found(names[match[0]], match.start(), match.end(), "person.role")
    for start, end, name in familiar_names(text, [name for name in names if name not in same]):
        yield Found(names[name], start, end, "person.familiar")


def same_person(text: str) -> dict[str, str]:
    """Other names of people (曾用名, 以下简称, 老李) to the name under which they are introduced."""
    names, same = named(text)
    found = {
        text[start:end]: name
        for start, end, name in familiar_names(text, [n for n in names if n not in same])
    }
    return found | same


@lru_cache(maxsize=8)
def named(text: str) -> tuple[dict[str, Sensitive], dict[str, str]]:
    """Names with the kind of their role, and other names to the names they stand for; not to be changed."""
    names: dict[str, Sensitive] = {}
    same: dict[str, str] = {}
    times: Counter[str] = Counter()
    sure: set[str] = set()
    for name, end, kind in introduced(text):
        times[name] += 1
        if _PARTY_END.match(text, end):
            sure.add(name)
        if names.get(name, Sensitive.JUDGE) == Sensitive.JUDGE:
            names[name] = kind
        for other in other_names(text, end, name):
            same.setdefault(other, name)
    for name in list(names):
        if any(
            len(s) == len(name) + 1 and s.startswith(name) and text.count(s) == text.count(name) for s in sure
        ):
            del names[name]  # 李成 of 李成和: nowhere without what follows
        elif name not in sure and (shorter := _runs_on(name, times)):
            names.setdefault(shorter, names[name])
            del names[name]
    same = {other: name for other, name in same.items() if other not in names and name in names}
    for other, name in same.items():
        names[other] = names[name]
    for name in [name for name in names if _HAN_NAME.fullmatch(name) and name not in same]:
        for match in spaced(name).finditer(text):
            if match[0] != name:
                names[match[0]] = names[name]
                same[match[0]] = name
    return names, same


def _runs_on(name: str, times: "Counter[str]") -> str:
    """The name without the words of the sentence that follow it, where the other places show where it ends."""
    first, dot, _ = name.partition("·")
    if dot:
        alike = [other for other in times if other.startswith(f"{first}·") and other != name]
        shared = commonprefix([name, *alike]) if alike else name
        return shared if len(shared) > len(first) + 1 and shared != name else ""
    shorter = name[:-1]
    doubt = times[shorter] >= 1 if name[-1] in lexicon().function else times[name] == 1 < times[shorter]
    return shorter if doubt and name[-1] not in _GIVEN_TAIL else ""


def introduced(text: str) -> Iterator[tuple[str, int, Sensitive]]:
    """Names with their ends, after a role word (``原告张三、李四``) or at the head of a case title."""
    words = lexicon()
    pattern = re.compile("(?P<role>" + "|".join(map(re.escape, words.roles_longest_first)) + ")" + _HEAD_TAIL)
    for match in pattern.finditer(text):
        kind = Sensitive(words.roles[match["role"]])
        position = match.end()
        if match["side"] and name_at(text, match.start("side"), strong=False):
            position = match.start("side")  # 方 is the surname, not the side
        stated = match["colon"] is not None and (kind in _OFFICES or match["role"] in _HEADS)
        while True:
            name = name_at(text, position, strong=match["colon"] is not None)
            if sexed := _SEXED.match(text, position):
                name = sexed[0]
            elif name is None and stated and (alone := _ALONE.match(text, position)):
                name = None if _is_not_a_name(alone[0], alone[0][1:]) else alone[0]
            if name is None and match["colon"] is not None and (apart := _APART.match(text, position)):
                name = re.sub(r"[ \u3000]", "", apart[0])
                if name[0] in words.single and not _is_not_a_name(name, name[1:]):
                    yield name, apart.end(), kind
                break
            if name is None:
                break
            position += len(name)
            yield name, position, kind
            if (more := _AND.match(text, position)) is None:
                break
            position = more.end()
    for match in _signature().finditer(text):
        kind = Sensitive(words.roles[re.sub(r"\s", "", match["role"])])
        yield re.sub(r"[ \u3000]", "", match["name"]), match.end("name"), kind
    for match in _TITLE.finditer(text):
        position = match.start("name")
        while position < match.end() and (name := name_at(text, position, strong=False)):
            position += len(name) + 1
            yield name, position - 1, Sensitive.PERSON


def name_at(text: str, position: int, *, strong: bool) -> str | None:
    """The name that begins at a position.

    Args:
        text: The whole text.
        position: Code point at which the name would begin.
        strong: A colon stands before it, so that doubtful surnames (于, 应, 向 …) are believed.
    """
    words = lexicon()
    if foreign := _DOTTED.match(text, position):
        return foreign[0]
    if (foreign := _LATIN.match(text, position)) and not _LATIN_FIRM.search(foreign[0]):
        return foreign[0]
    compound = text[position : position + 2] in words.compound
    surname = text[position : position + (2 if compound else 1)]
    doubtful = not compound and (surname in words.doubtful or surname not in words.single)
    strong = strong and surname in words.single  # an unknown surname counts only where a party is set out
    for length in (2, 1):
        end = position + len(surname) + length
        given = text[position + len(surname) : end]
        name = surname + given
        if len(given) < length or not re.fullmatch(f"[{_HAN}]+", given) or _is_not_a_name(name, given):
            continue
        party = bool(_PARTY_END.match(text, end))
        if doubtful and not (strong or party):
            continue
        if party or _END.match(text, end):
            return name
        if given[-1] not in words.function and words.follows.match(text, end):
            return name
    return None


@cache
def _signature() -> re.Pattern[str]:
    """A line of the closing that holds the role, spaced as it may be, and a name, and nothing else."""
    roles = [role for role, kind in lexicon().roles.items() if kind == Sensitive.JUDGE.value]
    apart = ("[ \\u3000]{0,2}".join(map(re.escape, role)) for role in sorted(roles, key=len, reverse=True))
    return re.compile(
        rf"^[ \t\u3000]*(?P<role>{'|'.join(apart)})[ \t\u3000：:]{{0,8}}"
        rf"(?P<name>[{_HAN}][{_HAN} \u3000]{{0,4}}[{_HAN}](?:·[{_HAN}]{{1,10}}){{0,2}})[ \t\u3000]*$",
        re.M,
    )


def _is_not_a_name(name: str, given: str) -> bool:
    words = lexicon()
    if given.startswith("某") or name in words.not_names or given in words.not_given:
        return True
    return name.endswith(words.endings)
