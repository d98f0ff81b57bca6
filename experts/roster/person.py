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
    certificate: str = ""


class Certificate(Part):
    """A qualification (资格), such as 法律职业资格."""

    kind: str
    number: str = ""
    date: datetime.date | None = None


class Years(Part):
    """Years in practice (从业年限) and as mediator (调解年限)."""

    practice: Annotated[float, Field(ge=0, le=80)] = 0
    mediation: Annotated[float, Field(ge=0, le=80)] = 0


class Load(Part):
    """The most open cases at a time (在办上限), and those now open (在办数)."""

    limit: Count = 0
    open: Count = 0

    @property
    def free(self) -> int:
        """How many more cases could be taken on."""
        return max(0, self.limit - self.open)


class Record(Part):
    """Closed cases by dispute type, those of them that ended in an agreement, and what users say of them.

    ``mean_days`` calendar days, ``satisfaction`` 1-5 (higher is better).
    """

    closed: dict[FieldCode, Count] = Field(default_factory=dict)
    agreed: dict[FieldCode, Count] = Field(default_factory=dict)
    opinions: Count = 0
    mean_days: Annotated[float, Field(ge=0)] | None = None
    satisfaction: Annotated[float, Field(ge=0, le=5)] | None = None
    complaints: Count = 0
    last_closed: datetime.date | None = None

    @model_validator(mode="after")
    def _no_more_agreed_than_closed(self) -> Self:
        for code, count in self.agreed.items():
            if count > self.closed.get(code, 0):
                raise ValueError(f"{code} 的成功数 {count} 多于办结数 {self.closed.get(code, 0)}")
        return self


class Employer(Period):
    """A firm that the person works or worked for."""

    name: str
    position: str = ""


class Client(Period):
    """A firm or person that the person acted for."""

    name: str
    work: str = ""


class Holding(Period):
    """Shares or other interests in a firm."""

    name: str
    kind: str = ""


class CaseHeard(Part):
    """A case that the person dealt with before, and in what capacity (as judge, agent, witness, expert …)."""

    number: str
    capacity: str = ""


class Affiliations(Part):
    """Interests that may stand against serving in a dispute (关联机构与利益冲突清单)."""

    employers: tuple[Employer, ...] = ()
    directorships: tuple[Employer, ...] = ()
    clients: tuple[Client, ...] = ()
    holdings: tuple[Holding, ...] = ()
    cases: tuple[CaseHeard, ...] = ()


class Relative(Period):
    """A near relative (近亲属) and where that person works."""

    relation: str
    name: str = ""
    employer: str = ""


class Private(Part):
    """What only roles that need it may read; encrypted at rest."""

    phone: str = ""
    id_number: str = ""
    home_address: str = ""
    relatives: tuple[Relative, ...] = ()


class Person(Part):
    """One person with every field of the roster; ``fields`` are dispute type codes, ``training`` hours by year."""

    id: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_\-]+$")]
    mark: str = ""
    name: Annotated[str, Field(min_length=1, max_length=80)]
    gender: str = ""
    age_band: str = ""
    organisation: str = ""
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    courts: tuple[CourtListing, ...] = ()
    languages: tuple[str, ...] = ("普通话",)
    region: Place = Place()
    areas: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    occupation: str = ""
    education: str = ""
    fields: tuple[FieldCode, ...] = ()
    causes: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    years: Years = Years()
    certificates: tuple[Certificate, ...] = ()
    honours: tuple[str, ...] = ()
    term: Period = Period()
    training: dict[int, Annotated[float, Field(ge=0, le=2000)]] = Field(default_factory=dict)
    load: Load = Load()
    availability: dict[Weekday, tuple[Half, ...]] = Field(default_factory=dict)
    record: Record = Record()
    affiliations: Affiliations = Affiliations()
    state: State = State(state="on_roster")
    published: bool = False
    biography: Annotated[str, Field(max_length=4000)] = ""
    private: Private | None = None

    @property
    def mediates(self) -> bool:
        """Whether a role of the person mediates."""
        return not mediator_roles().isdisjoint(self.roles)
