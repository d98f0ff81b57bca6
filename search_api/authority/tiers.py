"""Tiers of 法发〔2020〕24号 art. 4 (关于统一法律适用加强类案检索的指导意见).

Guiding cases (tier 1); the Supreme People's Court's typical cases and judgments in effect (2); reference cases and
judgments of one's own province's high court (3); judgments of the court above and one's own (4). Cases of the last
three years first, guiding cases excepted. Case-library entries and mediation records are streams of their own,
without a tier.
"""

import datetime as dt
from dataclasses import dataclass

from corpora.model import Court, CourtLevel, Tier

RECENT = 3
"""Years that art. 4 puts first."""


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


def is_recent(authority: Authority, home: Home) -> bool | None:
    """Whether of the last three years, which come first within a tier; ``None`` where that makes no difference: for
    guiding cases, for what art. 4 does not rank, and where either day is not known."""
    rank = rank_of(authority, home)
    if rank is None or rank == 1 or home.today is None or authority.date is None:
        return None
    return authority.date >= years_before(home.today, RECENT)


def place_of(authority: Authority, home: Home) -> tuple[int, int] | None:
    """Sorting key by art. 4, lower first: the tier, then whether older than three years."""
    rank = rank_of(authority, home)
    return None if rank is None else (rank, int(is_recent(authority, home) is False))


def years_before(day: dt.date, years: int) -> dt.date:
    """The same day so many years earlier; 28 February where there is no 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _own_or_above(court: Court, own: Court) -> bool:
    if court.name == own.name:
        return True
    above = {CourtLevel.BASIC: CourtLevel.INTERMEDIATE, CourtLevel.INTERMEDIATE: CourtLevel.HIGH}
    return own.level in above and court.level is above[own.level] and court.region == own.region
