"""Bodies of requests and answers of the expert library that are not its own models."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from experts.matching.dispute import Dispute
from experts.matching.matter import Course
from experts.matching.results import MatchResult
from experts.roster.agenda import State
from experts.roster.duties import Limits
from experts.roster.organisation import Organisation
from experts.roster.person import Half, Person

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
FirmName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=200)]


class Body(BaseModel):
    """A body of a request; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class EditBody(Body):
    """Fields to change."""

    values: dict[str, Any] = Field(
        default_factory=dict,
        max_length=80,
        description="New values by place in the record, such as term.to or private.phone; null empties.",
    )
    cells: dict[str, str] = Field(
        default_factory=dict,
        max_length=80,
        description="New values as a table holds them, by column header such as 聘期止; empty text empties.",
    )
    reason: Reason = Field(description="Why, for the history.")
    version: int | None = Field(
        default=None, ge=1, description="The version that was read; null does not check."
    )


class StateBody(Body):
    """A new state."""

    state: str = Field(max_length=20, description="on_roster (organisations: on_list), suspended or left.")
    reason: Reason = Field(description="Why, for the history.")
    date: dt.date | None = Field(default=None, description="Since when; today by default.")


class PublishBody(Body):
    """Whether the public sees the page."""

    published: bool = Field(description="True to show it.")
    reason: Reason = Field(description="Why, for the history.")


class ReasonBody(Body):
    """A reason for the history."""

    reason: Reason = Field(description="Why, for the history.")


class ChangeView(BaseModel):
    """One changed field."""

    batch: str = Field(description="Changes made in one go have the same number.")
    at: dt.datetime = Field(description="When, UTC.")
    who: str = Field(description="Login name.")
    reason: str = Field(description="Why.")
    kind: str = Field(description="people or organisations.")
    id: str = Field(description="Number of the record.")
    field: str = Field(description="Place in the record; empty for the record as a whole.")
    label: str = Field(description="Name of the field.")
    old: str = Field(description="Value before, as a table shows it.")
    new: str = Field(description="Value after.")


class PersonRecord(BaseModel):
    """A person with every field, for the officer."""

    person: Person = Field(description="The whole record; private fields too.")
    organisation_name: str = Field(description="Name of the person's organisation; empty for none.")
    cells: dict[str, str] = Field(description="Every field as a table holds it, by column header.")
    private: list[str] = Field(description="Headers of the private fields among them.")
    version: int = Field(description="Give it back with a change, so that no one's change is lost.")


class OrganisationRecord(BaseModel):
    """An organisation with every field, for the officer."""

    organisation: Organisation = Field(description="The whole record.")
    cells: dict[str, str] = Field(description="Every field as a table holds it, by column header.")
    version: int = Field(description="Give it back with a change.")


class RosterRow(BaseModel):
    """A person in the officer's list."""

    id: str = Field(description="Number on the roster.")
    mark: str = Field(description="示例 for made-up people; empty for real ones.")
    name: str = Field(description="Name.")
    organisation: str = Field(description="Number of the organisation; empty for none.")
    organisation_name: str = Field(description="Its name.")
    roles: list[str] = Field(description="Names of roles.")
    fields: list[str] = Field(description="Names of fields of expertise.")
    state: str = Field(description="Code of the state: on_roster, suspended or left.")
    state_label: str = Field(description="Its Chinese name.")
    published: bool = Field(description="Whether the public sees the page.")
    term_end: dt.date | None = Field(description="Last day of the 聘期; null for no end.")
    open: int = Field(description="Open cases.")
    limit: int = Field(description="Most open cases at a time.")


class MatchBody(Body):
    """A dispute to match."""

    dispute: Dispute = Field(description="The dispute; without types they are read from its text.")
    seed: str = Field(default="", max_length=64, description="Of the lot; empty draws a new one.")
    organisations: list[str] = Field(default_factory=list, max_length=50, description="Only people of these.")
    count: int = Field(default=5, ge=3, le=20, description="Most people to list.")
    keep: bool = Field(default=False, description="Keep the match as a matter, to ask for consent next.")


class StepBody(Body):
    """A step of a matter."""

    step: Literal[
        "consent", "refer", "pick", "ballot", "appoint", "meet", "cancel", "object", "replace", "close"
    ] = Field(
        description="consent {party, given, form}, refer {organisation}, pick {party, person}, "
        "ballot {party, struck, ranked}, appoint {people, presiding, reason}, meet {day, half}, "
        "cancel {day, half}, object {party, reason}, "
        "replace {person, reason}, close {outcome, on, type}."
    )
    detail: dict[str, Any] = Field(description="What the step needs.", max_length=10)


class StepView(BaseModel):
    """A step that was taken."""

    at: dt.datetime = Field(description="When, UTC.")
    who: str = Field(description="Login name of who took it.")
    step: str = Field(description="Code of the step, as a step of a matter is called.")
    detail: dict[str, Any] = Field(description="What was given with the step.")


class MatterRow(BaseModel):
    """A matter in a list; parties are not named."""

    id: int = Field(description="Number of the matter.")
    at: dt.datetime = Field(description="When it was opened, UTC.")
    who: str = Field(description="Login name of who opened it.")
    state: str = Field(description="consent, refused, referred, selected or closed.")
    state_label: str = Field(description="Its Chinese name.")
    types: list[str] = Field(description="Names of the dispute types.")


