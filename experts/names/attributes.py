"""Attributes that keep homonyms apart, or make two spellings one person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpora.text.normalize import normalize
from experts.names.vocabulary import simplified

_PLACES = ("seat", "place", "region", "city", "address", "residence", "birthplace")
_SUFFIX = re.compile(r"(特别行政区|自治区|自治州|省|市|区|县|州|盟|旗)")
_DATES = ("birth", "birth_date", "date_of_birth", "founded", "established")
LONG_CODE = 8
"""Characters from which on a code stands for one person or firm whatever the names."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the attributes given on both sides say."""

    agree: tuple[str, ...] = ()
    """Codes (with a digit, three characters or more) or full dates of birth that are the same: one entity."""
    differ: tuple[str, ...] = ()
    """Attributes that cannot both be true of one entity, seats left out."""
    elsewhere: tuple[str, ...] = ()
    """Seats that differ; a firm moves, so a fact outweighs them."""
    certain: bool = False
    """Whether a whole code agrees and not only its tail."""

    @property
    def speaks_for_two(self) -> bool:
        """Whether they tell two entities, nothing else known."""
        return not self.agree and bool(self.differ or self.elsewhere)


def agreement(a: Mapping[str, str], b: Mapping[str, str]) -> Agreement:
    """Compare the attributes that both sides have; one given on one side only says nothing."""
    agree, differ, elsewhere, certain = [], [], [], False
    for name in sorted(a.keys() & b.keys()):
        left, right = _value(a[name]), _value(b[name])
        if not left or not right:
            continue
        if name in _PLACES:
            if not _same_place(left, right):
                elsewhere.append(name)
        elif name in _DATES:
            short, long = sorted((_digits(left), _digits(right)), key=len)
            if not long.startswith(short):
                differ.append(name)
            elif len(short) >= LONG_CODE:
                agree.append(name)
        elif left.endswith(right) or right.endswith(left):
            if len(left) > 2 and any(c.isdigit() for c in left):
                agree.append(name)
            certain = certain or min(len(left), len(right)) >= LONG_CODE
        else:
            differ.append(name)
    return Agreement(tuple(agree), tuple(differ), tuple(elsewhere), certain)


def _value(text: str) -> str:
    plain: str = normalize(str(text)).text.translate(simplified())
    return re.sub(r"[\s\-—–_.]+", "", plain)


def _digits(text: str) -> str:
    parts: list[str] = re.findall(r"\d+", str(text))
    if len(parts) == 1 and len(parts[0]) > 4:
        return parts[0]
    return "".join(p.zfill(2) if i else p for i, p in enumerate(parts))


def _same_place(left: str, right: str) -> bool:
    short, long = sorted((_SUFFIX.sub("", left), _SUFFIX.sub("", right)), key=len)
    return short in long
