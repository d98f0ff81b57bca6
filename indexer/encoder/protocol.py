"""The contract of an encoder: texts in, unit vectors out."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Encoder(Protocol):
    """Turns texts into vectors whose dot product is their similarity."""

    name: str
    """Pinned in the index manifest together with :attr:`fingerprint`."""
    fingerprint: str
    dim: int

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32[n_texts, dim], rows L2-normalised (a text without known tokens gives a zero row)."""
