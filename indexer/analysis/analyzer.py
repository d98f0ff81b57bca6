"""The one analyzer, for indexing and for querying."""

import re
from collections.abc import Container, Iterator, Sequence
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.resources import files

from corpora.text.normalize import Normalized, normalize
from corpora.vocab import terms as vocabulary_terms
from indexer.analysis.protected import find_protected
from indexer.analysis.token import Token
from indexer.analysis.words import Segmenter, segmenter_version

RULES = 1
"""Raised whenever a rule of this package changes what comes out."""

MAX_TERM = 100
"""Longer runs (a pasted key, a URL) are cut to this many characters; far below tantivy's 65,530 bytes."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Analyzer:
    """Turns text into terms; the same text always gives the same terms.

    Args:
        terms: Words of the field that are kept whole.
        stop_words: Terms that a query drops; an index keeps them.
    """

    def __init__(self, terms: Sequence[str], stop_words: Sequence[str]) -> None:
        self._terms = tuple(sorted(set(terms)))
        self.stop_words = frozenset(stop_words)

    @cached_property
    def _segmenter(self) -> Segmenter:
        return Segmenter(self._terms)

    @cached_property
    def fingerprint(self) -> str:
        """Hash of everything that decides the terms; pinned in the index manifest."""
        parts = [f"rules {RULES}", segmenter_version(), *self._terms, "\x00", *sorted(self.stop_words)]
        return sha256("\n".join(parts).encode()).hexdigest()[:16]

    def tokens(self, text: str) -> list[Token]:
        """All tokens, overlapping words among them, with spans of the original text."""
        normal = _normal(text)
        span = normal.original_span
        return [Token(term, *span(start, end)) for term, start, end in self._cut(normal.text)]

    def spans(self, text: str, terms: Container[str]) -> list[tuple[int, int]]:
        """Spans of those tokens whose term is one of ``terms``, in code points of the original text."""
        return [(start, end) for _, start, end in self.places(text, terms)]

    def places(self, text: str, terms: Container[str]) -> list[tuple[str, int, int]]:
        """Those tokens whose term is one of ``terms``, each with its span in code points of the original text."""
        normal = _normal(text)
        span = normal.original_span
        found: list[tuple[str, int, int]] = []
        for words, offset in self._pieces(normal.text):
            # Asked first of all: few tokens of a text are wanted, and what is wanted is a word.
            found += [
                (word[:MAX_TERM], *span(offset + start, offset + end))
                for word, start, end in words
                if word[:MAX_TERM] in terms and _is_word(word)
            ]
        return found

    def terms(self, text: str) -> list[str]:
        """The terms of :meth:`tokens`, without spans."""
        return [term for term, _, _ in self._cut(_normal(text).text)]

    def query_terms(self, text: str) -> list[str]:
        """The terms of a query: without stop words, first occurrences only, in order."""
        stop = self.stop_words
        return list(dict.fromkeys(term for term in self.terms(text) if term not in stop))

    def bigrams(self, text: str) -> list[str]:
        """Overlapping pairs of neighbouring characters, whitespace left out; one character gives itself.

        Because no position is skipped, these tokens as a phrase on the field ``bigram`` match exactly the
        documents that contain the text, whatever the word boundaries.
        """
        chars = "".join(_normal(text).text.split())
        return [chars[i : i + 2] for i in range(len(chars) - 1)] if len(chars) > 1 else list(chars)

    phrase = bigrams

    def query_bigrams(self, text: str) -> list[str]:
        """The bigrams of a query that stand for something: no punctuation, first occurrences only."""
        return list(dict.fromkeys(pair for pair in self.bigrams(text) if pair.isalnum()))

    def index_bigrams(self, *texts: str) -> list[str]:
        """Content of the field ``bigram``: the bigrams of each text, then every single character once.

        The texts are kept apart, so that no phrase runs over the border between two of them.
        """
        normal = ["".join(_normal(text).text.split()) for text in texts]
        out: list[str] = []
        for chars in normal:
            out += [chars[i : i + 2] for i in range(len(chars) - 1)]
            out.append("¶")
        return [*out, *dict.fromkeys("".join(normal))]

    def _cut(self, text: str) -> Iterator[tuple[str, int, int]]:
        for words, offset in self._pieces(text):
            for word, start, end in words:
                if _is_word(word):
                    yield word[:MAX_TERM], offset + start, offset + end

    def _pieces(self, text: str) -> Iterator[tuple[Sequence[tuple[str, int, int]], int]]:
        """Words of the text between protected spans and the terms of those, in order, each with its offset."""
        cut, at = self._segmenter.cut, 0
        for found in find_protected(text):
            if found.start > at:
                yield cut(text[at : found.start]), at
            yield [(term, 0, found.end - found.start) for term in found.terms], found.start
            at = found.end
        if at < len(text):
            yield cut(text[at:] if at else text), at


def _normal(text: str) -> Normalized:
    """The normal form; lone surrogates, which UTF-8 does not have, become question marks."""
    return normalize(_SURROGATE.sub("?", text))


def _is_word(word: str) -> bool:
    """Whether a segment holds a letter, digit or Han character; punctuation is no term."""
    return word.isalnum() or any(map(str.isalnum, word))


def load_stop_words() -> tuple[str, ...]:
    """The shipped stop words."""
    text = files(__package__ or "indexer.analysis").joinpath("stopwords.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=1)
def default_analyzer() -> Analyzer:
    """The analyzer with the shipped terms and stop words."""
    return Analyzer(vocabulary_terms(), load_stop_words())
