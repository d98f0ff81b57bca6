"""Figures by organisation, from the mediation records of the library and from consults.

A rate is told only from 30 closed cases on (:data:`experts.roster.success.LEAST`), with the mix of cases beside it; a mean of
satisfaction or days only with the number it rests on. Organisations are not ranked.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean, median

from corpora.model import Document
from experts.calendar import china_day, work_calendar
from experts.roster.success import LEAST
from office.consults.models import Consult

UNNAMED = "（未载明组织）"
AGREED, WITHDRAWN = "达成协议", "和解撤回"


@dataclass(frozen=True, slots=True)
class OrganisationQuality:
    """One organisation's figures over a period."""

    organisation: str
    received: int
    """Cases accepted (受理) in the period."""
    closed: int
    """Cases closed (办结) in the period."""
    agreed: int
    withdrawn: int
    """Settled and withdrawn (和解撤回); not counted as agreed."""
    rate: float | None
    """Agreed of closed; ``None`` below 30 closed cases."""
    mean_days: float | None
    """Calendar days from acceptance to close."""
    median_days: float | None
    days_known: int
    satisfaction: float | None
    """1 to 5."""
    satisfaction_known: int
    claimed: float
    """Yuan, of the closed cases that name a sum."""
    agreed_sum: float
    confirmed: int
    """Agreements with judicial confirmation (司法确认)."""
    mix: tuple[tuple[str, int], ...]
    """Closed cases by dispute type, most first."""
    outcomes: tuple[tuple[str, int], ...]
    """Closed cases by way of closing (结案方式), most first."""

    @property
    def rate_text(self) -> str:
        """The rate for people, or why there is none."""
        return (
            f"{self.rate:.1%}" if self.rate is not None else f"样本不足（办结{self.closed}件，不足{LEAST}件）"
        )


@dataclass(frozen=True, slots=True)
class ConsultQuality:
    """Consults of one organisation's people over a period."""

    organisation: str
    asked: int
    answered: int
    in_time: int
    """Answered no later than the last day of the time limit."""
    mean_working_days: float | None
    """From question to answer."""
    rating: float | None
    rated: int


@dataclass(frozen=True, slots=True)
class QualityReport:
    """The periodic report (质效分析报告)."""

    begin: dt.date
    end: dt.date
    organisations: tuple[OrganisationQuality, ...]
    total: OrganisationQuality
    consults: tuple[ConsultQuality, ...]
    undated: int
    """Mediation records without a day of closing, left out of the figures."""


def measure(
    records: Iterable[Document], consults: Iterable[Consult], begin: dt.date, end: dt.date
) -> QualityReport:
    """The report over ``begin`` to ``end``, both included.

    Args:
        records: Mediation records that the reader may see; others are passed over.
        consults: Consults that the reader may see.
        begin: First day.
        end: Last day.

    Raises:
        ValueError: the period ends before it begins.
    """
    if end < begin:
        raise ValueError(f"the period ends ({end}) before it begins ({begin})")
    by_name: defaultdict[str, list[Document]] = defaultdict(list)
    undated = 0
    for record in records:
        facts = record.mediation
        if facts is None:
            continue
        if _closed(record) is None and facts.accepted_on is None:
            undated += 1
            continue
        by_name[facts.organisation.strip() or UNNAMED].append(record)
    rows = [_organisation(name, found, begin, end) for name, found in sorted(by_name.items())]
    everything = [record for found in by_name.values() for record in found]
    asked: defaultdict[str, list[Consult]] = defaultdict(list)
    for consult in consults:
        if begin <= china_day(consult.at) <= end:
            asked[consult.organisation or UNNAMED].append(consult)
    return QualityReport(
        begin,
        end,
        tuple(row for row in rows if row.received or row.closed),
        _organisation("合计", everything, begin, end),
        tuple(_consults(name, found) for name, found in sorted(asked.items())),
        undated,
    )


def _closed(record: Document) -> dt.date | None:
    facts = record.mediation
    return (facts.closed_on if facts else None) or record.date


def _organisation(
    name: str, records: Iterable[Document], begin: dt.date, end: dt.date
) -> OrganisationQuality:
    found = [(record, record.mediation) for record in records if record.mediation]
    received = sum(1 for _, facts in found if facts.accepted_on and begin <= facts.accepted_on <= end)
    closed = [(r, f) for r, f in found if (day := _closed(r)) and begin <= day <= end]
    outcomes = Counter(facts.outcome or "未载明" for _, facts in closed)
    agreed = sum(n for outcome, n in outcomes.items() if outcome.startswith(AGREED))
    days = [facts.days for _, facts in closed if facts.days is not None]
    opinions = [facts.satisfaction for _, facts in closed if facts.satisfaction is not None]
    mix = Counter(record.dispute_types[0] if record.dispute_types else "" for record, _ in closed)
    return OrganisationQuality(
        organisation=name,
        received=received,
        closed=len(closed),
        agreed=agreed,
        withdrawn=sum(n for outcome, n in outcomes.items() if outcome.startswith(WITHDRAWN)),
        rate=round(agreed / len(closed), 4) if len(closed) >= LEAST else None,
        mean_days=round(mean(days), 1) if days else None,
        median_days=float(median(days)) if days else None,
        days_known=len(days),
        satisfaction=round(mean(opinions), 2) if opinions else None,
        satisfaction_known=len(opinions),
        claimed=sum(facts.claimed or 0 for _, facts in closed),
        agreed_sum=sum(facts.agreed or 0 for _, facts in closed),
        confirmed=sum(1 for _, facts in closed if facts.confirmation),
        mix=tuple(mix.most_common()),
        outcomes=tuple(outcomes.most_common()),
    )


def _consults(name: str, consults: list[Consult]) -> ConsultQuality:
    answered = [(c, c.answered) for c in consults if c.answered]
    waits = [work_calendar().between(china_day(c.at), china_day(moment)) for c, moment in answered]
    ratings = [c.rating for c in consults if c.rating is not None]
    return ConsultQuality(
        organisation=name,
        asked=len(consults),
        answered=len(answered),
        in_time=sum(1 for c, moment in answered if c.answer_due and china_day(moment) <= c.answer_due),
        mean_working_days=round(mean(waits), 1) if waits else None,
        rating=round(mean(ratings), 2) if ratings else None,
        rated=len(ratings),
    )
