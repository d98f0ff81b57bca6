"""The segmenter in pure Python, for a machine on which ``rjieba`` cannot be loaded: the same words, 11 times slower.

``jieba`` and ``rjieba`` share dictionary and model; this module levels the few places where they part.
"""

import math
import re
from collections.abc import Iterator

import jieba

_RUN = re.compile(r"[a-zA-Z0-9+#&._%\-]+")
_RARE = re.compile(
    "[\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a700-\U0002ebef\U0002f800-\U0002fa1f]"
)
"""Han that the model does not know: to ``rjieba`` part of a run like ``&``, to ``jieba`` the end of one."""
_PIECE = re.compile(r"([a-zA-Z0-9]+(?:[-._][a-zA-Z0-9]+)*%?)")
_JOINED = re.compile(r"[-._]")
_PART = re.compile(r"[a-zA-Z0-9]+%?")


class PureJieba:
    """As much of ``rjieba.Jieba`` as the analyzer uses, by ``jieba``."""

    def __init__(self) -> None:
        tokenizer = jieba.Tokenizer()
        # As initialize() does, without the cache that it leaves in the folder for temporary files and trusts there.
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
        self._jieba = tokenizer

    def suggest_freq(self, word: str) -> int:
        """The frequency from which on the word is kept whole, in logarithms like ``rjieba``."""
        known = self._jieba.FREQ
        total = math.log(self._jieba.total)
        parts = list(self._jieba.cut(word, HMM=False))
        found = total
        for part in parts:
            found += math.log(known.get(part) or 1) - total
        return max(int(math.exp(found)) + 1, known.get(word) or 1)

    def add_word(self, word: str, freq: int, tag: str | None = None) -> None:
        """Add a word, or give it another frequency."""
        # jieba leaves the old frequency of a known word in the total, rjieba takes it out.
        self._jieba.total -= self._jieba.FREQ.get(word) or 0
        self._jieba.add_word(word, freq, tag)

    def tokenize(self, text: str, mode: str) -> list[tuple[str, int, int]]:
        """Words with their spans; with ``search`` the shorter words inside a word come before it."""
        found: list[tuple[str, int, int]] = []
        at = 0
        for word in self._words(text):
            if mode == "search":
                found += [(part, at + start, at + start + len(part)) for part, start in self._inside(word)]
            found.append((word, at, at + len(word)))
            at += len(word)
        return found

    def _words(self, text: str) -> Iterator[str]:
        """The words of ``jieba``, runs of Latin letters, digits and rare Han cut anew."""
        at = start = 0
        plain = _RARE.sub("&", text)
        for word in self._jieba.cut(plain):
            if not _RUN.fullmatch(word) or (len(word) > 1 and self._jieba.FREQ.get(word)):
                yield from _cut_run(plain, text, start, at)
                yield text[at : at + len(word)]
                start = at + len(word)
            at += len(word)
        yield from _cut_run(plain, text, start, at)

    def _inside(self, word: str) -> Iterator[tuple[str, int]]:
        known = self._jieba.FREQ
        for size in (2, 3):
            if len(word) > size:
                for start in range(len(word) - size + 1):
                    if known.get(word[start : start + size]):
                        yield word[start : start + size], start
        if _PIECE.fullmatch(word) and _JOINED.search(word):
            for part in _PART.finditer(word):
                if len(part[0]) > 1 and not part[0].rstrip("%").isdigit():
                    yield part[0], part.start()


def _cut_run(plain: str, text: str, start: int, end: int) -> Iterator[str]:
    for piece in _PIECE.split(plain[start:end]):
        if piece:
            yield text[start : start + len(piece)]
            start += len(piece)
