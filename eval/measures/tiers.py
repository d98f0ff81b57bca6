"""Whether authority comes first, by the order of 法发〔2020〕24号 art. 4 (关于统一法律适用加强类案检索的指导意见).

The tiers are those of :mod:`search_api.authority.tiers`. No paper measures this; both measures are success and
concordance over the relevant documents:

- HighestTier@5: 1 where a relevant document of the best tier that any relevant one has stands in the first five.
- TierOrder@10: of the pairs of relevant documents in the first ten that art. 4 orders, the share in that order
  (Kendall, A new measure of rank correlation, Biometrika 30, 1938, as a share of concordant pairs).
"""

from collections.abc import Mapping
from itertools import combinations

from eval.collection import Qrels
from eval.measures.ranking import order
from eval.runs import Run
from search_api.authority.tiers import Authority, Home, place_of, rank_of

__all__ = ["Authority", "Home", "per_query", "place_of", "rank_of"]

_TOP, _ORDERED = 5, 10


def per_query(
    qrels: Qrels, run: Run, authorities: Mapping[str, Authority], threshold: int, home: Home
) -> dict[str, dict[str, float]]:
    """HighestTier@5 and TierOrder@10 by query; queries to which a measure does not apply are absent from it."""
    highest: dict[str, float] = {}
    ordered: dict[str, float] = {}
    for query, judged in qrels.items():
        places = {
            document: place
            for document, grade in judged.items()
            if grade >= threshold
            and document in authorities
            and (place := place_of(authorities[document], home)) is not None
        }
        ranking = order(run.get(query, {}))
        if len({place[0] for place in places.values()}) > 1:
            best = min(place[0] for place in places.values())
            highest[query] = float(any(places[d][0] == best for d in ranking[:_TOP] if d in places))
        pairs = combinations([places[d] for d in ranking[:_ORDERED] if d in places], 2)
        signs = [above < below for above, below in pairs if above != below]
        if signs:
            ordered[query] = sum(signs) / len(signs)
    return {"HighestTier@5": highest, "TierOrder@10": ordered}
