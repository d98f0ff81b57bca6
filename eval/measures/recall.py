"""Recall: relevant documents among the first k, of all relevant ones.

Cleverdon, Mills & Keen, Factors determining the performance of indexing systems (Cranfield II), 1966.
"""

from ir_measures import Measure, R

CUTOFFS = (10, 100)


def measures(threshold: int) -> dict[str, Measure]:
    """R@k by name; in [0, 1]."""
    return {f"R@{k}": R(rel=threshold) @ k for k in CUTOFFS}