class HalfDayView(BaseModel):
    """A half day."""

    day: dt.date = Field(description="The day.")
    half: Half = Field(description="am or pm.")
    text: str = Field(description="For people.")


class DayView(BaseModel):
    """A day of a person's calendar; matters are told to who keeps it only."""

    day: dt.date = Field(description="The day.")
    text: str = Field(description="For people, with the weekday.")
    holiday: str = Field(description="Name of the public holiday; empty for none.")
    am: State = Field(description="free, busy or booked.")
    pm: State = Field(description="free, busy or booked.")
    set: list[str] = Field(description="Halves that were set by hand, against the weekly pattern.")
    am_matter: int | None = Field(description="Number of the matter that the morning is booked for.")
    pm_matter: int | None = Field(description="Number of the matter that the afternoon is booked for.")


class SlotsView(BaseModel):
    """The calendar of a person."""

    person: str = Field(description="Number on the roster.")
    name: str = Field(description="Name.")
    first: dt.date = Field(description="First day told.")
    days: list[DayView] = Field(description="Day by day.")


class HalfDayBody(Body):
    """A half day to be set."""

    day: dt.date = Field(description="The day.")
    half: Half = Field(description="am or pm.")
    state: Literal["free", "busy", "weekly"] = Field(description="free, busy, or weekly: as in every week.")


class SlotsBody(Body):
    """Half days to be set: all of them, or with one fault none."""

    halves: list[HalfDayBody] = Field(min_length=1, max_length=200, description="Half days, each once.")


class MatterView(MatterRow):
    """A matter with its match, where it stands, and its steps."""

    result: MatchResult = Field(description="The match it began with.")
    course: Course = Field(description="Consents, choices and who serves.")
    strikes: int = Field(description="How many candidates one party may strike.")
    names: dict[str, str] = Field(description="Names of people by number.")
    free: list[HalfDayView] = Field(
        description="Half days of the four weeks to come when everybody who serves is free."
    )
    steps: list[StepView] = Field(description="Every step, oldest first.")


class MatchView(BaseModel):
    """Candidates, and the matter where the match was kept."""

    result: MatchResult = Field(description="Candidates with reasons, and who was barred.")
    matter: int | None = Field(
        default=None, description="Number of the matter; null where the match was not kept."
    )


class SettingsView(Body):
    """Settings of the expert library."""

    public_fields: dict[str, list[str]] = Field(
        description="Fields the public sees, by group: mediator, expert."
    )
    duties: Limits = Field(description="From when on something is listed as due.")


class SettingsAnswer(SettingsView):
    """Settings with what can be chosen."""

    choices: dict[str, str] = Field(description="Fields that may be public, with their names.")


class VocabularyView(BaseModel):
    """Codes and names for forms and filters."""

    fields: dict[str, dict[str, str]] = Field(description="Dispute types by trade: code to name.")
    roles: dict[str, str] = Field(description="身份: code to name.")
    person_states: dict[str, str] = Field(description="States of people: code to name.")
    organisation_states: dict[str, str] = Field(description="States of organisations: code to name.")
    procedures: dict[str, str] = Field(description="调解程序: code to name.")
    modes: dict[str, str] = Field(description="调解方式: code to name.")
    languages: list[str] = Field(description="Languages spoken by someone whom the public may see.")
    places: list[str] = Field(description="Provinces and cities served.")
    regions: list[str] = Field(description="The provinces among them.")
    organisations: dict[str, str] = Field(description="Organisations of the list: number to name.")
    outcomes: dict[str, str] = Field(description="Ways in which a matter can end.")
    consent_forms: list[str] = Field(description="Forms in which a party can agree to mediation.")
    purposes: dict[str, str] = Field(description="What somebody can be looked for: code to name.")


class ComplaintBody(Body):
    """A complaint about a person of the roster."""

    received: dt.date = Field(description="When it came in.")
    kind: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)] = Field(
        description="Its kind, such as 强迫调解 or 泄露秘密."
    )
    words: Annotated[str, StringConstraints(min_length=1, max_length=5000)] = Field(
        description="What is said."
    )


class ComplaintClose(Body):
    """How a complaint was dealt with."""

    upheld: bool = Field(description="Whether it was found true.")
    outcome: Reason = Field(description="What was done.")


class ComplaintView(BaseModel):
    """A complaint."""

    id: int = Field(description="Number of the complaint.")
    person: str = Field(description="Number of the person it is about.")
    name: str = Field(default="", description="Name of the person.")
    received: dt.date = Field(description="Day it came in.")
    kind: str = Field(description="Its kind, such as 强迫调解.")
    words: str = Field(description="What is said.")
    state: str = Field(description="open, upheld or dismissed.")
    outcome: str = Field(description="What was done; empty while it is open.")
    at: dt.datetime = Field(description="When it was entered, UTC.")
    who: str = Field(description="Login name of who entered it.")


class FirmFactBody(Body):
    """A relation between firms, for recusal."""

    entity: FirmName = Field(description="Name of the firm.")
    relation: Literal["former", "short_name", "parent", "branch", "controller", "manager"] = Field(
        description="What the other is to it: former name, short name, parent, branch, controller or manager."
    )
    other: FirmName = Field(description="The other name, or name of the other firm.")
