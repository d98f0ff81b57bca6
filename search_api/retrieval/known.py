"""Questions that are known to be answered by an article: a learnt expansion from users' words to the law.

``data/questions.jsonl`` has one question a line with the keys of its articles and their grades (2 answers, 1 helps). They are
the training part of the shipped queries and the wordings of the bank (``python -m eval.prepare.known`` writes the file).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from indexer.encoder.protocol import Encoder

FILE = "questions.jsonl"
NEAREST = 50
"""Questions whose articles are thought of."""
HELPS = 0.7
"""Nearness that an article keeps that only helps."""
ANSWERS = 2


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question in a user's words."""

    text: str
    articles: Mapping[str, int]
    """Grade by ``law#article``."""


@lru_cache(maxsize=1)
def known_questions() -> tuple[KnownQuestion, ...]:
    """The shipped questions, in the order of their file."""
    return tuple(_read((files("search_api.retrieval") / "data" / FILE).read_text(encoding="utf-8")))


def _read(text: str) -> Iterator[KnownQuestion]:
    for line in text.splitlines():
        value = json.loads(line)
        yield KnownQuestion(value["text"], value["articles"])


class KnownArticles:
    """Articles by the likeness of a query to the questions that they answer; with one encoder."""

    def __init__(self, encoder: Encoder, questions: Sequence[KnownQuestion] | None = None) -> None:
        self._questions = known_questions() if questions is None else questions
        self._vectors = encoder.encode([question.text for question in self._questions])

    def near(self, vector: NDArray[np.float32]) -> dict[str, float]:
        """Nearness in [0, 1] by ``law#article``, of those that answer the nearest questions.

        Args:
            vector: float32[dim] of the query, L2-normalised.
        """
        scores = self._vectors @ vector
        found: dict[str, float] = {}
        nearest = min(NEAREST, len(scores))
        for at in np.argpartition(-scores, nearest - 1)[:nearest].tolist():
            for key, grade in self._questions[at].articles.items():
                near = float(scores[at]) * (1.0 if grade >= ANSWERS else HELPS)
                if near > found.get(key, 0.0):
                    found[key] = min(1.0, near)
        return found
