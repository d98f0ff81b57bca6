"""Names of people: found after role words and in case titles, then everywhere in the text."""

import re
from collections.abc import Iterator

from corpora.redact.found import Found, Sensitive
from corpora.redact.lexicon import lexicon

_HAN = "\u3400-\u9fff\U00020000-\U000323af"
_HEAD_TAIL = (
    r"(?:[（(][^（）()\n]{1,40}[）)])?"
    r"(?:(?P<colon>[\d一二三四五六七八九十]{0,2}\s{0,3}[:：]\s{0,4})|方?\s{0,4})"
)
_END = re.compile(r"\Z|[\s，,。；;、：:（(）)《》“”\"【】/|\]\[!！?？<>0-9]")
_PARTY_END = re.compile(
    r"[，,、\s]{0,2}(?:[（(][^（）()\n]{0,30}[）)])?[，,、\s]{1,2}"
    r"(?:男|女|汉族|\d{4}年|身份证|公民身份|住|系|律师|职务|董事|总?经理)"
)
_FOREIGN_HAN = f"(?![虽以犯的是在与和及向因将被诉称辩等系其并均])[{_HAN}]"
_DOTTED = re.compile(rf"(?:{_FOREIGN_HAN}){{1,8}}(?:[·•・](?:{_FOREIGN_HAN}){{1,10}}){{1,3}}")
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
    names: dict[str, Sensitive] = {}
    for name, kind in introduced(text):
        if names.get(name, Sensitive.JUDGE) == Sensitive.JUDGE:
            names[name] = kind
    if not names:
        return
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    for match in re.finditer("|".join(re.escape(name) for name in longest_first), text):
        yield Found(names[match[0]], match.start(), match.end(), "person.role")


def introduced(text: str) -> Iterator[tuple[str, Sensitive]]:
    """Names after a role word (``原告张三、李四``, ``负责人：王五``) or at the head of a case title."""
    words = lexicon()
    pattern = re.compile("(?P<role>" + "|".join(map(re.escape, words.roles_longest_first)) + ")" + _HEAD_TAIL)
    for match in pattern.finditer(text):
        kind = Sensitive(words.roles[match["role"]])
        position = match.end()
        while True:
            name = name_at(text, position, strong=match["colon"] is not None)
            if name is None:
                break
            yield name, kind
            position += len(name)
            if text[position : position + 1] != "、":
                break
            position += 1
    for match in _TITLE.finditer(text):
        position = match.start("name")
        while position < match.end() and (name := name_at(text, position, strong=False)):
            yield name, Sensitive.PERSON
            position += len(name) + 1


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


def _is_not_a_name(name: str, given: str) -> bool:
    words = lexicon()
    if given.startswith("某") or name in words.not_names or given in words.not_given:
        return True
    return name.endswith(words.endings)
