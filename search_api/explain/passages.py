"""Passages that raise the likeness of facts or focus.

Every passage is proved: the document is compared again without it, and only a lower score makes it evidence. Which
passages are tried is guessed first from the words they alone hold and from their vectors.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search_api.explain.models import Evidence, Place
from search_api.explain.parts import PartText
from search_api.explain.scoring import Pair, Part, scores_without
from search_api.explain.units import Range
from search_api.retrieval.context import Context
from search_api.retrieval.similarity import WeightedTerms, part_likeness

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
Group = tuple[int, ...]
"""Numbers of passages that are taken out together."""


def part_evidence(context: Context, pair: Pair, part: Part, *, tried: int = TRIED) -> list[Evidence]:
    """Proved passages of a part, those whose loss would cost most first; empty when there are none."""
    if not pair.score(part):
        return []
    text = PartText(context, pair.document, part, pair.terms(part))
    if not text.places:
        return []
    trial = _Trial(context, pair, part, text)
    length = sum(end - start for start, end in text.places)
    if length <= WHOLE_PART:
        every = tuple(range(len(text.places)))
        # Without all of it another part of the document stands for this one: that is read anew.
        drop = pair.score(part) - scores_without(context, pair, part, [text.places])[0]
        return [_shown(trial, drop, every)] if drop >= LEAST_DROP else []
    best = _likeliest(trial)[:tried]
    chosen = _proved(trial, [(at,) for at in best])
    most = min(SHOWN, 1 + len(text.places) // FEW)
    if len(chosen) < most:
        taken = {at for _, group in chosen for at in group}
        groups = [group for at in best if len(group := _repeated(at, text.words, pair.terms(part))) > 1]
        chosen += _proved(trial, [g for g in groups if not taken & set(g)])
    dearest = max((drop / len(group) for drop, group in chosen), default=0.0)
    chosen = [(d, group) for d, group in chosen if d / len(group) >= SHARE_OF_BEST * dearest][:most]
    if length < CONTROLLED:
        chosen = _above_controls(trial, chosen)
    return [_shown(trial, *item) for item in sorted(chosen, key=lambda item: (-item[0], item[1]))]


@dataclass(frozen=True, slots=True, eq=False)
class _Trial:
    """A part of a pair's document, to be scored without some of it."""

    context: Context
    pair: Pair
    part: Part
    text: PartText

    def drops(self, groups: Sequence[Group]) -> list[float]:
        """By how much the likeness is lower without each group of passages."""
        return self.drops_of([[self.text.places[i] for i in group] for group in groups])

    def drops_of(self, removals: Sequence[Sequence[Range]]) -> list[float]:
        """By how much the likeness is lower without ranges of the document's text."""
        if self.text.sums is None:
            whole = self.pair.score(self.part)
            return [whole - s for s in scores_without(self.context, self.pair, self.part, removals)]
        whole = self._score([])
        return [whole - self._score(ranges) for ranges in removals]

    def _score(self, ranges: Sequence[Range]) -> float:
        vector, held = self.text.vector_without(ranges), self.text.held_without(ranges)
        return (
            part_likeness(self.pair.asked_vector(self.part), self.pair.terms(self.part), vector, held) or 0.0
        )


def _shown(trial: _Trial, drop: float, group: Group) -> Evidence:
    text, held = trial.text, trial.pair.terms(trial.part)
    words = frozenset[str]().union(*(text.words[i] for i in group))
    vector = None if text.vectors is None else text.vectors[group[0]]
    own, source = text.words[group[0]], trial.pair.document.text
    return Evidence(
        query=_answer(trial, own, vector),
        document=place(source, text.places[group[0]]),
        also=[place(source, text.places[i]) for i in group[1:]],
        drop=round(drop, 4),
        terms=[term for term in held.terms if term in words][:NAMED],
    )


def _proved(trial: _Trial, groups: Sequence[Group]) -> list[tuple[float, Group]]:
    """Groups of passages whose loss costs at least :data:`LEAST_DROP` each, dearest first, none twice."""
    drops = sorted(zip(trial.drops(groups), groups, strict=True), key=lambda d: (-d[0], d[1]))
    chosen: list[tuple[float, Group]] = []
    for drop, group in drops:
        if drop >= LEAST_DROP * len(group) and not any(set(group) & set(other) for _, other in chosen):
            chosen.append((drop, group))
    return chosen


def _above_controls(trial: _Trial, chosen: list[tuple[float, Group]]) -> list[tuple[float, Group]]:
    """Those of the passages whose loss costs more than that of any range of their length beside them."""
    places = trial.text.places
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
    highest = dict.fromkeys(range(len(chosen)), 0.0)
    for number, drop in zip(owners, trial.drops_of(removals), strict=True):
        highest[number] = max(highest[number], drop)
    return [item for number, item in enumerate(chosen) if item[0] / len(item[1]) > highest[number]]


def place(text: str, span: Range) -> Place:
    """A range with its words."""
    return Place(start=span[0], end=span[1], text=text[span[0] : span[1]])


def _likeliest(trial: _Trial) -> list[int]:
    """Passages whose loss should cost most, first."""
    held, text = trial.pair.terms(trial.part), trial.text
    weights = dict(zip(held.terms, held.weights.tolist(), strict=True))
    total = sum(weights.values()) or 1.0
    counts = Counter(term for found in text.words for term in found)
    asked = trial.pair.asked_vector(trial.part)
    meaning = np.zeros(len(text.places))
    if text.vectors is not None and asked is not None:
        own = text.vector_without([]) if text.sums is not None else trial.pair.own_vector(trial.part)
        if own is not None:
            lengths = np.array([end - start for start, end in text.places])
            meaning = (text.vectors @ asked - own @ asked) * lengths / lengths.sum()
    guesses = [
        (sum(weights[t] / counts[t] ** 2 for t in words) / total + float(near), at)
        for at, (words, near) in enumerate(zip(text.words, meaning, strict=True))
    ]
    return [at for guess, at in sorted(guesses, key=lambda g: (-g[0], g[1]))]


def _repeated(at: int, words: Sequence[frozenset[str]], held: WeightedTerms) -> Group:
    """A passage with those that hold the same telling word, so that none of them props up the score of the others."""
    own = [term for term in held.terms if term in words[at]]
    if not own:
        return (at,)
    others = [i for i, found in enumerate(words) if i != at and own[0] in found]
    return (at, *others[:3]) if len(others) <= 3 else (at,)


def _answer(trial: _Trial, words: frozenset[str], vector: NDArray[np.float32] | None) -> Place | None:
    """The passage of the query with most in common; ``None`` when none has anything in common."""
    asked = trial.pair.asked_part(trial.context, trial.part)
    held = trial.pair.terms(trial.part)
    weights = dict(zip(held.terms, held.weights.tolist(), strict=True))
    total = sum(weights.get(t, 0.0) for t in words) or 1.0
    best: tuple[float, Range] | None = None
    near = np.zeros(len(asked.spans))
    if vector is not None and asked.vectors is not None:
        near = np.maximum(0.0, asked.vectors @ vector)
    for span, own, closeness in zip(asked.spans, asked.words, near.tolist(), strict=True):
        common = sum(weights.get(t, 0.0) for t in words & own) / total
        score = common + closeness
        if (common > 0 or closeness >= ALIKE) and (best is None or score > best[0]):
            best = (score, span)
    return place(trial.pair.asked.text, best[1]) if best else None
