"""Searching the directory by words, field, place, language, organisation, role and state."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpora.text.normalize import fold
from experts.roster.fields import field_label, trade_of
from experts.roster.organisation import Organisation
from experts.roster.person import Person
from experts.roster.roster import Roster


@dataclass(frozen=True, slots=True)
class Wanted:
    """Conditions, all of which must hold; empty ones ask for nothing. ``field`` is a code or a whole trade."""

    words: str = ""
    field: str = ""
    place: str = ""
    language: str = ""
    organisation: str = ""
    role: str = ""
    state: str = ""


def find_people(people: Iterable[Person], roster: Roster, wanted: Wanted, full: bool = False) -> list[Person]:
    """People that meet the conditions, by name of organisation and number.

    Args:
        people: Among whom.
        roster: For names of organisations.
        wanted: The conditions.
        full: Whether words may be found in what the public does not see (interests, reasons of states).
    """
    words = _words(wanted.words)
    tests: list[Callable[[Person], bool]] = [
        lambda p: not wanted.field or _has_field(p.fields, wanted.field),
        lambda p: not wanted.place or _place(wanted.place, (p.region.region, p.region.city, *p.areas)),
        lambda p: not wanted.language or wanted.language in p.languages,
        lambda p: not wanted.organisation or wanted.organisation == p.organisation,
        lambda p: not wanted.role or wanted.role in p.roles,
        lambda p: not wanted.state or wanted.state == p.state.state,
        lambda p: not words or _all_in(words, _person_text(p, roster, full)),
    ]
    found = [person for person in people if all(test(person) for test in tests)]
    return sorted(found, key=lambda p: (p.organisation, p.id))


def find_organisations(roster: Roster, wanted: Wanted) -> list[Organisation]:
    """Organisations that meet the conditions (role and language do not apply), by number."""
    words = _words(wanted.words)
    found = []
    for organisation in roster.organisations:
        places = (
            *organisation.area.regions,
            *organisation.area.cities,
            *(s.city for s in organisation.stations),
        )
        if (
            (not wanted.field or _has_field(organisation.fields, wanted.field))
            and (not wanted.place or _place(wanted.place, places))
            and (not wanted.state or wanted.state == organisation.state.state)
            and (not words or _all_in(words, _organisation_text(organisation)))
        ):
            found.append(organisation)
    return found


def _has_field(fields: Iterable[str], wanted: str) -> bool:
    """Whether a field is held: itself, the whole trade it belongs to, or any of it where a trade is wanted."""
    return any(code == wanted or trade_of(code) == wanted or code == trade_of(wanted) for code in fields)


def _place(wanted: str, places: Iterable[str]) -> bool:
    bare = wanted.rstrip("省市县区")
    return any(place and (place == wanted or place.startswith(bare)) for place in places if bare)


def _words(text: str) -> list[str]:
    return [word for word in fold(text).lower().split() if word]


def _all_in(words: Iterable[str], text: str) -> bool:
    folded = fold(text).lower()
    return all(word in folded for word in words)


def _person_text(person: Person, roster: Roster, full: bool) -> str:
    organisation = roster.by_organisation.get(person.organisation)
    parts = [
        person.id, person.name, person.occupation, person.education, person.biography, *person.causes,
        *map(field_label, person.fields), *person.fields, *person.languages, organisation.name if organisation else "",
        *(certificate.kind for certificate in person.certificates),
    ]  # fmt: skip
    if full:
        interests = person.affiliations
        parts += [e.name for e in (*interests.employers, *interests.directorships)]
        parts += [
            *(c.name for c in interests.clients),
            *(h.name for h in interests.holdings),
            person.state.reason,
        ]
    return "\n".join(parts)


def _organisation_text(organisation: Organisation) -> str:
    stations = [part for s in organisation.stations for part in (s.name, s.address)]
    fields = [*map(field_label, organisation.fields), *organisation.fields]
    return "\n".join([organisation.id, organisation.name, organisation.kind, *fields, *stations])
