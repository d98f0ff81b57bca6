"""A person of the roster (名册): mediator, expert adviser, neutral evaluator or loss assessor."""

import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from experts.roster.fields import FieldCode
from experts.roster.parts import Part, Period, Place, State
from experts.roster.terms import mediator_roles

Role = Literal[
    "mediator_full_time",
    "mediator_part_time",
    "invited_mediator",
    "expert_adviser",
    "neutral_evaluator",
    "loss_assessor",
]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Half = Literal["am", "pm"]
Count = Annotated[int, Field(ge=0)]


class CourtListing(Period):
    """A court that lists the person as invited mediator (特邀调解员), with certificate and term."""

    name: str
    """Name of the court."""
    certificate: str = ""
    """Number of the court's certificate (聘书); empty when unknown."""


class Certificate(Part):
    """A qualification (资格), such as 法律职业资格."""

    kind: str
    """What it is, such as 法律职业资格."""
    number: str = ""
    """Its number; not shown to the public."""
    date: datetime.date | None = None
    """Day it was granted; null when unknown."""


class Years(Part):
    """Years in practice (从业年限) and as mediator (调解年限)."""

    practice: Annotated[float, Field(ge=0, le=80)] = 0
    """Years in practice (从业年限)."""
    mediation: Annotated[float, Field(ge=0, le=80)] = 0
    """Years as mediator (调解年限)."""


class Load(Part):
    """The most open cases at a time (在办上限), and those now open (在办数)."""

    limit: Count = 0
    """Most open cases at a time (在办上限); with 0, matching does not propose the person."""
    open: Count = 0
    """Cases open now (在办数)."""

    @property
    def free(self) -> int:
        """How many more cases could be taken on."""
        return max(0, self.limit - self.open)


class Record(Part):
    """Closed cases by dispute type, those of them that ended in an agreement, and what users say of them.

    ``mean_days`` calendar days, ``satisfaction`` 1-5 (higher is better).
    """

    closed: dict[FieldCode, Count] = Field(default_factory=dict)
    """Closed cases (办结数) by dispute type code."""
    agreed: dict[FieldCode, Count] = Field(default_factory=dict)
    """Those of them that ended in an agreement (达成协议), by dispute type code."""
    opinions: Count = 0
    """Opinions given as expert or evaluator (意见数)."""
    mean_days: Annotated[float, Field(ge=0)] | None = None
    """Mean calendar days from opening to closing a case; null when unknown."""
    satisfaction: Annotated[float, Field(ge=0, le=5)] | None = None
    """Mean satisfaction of users (满意度), 1 to 5, higher is better; null when unknown."""
    complaints: Count = 0
    """Complaints on record (投诉数); one handled here counts once it was found true."""
    last_closed: datetime.date | None = None
    """Day the last case was closed (最近办结日期); null when unknown."""

    @model_validator(mode="after")
    def _no_more_agreed_than_closed(self) -> Self:
        for code, count in self.agreed.items():
            if count > self.closed.get(code, 0):
                raise ValueError(f"{code} 的成功数 {count} 多于办结数 {self.closed.get(code, 0)}")
        return self


class Employer(Period):
    """A firm that the person works or worked for."""

    name: str
    """Full name of the firm."""
    position: str = ""
    """Position held there; empty when unknown."""


class Client(Period):
    """A firm or person that the person acted for."""

    name: str
    """Full name of the client."""
    work: str = ""
    """What was done for it; empty when unknown."""


class Holding(Period):
    """Shares or other interests in a firm."""

    name: str
    """Full name of the firm."""
    kind: str = ""
    """What is held, such as shares; empty when unknown."""


class CaseHeard(Part):
    """A case that the person dealt with before, and in what capacity (as judge, agent, witness, expert …)."""

    number: str
    """Case number (案号)."""
    capacity: str = ""
    """In what capacity; empty when unknown."""


