"""Reciprocal rank of the first relevant document, 0 below rank 10.

Voorhees, The TREC-8 question answering track report, 1999.
"""

from ir_measures import RR, Measure


def measures(threshold: int) -> dict[str, Measure]:
    """RR@10 by name; in [0, 1]."""
    return {"RR@10": RR(rel=threshold) @ 10}
