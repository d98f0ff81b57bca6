"""The trained weights: a linear model over grams and concepts, one column a dispute type.

``data/model.npz`` is written by ``python -m corpora.classify.train``. Its arrays: ``weights`` int8[n_grams +
n_concepts, n_types] with ``scale`` float32[n_types]; ``idf`` float32[n_grams + n_concepts]; ``grams``, ``words`` and
``codes`` are UTF-8 text, one entry a line (a word is followed by the numbers of its concepts); ``share`` (what the
concepts weigh beside the grams) and ``sharpness`` (the inverse temperature that calibrates) are single numbers.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from corpora.classify.features import Extractor, Features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NONE = ""
"""The code of texts that belong to no type."""


class ModelError(ValueError):
    """The file of weights is missing or not of the form that this program reads."""


@dataclass(frozen=True, slots=True)
class Model:
    """A trained classifier.

    ``weights`` is float32[n_grams + n_concepts, n_types]; scores are logarithms of odds, higher = likelier.
    """

    codes: tuple[str, ...]
    extractor: Extractor
    weights: "NDArray[np.float32]"
    n_grams: int

    def scores(self, features: Features) -> list[float]:
        """One score for every code of :attr:`codes`, unnormalised log-probabilities."""
        import numpy as np

        numbers = [*features.grams, *(self.n_grams + number for number in features.concepts)]
        values = [*features.grams.values(), *features.concepts.values()]
        total = (
            np.asarray(values, np.float32) @ self.weights[numbers] if numbers else np.zeros(len(self.codes))
        )
        return [float(score) for score in total]


@lru_cache(maxsize=1)
def model() -> Model:
    """The model that is shipped.

    Raises:
        ModelError: the file is missing or damaged.
    """
    import numpy as np

    file = files("corpora.classify") / "data" / "model.npz"
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            lines = {
                name: arrays[name].tobytes().decode().split("\n") for name in ("codes", "grams", "words")
            }
            weights = arrays["weights"].astype(np.float32) * arrays["scale"] * float(arrays["sharpness"])
            idf, share = arrays["idf"].tolist(), float(arrays["share"])
    except (OSError, KeyError, ValueError) as error:
        raise ModelError(
            f"{file}: not the weights of this program; run python -m corpora.classify.train"
        ) from error
    n_grams = len(lines["grams"])
    weights[n_grams:] *= share
    words = {}
    for line in lines["words"]:
        word, *numbers = line.split("\t")
        words[word] = tuple(map(int, numbers))
    grams = {gram: (number, idf[number]) for number, gram in enumerate(lines["grams"])}
    return Model(tuple(lines["codes"]), Extractor(grams, words, idf[n_grams:]), weights, n_grams)
