"""A mediation organisation (调解组织) of the list (名单制)."""

from typing import Annotated

from pydantic import Field

from experts.roster.fields import FieldCode
from experts.roster.parts import Part, Period, Place, State
from experts.roster.person import Count


class Capacity(Part):
    """People, open cases at most, cases a month, and rooms."""

    people: Count = 0
    open_cases: Count = 0
    cases_per_month: Count = 0
    rooms: Count = 0
    online_rooms: Count = 0


class Area(Part):
    """Where it works (办理范围); ``online`` is 全国, a province, 本市 or empty for none."""

    regions: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    online: str = ""


class Station(Place):
    """A station (站点) that parties can walk into."""

    name: str
    address: str = ""
    hours: str = ""


class Contact(Part):
    """How the public reaches it."""

    person: str = ""
    phone: str = ""
    email: str = ""


class CourtConfirmation(Period):
    """A court that confirmed it for one of its lists (特邀调解组织名册)."""

    name: str
    list: str = "特邀调解组织"


class Organisation(Part):
    """One organisation; ``fields`` are dispute type codes."""

    id: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_\-]+$")]
    mark: str = ""
    name: Annotated[str, Field(min_length=1, max_length=120)]
    kind: str = ""
    fields: tuple[FieldCode, ...] = ()
    procedures: tuple[str, ...] = ()
    capacity: Capacity = Capacity()
    area: Area = Area()
    stations: tuple[Station, ...] = ()
    contact: Contact = Contact()
    courts: tuple[CourtConfirmation, ...] = ()
    fee: str = ""
    state: State = State(state="on_list")
