"""Whether a question is one for the bank at all, and where to turn if it is not.

A softmax regression over characters, words and the encoder's vector, trained by
``python -m search_api.answers.training.scope`` on ``data/scope`` and the bank's own questions. A class is named
``group-topic``; what people are told is told by group (``data/declined.yaml``).
"""

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from corpora.classify.features import reduced
from corpora.classify.model import Model, ModelError, load_model
from indexer.encoder.protocol import Encoder

BANK = "bank"
"""The group of questions that the bank is for."""
VECTOR_SHARE = 1.0
"""What the encoder's vector weighs beside the characters and words."""
DATA = files("search_api.answers") / "data"
MADE_BY = "python -m search_api.answers.training.scope"


class Declined(BaseModel):
    """How a question of a group is declined."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    reason: str = Field(min_length=4)
    """Why, in one polite Chinese sentence."""
    turn_to: str = Field(min_length=4)
    """Where to turn instead."""
    topics: dict[str, str] = Field(default_factory=dict)
    """Another place to turn to, by topic."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Groups with their calibrated probabilities, and the likeliest class outside of the bank."""

    shares: dict[str, float]
    topic: str

    @property
    def bank(self) -> float:
        """Probability that the question is one for the bank, in [0, 1]."""
        return self.shares.get(BANK, 0.0)

    @property
    def other(self) -> str:
        """The likeliest group outside of the bank."""
        return max((group for group in self.shares if group != BANK), key=lambda g: (self.shares[g], g))


class ScopeModel:
    """The trained classifier."""

    def __init__(self, model: Model, dense: NDArray[np.float32], encoder: Encoder) -> None:
        self._model, self._dense, self._encoder = model, dense, encoder

    def scope(self, question: str) -> Scope:
        """Probabilities of a question by group."""
        features = self._model.extractor.features(reduced(question))
        scores = np.array(self._model.scores(features), np.float64)
        scores += self._encoder.encode([question])[0] @ self._dense * VECTOR_SHARE
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        groups: dict[str, float] = defaultdict(float)
        best, topic = -math.inf, ""
        for code, share in zip(self._model.codes, shares.tolist(), strict=True):
            group, _, name = code.partition("-")
            groups[group] += share
            if group != BANK and share > best:
                best, topic = share, name
        return Scope(dict(groups), topic)


def load_scope(encoder: Encoder) -> ScopeModel:
    """The shipped classifier.

    Args:
        encoder: The shipped one, whose vectors it was trained on.

    Raises:
        ModelError: the file is missing or damaged.
    """
    file = DATA / "scope.npz"
    model = load_model(file, MADE_BY)
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        if "dense" not in arrays or arrays["dense"].shape != (encoder.dim, len(model.codes)):
            raise ModelError(f"{file}: not the weights of this program; run {MADE_BY}")
        dense = arrays["dense"].astype(np.float32) * float(arrays["sharpness"])
    return ScopeModel(model, dense, encoder)


@lru_cache(maxsize=1)
def declined() -> dict[str, Declined]:
    """What people are told, by group."""
    loaded = yaml.safe_load((DATA / "declined.yaml").read_text(encoding="utf-8"))
    return {group: Declined.model_validate(content) for group, content in loaded.items()}
