"""People named where only people are: whose testimony it is, who signed, whom someone commissions, pays or meets."""

import re
from collections.abc import Iterator
from functools import cache

from corpora.redact.lexicon import lexicon
from corpora.redact.recognisers.masked import is_masked
from corpora.redact.recognisers.shapes import DOTTED, END, HAN, has_name_shape
from corpora.text.dictionary import dictionary

_TESTIMONY = re.compile(
    r"(?:目击证人|同案被告人|另案被告人|证人|被害人|同案犯|失主|知情人)"
    rf"(?P<run>[{HAN}·、（）()×XxＸ*\d]{{2,240}}?)(?:等人?)?的(?:证言|陈述|供述|辨认)"
)
_ITEM = re.compile(rf"(?P<name>[{HAN}·]{{2,12}})(?:[（(][^（）()]{{0,12}}[）)])?(?:等人?)?\Z")
_SIGNED = re.compile(rf"(?P<name>[{HAN}]{{3}})(?:本人|亲笔|所|的)?(?:签字|签名|手印|指纹|印鉴|私章|签收)")
_COMPANY = re.compile(
    rf"[{HAN}]{{0,12}}?(?:公司|银行|支行|分行|法院|集团|中心|厂|委员会|事务所|医院|学校|政府|局)"
)
_LONGEST = 6
_NEVER = frozenset("后前时内外里间处项款额元年月日号次份者性量权据书证法院案")
"""Characters that a given name hardly holds, but what follows a verb does."""
_VERBS = frozenset("付计任关连安项单应时车金白施申顾游成严谈许左路高常宁黄石钱马牛古花华文边章程方万支符和")
"""Surnames that are everyday words as well, so that a word after them is one."""


def testifying(text: str) -> Iterator[tuple[int, int, str]]:
    """Everyone of a list before 的证言, 的陈述 or 的供述, surname or not (``同案被告人阿杜、香拉的供述``)."""
    for match in _TESTIMONY.finditer(text):
        at = match.start("run")
        found: list[tuple[int, int]] = []
        for item in re.split("(、|(?<=[^、])[和及与])", match["run"]):
            begin, at = at, at + len(item)
            if role := _roles().match(item):
                begin, item = begin + role.end(), item[role.end() :]
            if len(item) < 2:
                continue
            named = _ITEM.match(item)
            if named is None or not can_be_named(named["name"]):
                break
            found.append((begin, begin + len(named["name"])))
        for start, end in found:
            if not is_masked(text[start:end]):
                yield start, end, "person.testimony"


def signing(text: str) -> Iterator[tuple[int, int, str]]:
    """``杨海英的签字``."""
    for match in _SIGNED.finditer(text):
        start = match.start()
        opens = not re.match(f"[{HAN}]", text[start - 1 : start]) or _before().search(
            text, max(0, start - 6), start
        )
        if opens and plausible(match["name"]):
            yield start, match.end("name"), "person.signed"


def dealt_with(text: str) -> Iterator[tuple[int, int, str]]:
    """Three characters after 委托, 向, 由, 与 and the like that can be a name and no word, before what people do."""
    follows = lexicon().follows
    for match in _lead().finditer(text):
        start = match.end()
        name = text[start : start + 3]
        after = follows.match(text, start + 3)
        closed = END.match(text, start + 3) or (after is not None and len(after[0]) > 1)
        if closed and plausible(name) and not _COMPANY.match(text, start):
            yield start, start + 3, "person.object"


def plausible(name: str) -> bool:
    """Whether three characters can be a name: a clear surname, no word of grammar, and no word of the dictionary in front."""
    if len(name) != 3 or not has_name_shape(name) or any(char in lexicon().function for char in name[1:]):
        return False
    if any(char in _NEVER for char in name[1:]):
        return False
    is_word = dictionary()
    return not is_word(name[:2]) and not (name[0] in _VERBS and is_word(name[1:]))


def can_be_named(name: str) -> bool:
    """Whether a word where only a name can stand is one, whatever its surname."""
    if DOTTED.fullmatch(name) or is_masked(name):
        return True
    if len(name) > _LONGEST or any(char in "某的在了是将被其该等均已" for char in name):
        return False
    if name.endswith(lexicon().endings):
        return False
    return has_name_shape(name, doubtful=True) or not dictionary()(name)


@cache
def _roles() -> re.Pattern[str]:
    return re.compile(rf"(?:以及|{'|'.join(map(re.escape, lexicon().roles_longest_first))})+")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile("|".join(sorted(lexicon().deals, key=len, reverse=True)))


@cache
def _before() -> re.Pattern[str]:
    words = (*lexicon().roles_longest_first, *sorted(lexicon().leads, key=len, reverse=True))
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})\Z")
