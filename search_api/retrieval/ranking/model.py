"""Weights of the second stage: a linear model for each target (``data/ranker.yaml``)."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Protocol

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from search_api.retrieval.ranking.features import FEATURES, Features, Target

FILE = "ranker.yaml"
MADE_BY = "fengqiao eval train-ranker"


class RankerError(ValueError):
    """The file of weights does not fit the features of this program."""


class Column(BaseModel):
    """A feature's weight on its standardised value ``(value - mean) / spread``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    weight: float
    mean: float
    spread: float = Field(gt=0)


class Weights(BaseModel):
    """What ``data/ranker.yaml`` holds; written by the training, made to be read."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    made_by: str
    targets: dict[Target, dict[str, Column]]


class Ranker(Protocol):
    """Scores candidates."""

    def score(self, features: Features) -> NDArray[np.float64]:
        """float64[n], in log odds up to a constant of the query; higher is better."""


class Reader(Protocol):
    """Judges how well texts answer a query."""

    def read(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32[n], higher is better."""


class LinearRanker:
    """A weighed sum of standardised features."""

    def __init__(self, weights: Weights) -> None:
        self._columns = {target: _arrays(target, columns) for target, columns in weights.targets.items()}

    def score(self, features: Features) -> NDArray[np.float64]:
        """float64[n], higher is better."""
        weight, mean, spread = self._columns[features.target]
        total: NDArray[np.float64] = ((features.rows - mean) / spread) @ weight
        return total


def load_weights(text: str) -> Weights:
    """Weights from the text of their file.

    Raises:
        RankerError: another form, or other features than those of this program.
    """
    try:
        weights = Weights.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise RankerError(f"{FILE}: not the weights of this program; run {MADE_BY}") from error
    for target, names in FEATURES.items():
        if set(weights.targets.get(target, {})) != set(names):
            raise RankerError(f"{FILE}: other features of {target} than this program's; run {MADE_BY}")
    return weights


@cache
def shipped_ranker() -> LinearRanker:
    """The ranker that comes with the program.

    Raises:
        RankerError: its file does not fit.
    """
    file = files("search_api.retrieval") / "data" / FILE
    return LinearRanker(load_weights(file.read_text(encoding="utf-8")))


def _arrays(
    target: Target, columns: Mapping[str, Column]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    ordered = [columns[name] for name in FEATURES[target]]
    return (
        np.array([c.weight for c in ordered]),
        np.array([c.mean for c in ordered]),
        np.array([c.spread for c in ordered]),
    )
