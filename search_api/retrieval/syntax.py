"""Query syntax: words, ``"phrases"``, ``-exclude`` and ``field:value``.

Quotes may be ``"``, ``“”``, ``「」``, ``『』`` or full-width. In a long query (a pasted case text) only what
stands free between white space is an operator, because running text quotes and uses colons of its own.
"""

import re
from dataclasses import dataclass
from typing import TypeVar

from search_api.retrieval.fields import field_names

_T = TypeVar("_T")

LONG = 120
"""Unquoted characters (white space aside) from which a query is read as running text."""

_QUOTES = str.maketrans(dict.fromkeys("“”„‟＂「」『』", '"'))
_FREE_QUOTED = re.compile(r'(?<!\S)([-－−]?)"([^"]*)"(?!\S)')
_QUOTED = re.compile(r'(?:(?<!\S)([-－−]))?"([^"]*)"')
_FIELD = re.compile(r'(?<!\S)([-－−]?)([A-Za-z_]{2,20}|[\u4e00-\u9fff]{2,6})[:：](?:"([^"]*)"|([^\s"]+))')


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """``field:value`` or, negated, ``-field:value``; the value as typed."""

    field: str
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query taken apart; nothing is looked up yet."""

    words: str = ""
    """Free text, white space collapsed."""
    phrases: tuple[str, ...] = ()
    """Each must occur as it stands."""
    excluded: tuple[str, ...] = ()
    """Words and phrases that must not occur."""
    fields: tuple[FieldTerm, ...] = ()
    notes: tuple[str, ...] = ()
    """What was tolerated, in Chinese."""

    @property
    def empty(self) -> bool:
        """Nothing was asked for."""
        return not (self.words or self.phrases or self.excluded or self.fields)


def parse_query(text: str) -> ParsedQuery:
    """Take a query apart. Any text is a query; what is malformed is read as words, with a note."""
    text = text.translate(_QUOTES).replace("\x00", " ")
    notes: list[str] = []
    long = _is_long(text)
    fields: list[FieldTerm] = []
    phrases: list[str] = []
    excluded: list[str] = []

    def take_field(match: re.Match[str]) -> str:
        name = field_names().field(match[2])
        if name is None or (long and not match[2].isascii()):
            return match[0]
        value = _squeeze(match[3] if match[3] is not None else match[4])
        if not value:
            return " "
        fields.append(FieldTerm(name, value, bool(match[1])))
        return " "

    def take_quoted(match: re.Match[str]) -> str:
        phrase = _squeeze(match[2])
        if phrase:
            (excluded if match[1] else phrases).append(phrase)
        return " "

    text = _FIELD.sub(take_field, text)
    text = (_FREE_QUOTED if long else _QUOTED).sub(take_quoted, text)
    if '"' in text and not long:
        notes.append("引号不成对，未成对的引号已忽略")
        text = text.replace('"', " ")
    words: list[str] = []
    for word in text.split():
        if word[0] in "-－−" and not long:
            rest = word.lstrip("-－−")
            if rest:
                excluded.append(rest)
        else:
            words.append(word)
    return ParsedQuery(" ".join(words), _unique(phrases), _unique(excluded), _unique(fields), tuple(notes))


def render_query(query: ParsedQuery) -> str:
    """The query as text; parsing it gives the same query, notes aside."""
    parts = [query.words] if query.words else []
    parts += [f'"{phrase}"' for phrase in query.phrases]
    parts += [f'-"{phrase}"' for phrase in query.excluded]
    parts += [f'{"-" if f.negated else ""}{f.field}:"{f.value}"' for f in query.fields]
    return " ".join(parts)


def _is_long(text: str) -> bool:
    bare = _FREE_QUOTED.sub(" ", _FIELD.sub(" ", text))
    return sum(len(part) for part in _QUOTED.sub(" ", bare).split()) > LONG


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _unique(items: list[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))
