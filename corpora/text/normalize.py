"""The normal form that everything is matched in, with offsets back into the original.

Full-width letters and digits, compatibility ideographs and CJK radicals become their ordinary characters
(NFKC plus a table for U+2E80-2EFF, most of which NFKC leaves alone), ASCII letters become lower case,
bracket forms become ``( )``. Whitespace stays where it is, one character for one.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpora.text.radicals import RADICALS

_BRACKETS = {
    "〔": "(",
    "〕": ")",
    "【": "(",
    "】": ")",
    "[": "(",
    "]": ")",
    "［": "(",
    "］": ")",
    "﹝": "(",
    "﹞": ")",
    "〖": "(",
    "〗": ")",
    "｛": "(",
    "｝": ")",
    "{": "(",
    "}": ")",
}
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_KEEP = set("…‥¨¯´¸˘˙˚˛˜˝‗‾﹉﹊﹋﹌﹍﹎﹏")
"""NFKC would turn these into dots, or into a space and a combining mark; nothing is gained by that."""


@dataclass(frozen=True, slots=True)
class Normalized:
    """A text in normal form.

    ``starts[i]`` is the code-point offset in the original of the character that ``text[i]`` came from;
    it never decreases.
    """

    text: str
    starts: Sequence[int]
    original_length: int

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original that covers ``text[start:end]``.

        An empty span maps to an empty span; offsets beyond the text are clamped to it.
        """
        size = len(self.text)
        start, end = min(max(start, 0), size), min(max(end, 0), size)
        first = self.starts[start] if start < size else self.original_length
        if end <= start:
            return first, first
        return first, self.starts[end - 1] + 1

    def normal_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of ``text`` whose characters came from ``original[start:end]``."""
        return bisect_left(self.starts, start), bisect_right(self.starts, max(end - 1, start - 1))


def _tables() -> tuple[str, dict[str, str]]:
    single = [chr(code) for code in range(0x10000)]
    longer = dict.fromkeys(_INVISIBLE, "")
    for code in range(0x80, 0x10000):
        char = chr(code)
        if 0xD800 <= code < 0xE000 or char in _KEEP or char in longer:
            continue
        form = unicodedata.normalize("NFKC", char)
        if form == char:
            continue
        if len(form) == 1:
            single[code] = form
        elif not form.startswith(" "):
            longer[char] = form.lower()
    for char, form in {**RADICALS, **_BRACKETS}.items():
        single[ord(char)] = form
    single[0x3000] = " "
    table = "".join(single)
    return "".join(c.lower() if c.isascii() else c for c in table), longer


_TABLE, _LONGER = _tables()
_LONGER_RE = re.compile("[" + "".join(re.escape(c) for c in _LONGER) + "]")


def normalize(text: str) -> Normalized:
    """The normal form of a text with offsets; never fails, whatever the code points (lone surrogates too)."""
    if _LONGER_RE.search(text) is None:
        return Normalized(text.translate(_TABLE), range(len(text)), len(text))
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for match in _LONGER_RE.finditer(text):
        here = match.start()
        parts.append(text[at:here].translate(_TABLE))
        starts.extend(range(at, here))
        form = _LONGER[match.group()]
        parts.append(form)
        starts.extend([here] * len(form))
        at = here + 1
    parts.append(text[at:].translate(_TABLE))
    starts.extend(range(at, len(text)))
    return Normalized("".join(parts), starts, len(text))


@lru_cache(maxsize=4)
def fold(text: str) -> str:
    """The normal form without what changes the length, so that offsets hold for the original as they are."""
    return text.translate(_TABLE)
