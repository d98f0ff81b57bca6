"""What matching finds: candidates with reasons, and who was left out for which class of reason."""

import datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from experts.matching.dispute import Dispute
from experts.roster.parts import Part


class Bar(StrEnum):
    """Why somebody is no candidate, by class only: nothing private is told."""

    STATE = "不在册或已暂停"
    TERM = "聘期不覆盖"
    ROLE = "身份不符"
    LOAD = "在办已满"
    LANGUAGE = "语言不符"
    PLACE = "地区与方式不合"
    FIELD = "专业不符"
    PROCEDURE = "不受理该程序"
    COURT = "未经该法院确认"
    CONFLICT = "存在应当回避的情形"


class Reason(Part):
    """One reason for a candidate, in Chinese, with its points."""

    kind: str
    """field, record, precedents, words, place, load, slot, procedure, court, language."""
    text: str
    """The reason in Chinese, as people are shown it."""
    points: int = 0
    """What it adds to the candidate's points."""


class Candidate(Part):
    """An organisation or a person who could serve; more points are better, of 100."""

    id: str
    """Number on the roster or list."""
    name: str
    """Name."""
    organisation: str = ""
    """Of people: name of the organisation."""
    points: int
    """Sum of the points of the reasons, 0 to 100; more is better."""
    grade: str
    """Grade by points: 甲, 乙 or 丙; within a grade the order is by lot."""
    reasons: tuple[Reason, ...]
    """What speaks for the candidate."""
    mark: str = ""
    """示例 for made-up ones; empty for real ones."""


class Barred(Part):
    """Somebody who could not."""

    kind: Literal["person", "organisation"] = "person"
    """person or organisation."""
    id: str
    """Number on the roster or list."""
    name: str
    """Name."""
    bar: Bar
    """The class of reason."""
    grounds: tuple[str, ...] = ()
    """Of conflicts: classes of the grounds by their names in the rules."""


class Panel(Part):
    """Several mediators (特邀调解规定 art. 13), of whom one presides (主持)."""

    presiding: str
    """Number of the one who presides."""
    members: tuple[str, ...]
    """Numbers of the others."""
    text: str
    """Who presides, who takes part and which dispute types are covered, in Chinese."""


class MatchResult(Part):
    """Organisations and people for a dispute.

    The order is by grade, and within a grade by lot from ``seed``: the same seed gives the same order.
    """

    dispute: Dispute
    """What was matched, with the dispute types that were read from its text."""
    on: datetime.date
    """Day of the appointment that was checked for."""
    seed: str
    """Seed of the lot; the same seed gives the same order."""
    organisations: tuple[Candidate, ...]
    """Organisations that could take it, best grade first."""
    people: tuple[Candidate, ...]
    """People who could serve, best grade first."""
    barred: tuple[Barred, ...]
    """People and organisations that could not."""
    panels: tuple[Panel, ...] = ()
    """Panels proposed for hard disputes (疑难复杂)."""
    shortfall: str = ""
    """Why there are fewer than three candidates, and what could be done; empty when there are enough."""
    notes: tuple[str, ...] = Field(default=())
    """What else to know of the match, in Chinese."""
