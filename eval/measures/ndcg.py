"""Normalised discounted cumulated gain.

Järvelin & Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS 20(4), 2002. Linear gain and a log2
discount from rank 1 on, as trec_eval and the LeCaRD family reckon it; not the exponential gain of web search.
"""

from ir_measures import Measure, nDCG

CUTOFFS = (5, 10, 20, 30)


def measures() -> dict[str, Measure]:
    """nDCG@k by name; in [0, 1]."""
    return {f"nDCG@{k}": nDCG @ k for k in CUTOFFS}
