"""Share of the first ten that anyone judged: below 1, the other figures are lower bounds.

Yilmaz & Aslam, Estimating average precision with incomplete and imperfect judgments, CIKM 2006, on why it has to be
told. Of a shorter result, the share of what was returned.
"""

from ir_measures import Judged, Measure


def measures() -> dict[str, Measure]:
    """Judged@10 by name; in [0, 1]."""
    return {"Judged@10": Judged @ 10}
