"""Average precision: mean over all relevant documents of the precision at their ranks; its mean is MAP.

Buckley & Voorhees, Evaluating evaluation measure stability, SIGIR 2000. Documents below the run's depth count as never
found.
"""

from ir_measures import AP, Measure


def measures(threshold: int) -> dict[str, Measure]:
    """AP by name; in [0, 1]."""
    return {"AP": AP(rel=threshold)}
