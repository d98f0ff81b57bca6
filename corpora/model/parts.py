"""Values inside a document. All offsets are code points into :attr:`Document.text`, end exclusive."""

from dataclasses import dataclass
from datetime import date

from corpora.model.kinds import CourtLevel, SectionRole


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points ``[start, end)`` in a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text with its role.

    Sections of the outer level do not overlap and are ordered. A second instance that quotes the first
    carries the quoted parts as ``quoted`` sections inside its own (``instance`` 1 = quoted first instance).
    """

    role: SectionRole
    start: int
    end: int
    heading: str = ""
    instance: int = 0
    """0 = this document's own; 1, 2 = a quoted lower instance."""


@dataclass(frozen=True, slots=True)
class Court:
    """法院 (or, for a mediation record, the organisation; for a penalty, the regulator)."""

    name: str
    level: CourtLevel | None = None
    region: str = ""
    """Province-level region by its short name, such as ``上海``; empty when unknown."""


@dataclass(frozen=True, slots=True)
class Party:
    """当事人 with the role words as written (``原告``, ``上诉人（原审被告）``, ``申请人``)."""

    name: str
    role: str
    start: int = -1
    end: int = -1
    is_person: bool | None = None
    """Natural person, organisation, or unknown."""


@dataclass(frozen=True, slots=True)
class Statute:
    """One cited provision (法条).

    ``law`` is the full name without 《》 and without 中华人民共和国; ``article`` 85 with ``suffix`` 1 is
    第八十五条之一. ``paragraph`` (款) and ``item`` (项) are 1-based or ``None``.
    """

    law: str
    article: int | None = None
    suffix: int = 0
    paragraph: int | None = None
    item: int | None = None
    start: int = -1
    end: int = -1

    @property
    def key(self) -> str:
        """``law#article`` (``law#85-1`` with a suffix), the unit that statute overlap is counted in."""
        if self.article is None:
            return self.law
        return f"{self.law}#{self.article}" + (f"-{self.suffix}" if self.suffix else "")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in yuan with its place."""

    yuan: float
    start: int
    end: int
    section: SectionRole | None = None


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A named date of a false-statement case (三日一价: 实施日, 揭露日/更正日, 基准日)."""

    name: str
    value: date
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class KeyValue:
    """A named value with its place: 基准价 in yuan, or the statement's direction (``诱多``/``诱空``)."""

    name: str
    value: str | float
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class MediationFacts:
    """What a mediation record (调解记录) says beyond a judgment (domain vocabulary: 特邀调解规定 art. 24).

    Amounts are yuan, ``days`` calendar days from acceptance to close, ``satisfaction`` 1-5.
    """

    record_number: str = ""
    channel: str = ""
    """来源渠道."""
    procedure: str = ""
    """调解程序: 简易, 普通, 小额速调, 疑难复杂, 批量."""
    method: str = ""
    """方式: 现场, 电话, 音视频, 在线文字, 巡回/驻点, 联合调解, 中立评估."""
    claimed: float | None = None
    agreed: float | None = None
    paid: float | None = None
    days: int | None = None
    accepted_on: date | None = None
    closed_on: date | None = None
    undisputed_facts: str = ""
    """无争议事实."""
    outcome: str = ""
    """结案方式, such as 达成协议 or 期满未成."""
    failure_reason: str = ""
    """不成原因."""
    confirmation: str = ""
    """司法确认 result, court and number as written; empty when none."""
    satisfaction: int | None = None
    mediators: tuple[str, ...] = ()
    organisation: str = ""
    performed: str = ""
    """履行情况."""
