"""Opposing outcomes: the best hit that went the other way beside the best of the majority."""

from collections import Counter
from collections.abc import Callable, Sequence

from search_api.cases.outcomes import LABELS, OUTCOMES, Direction, direction_of, opposite
from search_api.retrieval.models import Hit, Opposing

SHOWN = 3


def opposing(hits: Sequence[Hit], more: Callable[[tuple[str, ...]], Sequence[Hit]]) -> Opposing | None:
    """Both sides of the hits; ``None`` when none of them went either way.

    Args:
        hits: Best first.
        more: Looks for the best hits with one of these outcomes, when the hits hold none of the other side.
    """
    directions = [direction_of(hit.outcome) for hit in hits]
    counts = Counter(directions)
    if not counts["granted"] and not counts["refused"]:
        return None
    main: Direction = "granted" if counts["granted"] >= counts["refused"] else "refused"
    other = opposite(main)
    against = [h for h in hits if direction_of(h.outcome) == other][:SHOWN]
    if not against:
        against = list(more(OUTCOMES[other]))[:SHOWN]
    return Opposing(
        direction=main,
        label=LABELS[main],
        opposite_label=LABELS[other],
        best=next((h for h in hits if direction_of(h.outcome) == main), None),
        opposite=against,
        counts={"granted": counts["granted"], "refused": counts["refused"], "other": counts[None]},
    )
