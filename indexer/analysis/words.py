"""Word segmentation with our own terms kept whole."""

import logging
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

LOG = logging.getLogger(__name__)

SEARCH = "search"
_SAME = {"jieba 0.42.1": "rjieba 0.2.2"}
"""Fallbacks that were found to give the tokens of another segmenter, so that either opens the other's index."""
_SUBWORD = 4
"""Search mode gives the two- and three-character words inside a long one; from this length on we add them."""


class Segmenter:
    """``rjieba`` (or else ``jieba``) in search mode plus the terms of the field, and the terms inside longer terms.

    Args:
        terms: Words to keep whole; order and duplicates do not matter.
    """

    def __init__(self, terms: Sequence[str]) -> None:
        self._jieba: Any = _jieba()
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
    """Name and version of the segmenter, part of the analyzer's fingerprint; of two with equal tokens the first."""
    name = "rjieba" if _rjieba_loads() else "jieba"
    found = f"{name} {version(name)}"
    return _SAME.get(found, found)


def _rjieba_loads() -> bool:
    """Whether the compiled segmenter can be used here; there may be no wheel of it for this machine."""
    try:
        import rjieba  # noqa: F401 - importing is the question
    except ImportError:
        return False
    return True


def _jieba() -> Any:
    if _rjieba_loads():
        import rjieba

        return rjieba.Jieba()
    from indexer.analysis.pure import PureJieba

    LOG.warning("rjieba cannot be loaded; words are cut by jieba instead, about eleven times slower")
    return PureJieba()


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
