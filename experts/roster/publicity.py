"""What the public sees: of mediators what the rules make public, of experts what the officer has published."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from experts.roster.fields import field_label
from experts.roster.organisation import Organisation
from experts.roster.person import Person
from experts.roster.roster import Roster, plain
from experts.roster.success import success
from experts.roster.terms import labels

SETTING = "public_fields"
ALWAYS = ("id", "mark", "name", "organisation", "roles")


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


def public_person(person: Person, roster: Roster, publicity: Publicity) -> dict[str, Any]:
    """A person as the public sees them: fields by name, labels for codes, state without its reason."""
    record = plain(person)
    organisation = roster.by_organisation.get(person.organisation)
    shown = publicity.shown["mediator" if person.mediates else "expert"]
    page: dict[str, Any] = {name: record[name] for name in ALWAYS}
    page["organisation_name"] = organisation.name if organisation else ""
    page["role_labels"] = [labels("roles")[role] for role in person.roles]
    page["state"] = {
        "state": person.state.state,
        "label": labels("person_states")[person.state.state],
        "date": record["state"]["date"],
    }
    for field in shown:
        page[field] = record[field]
    if "certificates" in shown:
        page["certificates"] = [certificate.kind for certificate in person.certificates]
    if "fields" in shown:
        page["field_labels"] = {code: field_label(code) for code in person.fields}
    if "record" in shown:
        page["record"] = success(person.record).model_dump(mode="json")
    return page


def public_organisation(organisation: Organisation, roster: Roster) -> dict[str, Any]:
    """An organisation as the public sees it, with those of its people who are public."""
    page = plain(organisation)
    page["state"] = {
        "state": organisation.state.state,
        "label": labels("organisation_states")[organisation.state.state],
        "date": page["state"]["date"],
    }
    page["field_labels"] = {code: field_label(code) for code in organisation.fields}
    page["people"] = [
        {
            "id": p.id,
            "name": p.name,
            "role_labels": [labels("roles")[role] for role in p.roles],
            "state": p.state.state,
        }
        for p in roster.people_of(organisation.id)
        if is_public(p)
    ]
    return page
