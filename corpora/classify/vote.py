"""Weighted vocabulary vote over the dispute types."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from corpora.text import fold
from corpora.vocab.causes import causes
from corpora.vocab.disputes import DisputeType, dispute_types
from corpora.vocab.synonyms import synonyms

_STRONG, _WEAK, _CAUSE, _CAUSE_CHILD = 4.0, 1.0, 9.0, 5.0
_HEAD = 120
"""Code points at the beginning (title, first sentence) whose words count double."""
_HEAD_FACTOR = 2.0
_LONGEST = 60_000
"""Code points read; a longer text says what it is about long before."""
_SHARPNESS = 0.45
_ALTERNATIVES = 4
_FLOOR = 3.0
"""A best score below this is no evidence: three weak words at least, or one strong."""
_SHORT, _FLOOR_PER_DOUBLING, _FLOOR_FOREIGN_CAUSE, _HIGHEST_FLOOR = 400, 1.6, 6.0, 16.0
"""A long text gathers stray words, so the floor rises with every doubling over ``_SHORT`` code points, and
again when the text names a cause that belongs to no type (theft, labour …)."""
_FAINT = 1.0
"""An alternative below this is not worth naming."""


@dataclass(frozen=True, slots=True)
class Classification:
    """Dispute type of a text.

    ``l1`` and ``l2`` are empty when nothing points to a type; ``confidence`` is 0 to 1, a share of the
    evidence and not a probability. ``alternatives`` are other codes with theirs, likeliest first.
    """

    l1: str
    l2: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...]
    cause: str


@dataclass(frozen=True, slots=True)
class _Words:
    pattern: re.Pattern[str]
    weights: dict[str, tuple[tuple[str, float], ...]]


def classify(text: str, title: str = "") -> Classification:
    """The likeliest dispute type, others with less, and the cause of action named first.

    Args:
        text: A complaint, a case, a record or a line of a query.
        title: Counts like the head of the text, which counts double.
    """
    whole = fold(f"{title}\n{text}" if title else text)[:_LONGEST]
    head = len(title) + _HEAD
    scores: dict[str, float] = {}
    counts: dict[str, list[int]] = {}
    words = _words()
    for match in words.pattern.finditer(whole):
        seen = counts.setdefault(match.group(), [0, 0])
        seen[match.start() >= head] += 1
    for word, (in_head, after) in counts.items():
        amount = math.log1p(in_head * _HEAD_FACTOR + after) / math.log(2)
        for code, weight in words.weights[word]:
            scores[code] = scores.get(code, 0.0) + weight * amount
    cause = _cause(whole, head)
    if cause:
        for code, weight in _cause_weights().get(cause, ()):
            scores[code] = scores.get(code, 0.0) + weight
    floor = _FLOOR + _FLOOR_PER_DOUBLING * max(0.0, math.log2(max(len(whole), 1) / _SHORT))
    if cause and cause not in _cause_weights():
        floor += _FLOOR_FOREIGN_CAUSE
    return _decide(scores, cause, min(floor, _HIGHEST_FLOOR))


def _decide(scores: dict[str, float], cause: str, floor: float) -> Classification:
    ranked = sorted(((s, c) for c, s in scores.items() if s >= _FAINT), key=lambda p: (-p[0], p[1]))
    if not ranked or ranked[0][0] < floor:
        return Classification("", "", 0.0, (), cause)
    best = ranked[0][0]
    shares = [(math.exp(_SHARPNESS * (score - best)), code) for score, code in ranked]
    total = sum(share for share, _ in shares)
    evidence = 1 - math.exp(-best / 6)
    result = [(code, round(evidence * share / total, 4)) for share, code in shares]
    l1 = next(kind.l1 for kind in dispute_types().all() if kind.code == result[0][0])
    return Classification(l1, result[0][0], result[0][1], tuple(result[1 : 1 + _ALTERNATIVES]), cause)


def _cause(whole: str, head: int) -> str:
    """The cause named in the head, else the one named most often; the more particular one on a tie."""
    vocabulary = causes()
    found = [(cause, start) for cause, start, _ in vocabulary.search(whole) if cause.level >= 3]
    first = [cause for cause, start in found if start < head]
    if first:
        return max(first, key=lambda c: (c.level, -first.index(c))).name
    if not found:
        return ""
    tally: dict[str, int] = {}
    for cause, _ in found:
        tally[cause.name] = tally.get(cause.name, 0) + 1
    return max(tally, key=lambda name: (tally[name], -next(s for c, s in found if c.name == name)))


@lru_cache(maxsize=1)
def _words() -> _Words:
    weights: dict[str, dict[str, float]] = {}

    def add(word: str, code: str, weight: float) -> None:
        of_word = weights.setdefault(fold(word), {})
        of_word[code] = max(of_word.get(code, 0.0), weight)

    for kind in dispute_types().all():
        for word in kind.strong:
            add(word, kind.code, _STRONG)
        for word in kind.terms:
            add(word, kind.code, _WEAK)
    for lay, legal in synonyms().expansions().items():
        for word in legal:
            for code, weight in list(weights.get(fold(word), {}).items()):
                add(lay, code, weight * 0.75)
    spread = {
        word: tuple((code, w / math.sqrt(len(codes))) for code, w in sorted(codes.items()))
        for word, codes in weights.items()
    }
    longest_first = sorted(spread, key=lambda w: (-len(w), w))
    return _Words(re.compile("|".join(map(re.escape, longest_first))), spread)


@lru_cache(maxsize=1)
def _cause_weights() -> dict[str, tuple[tuple[str, float], ...]]:
    found: dict[str, dict[str, float]] = {}
    vocabulary = causes()

    def add(name: str, kind: DisputeType, weight: float) -> None:
        of_cause = found.setdefault(name, {})
        of_cause[kind.code] = max(of_cause.get(kind.code, 0.0), weight)

    for kind in dispute_types().all():
        for name in kind.causes:
            cause = vocabulary.find(name)
            if cause is None:
                raise ValueError(f"dispute_types.yaml: {kind.code} names the unknown cause {name}")
            add(cause.name, kind, _CAUSE)
            for child in vocabulary.all():
                if child.parent == cause.name:
                    add(child.name, kind, _CAUSE_CHILD)
    return {
        name: tuple((code, weight / math.sqrt(len(codes))) for code, weight in sorted(codes.items()))
        for name, codes in found.items()
    }
