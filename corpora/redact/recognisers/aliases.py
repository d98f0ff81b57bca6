"""Other names of a person who is introduced by name: former and assumed names, short forms, spaced spellings."""

import re
from collections.abc import Collection, Iterator

from corpora.redact.lexicon import lexicon
from corpora.text.dictionary import dictionary

_HAN = "\u3400-\u9fff\U00020000-\U000323af"
_OTHER = re.compile(
    rf"[，,、（(\s]{{0,3}}(?:曾用名|又名|别名|化名|原名|现名|艺名|笔名|小名|乳名|俗称|又叫)[为是叫：:\s]{{0,2}}"
    rf"(?P<names>[{_HAN}·]{{2,8}}(?:[、和][{_HAN}·]{{2,8}}){{0,3}})(?=[，,。；;）)\s])"
)
_NICK = re.compile(
    r"[，,、（(\s]{0,3}(?:绰号|外号|诨名|人称)[为是叫：:\s]{0,2}(?P<names>[“\"][^“”\"\n]{1,8}[”\"](?:、?[“\"][^“”\"\n]{1,8}[”\"]){0,4})"
)
_BARE_NICK = re.compile(
    rf"[，,、（(\s]{{0,3}}(?:绰号|外号|诨名)[为是叫：:\s]{{0,2}}(?P<names>[{_HAN}]{{2,4}}(?:、[{_HAN}]{{2,4}}){{0,3}})(?=[，,。；;）)\s])"
)
_QUOTED = re.compile(r"[“\"]([^“”\"\n]{1,8})[”\"]")
_SHORT = re.compile(
    rf"[（(](?:以下|下文|下)?(?:均|统)?(?:简称|称)(?:为|作)?[：:“\"\s]{{0,2}}(?P<names>[{_HAN}·]{{2,12}})[”\"]?[，,）)]"
)
_WORD_END = re.compile(r"\Z|[\s，,。；;、：:（(）)《》“”\"!！?？]")
GAP = re.compile(rf"[{_HAN}][ \u3000]{{1,3}}[{_HAN}]")
"""Two characters set apart: without one no name is."""
_FAMILIAR = "老小阿"
_NOT_BEFORE = f"(?![者人员与和向对由被让给找跟替把问的])[{_HAN}]"
"""Of Han only those that end a role or lead to an object may stand before 老李."""


def other_names(text: str, end: int, name: str) -> Iterator[str]:
    """Names that stand straight after a name as its bearer's own (``，曾用名李大明``, ``（以下简称老李）``)."""
    surname = _surname(name)
    while True:
        if found := _OTHER.match(text, end):
            yield from re.split("[、和]", found["names"])
        elif found := _NICK.match(text, end):
            yield from _QUOTED.findall(found["names"])
        elif found := _BARE_NICK.match(text, end):
            yield from found["names"].split("、")
        elif (found := _SHORT.match(text, end)) and _is_short_for(found["names"], name, surname):
            yield found["names"]
        else:
            return
        end = found.end()


def _is_short_for(short: str, name: str, surname: str) -> bool:
    return name.startswith(short) or ("·" in name and short in name) or (len(short) < 4 and surname in short)


def spaced(name: str) -> re.Pattern[str]:
    """The name as tables and signatures space it (李　明), with and without the space."""
    return re.compile(r"[ \u3000]{0,3}".join(map(re.escape, name)))


def familiar_names(text: str, names: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Places of 老李, 小李 and 阿李 where one person alone of those named is a 李, with that person's name."""
    bearers: dict[str, list[str]] = {}
    for name in names:
        bearers.setdefault(_surname(name), []).append(name)
    only = {
        surname: held[0] for surname, held in bearers.items() if len(held) == 1 and surname in _surnames()
    }
    if not only:
        return
    follows = lexicon().follows
    for match in re.finditer(
        f"(?<!{_NOT_BEFORE})[{_FAMILIAR}](?P<surname>{'|'.join(map(re.escape, only))})", text
    ):
        end = match.end()
        if (
            _WORD_END.match(text, end)
            or follows.match(text, end)
            or not _begins_a_word(text, match.start(), end)
        ):
            yield match.start(), end, only[match["surname"]]


def _begins_a_word(text: str, start: int, end: int) -> bool:
    """Whether 小高 goes on as 小高层 or 高层, or is a word itself."""
    is_word = dictionary()
    nexts = (text[end : end + 1], text[end : end + 2])
    return any(is_word(text[begin:end] + more) for begin in (start, start + 1) for more in nexts) or is_word(
        text[start:end]
    )


def _surname(name: str) -> str:
    return name[:2] if name[:2] in lexicon().compound and len(name) > 2 else name[:1]


def _surnames() -> frozenset[str]:
    return lexicon().single | lexicon().compound
