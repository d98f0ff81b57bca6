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
    points: int = 0


class Candidate(Part):
    """An organisation or a person who could serve; more points are better, of 100."""

    id: str
    name: str
    organisation: str = ""
    """Of people: name of the organisation."""
    points: int
    grade: str
    reasons: tuple[Reason, ...]
    mark: str = ""


class Barred(Part):
    """Somebody who could not."""

    kind: Literal["person", "organisation"] = "person"
    id: str
    name: str
    bar: Bar
    grounds: tuple[str, ...] = ()
    """Of conflicts: classes of the grounds by their names in the rules."""


class Panel(Part):
    """Several mediators (特邀调解规定 art. 13), of whom one presides (主持)."""

    presiding: str
    members: tuple[str, ...]
    text: str


class MatchResult(Part):
    """Organisations and people for a dispute.

    The order is by grade, and within a grade by lot from ``seed``: the same seed gives the same order.
    """

    dispute: Dispute
    on: datetime.date
    seed: str
    organisations: tuple[Candidate, ...]
    people: tuple[Candidate, ...]
    barred: tuple[Barred, ...]
    panels: tuple[Panel, ...] = ()
    shortfall: str = ""
    """Why there are fewer than three candidates, and what could be done; empty when there are enough."""
    notes: tuple[str, ...] = Field(default=())
