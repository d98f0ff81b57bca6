"""Passages that raise the likeness of facts or focus.

Every passage is proved: the document is compared again without it, and only a lower score makes it evidence. Which
passages are tried is guessed first from the words they alone hold and from their vectors, because a comparison costs
about a millisecond.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpora.model import Document
from search_api.explain.models import Evidence, Place
from search_api.explain.scoring import Pair, Part, scores_without
from search_api.explain.units import Range, facts_ranges, focus_ranges, units
from search_api.retrieval.context import Context
from search_api.retrieval.similarity import WeightedTerms

TRIED = 6
"""Passages of each part that are proved."""
SHOWN = 3
"""Passages of each part that are shown."""
LEAST_DROP = 0.004
"""A lower difference is none that a person could follow."""
SHARE_OF_BEST = 0.6
"""Share of the best passage's loss that a further one must cost."""
WHOLE_PART = 200
"""Code points up to which a part is one passage: of so few sentences none stands out."""
FEW = 6
"""Passages of a part for each one that is shown beyond the first: in a short text any sentence matters."""
CONTROLLED = 800
"""Code points below which a part's passages must also cost more than other ranges of their length: in a short text
nearly any loss lowers the score."""
CONTROLS = 5
"""Ranges that each is held against."""
ALIKE = 0.35
"""Cosine from which a passage of the query answers to one of the document without a word in common."""
NAMED = 6
_RANGES = {"facts": facts_ranges, "focus": focus_ranges}


