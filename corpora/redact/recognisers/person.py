"""Names of people: learnt from what stands around them, then found everywhere in the text."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from os.path import commonprefix

from corpora.redact.found import Found, Sensitive
from corpora.redact.lexicon import lexicon
from corpora.redact.recognisers import mentions, statements
from corpora.redact.recognisers.aliases import GAP, familiar_names, other_names, spaced
from corpora.redact.recognisers.introduced import introduced
from corpora.redact.recognisers.masked import is_masked, masked_names
from corpora.redact.recognisers.shapes import END, HAN_NAME, PARTY_END, name_at, role_before

__all__ = ["Known", "name_at", "named", "people", "same_person"]

_GIVEN_TAIL = frozenset("国明华军平英芳丽强伟杰红文生林峰刚辉勇建春东海玲梅兰香云霞燕萍娟静敏超龙波涛亮鹏飞")
"""Characters that end given names so often that a longer name is believed even when it stands there once."""


_RULES = (
    mentions.bracketed,
    statements.testifying,
    mentions.with_others,
    mentions.lawyers,
    mentions.nicknames,
    mentions.clause_heads,
    statements.signing,
    statements.dealt_with,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a name."""

    kind: Sensitive
    rule: str
    """The recogniser that learnt it."""
    role: str = ""
    """The word that introduced it, or the name that it stands for or beside; empty for none."""


def people(text: str) -> Iterator[Found]:
    """Every place of every name that something in the text shows to be one, under the kind of its role."""
    names, same = named(text)
    if not names:
        return
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    for match in re.finditer("|".join(re.escape(name) for name in longest_first), text):
        known = names[match[0]]
        yield Found(known.kind, match.start(), match.end(), known.rule, known.role)
    for start, end, name in familiar_names(text, [name for name in names if name not in same]):
        yield Found(names[name].kind, start, end, "person.familiar", names[name].role)


def same_person(text: str) -> dict[str, str]:
    """Other names of people (曾用名, 以下简称, 老李) to the name under which they are introduced."""
    names, same = named(text)
    found = {
        text[start:end]: name
        for start, end, name in familiar_names(text, [n for n in names if n not in same])
    }
    return found | same


@lru_cache(maxsize=8)
def named(text: str) -> tuple[dict[str, Known], dict[str, str]]:
    """Names with what is known of them, and other names to the names they stand for; not to be changed."""
    names, same = _by_role(text)
    for rule in _RULES:
        for start, end, origin in rule(text):
            kind = Sensitive.AGENT if origin == "person.lawyer" else _kind(text, start)
            names.setdefault(text[start:end], Known(kind, origin, role_before(text, start)))
    for start, end in masked_names(text):
        names.setdefault(
            text[start:end], Known(_kind(text, start), "person.masked", role_before(text, start))
        )
    people_only = [name for name, known in names.items() if known.kind != Sensitive.JUDGE]
    for name, beside in mentions.neighbours(text, people_only).items():
        names.setdefault(name, Known(Sensitive.PERSON, "person.list", names[beside].role))
    for name in [name for name in names if _too_long(name, names, text)]:
        del names[name]
    same = {other: name for other, name in same.items() if name in names and other in names}
    for name in [name for name in names if "·" in name]:
        first = name.partition("·")[0]
        if len(first) > 2 and first not in names and re.search(rf"{first}(?!·)", text):
            names[first] = Known(names[name].kind, "person.part", names[name].role)
            same[first] = name
    whole = [name for name in names if HAN_NAME.fullmatch(name) and name not in same]
    for name in whole if GAP.search(text) else ():
        for match in spaced(name).finditer(text):
            if match[0] != name:
                names[match[0]] = names[name]
                same[match[0]] = name
    return names, same


def _too_long(name: str, names: dict[str, Known], text: str) -> bool:
    """Whether a name holds the next word or the one before: a shorter one is known, and it never stands alone."""
    shorter = name[:-1]
    if name[0] in lexicon().leads and name[1:] in names and names[name].rule != "person.role":
        return True
    if len(name) != 3 or is_masked(name) or shorter not in names or text.count(shorter) == text.count(name):
        return False
    return not any(END.match(text, match.end()) for match in re.finditer(re.escape(name), text))


def _kind(text: str, start: int) -> Sensitive:
    role = role_before(text, start)
    return Sensitive(lexicon().roles[role]) if role else Sensitive.PERSON


def _by_role(text: str) -> tuple[dict[str, Known], dict[str, str]]:
    names: dict[str, Known] = {}
    same: dict[str, str] = {}
    times: Counter[str] = Counter()
    sure: set[str] = set()
    for name, end, kind, role in introduced(text):
        times[name] += 1
        if PARTY_END.match(text, end) or (_stated(text, end - len(name)) and END.match(text, end)):
            sure.add(name)
        if name not in names or names[name].kind == Sensitive.JUDGE:
            names[name] = Known(kind, "person.role", role)
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
        names[other] = Known(names[name].kind, "person.alias", names[name].role)
    return names, same


def _stated(text: str, start: int) -> bool:
    return text[start - 1 : start] in (":", "：")


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
