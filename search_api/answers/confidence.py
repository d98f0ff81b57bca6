"""How sure an answer is: a logistic regression over a few readable figures, trained on the development questions."""

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from search_api.answers.asked import AnswerDataError
from search_api.answers.matching import SIGNALS, standardised
from search_api.answers.scope import Scope

MADE_BY = "python -m eval.answers.train"
FIGURES = (
    "share",
    "margin",
    "height",
    "covered",
    "words",
    "length",
    "brief_vector",
    "mean_vector",
    "bank",
    "beside",
)
"""Names of :func:`figures`."""


class Weights(BaseModel):
    """What ``data/weights.json`` holds; written by the training, made to be read."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    made_by: str
    signals: dict[str, float]
    """Weight of each standardised signal in the ranking."""
    figures: dict[str, float]
    """Weight of each figure in the log odds of being right."""
    intercept: float
    threshold: float = Field(ge=0, le=1)
    """Confidence from which an answer is shown."""


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The shipped weights.

    Raises:
        AnswerDataError: the file does not have its form.
    """
    file = files("search_api.answers") / "data" / "weights.json"
    made = Weights.model_validate(json.loads(file.read_text(encoding="utf-8")))
    if set(made.signals) != set(SIGNALS) or set(made.figures) != set(FIGURES):
        raise AnswerDataError(f"weights.json: not the weights of this program; run {MADE_BY}")
    return made


def ranked(signals: NDArray[np.float32], by: Mapping[str, float]) -> NDArray[np.float64]:
    """float64[n_entries]: the weighed sum of the standardised signals, higher is better."""
    vector = np.array([by[name] for name in SIGNALS])
    total: NDArray[np.float64] = standardised(signals).astype(np.float64) @ vector
    return total


def figures(
    signals: NDArray[np.float32],
    covered: NDArray[np.float32],
    scores: NDArray[np.float64],
    scope: Scope,
    words: int,
) -> dict[str, float]:
    """What the confidence in the best entry rests on.

    Args:
        signals: float32[n_entries, n_signals] of :meth:`Matcher.signals`.
        covered: float32[n_entries] of :meth:`Matcher.covered`.
        scores: float64[n_entries] of :func:`ranked`.
        scope: What the question is about.
        words: How many words the question has.
    """
    order = np.argsort(-scores)
    best = int(order[0])
    second = float(scores[order[1]]) if len(order) > 1 else 0.0
    shares = np.exp(scores - scores[best])
    row = dict(zip(SIGNALS, signals[best].tolist(), strict=True))
    return {
        "share": _log_odds(1.0 / float(shares.sum())),
        "margin": float(scores[best]) - second,
        "height": float(scores[best]),
        "covered": float(covered[best]),
        "words": row["asked_words"] / max(1, words),
        "length": math.log1p(words),
        "brief_vector": row["brief_vector"],
        "mean_vector": row["mean_vector"],
        "bank": _log_odds(scope.bank),
        "beside": _log_odds(scope.shares.get("beside", 0.0)),
    }


def confidence(found: Mapping[str, float], by: Weights) -> float:
    """Calibrated probability in [0, 1] that the best entry answers the question."""
    odds = by.intercept + sum(by.figures[name] * found[name] for name in FIGURES)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


def _log_odds(share: float) -> float:
    held = min(max(share, 1e-3), 1 - 1e-3)
    return math.log(held / (1 - held))
