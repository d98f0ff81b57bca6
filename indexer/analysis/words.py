"""Word segmentation with our own terms kept whole."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

NAME = "rjieba"
SEARCH = "search"
_SUBWORD = 4
"""Search mode emits the two- and three-character words inside a long one; from this length on we add them."""


class Segmenter:
    """``rjieba`` in search mode plus the terms of the field, and the terms inside longer terms.

    Args:
        terms: Words to keep whole; order and duplicates do not matter.
    """

    def __init__(self, terms: Sequence[str]) -> None:
        import rjieba

        self._jieba: Any = rjieba.Jieba()
        words = sorted({term for term in terms if len(term) > 1 and not any(c.isspace() for c in term)})
        for word in words:
            # A frequency of 0 would not keep the word whole.
            self._jieba.add_word(word, self._jieba.suggest_freq(word) + 1, None)
        self._inner = _inner_terms(words)
        self._ready = True

    def cut(self, text: str) -> list[tuple[str, int, int]]:
        """Overlapping words with their code-point spans, shorter words before the word that holds them."""
        found: list[tuple[str, int, int]] = self._jieba.tokenize(text, SEARCH)
        inner = self._inner
        if not any(word in inner for word, _, _ in found if len(word) > _SUBWORD):
            return found
        out: list[tuple[str, int, int]] = []
        for word, start, end in found:
            for sub, at in inner.get(word, ()):
                out.append((sub, start + at, start + at + len(sub)))
            out.append((word, start, end))
        return out


def segmenter_version() -> str:
    """Name and version of the segmenter, part of the analyzer's fingerprint."""
    return f"{NAME} {version(NAME)}"


def _inner_terms(words: Sequence[str]) -> dict[str, tuple[tuple[str, int], ...]]:
    known = set(words)
    inner: dict[str, tuple[tuple[str, int], ...]] = {}
    for word in words:
        subs = tuple(
            (word[at : at + size], at)
            for at in range(len(word))
            for size in range(_SUBWORD, len(word) - at + 1)
            if size < len(word) and word[at : at + size] in known
        )
        if subs:
            inner[word] = subs
    return inner
