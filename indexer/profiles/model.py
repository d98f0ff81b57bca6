"""The comparable side of a document."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Facts, focus and law of one document, ready for comparison; an empty part is ``None`` or empty.

    Much smaller than the document, so that hundreds of candidates can be compared without loading them.
    """

    kind: str
    cause: str
    dispute_types: tuple[str, ...]
    date: str
    """ISO, or empty."""
    model: bool
    """Whether it is, or calls itself, the model judgment (示范判决) of its group."""
    statutes: frozenset[str]
    """``law#article`` keys."""
    laws: frozenset[str]
    clauses: tuple[int, ...]
    """Bottom-k sketch for folding; see :mod:`indexer.profiles.clauses`."""
    length: int
    """Code points of the text."""
    facts: NDArray[np.float32] | None
    """float32[dim], L2-normalised."""
    focus: NDArray[np.float32] | None
    whole: NDArray[np.float32] | None
    """Direction of the mean of the passages' vectors."""
    facts_terms: NDArray[np.uint32]
    """Hashes of the distinct terms, ascending."""
    focus_terms: NDArray[np.uint32]
