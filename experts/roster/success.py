"""Success rates with their guard.

A rate is told only from 30 closed cases on, and never without the mix of cases that it comes from: the Financial
Ombudsman Service publishes a firm's uphold rate under the same condition (30 closed cases in the period). Below that the
answer is 样本不足.
"""

from pydantic import Field

from experts.roster.fields import field_label
from experts.roster.parts import Part
from experts.roster.person import Record

LEAST = 30
"""Closed cases from which on a rate is told."""


class MixRow(Part):
    """Closed cases of one dispute type (the mix that a rate comes from)."""

    code: str
    """Dispute type code, or a trade."""
    label: str
    """Its Chinese name."""
    closed: int
    """Closed cases of the type."""
    rate: float | None
    """Share that ended in an agreement, 0 to 1; null below 30 closed cases of the type."""


class Success(Part):
    """Closed cases and the share that ended in an agreement, told only from 30 closed cases on."""

    closed: int
    """Closed cases of all types."""
    agreed: int | None
    """Those that ended in an agreement; null below 30 closed cases."""
    rate: float | None
    """Success rate (成功率), 0 to 1; null below 30 closed cases."""
    enough: bool
    """Whether there are the 30 closed cases that a rate needs."""
    note: str
    """What to say beside the figures, in Chinese."""
    mix: tuple[MixRow, ...] = Field(default=())
    """Closed cases by dispute type, most first."""


def success(record: Record) -> Success:
    """The success rate of a record, with the case mix, as it may be published."""
    closed, agreed = sum(record.closed.values()), sum(record.agreed.values())
    enough = closed >= LEAST
    mix = tuple(
        MixRow(
            code=code, label=field_label(code), closed=count, rate=_rate(record.agreed.get(code, 0), count)
        )
        for code, count in sorted(record.closed.items(), key=lambda pair: (-pair[1], pair[0]))
        if count
    )
    if not enough:
        note = f"样本不足：办结{closed}件，不足{LEAST}件，不计算成功率"
        return Success(closed=closed, agreed=None, rate=None, enough=False, note=note, mix=mix)
    note = f"办结{closed}件，成功率{agreed / closed:.0%}；案件类型构成不同，不宜直接比较"
    return Success(
        closed=closed, agreed=agreed, rate=round(agreed / closed, 4), enough=True, note=note, mix=mix
    )


def _rate(agreed: int, closed: int) -> float | None:
    return round(agreed / closed, 4) if closed >= LEAST else None
