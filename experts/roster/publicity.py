"""What the public sees: of mediators what the rules make public, of experts what the officer has published."""

import datetime as dt
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from experts.roster.fields import field_label
from experts.roster.organisation import Area, Capacity, Contact, CourtConfirmation, Organisation, Station
from experts.roster.parts import Period, Place, State
from experts.roster.person import CourtListing, Half, Person, Weekday, Years
from experts.roster.roster import Roster
from experts.roster.success import Success, success
from experts.roster.terms import labels

SETTING = "public_fields"


class Choice(BaseModel):
    """A field that may be public."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    field: str
    label: str


class Publicity(BaseModel):
    """Fields that may be public, and those that are, by group: mediator, expert."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    choices: tuple[Choice, ...]
    shown: dict[str, tuple[str, ...]]

    def chosen(self, setting: dict[str, Any] | None) -> "Publicity":
        """The same with the officer's choice; fields that may not be public are left out."""
        if not setting:
            return self
        allowed = [choice.field for choice in self.choices]
        shown = {
            group: tuple(field for field in allowed if field in setting.get(group, fields))
            for group, fields in self.shown.items()
        }
        return self.model_copy(update={"shown": shown})


@lru_cache(maxsize=1)
def shipped_publicity() -> Publicity:
    """The shipped choice, checked."""
    text = (files("experts") / "data" / "publicity.yaml").read_text(encoding="utf-8")
    return Publicity.model_validate(yaml.safe_load(text))


def is_public(person: Person) -> bool:
    """Whether the public may see the page."""
    return person.published


class PublicState(BaseModel):
    """Where somebody stands on the roster; the reason is not public."""

    state: str = Field(description="Code of the state.")
    label: str = Field(description="在册, 暂停, 退出 …")
    date: dt.date | None = Field(description="Since when.")


class PublicPerson(BaseModel):
    """A person as the public sees them; fields that are not public are null."""

    id: str = Field(description="Number on the roster.")
    mark: str = Field(description="示例 for made-up people.")
    name: str = Field(description="Name.")
    organisation: str = Field(description="Number of the organisation.")
    organisation_name: str = Field(description="Its name.")
    roles: tuple[str, ...] = Field(description="Codes of roles.")
    role_labels: list[str] = Field(description="Names of the roles.")
    state: PublicState = Field(description="Whether the person is on the roster, suspended or gone.")
    gender: str | None = Field(default=None, description="男 or 女; null when not public.")
    age_band: str | None = Field(default=None, description="Age in bands, such as 40-49.")
    region: Place | None = Field(default=None, description="Where the person lives or mostly works.")
    areas: tuple[str, ...] | None = Field(default=None, description="Provinces served.")
    languages: tuple[str, ...] | None = Field(default=None, description="Languages spoken, by name.")
    modes: tuple[str, ...] | None = Field(default=None, description="调解方式.")
    occupation: str | None = Field(default=None, description="职业与单位, in words.")
    education: str | None = Field(default=None, description="学历, in words.")
    fields: dict[str, str] | None = Field(default=None, description="Fields of expertise: code to name.")
    causes: tuple[str, ...] | None = Field(default=None, description="擅长案由.")
    procedures: tuple[str, ...] | None = Field(default=None, description="擅长程序, such as 小额速调.")
    years: Years | None = Field(default=None, description="Years in practice and as mediator.")
    certificates: tuple[str, ...] | None = Field(
        default=None, description="Kinds of certificates, without numbers."
    )
    honours: tuple[str, ...] | None = Field(default=None, description="荣誉, in words.")
    courts: tuple[CourtListing, ...] | None = Field(default=None, description="聘任法院.")
    term: Period | None = Field(default=None, description="聘期, first and last day included.")
    training: dict[int, float] | None = Field(default=None, description="Hours by year.")
    availability: dict[Weekday, tuple[Half, ...]] | None = Field(
        default=None, description="Half days free in each week, by weekday."
    )
    free: list[str] | None = Field(
        default=None,
        description="Half days of the two weeks to come that can be had, for people; null when not public.",
    )
    record: Success | None = Field(default=None, description="Closed cases and success rate with its guard.")
    biography: str | None = Field(default=None, description="简介, in words.")


class PersonRow(BaseModel):
    """A person in a list of an organisation's people."""

    id: str = Field(description="Number on the roster.")
    name: str = Field(description="Name.")
    role_labels: list[str] = Field(description="Names of the roles.")
    state: str = Field(description="Code of the state: on_roster, suspended or left.")


class PublicOrganisation(BaseModel):
    """An organisation as the public sees it, with those of its people who are public."""

    id: str = Field(description="Number on the list.")
    mark: str = Field(description="示例 for made-up organisations.")
    name: str = Field(description="Name.")
    kind: str = Field(description="Kind of organisation, in words.")
    fields: dict[str, str] = Field(description="Fields of expertise: code to name.")
    procedures: tuple[str, ...] = Field(description="受理程序, such as 小额速调.")
    capacity: Capacity = Field(description="How much it can take on.")
    area: Area = Field(description="Where it serves parties, on site and online.")
    stations: tuple[Station, ...] = Field(description="Stations that parties can walk into.")
    contact: Contact = Field(description="Contact for the public.")
    courts: tuple[CourtConfirmation, ...] = Field(description="Courts that confirmed it.")
    fee: str = Field(description="What parties pay, in words.")
    state: PublicState = Field(description="Whether the organisation is on the list, suspended or gone.")
    people: list[PersonRow] = Field(description="Those of its people whose pages are public.")


def public_person(person: Person, roster: Roster, publicity: Publicity) -> PublicPerson:
    """A person as the public sees them: fields that the officer made public, state without its reason."""
    organisation = roster.by_organisation.get(person.organisation)
    shown = publicity.shown["mediator" if person.mediates else "expert"]
    values: dict[str, Any] = {field: getattr(person, field) for field in shown}
    if "certificates" in shown:
        values["certificates"] = tuple(certificate.kind for certificate in person.certificates)
    if "fields" in shown:
        values["fields"] = {code: field_label(code) for code in person.fields}
    if "record" in shown:
        values["record"] = success(person.record)
    return PublicPerson(
        id=person.id,
        mark=person.mark,
        name=person.name,
        organisation=person.organisation,
        organisation_name=organisation.name if organisation else "",
        roles=person.roles,
        role_labels=_role_labels(person),
        state=_state(person.state, "person_states"),
        **values,
    )


def public_organisation(organisation: Organisation, roster: Roster) -> PublicOrganisation:
    """An organisation as the public sees it."""
    values = {
        name: getattr(organisation, name) for name in PublicOrganisation.model_fields if name not in _MADE
    }
    people = [
        PersonRow(id=p.id, name=p.name, role_labels=_role_labels(p), state=p.state.state)
        for p in roster.people_of(organisation.id)
        if is_public(p)
    ]
    return PublicOrganisation(
        fields={code: field_label(code) for code in organisation.fields},
        state=_state(organisation.state, "organisation_states"),
        people=people,
        **values,
    )


_MADE = frozenset({"fields", "state", "people"})


def _role_labels(person: Person) -> list[str]:
    return [labels("roles")[role] for role in person.roles]


def _state(state: State, vocabulary: str) -> PublicState:
    return PublicState(state=state.state, label=labels(vocabulary)[state.state], date=state.date)
