"""Weighted sum of min-max normalised scores of words, bigrams and vectors, by the kind of query.

Measured: vectors add recall and lay wording, not precision. Where the words are verbatim (identifiers, figures,
names, quotations, long case texts) they may only break ties.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

QueryStyle = Literal["question", "keywords", "story", "verbatim"]
DEPTH = 300
"""Candidates of each kind; scores are normalised over them."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Shares of the three scores of the first stage; they add up to 1."""

    words: float
    bigrams: float
    vectors: float

    def towards(self, other: "Weights", share: float) -> "Weights":
        """A mixture with ``share`` of the other in [0, 1]."""
        return Weights(
            self.words + share * (other.words - self.words),
            self.bigrams + share * (other.bigrams - self.bigrams),
            self.vectors + share * (other.vectors - self.vectors),
        )

    def without_vectors(self) -> "Weights":
        """The lexical shares alone, raised to add up to 1."""
        lexical = self.words + self.bigrams
        return Weights(self.words / lexical, self.bigrams / lexical, 0.0) if lexical else WORDS_ONLY


WORDS_ONLY = Weights(0.5, 0.5, 0.0)
STYLE_WEIGHTS: Mapping[QueryStyle, Weights] = {
    "question": Weights(0.3, 0.35, 0.35),
    "keywords": Weights(0.35, 0.35, 0.3),
    "story": Weights(0.3, 0.35, 0.35),
    "verbatim": Weights(0.45, 0.45, 0.1),
}
"""Shares by style of query, fitted on the shipped case queries with an encoder that had not seen them."""

ARTICLE_WEIGHTS: Mapping[QueryStyle, Weights] = {
    "question": Weights(0.15, 0.15, 0.7),
    "keywords": Weights(0.25, 0.25, 0.5),
    "story": Weights(0.15, 0.15, 0.7),
    "verbatim": Weights(0.2, 0.2, 0.6),
}
"""The same for articles of statutes, whose words are not the asker's; fitted on the shipped statute queries, a fifth of
their training part that the encoder had not seen and the parts whose articles it had not seen."""

_LAY = re.compile(r"[?？吗呢吧我咱俺]|怎么|怎样|如何|能不能|可以|是否|多少|为什么|凭什么|哪")
_FIGURE = re.compile(r"\d")
PIECE = 12
"""Characters of a piece between spaces up to which it is a keyword rather than part of a sentence."""
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
    return "keywords" if not _LAY.search(words) and _like_keywords(words) else "question"


def _like_keywords(words: str) -> bool:
    """Short pieces apart, or one short piece: nobody's sentence."""
    pieces = words.split()
    return max(map(len, pieces), default=0) <= PIECE


def weights_for(style: QueryStyle, articles: float) -> Weights:
    """Shares for a query.

    Args:
        style: Of the query.
        articles: Share of articles among the best lexical matches, in [0, 1].
    """
    return STYLE_WEIGHTS[style].towards(ARTICLE_WEIGHTS[style], articles)


def min_max(scores: Mapping[str, float], *, depth: int = DEPTH) -> dict[str, float]:
    """Scores moved into [0, 1], higher is better; one score alone, or all equal, gives 1.0 each.

    Args:
        scores: Score by id.
        depth: The score at this rank counts as 0, and so does every lower one.
    """
    if not scores:
        return {}
    ranked = sorted(scores.values(), reverse=True)
    low = ranked[min(len(ranked), depth) - 1]
    span = ranked[0] - low
    if span <= 0:
        return dict.fromkeys(scores, 1.0)
    return {id: max(0.0, (score - low) / span) for id, score in scores.items()}


def fuse(parts: Sequence[tuple[Mapping[str, float], float]], *, depth: int = DEPTH) -> dict[str, float]:
    """Weighted sum of normalised scores; a missing one counts 0.

    Args:
        parts: Scores by id, and their share.
        depth: As :func:`min_max` takes it.
    """
    fused: dict[str, float] = {}
    for scores, share in parts:
        if share:
            for id, score in min_max(scores, depth=depth).items():
                fused[id] = fused.get(id, 0.0) + share * score
    return fused
