"""The roster as a whole, and the shipped fictional one."""

from datetime import date
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import Field, model_validator

from experts.roster.organisation import Organisation
from experts.roster.parts import Part
from experts.roster.person import Person


class Roster(Part):
    """Organisations and people at one moment.

    ``firm_facts`` are known groups of firms, in the lines of ``fengqiao experts compare --facts``.
    """

    organisations: tuple[Organisation, ...] = ()
    people: tuple[Person, ...] = ()
    firm_facts: tuple[dict[str, str], ...] = ()
    as_of: date | None = None
    mark: str = ""
    notice: str = ""
    schema_version: int = Field(default=1, alias="schema")

    @model_validator(mode="after")
    def _consistent(self) -> "Roster":
        for name, ids in (
            ("people", [p.id for p in self.people]),
            ("organisations", [o.id for o in self.organisations]),
        ):
            twice = sorted({id for id in ids if ids.count(id) > 1})
            if twice:
                raise ValueError(f"{name}: id {twice[0]} occurs twice")
        known = {organisation.id for organisation in self.organisations}
        for person in self.people:
            if person.organisation and person.organisation not in known:
                raise ValueError(f"{person.id}: organisation {person.organisation} is not in the roster")
        return self

    @cached_property
    def by_person(self) -> dict[str, Person]:
        """People by id."""
        return {person.id: person for person in self.people}

    @cached_property
    def by_organisation(self) -> dict[str, Organisation]:
        """Organisations by id."""
        return {organisation.id: organisation for organisation in self.organisations}

    def people_of(self, organisation: str) -> list[Person]:
        """People of one organisation, in the roster's order."""
        return [person for person in self.people if person.organisation == organisation]


def plain(item: Part) -> dict[str, Any]:
    """A person or organisation as JSON values: dates in ISO form, names of fields as in the roster's file."""
    dumped: dict[str, Any] = item.model_dump(mode="json", by_alias=True)
    return dumped


@lru_cache(maxsize=1)
def sample_roster() -> Roster:
    """The shipped fictional roster 示例: 12 organisations, 60 people."""
    text = (files("experts") / "data" / "sample-roster.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(text, Loader=loader)  # nosec B506
    return Roster.model_validate(data)
