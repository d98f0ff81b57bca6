"""A mediation organisation (调解组织) of the list (名单制)."""

from typing import Annotated

from pydantic import Field

from experts.roster.fields import FieldCode
from experts.roster.parts import Part, Period, Place, State
from experts.roster.person import Count


class Capacity(Part):
    """People, open cases at most, cases a month, and rooms."""

    people: Count = 0
    """Number of mediators (调解员人数)."""
    open_cases: Count = 0
    """Most open cases at a time, of all its people together (在办上限)."""
    cases_per_month: Count = 0
    """Cases it can take on in a month (月办理量)."""
    rooms: Count = 0
    """Mediation rooms (调解室)."""
    online_rooms: Count = 0
    """Rooms for online mediation (在线调解室)."""


class Area(Part):
    """Where it works (办理范围); ``online`` is 全国, a province, 本市 or empty for none."""

    regions: tuple[str, ...] = ()
    """Provinces served (服务地区)."""
    cities: tuple[str, ...] = ()
    """Cities and counties served (服务城市)."""
    online: str = ""
    """Online range (在线范围): 全国, the name of a province, 本市, or empty for none."""


class Station(Place):
    """A station (站点) that parties can walk into."""

    name: str
    """Name of the station."""
    address: str = ""
    """Street address; empty when unknown."""
    hours: str = ""
    """Opening hours, in words."""


class Contact(Part):
    """How the public reaches it."""

    person: str = ""
    """Who answers; a post rather than a name where possible."""
    phone: str = ""
    """Telephone number for the public."""
    email: str = ""
    """E-mail address for the public."""


class CourtConfirmation(Period):
    """A court that confirmed it for one of its lists (特邀调解组织名册)."""

    name: str
    """Name of the court."""
    list: str = "特邀调解组织"
    """Which of the court's lists it stands on."""


class Organisation(Part):
    """One organisation; ``fields`` are dispute type codes."""

    id: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_\-]+$")]
    """Number on the list (编号): letters, digits, underscore and hyphen."""
    mark: str = ""
    """示例 for made-up organisations; empty for real ones."""
    name: Annotated[str, Field(min_length=1, max_length=120)]
    """Name (名称)."""
    kind: str = ""
    """Kind of organisation (机构类型), in words."""
    fields: tuple[FieldCode, ...] = ()
    """Fields of expertise (专业领域): dispute type codes such as S06, or a trade such as 证券."""
    procedures: tuple[str, ...] = ()
    """Procedures it accepts (受理程序), such as 小额速调; none given means no limit."""
    capacity: Capacity = Capacity()
    """How much it can take on."""
    area: Area = Area()
    """Where it serves parties, on site and online."""
    stations: tuple[Station, ...] = ()
    """Stations that parties can walk into (站点)."""
    contact: Contact = Contact()
    """Contact for the public."""
    courts: tuple[CourtConfirmation, ...] = ()
    """Courts that confirmed it, each with list and term."""
    fee: str = ""
    """What parties pay (收费), in words, such as 不收费."""
    state: State = State(state="on_list")
    """Standing on the list: on_list, suspended or left."""