def part_evidence(context: Context, pair: Pair, part: Part, *, tried: int = TRIED) -> list[Evidence]:
    """Proved passages of a part, those whose loss would cost most first; empty when there are none."""
    whole = pair.score(part)
    places = units(pair.document.text, _RANGES[part](pair.document))
    if not whole or not places:
        return []
    held = pair.query.facts_terms if part == "facts" else pair.query.focus_terms
    if sum(end - start for start, end in places) <= WHOLE_PART:
        return _whole_part(context, pair, part, places, whole)
    words = [frozenset(context.profiler.terms(pair.document.text[a:b])) for a, b in places]
    vectors = _encoded(context, pair.document.text, places)
    best = _likeliest(pair, part, held, places, words, vectors)[:tried]
    chosen = _proved(context, pair, part, places, [(at,) for at in best], whole)
    most = min(SHOWN, 1 + len(places) // FEW)
    if len(chosen) < most:
        taken = {at for _, group in chosen for at in group}
        groups = [group for at in best if len(group := _repeated(at, words, held)) > 1]
        more = _proved(context, pair, part, places, [g for g in groups if not taken & set(g)], whole)
        chosen += more
    dearest = max((drop / len(group) for drop, group in chosen), default=0.0)
    chosen = [(d, group) for d, group in chosen if d / len(group) >= SHARE_OF_BEST * dearest][:most]
    if sum(end - start for start, end in places) < CONTROLLED:
        chosen = _above_controls(context, pair, part, places, chosen, whole)
    answers = _Answers(context, pair.asked, part)
    found = []
    for drop, group in sorted(chosen, key=lambda item: (-item[0], item[1])):
        shared = _named(held, frozenset().union(*(words[i] for i in group)))
        found.append(
            Evidence(
                query=answers.to(words[group[0]], None if vectors is None else vectors[group[0]], held),
                document=place(pair.document.text, places[group[0]]),
                also=[place(pair.document.text, places[i]) for i in group[1:]],
                drop=round(drop, 4),
                terms=shared,
            )
        )
    return found


def _whole_part(
    context: Context, pair: Pair, part: Part, places: Sequence[Range], whole: float
) -> list[Evidence]:
    """A short part as one passage with all its places."""
    (score,) = scores_without(context, pair, part, [places])
    if whole - score < LEAST_DROP:
        return []
    held = pair.query.facts_terms if part == "facts" else pair.query.focus_terms
    text = pair.document.text
    words = frozenset(context.profiler.terms("\n".join(text[a:b] for a, b in places)))
    vector = pair.profile.facts if part == "facts" else pair.profile.focus
    return [
        Evidence(
            query=_Answers(context, pair.asked, part).to(words, vector, held),
            document=place(text, places[0]),
            also=[place(text, span) for span in places[1:]],
            drop=round(whole - score, 4),
            terms=_named(held, words),
        )
    ]


def _proved(
    context: Context,
    pair: Pair,
    part: Part,
    places: Sequence[Range],
    groups: Sequence[tuple[int, ...]],
    whole: float,
) -> list[tuple[float, tuple[int, ...]]]:
    """Groups of passages whose loss costs at least :data:`LEAST_DROP` each, dearest first, none twice."""
    scores = scores_without(context, pair, part, [[places[i] for i in group] for group in groups])
    drops = sorted(zip((whole - score for score in scores), groups, strict=True), key=lambda d: (-d[0], d[1]))
    chosen: list[tuple[float, tuple[int, ...]]] = []
    for drop, group in drops:
        if drop >= LEAST_DROP * len(group) and not any(set(group) & set(other) for _, other in chosen):
            chosen.append((drop, group))
    return chosen


def _above_controls(
    context: Context,
    pair: Pair,
    part: Part,
    places: Sequence[Range],
    chosen: list[tuple[float, tuple[int, ...]]],
    whole: float,
) -> list[tuple[float, tuple[int, ...]]]:
    """Those of the passages whose loss costs more than that of any range of their length beside them."""
    start, end = places[0][0], places[-1][1]
    removals: list[list[Range]] = []
    owners: list[int] = []
    for number, (_, group) in enumerate(chosen):
        own = places[group[0]]
        length = own[1] - own[0]
        step = max(1, (end - length - start) // (CONTROLS - 1))
        for at in range(start, max(start, end - length) + 1, step):
            overlap = min(own[1], at + length) - max(own[0], at)
            if 2 * overlap <= length:
                removals.append([(at, at + length)])
                owners.append(number)
    scores = scores_without(context, pair, part, removals)
    highest = dict.fromkeys(range(len(chosen)), 0.0)
    for number, score in zip(owners, scores, strict=True):
        highest[number] = max(highest[number], whole - score)
    return [item for number, item in enumerate(chosen) if item[0] / len(item[1]) > highest[number]]


def place(text: str, span: Range) -> Place:
    """A range with its words."""
    return Place(start=span[0], end=span[1], text=text[span[0] : span[1]])


def _encoded(context: Context, text: str, places: Sequence[Range]) -> NDArray[np.float32] | None:
    encoder = context.workspace.encoder
    return encoder.encode([text[a:b] for a, b in places]) if encoder is not None and places else None


def _likeliest(
    pair: Pair,
    part: Part,
    held: WeightedTerms,
    places: Sequence[Range],
    words: Sequence[frozenset[str]],
    vectors: NDArray[np.float32] | None,
) -> list[int]:
    """Passages whose loss should cost most, first."""
    weights = dict(zip(held.terms, held.weights.tolist(), strict=True))
    total = sum(weights.values()) or 1.0
    counts = Counter(term for found in words for term in found if term in weights)
    asked = pair.query.profile.facts if part == "facts" else pair.query.profile.focus
    own = pair.profile.facts if part == "facts" else pair.profile.focus
    length = sum(b - a for a, b in places)
    guesses = []
    for at, (start, end) in enumerate(places):
        lexical = sum(weights[t] / counts[t] ** 2 for t in words[at] if t in weights) / total
        meaning = 0.0
        if vectors is not None and asked is not None and own is not None:
            meaning = float(vectors[at] @ asked - own @ asked) * (end - start) / length
        guesses.append((lexical + meaning, at))
    return [at for guess, at in sorted(guesses, key=lambda g: (-g[0], g[1]))]


def _repeated(at: int, words: Sequence[frozenset[str]], held: WeightedTerms) -> tuple[int, ...]:
    """A passage with those that hold the same telling word, so that none of them props up the score of the others."""
    own = [term for term in held.terms if term in words[at]]
    if not own:
        return (at,)
    others = [i for i, found in enumerate(words) if i != at and own[0] in found]
    return (at, *others[:3]) if len(others) <= 3 else (at,)


def _named(held: WeightedTerms, words: frozenset[str]) -> list[str]:
    return [term for term in held.terms if term in words][:NAMED]


class _Answers:
    """Finds the passage of the query that one of the document answers to."""

    def __init__(self, context: Context, asked: Document, part: Part) -> None:
        self._text = asked.text
        ranges = _RANGES[part](asked)
        self._places = units(asked.text, ranges) or ranges
        self._words = [frozenset(context.profiler.terms(asked.text[a:b])) for a, b in self._places]
        self._vectors = _encoded(context, asked.text, self._places)

    def to(
        self, words: frozenset[str], vector: NDArray[np.float32] | None, held: WeightedTerms
    ) -> Place | None:
        """The passage with most in common; ``None`` when no passage of the query has anything in common with it."""
        weights = dict(zip(held.terms, held.weights.tolist(), strict=True))
        best: tuple[float, Range] | None = None
        total = sum(weights.get(t, 0.0) for t in words) or 1.0
        for at, span in enumerate(self._places):
            common = sum(weights.get(t, 0.0) for t in words & self._words[at]) / total
            near = (
                0.0
                if vector is None or self._vectors is None
                else max(0.0, float(self._vectors[at] @ vector))
            )
            score = common + near
            if (common > 0 or near >= ALIKE) and (best is None or score > best[0]):
                best = (score, span)
        return place(self._text, best[1]) if best else None
