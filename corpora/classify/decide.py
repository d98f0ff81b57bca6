"""The dispute type of a text: words by the trained model, with cause, statutes and parties."""

import math
from dataclasses import dataclass

from corpora.classify.evidence import HEAD, Evidence, ReasonKind, evidence
from corpora.classify.features import READ, reduced
from corpora.classify.model import NONE, Model, model
from corpora.classify.words import telling_words

_ALTERNATIVES = 4
_FAINT = 0.01
"""An alternative below this is not worth naming."""
_WORDS = 5


SURE = 0.5
"""Confidence from which a type is told as understood; below it, it is one guess among others."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What spoke for the type: ``text[start:end]``, and by how much (log odds against the other types)."""

    kind: ReasonKind
    text: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Classification:
    """Dispute type of a text.

    ``l1`` and ``l2`` are empty when nothing points to a type. ``confidence`` is a calibrated probability: of texts
    that are given a type with 0.8, about 80 of 100 are of that type (``fengqiao eval classify`` prints the error).
    ``alternatives`` are other codes with theirs, likeliest first. ``cause`` is the cause of action named in the
    text. ``reasons`` are there when asked for; offsets count in the text given, or in title and text joined by a line
    break when there is a title.
    """

    l1: str
    l2: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...]
    cause: str
    reasons: tuple[Reason, ...] = ()


def classify(text: str, title: str = "", *, reasons: bool = False) -> Classification:
    """The likeliest dispute type, others with less, and the cause of action named first.

    Args:
        text: A complaint, a case, a record or a line of a query; the first 1,500 code points are read.
        title: Read before the text.
        reasons: Also say which words, statutes and parties spoke for the type.
    """
    from corpora.text.normalize import fold

    whole = f"{title}\n{text}" if title else text
    small = reduced(whole)
    signs = evidence(fold(whole[:READ]), len(title) + HEAD)
    trained = model()
    features = trained.extractor.features(small)
    scores = dict(zip(trained.codes, trained.scores(features), strict=True))
    for sign in signs.signs:
        for code, weight in sign.weights:
            scores[code] += weight
    highest = max(scores.values())
    shares = {code: math.exp(score - highest) for code, score in scores.items()}
    total = sum(shares.values())
    ranked = sorted(
        ((round(share / total, 4), code) for code, share in shares.items()), key=lambda p: (-p[0], p[1])
    )
    best = ranked[0][1]
    told = signs.signs or any(number >= trained.extractor.first_concept for number in features)
    if best == NONE or not told:
        return Classification("", "", 0.0, (), signs.cause)
    others = [(code, share) for share, code in ranked[1:] if code != NONE and share >= _FAINT]
    why = _reasons(trained, whole, small, signs, best, ranked) if reasons else ()
    return Classification(_trade(best), best, ranked[0][0], tuple(others[:_ALTERNATIVES]), signs.cause, why)


def _trade(code: str) -> str:
    from corpora.vocab.disputes import dispute_types

    kind = dispute_types().get(code)
    if kind is None:
        raise ValueError(f"model.npz: {code} is not in dispute_types.yaml; train the classifier anew")
    return kind.l1


def _reasons(
    trained: Model, whole: str, small: str, found: Evidence, best: str, ranked: list[tuple[float, str]]
) -> tuple[Reason, ...]:
    """Signs for the type first, then words; the heavier first in each."""
    said = []
    for sign in found.signs:
        weight = dict(sign.weights).get(best, 0.0)
        if weight > 0:
            said.append(
                Reason(sign.kind, whole[sign.start : sign.end], sign.start, sign.end, round(weight, 3))
            )
    said.sort(key=lambda reason: -reason.weight)
    rivals = {code: share for share, code in ranked[1:6]}
    for start, end, weight in telling_words(trained, small, best, rivals)[:_WORDS]:
        said.append(Reason("words", whole[start:end], start, end, round(weight, 3)))
    return tuple(said)
