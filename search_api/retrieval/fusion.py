"""Weighted sum of min-max normalised scores; the weight of the vectors depends on the kind of query.

Measured: vectors add recall and lay wording, not precision. Where the words are verbatim (identifiers, figures,
names, quotations, long case texts) they may only break ties.
"""

import re
from collections.abc import Mapping
from typing import Literal

QueryStyle = Literal["question", "keywords", "story", "verbatim"]

VECTOR_WEIGHT: Mapping[QueryStyle, float] = {
    "question": 0.25,
    "keywords": 0.15,
    "story": 0.15,
    "verbatim": 0.1,
}
"""Share of the vector score by style of query; the rest is lexical."""

ARTICLE_WEIGHT = 0.65
"""The same for a lay question to short texts (articles), whose words are not the asker's."""

_LAY = re.compile(r"[?？吗呢吧我咱俺]|怎么|怎样|如何|能不能|可以|是否|多少|为什么|凭什么|哪")
_FIGURE = re.compile(r"\d")
STORY = 150
"""Characters from which words are a story rather than a question."""


def query_style(words: str, *, quoted: bool, identifiers: int) -> QueryStyle:
    """What kind of query this is.

    Args:
        words: The free text of the query.
        quoted: Whether there is a quoted phrase.
        identifiers: How many case numbers or statute mentions it holds.
    """
    if quoted or identifiers or len(_FIGURE.findall(words)) * 5 > max(len(words), 1):
        return "verbatim"
    if len(words) >= STORY:
        return "story"
    return "question" if _LAY.search(words) else "keywords"


def vector_weight(style: QueryStyle, short: float) -> float:
    """Share of the vector score.

    Args:
        style: Of the query.
        short: Share of short texts among the best lexical matches, in [0, 1].
    """
    weight = VECTOR_WEIGHT[style]
    return weight + short * (ARTICLE_WEIGHT - weight) if style == "question" else weight


def min_max(scores: Mapping[str, float], *, floor: float | None = None) -> dict[str, float]:
    """Scores moved into [0, 1], higher is better; one score alone, or all equal, gives 1.0 each.

    Args:
        scores: Score by id.
        floor: What counts as 0; the smallest score when ``None``. Scores below it give 0.
    """
    if not scores:
        return {}
    low = min(scores.values()) if floor is None else floor
    span = max(scores.values()) - low
    if span <= 0:
        return dict.fromkeys(scores, 1.0)
    return {id: max(0.0, (score - low) / span) for id, score in scores.items()}


def fuse(lexical: Mapping[str, float], vector: Mapping[str, float], weight: float) -> dict[str, float]:
    """``(1 - weight) · lexical + weight · vector`` over normalised scores; a missing one counts 0."""
    words, meaning = min_max(lexical), min_max(vector)
    return {
        id: (1 - weight) * words.get(id, 0.0) + weight * meaning.get(id, 0.0) for id in {**words, **meaning}
    }
