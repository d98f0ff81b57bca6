"""Whether authority comes first, by the order of 法发〔2020〕24号 art. 4 (关于统一法律适用加强类案检索的指导意见).

Art. 4: guiding cases (tier 1); the Supreme People's Court's typical cases and judgments in effect (2); reference cases
and judgments of one's own province's high court (3); judgments of the court above and one's own (4). Cases of the last
three years first, guiding cases excepted. Case-library entries and mediation records are streams of their own, without
a tier. No paper measures this; both measures are success and concordance over the relevant documents:

- HighestTier@5: 1 where a relevant document of the best tier that any relevant one has stands in the first five.
- TierOrder@10: of the pairs of relevant documents in the first ten that art. 4 orders, the share in that order
  (Kendall, A new measure of rank correlation, Biometrika 30, 1938, as a share of concordant pairs).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from corpora.model import Court, CourtLevel, Tier
from eval.collection import Qrels
from eval.measures.ranking import order
from eval.runs import Run

RECENT = 3
"""Years that art. 4 puts first."""
_TOP, _ORDERED = 5, 10


@dataclass(frozen=True, slots=True)
class Authority:
    """What art. 4 asks of a document."""

    tier: Tier
    court: Court | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """The searcher's own court; without one every province's high court is tier 3, every lower court tier 4."""

    court: Court | None = None
    today: dt.date | None = None
    """The day of the search, for the last three years; ``None`` leaves them out of account."""


def rank_of(authority: Authority, home: Home) -> int | None:
    """Tier 1 to 4; ``None`` for what art. 4 does not rank, other provinces' courts among it."""
    court, own = authority.court, home.court
    same_province = own is None or court is None or court.region == own.region
    if authority.tier is Tier.GUIDING:
        return 1
    if authority.tier is Tier.SUPREME:
        return 2
    if authority.tier is Tier.HIGH:
        return 3 if same_province else None
    if authority.tier is Tier.COURT:
        return 4 if own is None or (court is not None and _own_or_above(court, own)) else None
    return None


def place_of(authority: Authority, home: Home) -> tuple[int, int] | None:
    """Sorting key by art. 4, lower first: the tier, then whether older than three years (never for guiding cases)."""
    rank = rank_of(authority, home)
    if rank is None:
        return None
    if rank == 1 or home.today is None or authority.date is None:
        return rank, 0
    return rank, int(authority.date < _years_before(home.today, RECENT))


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


def _own_or_above(court: Court, own: Court) -> bool:
    if court.name == own.name:
        return True
    above = {CourtLevel.BASIC: CourtLevel.INTERMEDIATE, CourtLevel.INTERMEDIATE: CourtLevel.HIGH}
    return own.level in above and court.level is above[own.level] and court.region == own.region


def _years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