class Affiliations(Part):
    """Interests that may stand against serving in a dispute (关联机构与利益冲突清单)."""

    employers: tuple[Employer, ...] = ()
    """Firms worked for, now or before (任职单位)."""
    directorships: tuple[Employer, ...] = ()
    """Seats as director or supervisor (董监事任职)."""
    clients: tuple[Client, ...] = ()
    """Firms and people acted for (代理过的客户)."""
    holdings: tuple[Holding, ...] = ()
    """Shares and other interests held (持股情况)."""
    cases: tuple[CaseHeard, ...] = ()
    """Cases dealt with before (经手案件)."""


class Relative(Period):
    """A near relative (近亲属) and where that person works."""

    relation: str
    """How related, such as 配偶."""
    name: str = ""
    """Name of the relative; empty when unknown."""
    employer: str = ""
    """Full name of the firm where the relative works; empty when unknown."""


class Private(Part):
    """What only roles that need it may read; encrypted at rest."""

    phone: str = ""
    """Telephone number (联系电话)."""
    id_number: str = ""
    """Identity number (身份证号)."""
    home_address: str = ""
    """Home address (住址)."""
    relatives: tuple[Relative, ...] = ()
    """Near relatives (近亲属), for the check for recusal (回避)."""


class Person(Part):
    """One person with every field of the roster; ``fields`` are dispute type codes, ``training`` hours by year."""

    id: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_\-]+$")]
    """Number on the roster (编号): letters, digits, underscore and hyphen."""
    mark: str = ""
    """示例 for made-up people; empty for real ones."""
    name: Annotated[str, Field(min_length=1, max_length=80)]
    """Name (姓名)."""
    gender: str = ""
    """男 or 女; empty when not told."""
    age_band: str = ""
    """Age in bands (年龄段), such as 40-49; empty when not told."""
    organisation: str = ""
    """Number of the mediation organisation (所属机构); empty for none."""
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    """Codes of roles (身份), at least one."""
    courts: tuple[CourtListing, ...] = ()
    """Courts that list the person as invited mediator (特邀调解员)."""
    languages: tuple[str, ...] = ("普通话",)
    """Languages spoken, by name."""
    region: Place = Place()
    """Where the person lives or mostly works; province and city."""
    areas: tuple[str, ...] = ()
    """Provinces served on site (服务地区)."""
    modes: tuple[str, ...] = ()
    """Ways of mediating (调解方式), such as 现场 or 音视频."""
    occupation: str = ""
    """Occupation and place of work (职业与单位), in words."""
    education: str = ""
    """Education (学历), in words."""
    fields: tuple[FieldCode, ...] = ()
    """Fields of expertise (专业领域): dispute type codes such as S06, or a trade such as 证券."""
    causes: tuple[str, ...] = ()
    """Causes of action the person is good at (擅长案由), by name."""
    procedures: tuple[str, ...] = ()
    """Procedures the person is good at (擅长程序), such as 小额速调."""
    years: Years = Years()
    """Years of experience."""
    certificates: tuple[Certificate, ...] = ()
    """Qualifications held (资格证书)."""
    honours: tuple[str, ...] = ()
    """Honours (荣誉), in words."""
    term: Period = Period()
    """Term of appointment (聘期), first and last day included."""
    training: dict[int, Annotated[float, Field(ge=0, le=2000)]] = Field(default_factory=dict)
    """Hours of training (培训学时) by calendar year."""
    load: Load = Load()
    """Open cases and their limit."""
    availability: dict[Weekday, tuple[Half, ...]] = Field(default_factory=dict)
    """Half days free in each week (可预约时间), by weekday; a weekday left out has none."""
    record: Record = Record()
    """Cases closed so far and how they went."""
    affiliations: Affiliations = Affiliations()
    """Firms, clients, holdings and cases that the check for recusal (回避) compares."""
    state: State = State(state="on_roster")
    """Standing on the roster: on_roster, suspended or left."""
    published: bool = False
    """Whether the public sees the page (是否公开)."""
    biography: Annotated[str, Field(max_length=4000)] = ""
    """Short description in words (简介)."""
    private: Private | None = None
    """Phone, identity number, address and relatives; null where the reader may not see them."""

    @property
    def mediates(self) -> bool:
        """Whether a role of the person mediates."""
        return not mediator_roles().isdisjoint(self.roles)
