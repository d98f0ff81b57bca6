"""The three likenesses of 法发〔2020〕24号 art. 1: basic facts, focus of dispute, applicable law."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpora.vocab import dispute_types, laws
from indexer.profiles import Profile, term_hash
from search_api.retrieval.models import Similarity

SHOWN = 6
"""Shared terms that are named."""
COSINE_FLOOR = 0.15
"""Cosine of unrelated legal texts under the shipped encoder; counts as no likeness."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The likeness of a query case and a document, and what they share."""

    similarity: Similarity
    statutes: tuple[str, ...]
    """Shared ``law#article`` keys."""
    cause: str
    dispute_type: str
    terms: tuple[str, ...]
    """Shared terms that say most, best first."""


@dataclass(frozen=True, slots=True, eq=False)
class WeightedTerms:
    """Terms of a query part, those that say most first."""

    terms: tuple[str, ...]
    hashes: NDArray[np.uint32]
    weights: NDArray[np.float64]

    @classmethod
    def of(cls, terms: Sequence[str], idf: Callable[[Sequence[str]], Sequence[float]]) -> "WeightedTerms":
        """Terms with their weights."""
        ranked = sorted(zip(idf(terms), terms, strict=True), key=lambda pair: (-pair[0], pair[1]))
        return cls(
            tuple(term for _, term in ranked),
            np.array([term_hash(term) for _, term in ranked], dtype=np.uint32),
            np.array([weight for weight, _ in ranked]),
        )

    def held_by(self, hashes: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Which of the terms are among a document's (ascending hashes)."""
        if not len(hashes):
            return np.zeros(len(self.terms), dtype=bool)
        places = np.minimum(np.searchsorted(hashes, self.hashes), len(hashes) - 1)
        return np.asarray(hashes[places] == self.hashes)


@dataclass(frozen=True, slots=True, eq=False)
class CaseQuery:
    """A query case, ready to be compared with many documents."""

    profile: Profile
    facts_terms: WeightedTerms
    focus_terms: WeightedTerms


def compare(query: CaseQuery, document: Profile) -> Comparison:
    """Likeness in facts, focus and law.

    Facts and focus: the mean of the vectors' cosine (rescaled from :data:`COSINE_FLOOR`) and the share of the
    query's term weight that the document has. Law: Jaccard of cited articles, cause and dispute type, as far as
    both sides state them. A part is ``None`` when one side has nothing to compare.
    """
    asked = query.profile
    facts, facts_held = _text(asked.facts, query.facts_terms, document.facts, document.facts_terms)
    focus, focus_held = _text(asked.focus, query.focus_terms, document.focus, document.focus_terms)
    same_cause = asked.cause if asked.cause and asked.cause == document.cause else ""
    types = [t for t in asked.dispute_types if t in document.dispute_types]
    return Comparison(
        Similarity(facts=facts, focus=focus, law=_law(asked, document)),
        tuple(sorted(asked.statutes & document.statutes)),
        same_cause,
        types[0] if types else "",
        _best_shared(query.facts_terms, facts_held, query.focus_terms, focus_held),
    )


def _best_shared(
    a: WeightedTerms, a_held: NDArray[np.bool_], b: WeightedTerms, b_held: NDArray[np.bool_]
) -> tuple[str, ...]:
    weights: dict[str, float] = {}
    for terms, held in ((a, a_held), (b, b_held)):
        for at in np.flatnonzero(held)[:SHOWN].tolist():
            weights[terms.terms[at]] = float(terms.weights[at])
    return tuple(sorted(weights, key=lambda term: (-weights[term], term))[:SHOWN])


def explain(comparison: Comparison) -> str:
    """Why a case is similar, in Chinese, naming what is shared."""
    parts: list[str] = []
    if comparison.cause:
        parts.append(f"案由相同（{comparison.cause}）")
    elif comparison.dispute_type:
        parts.append(f"纠纷类型相同（{dispute_label(comparison.dispute_type)}）")
    if comparison.statutes:
        named = "、".join(statute_label(key) for key in comparison.statutes[:4])
        more = f"等{len(comparison.statutes)}条" if len(comparison.statutes) > 4 else ""
        parts.append(f"同引{named}{more}")
    if comparison.terms:
        parts.append(f"共同要素：{'、'.join(comparison.terms)}")
    scores = comparison.similarity
    named_scores = [("事实", scores.facts), ("焦点", scores.focus), ("法律", scores.law)]
    best = max(((n, s) for n, s in named_scores if s is not None), key=lambda x: x[1], default=None)
    if best and best[1] >= 0.5:
        parts.append(f"{best[0]}最为接近")
    return "；".join(parts) or "文字表述相近"


def statute_label(key: str) -> str:
    """``law#85-1`` as 《short name》第85条之一's plain form."""
    law, _, article = key.partition("#")
    number, _, suffix = article.partition("-")
    name = laws().short(law) or law
    return f"《{name}》第{number}条" + (f"之{suffix}" if suffix else "") if number else f"《{name}》"


def dispute_label(code: str) -> str:
    """Chinese label of a dispute type; the code itself when it is unknown."""
    known = dispute_types().get(code)
    return known.label if known else code


def _text(
    asked: NDArray[np.float32] | None,
    terms: WeightedTerms,
    vector: NDArray[np.float32] | None,
    hashes: NDArray[np.uint32],
) -> tuple[float | None, NDArray[np.bool_]]:
    held = terms.held_by(hashes)
    return part_likeness(asked, terms, vector, held if len(hashes) else None), held


def part_likeness(
    asked: NDArray[np.float32] | None,
    terms: WeightedTerms,
    vector: NDArray[np.float32] | None,
    held: NDArray[np.bool_] | None,
) -> float | None:
    """Likeness in [0, 1] of a part of the query and a part of a document; ``None`` when a side has nothing to compare.

    Args:
        asked: float32[dim] of the query's part.
        terms: Of the query's part.
        vector: float32[dim] of the document's part.
        held: Which of the terms the document's part has; ``None`` where it has no terms at all.
    """
    parts: list[float] = []
    if asked is not None and vector is not None:
        parts.append(max(0.0, (float(asked @ vector) - COSINE_FLOOR) / (1 - COSINE_FLOOR)))
    if len(terms.terms) and held is not None:
        total = float(terms.weights.sum())
        parts.append(float(terms.weights[held].sum()) / total if total else 0.0)
    return round(min(1.0, sum(parts) / len(parts)), 4) if parts else None


def _law(a: Profile, b: Profile) -> float | None:
    parts: list[tuple[float, float]] = []
    if a.statutes and b.statutes:
        jaccard = len(a.statutes & b.statutes) / len(a.statutes | b.statutes)
        laws_shared = len(a.laws & b.laws) / len(a.laws | b.laws) if a.laws and b.laws else 0.0
        parts.append((0.5, 0.8 * jaccard + 0.2 * laws_shared))
    if a.cause and b.cause:
        parts.append((0.3, float(a.cause == b.cause)))
    if a.dispute_types and b.dispute_types:
        rank = next((i for i, t in enumerate(a.dispute_types) if t in b.dispute_types), None)
        parts.append((0.2, 0.0 if rank is None else 1.0 / (1 + rank)))
    if not parts:
        return None
    # What cannot be compared counts half against the score: agreement on the dispute type alone is no agreement
    # on the law.
    known = sum(weight for weight, _ in parts)
    return round(sum(w * s for w, s in parts) / (known + (1.0 - known) / 2), 4)
