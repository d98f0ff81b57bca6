"""What names look like, and what stands before and after them."""

import re
from collections import defaultdict
from functools import cache, lru_cache
from os.path import commonprefix

from corpora.redact.lexicon import lexicon
from corpora.vocab.courts import courts

HAN = "\u3400-\u9fff\U00020000-\U000323af"
HAN_NAME = re.compile(f"[{HAN}]{{2,4}}")
END = re.compile(r"\Z|[\s，,。；;、：:（(）)《》“”\"【】/|\]\[!！?？<>0-9]")
PARTY_END = re.compile(
    r"[，,、\s]{0,2}(?:[（(][^（）()\n]{0,30}[）)])?[，,、\s]{1,2}"
    r"(?:男|女|曾用名|又名|别名|化名|绰号|外号|原名|自报|汉族|身份证|公民身份|住|系|律师|职务|董事|总?经理"
    r"|(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?\s?(?:出?生|[，,]\s?(?:住|汉|[^，,]{1,4}族|身份)))"
)
_FOREIGN_HAN = f"(?![虽以犯的是在与和及向因将被诉称辩等系其并均伙])[{HAN}]"
DOTTED = re.compile(rf"(?:{_FOREIGN_HAN}){{1,8}}(?:[·•・](?:{_FOREIGN_HAN}){{1,10}}){{1,3}}")
_LATIN = re.compile(r"[A-Z][A-Za-z'\-]{1,20}(?: [A-Z][A-Za-z'.\-]{0,20}){1,3}")
_LATIN_FIRM = re.compile(
    r"\b(?:Co|Corp|Corporation|Company|Inc|Ltd|Limited|LLC|LLP|Bank|Group|GmbH|Holdings)\b"
)


def name_at(text: str, position: int, *, strong: bool) -> str | None:
    """The name that begins at a position.

    Args:
        text: The whole text.
        position: Code point at which the name would begin.
        strong: A colon stands before it, so that doubtful surnames (于, 应, 向 …) are believed.
    """
    words = lexicon()
    if foreign := dotted_at(text, position):
        return foreign
    if (latin := _LATIN.match(text, position)) and not _LATIN_FIRM.search(latin[0]):
        return latin[0]
    compound = text[position : position + 2] in words.compound
    surname = text[position : position + (2 if compound else 1)]
    doubtful = not compound and (surname in words.doubtful or surname not in words.single)
    strong = strong and surname in words.single  # an unknown surname counts only where a party is set out
    for length in (2, 1):
        end = position + len(surname) + length
        given = text[position + len(surname) : end]
        name = surname + given
        if len(given) < length or not re.fullmatch(f"[{HAN}]+", given) or is_not_a_name(name, given):
            continue
        if _place_in_brackets().match(text, end):
            return None  # 衣念（上海）时装公司
        party = bool(PARTY_END.match(text, end))
        if doubtful and not (strong or party):
            continue
        if party or END.match(text, end):
            return name
        if given[-1] not in words.function and words.follows.match(text, end):
            word = words.follows.match(text, end - 1) if length == 2 else None
            return name[:-1] if word and len(word[0]) > 1 else name  # 贺超, not 贺超诈, before 诈骗
    return None


def dotted_at(text: str, position: int) -> str | None:
    """The name of several parts at a position, up to where the other places of it in the text show that it ends."""
    match = DOTTED.match(text, position)
    return None if match is None else _dotted_names(text).get(match[0], match[0])


@lru_cache(maxsize=8)
def _dotted_names(text: str) -> dict[str, str]:
    """What the pattern takes for a name of several parts, as it stands in the text, to the name."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    ended: set[str] = set()
    for match in DOTTED.finditer(text):
        first, _, rest = match[0].partition("·")
        for cut in range(len(first)):
            alike[first[cut:] + "·" + rest[:1]].append(first[cut:] + "·" + rest)
            if END.match(text, match.end()):
                ended.add(first[cut:] + "·" + rest)
    out: dict[str, str] = {}
    for group in alike.values():
        shortest = min(len(g.partition("·")[2]) for g in group)
        for taken in set(group):
            if taken in ended and len(taken.partition("·")[2]) == shortest:
                continue
            known = [g for g in set(group) & ended if taken.startswith(g) and g != taken]
            shared = commonprefix(group) if len(set(group)) > 1 else taken
            out[taken] = max(known, key=len) if known else _cut(shared)
    return out


def _cut(name: str) -> str:
    """A name without the words that follow it, the first of which is known."""
    dot = name.rfind("·")
    follows = lexicon().follows
    for at in range(dot + 3, len(name)):
        if (found := follows.match(name, at)) and len(found[0]) > 1:
            return name[:at]
    return name


def has_name_shape(name: str, *, doubtful: bool = False) -> bool:
    """Whether a word is a surname with one or two characters; of the doubtful surnames only if allowed."""
    words = lexicon()
    surname = surname_of(name)
    if surname not in words.single and surname not in words.compound:
        return False
    if (surname in words.doubtful and not doubtful) or name[:2] in words.not_names:
        return False
    given = name[len(surname) :]
    if words.follows.fullmatch(given) and len(given) > 1:
        return False
    return (
        len(given) in (1, 2)
        and re.fullmatch(f"[{HAN}]+", name) is not None
        and not is_not_a_name(name, given)
    )


def surname_of(name: str) -> str:
    """The surname, or the first character of a foreign name."""
    return name[:2] if name[:2] in lexicon().compound and len(name) > 2 else name[:1]


def is_not_a_name(name: str, given: str) -> bool:
    """Whether a word that begins with a surname is known to be something else."""
    words = lexicon()
    if given.startswith("某") or name in words.not_names or given in words.not_given:
        return True
    if name[:2] in words.not_begin:
        return True
    return name.endswith(words.endings)


def role_before(text: str, position: int) -> str:
    """The longest role word that ends at a position, a colon or a bracket of earlier roles between; empty for none."""
    found = _role_end().search(text[max(0, position - 40) : position])
    return found["role"] if found else ""


@cache
def _place_in_brackets() -> re.Pattern[str]:
    places = {"中国", "香港", "集团", "深圳", "厦门", "青岛", "宁波"} | {r.name for r in courts().regions()}
    return re.compile(rf"[（(](?:{'|'.join(sorted(places))})[市省]?[）)]")


@cache
def _role_end() -> re.Pattern[str]:
    roles = "|".join(map(re.escape, lexicon().roles_longest_first))
    return re.compile(rf"(?P<role>{roles})(?:[（(][^（）()\n]{{1,24}}[）)])?\s{{0,2}}[:：]?\s{{0,2}}\Z")
