"""The three likenesses of 法发〔2020〕24号 art. 1: basic facts, focus of dispute, applicable law."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpora.vocab import dispute_types, laws
from search_api.retrieval.models import Similarity
from search_api.retrieval.profile import Profile, Terms

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


def compare(query: Profile, document: Profile, idf: Callable[[str], float]) -> Comparison:
    """Likeness in facts, focus and law.

    Facts and focus: the mean of the vectors' cosine (rescaled from :data:`COSINE_FLOOR`) and the share of the
    query's term weight that the document has. Law: Jaccard of cited articles, cause and dispute type, as far as
    both sides state them. A part is ``None`` when one side has nothing to compare.

    Args:
        idf: Weight of a term.
    """
    facts, facts_terms = _text(query.facts, query.facts_terms, document.facts, document.facts_terms, idf)
    focus, focus_terms = _text(query.focus, query.focus_terms, document.focus, document.focus_terms, idf)
    terms = sorted({*facts_terms, *focus_terms}, key=lambda t: (-idf(t), t))
    shared = query.statutes & document.statutes
    same_cause = query.cause if query.cause and query.cause == document.cause else ""
    types = [t for t in query.dispute_types if t in document.dispute_types]
    return Comparison(
        Similarity(facts=facts, focus=focus, law=_law(query, document)),
        tuple(sorted(shared)),
        same_cause,
        types[0] if types else "",
        tuple(terms[:6]),
    )


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
    a: NDArray[np.float32] | None,
    a_terms: Terms,
    b: NDArray[np.float32] | None,
    b_terms: Terms,
    idf: Callable[[str], float],
) -> tuple[float | None, list[str]]:
    shared = [t for t in a_terms if t in b_terms]
    parts: list[float] = []
    if a is not None and b is not None:
        parts.append(max(0.0, (float(a @ b) - COSINE_FLOOR) / (1 - COSINE_FLOOR)))
    if a_terms and b_terms:
        total = sum(idf(t) for t in a_terms)
        parts.append(sum(idf(t) for t in shared) / total if total else 0.0)
    if not parts:
        return None, []
    return round(min(1.0, sum(parts) / len(parts)), 4), shared


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
