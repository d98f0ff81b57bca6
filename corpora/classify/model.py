"""The trained weights: a linear model over the features of a text, one column a dispute type.

``data/model.npz`` is written by ``python -m corpora.classify.train``. Its arrays: ``weights`` int8[n_features, n_types] with
``scale`` float32[n_types]; ``idf`` float32[n_features]; ``sharpness``, the inverse temperature that calibrates; ``codes``,
``grams``, ``words`` and ``concepts`` are UTF-8 text, one entry a line (a word of concepts is followed by their numbers).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from corpora.classify.features import Extractor

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NONE = ""
"""The code of texts that belong to no type."""


class ModelError(ValueError):
    """The file of weights is missing or not of the form that this program reads."""


@dataclass(frozen=True, slots=True)
class Model:
    """A trained classifier; ``weights`` is float32[n_features, n_types], in log odds."""

    codes: tuple[str, ...]
    extractor: Extractor
    weights: "NDArray[np.float32]"

    def scores(self, features: Mapping[int, float]) -> list[float]:
        """One score for every code of :attr:`codes`: unnormalised log-probabilities, higher = likelier."""
        import numpy as np

        if not features:
            return [0.0] * len(self.codes)
        total = np.fromiter(features.values(), np.float32) @ self.weights[list(features)]
        return [float(score) for score in total]


@lru_cache(maxsize=1)
def model() -> Model:
    """The model that is shipped.

    Raises:
        ModelError: the file is missing or damaged.
    """
    return load_model(files("corpora.classify") / "data" / "model.npz", "python -m corpora.classify.train")


def load_model(file: Traversable, made_by: str) -> Model:
    """A model from its file.

    Args:
        file: What a training wrote, of the form above.
        made_by: The command that writes it, for the error.

    Raises:
        ModelError: the file is missing or damaged.
    """
    import numpy as np

    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            names = ("codes", "grams", "words", "concepts")
            lines = {name: arrays[name].tobytes().decode().split("\n") for name in names}
            weights = arrays["weights"].astype(np.float32) * arrays["scale"] * float(arrays["sharpness"])
            idf = arrays["idf"].tolist()
    except (OSError, KeyError, ValueError) as error:
        raise ModelError(f"{file}: not the weights of this program; run {made_by}") from error
    concepts = {}
    for line in lines["concepts"]:
        word, *numbers = line.split("\t")
        concepts[word] = tuple(map(int, numbers))
    extractor = Extractor(lines["grams"], lines["words"], concepts, idf)
    return Model(tuple(lines["codes"]), extractor, weights)
