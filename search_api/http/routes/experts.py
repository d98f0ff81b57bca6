"""The public directory: mediators, published experts, organisations."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Path, Query
from sqlalchemy.orm import Session

from corpora.vocab.disputes import dispute_types
from experts.calendar import china_day
from experts.matching.dispute import PURPOSES
from experts.matching.fitness import TWO_WEEKS
from experts.matching.matter import FORMS, OUTCOMES
from experts.roster import publicity
from experts.roster.agenda import Agenda, told
from experts.roster.editing import find
from experts.roster.errors import NotOnRoster
from experts.roster.fields import trades
from experts.roster.finding import Wanted, find_organisations, find_people
from experts.roster.keeping import load
from experts.roster.person import Person
from experts.roster.publicity import Publicity, PublicOrganisation, PublicPerson
from experts.roster.roster import Roster
from experts.roster.terms import labels
from office.base import now
from office.roster import store
from search_api.http.routes.desk_rows import Cursor, page_of
from search_api.http.state import OfficeNow, SealNow
from search_api.http.views import Page
from search_api.roster.views import VocabularyView

router = APIRouter(tags=["experts"])

Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9_\-]{1,40}$", description="Number on the roster.")]
Limit = Annotated[int, Query(ge=1, le=200, description="Most items to return.")]
Words = Annotated[str, Query(max_length=200, description="Words that must all occur; by blanks.")]
FieldOf = Annotated[str, Query(max_length=20, description="A dispute type's code (S06) or a trade (证券).")]
PlaceOf = Annotated[str, Query(max_length=40, description="A province or city.")]
Language = Annotated[str, Query(max_length=40, description="A language or dialect.")]
OfOrganisation = Annotated[str, Query(max_length=40, description="Number of an organisation.")]
Role = Annotated[str, Query(max_length=40, description="Code of a role.")]
State = Annotated[str, Query(max_length=20, description="Code of a state.")]


@router.get("/experts", summary="People of the roster that the public may see")
def people(
    office: OfficeNow, seal: SealNow, q: Words = "", field: FieldOf = "", place: PlaceOf = "", language: Language = "",
    organisation: OfOrganisation = "", role: Role = "", state: State = "", limit: Limit = 50, cursor: Cursor = None,
) -> Page[PublicPerson]:  # fmt: skip
    """By organisation and number. Fields that are not public are null; of experts only published pages are listed."""
    wanted = Wanted(q, field, place, language, organisation, role, state)
    with office.reading() as session:
        roster, chosen = load(session, seal), public_choice(session)
    found = find_people((p for p in roster.people if publicity.is_public(p)), roster, wanted)
    return page_of(found, cursor, limit, lambda person: publicity.public_person(person, roster, chosen))


@router.get("/experts/vocabulary", summary="Codes and names for forms and filters")
def vocabulary(office: OfficeNow, seal: SealNow) -> VocabularyView:
    """Dispute types by trade, roles, states, languages and places of those whom the public may see."""
    with office.reading() as session:
        roster = load(session, seal)
    shown = [person for person in roster.people if publicity.is_public(person)]
    return VocabularyView(
        fields={
            trade: {t.code: t.label for t in dispute_types().all() if t.l1 == trade} for trade in trades()
        },
        roles=labels("roles"),
        person_states=labels("person_states"),
        organisation_states=labels("organisation_states"),
        procedures=labels("procedures"),
        modes=labels("modes"),
        languages=sorted({language for person in shown for language in person.languages}),
        places=_places(roster, shown, cities=True),
        regions=_places(roster, shown, cities=False),
        organisations={o.id: o.name for o in roster.organisations},
        outcomes=OUTCOMES,
        consent_forms=list(FORMS),
        purposes={str(purpose): label for purpose, label in PURPOSES.items()},
    )


@router.get("/experts/{id}", summary="A person's public page")
def person(office: OfficeNow, seal: SealNow, id: Id) -> PublicPerson:
    """What the officer made public; people without a public page are answered as if they were not there."""
    today = china_day(now())
    with office.reading() as session:
        roster, chosen = load(session, seal), public_choice(session)
        found = find(roster, "people", id)
        agenda = Agenda.load(session, today, TWO_WEEKS + 1, id)
    if not isinstance(found, Person) or not publicity.is_public(found):
        raise NotOnRoster(f"名册中没有编号为“{id}”的人员")
    coming = agenda.coming([found], today + dt.timedelta(days=1), TWO_WEEKS)
    shown = publicity.public_person(found, roster, chosen)
    if shown.availability is None or found.state.state != "on_roster":
        return shown
    return shown.model_copy(update={"free": [told(*half_day) for half_day in coming]})


@router.get("/organisations", summary="Mediation organisations")
def organisations(
    office: OfficeNow, seal: SealNow, q: Words = "", field: FieldOf = "", place: PlaceOf = "", state: State = "",
    limit: Limit = 50, cursor: Cursor = None,
) -> Page[PublicOrganisation]:  # fmt: skip
    """By number, with those of their people whom the public may see."""
    with office.reading() as session:
        roster = load(session, seal)
    found = find_organisations(roster, Wanted(words=q, field=field, place=place, state=state))
    return page_of(found, cursor, limit, lambda o: publicity.public_organisation(o, roster))


@router.get("/organisations/{id}", summary="An organisation's page")
def organisation(office: OfficeNow, seal: SealNow, id: Id) -> PublicOrganisation:
    """Fields, capacity, area of work, stations, contact, courts, and its people."""
    with office.reading() as session:
        roster = load(session, seal)
    find(roster, "organisations", id)
    return publicity.public_organisation(roster.by_organisation[id], roster)


def public_choice(session: Session) -> Publicity:
    """The fields that the officer made public."""
    return publicity.shipped_publicity().chosen(store.setting(session, publicity.SETTING))


def _places(roster: Roster, shown: list[Person], cities: bool) -> list[str]:
    places: dict[str, None] = {}
    for organisation in roster.organisations:
        places.update(
            dict.fromkeys((*organisation.area.regions, *(organisation.area.cities if cities else ())))
        )
    for one in shown:
        places.update(dict.fromkeys((one.region.region, *one.areas)))
    return [place for place in places if place]
