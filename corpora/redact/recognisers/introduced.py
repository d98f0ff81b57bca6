"""Names after role words, in signatures and at the head of case titles."""

import re
from collections.abc import Iterator
from functools import cache

from corpora.redact.found import Sensitive
from corpora.redact.lexicon import lexicon
from corpora.redact.recognisers.shapes import END, HAN, has_name_shape, is_not_a_name, name_at

_HEAD_TAIL = (
    r"(?:[（(][^（）()\n]{1,40}[）)])?"
    r"(?:(?P<colon>[\d一二三四五六七八九十]{0,2}\s{0,3}[:：]\s{0,4})|(?P<side>方?)\s{0,4})"
)
_APART = re.compile(rf"[{HAN}](?:[ \u3000]{{1,3}}[{HAN}]){{1,2}}(?=[，,。；;\s]|\Z)")
"""A name as tables space it."""
_ALONE = re.compile(rf"[{HAN}]{{2,4}}(?=[，,。；;、（(]|[ \t\u3000]*(?:\n|\Z))")
"""A name of any surname, where a colon after an office leaves nothing else to stand."""
_SEXED = re.compile(rf"[{HAN}]{{2,8}}(?=[，,]\s?[男女][，,。])")
"""A name of any kind before its bearer's sex."""
_LATIN_RUN = re.compile(r"(?:[A-Z]{5,30}|(?:[A-Z][a-z]{1,14}){2,4})(?=[，,（(。])")
"""A Latin name whose spaces the paper has lost."""
_SAID = re.compile(r"(?:分别)?[为是系](?!人|被|原|本|不|否|了)")
_BODY = re.compile(rf"[{HAN}]{{2,20}}?(?:公司|银行|支行|分行|法院|集团|中心|局|厂|委员会|事务所|医院|学校)")
_AND = re.compile(r"(?:[（(][^（）()\n]{1,12}[）)])?、")
_OFFICES = frozenset({Sensitive.AGENT, Sensitive.MEDIATOR, Sensitive.JUDGE})
_HEADS = frozenset({"法定代表人", "负责人", "法定代理人", "姓名"})
_TITLE = re.compile(
    rf"^#*[ \t\u3000]*(?P<name>[{HAN}]{{2,4}})(?:、[{HAN}]{{2,4}}){{0,3}}等?(?:[\d一二三四五六七八九十百]+人)?"
    r"[诉与](?=[^\n]{2,60}(?:纠纷|案))",
    re.M,
)


def introduced(text: str) -> Iterator[tuple[str, int, Sensitive, str]]:
    """Names with their ends, kind and role word, after a role (``原告张三、李四``) or at the head of a case title."""
    for match in _roles().finditer(text):
        yield from _after_role(text, match)
    for match in _signature().finditer(text):
        role = re.sub(r"\s", "", match["role"])
        yield (
            re.sub(r"[ \u3000]", "", match["name"]),
            match.end("name"),
            Sensitive(lexicon().roles[role]),
            role,
        )
    for match in _TITLE.finditer(text):
        position = match.start("name")
        while position < match.end() and (name := name_at(text, position, strong=False)):
            position += len(name) + 1
            yield name, position - 1, Sensitive.PERSON, "标题"


def _after_role(text: str, match: re.Match[str]) -> Iterator[tuple[str, int, Sensitive, str]]:
    words = lexicon()
    role, kind = match["role"], Sensitive(words.roles[match["role"]])
    position = match.end()
    if match["side"] and name_at(text, match.start("side"), strong=False):
        position = match.start("side")  # 方 is the surname, not the side
    colon = match["colon"] is not None
    stated = colon and (kind in _OFFICES or role in _HEADS)
    if said := _SAID.match(text, position):
        position = said.end()
    while True:
        name = name_at(text, position, strong=colon)
        if (
            name is None
            and role in words.human
            and role in words.groups
            and (doubtful := name_at(text, position, strong=True))
        ):
            ended = END.match(text, position + len(doubtful))
            name = doubtful if ended and not words.follows.fullmatch(doubtful[1:]) else None
        if sexed := _SEXED.match(text, position):
            name = sexed[0]
        elif name is None and stated and (alone := _ALONE.match(text, position)):
            name = None if is_not_a_name(alone[0], alone[0][1:]) else alone[0]
        if name is None and colon and (apart := _APART.match(text, position)):
            name = re.sub(r"[ \u3000]", "", apart[0])
            if name[0] in words.single and not is_not_a_name(name, name[1:]):
                yield name, apart.end(), kind, role
            return
        if name is None and colon and (run_together := _LATIN_RUN.match(text, position)):
            name = run_together[0]
        if name is None and (role in words.human or _SAID.match(text, match.end())):
            name = _unended(text, position)
        if name is None:
            return
        position += len(name)
        yield name, position, kind, role
        if (more := _AND.match(text, position)) is None:
            return
        position = more.end()


def _unended(text: str, position: int) -> str | None:
    """Three characters that can be a name, where it must be a person and no known word shows its end."""
    name = text[position : position + 3]
    if not has_name_shape(name) or any(char in lexicon().function for char in name[1:]):
        return None
    return None if _BODY.match(text, position) else name


@cache
def _roles() -> re.Pattern[str]:
    return re.compile(
        "(?P<role>" + "|".join(map(re.escape, lexicon().roles_longest_first)) + ")" + _HEAD_TAIL
    )


@cache
def _signature() -> re.Pattern[str]:
    """A line of the closing that holds the role, spaced as it may be, and a name, and nothing else."""
    roles = [role for role, kind in lexicon().roles.items() if kind == Sensitive.JUDGE.value]
    apart = ("[ \\u3000]{0,2}".join(map(re.escape, role)) for role in sorted(roles, key=len, reverse=True))
    return re.compile(
        rf"^[ \t\u3000]*(?P<role>{'|'.join(apart)})[ \t\u3000：:]{{0,8}}"
        rf"(?P<name>[{HAN}][{HAN} \u3000]{{0,4}}[{HAN}](?:·[{HAN}]{{1,10}}){{0,2}})[ \t\u3000]*$",
        re.M,
    )
