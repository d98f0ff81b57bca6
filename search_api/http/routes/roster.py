"""The officer's roster: records with every field, changes with reasons, history, what is due."""

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query

from experts.exchange.columns import Kind, tables
from experts.exchange.writing import cell_text
from experts.roster import editing, publicity
from experts.roster.duties import SETTING as DUTIES
from experts.roster.duties import Due, Limits, due
from experts.roster.errors import NotAllowed
from experts.roster.finding import Wanted, find_people
from experts.roster.keeping import load
from experts.roster.organisation import Organisation
from experts.roster.person import Person
from experts.roster.rights import kept_organisations, may_keep, require_officer
from experts.roster.roster import Roster, plain
from experts.roster.undoing import undo
from office import audit
from office.roster import matters as cases
from office.roster import store
from office.roster.models import RosterChange
from search_api.http.routes.desk_rows import Cursor, page_of
from search_api.http.routes.experts import (
    FieldOf,
    Id,
    Language,
    Limit,
    OfOrganisation,
    PlaceOf,
    Role,
    State,
    Words,
    public_choice,
)  # fmt: skip
from search_api.http.state import ActorNow, OfficeNow, SealNow
from search_api.http.views import Page
from search_api.roster.rows import change_view, roster_row
from search_api.roster.views import (
    ChangeView,
    EditBody,
    OrganisationRecord,
    PersonRecord,
    PublishBody,
    ReasonBody,
    RosterRow,
    SettingsAnswer,
    SettingsView,
    StateBody,
)

router = APIRouter(tags=["roster"])
Kinds = Annotated[Literal["people", "organisations"], Path(description="Table of the record.")]


@router.get("/roster", summary="Everybody on the roster, for the officer")
def everybody(
    office: OfficeNow, seal: SealNow, actor: ActorNow, q: Words = "", field: FieldOf = "", place: PlaceOf = "",
    language: Language = "", organisation: OfOrganisation = "", role: Role = "", state: State = "",
    limit: Limit = 100, cursor: Cursor = None,
) -> Page[RosterRow]:  # fmt: skip
    """Unpublished pages too; words are also looked for in interests and reasons of states."""
    require_officer(actor)
    wanted = Wanted(q, field, place, language, organisation, role, state)
    with office.reading() as session:
        roster = load(session, seal)
    return page_of(
        find_people(roster.people, roster, wanted, full=True), cursor, limit, lambda p: roster_row(p, roster)
    )


@router.get("/roster/people/{id}", summary="A person with every field")
def person_record(office: OfficeNow, seal: SealNow, actor: ActorNow, id: Id) -> PersonRecord:
    """With phone, identity number, address and relatives; for the officer of the person's organisation."""
    require_officer(actor)
    with office.reading() as session:
        roster = load(session, seal, private=True)
        version = store.version(session, "people", id)
    editing.find(roster, "people", id)
    found = roster.by_person[id]
    if not may_keep(actor, roster, found.organisation):
        raise NotAllowed("这位人员不属于您所在的机构，不能查看非公开信息")
    organisation = roster.by_organisation.get(found.organisation)
    return PersonRecord(
        person=found,
        organisation_name=organisation.name if organisation else "",
        cells=_cells("people", found),
        private=[column.header for column in tables().people.columns if column.private],
        version=version,
    )


@router.get("/roster/organisations/{id}", summary="An organisation with every field")
def organisation_record(office: OfficeNow, seal: SealNow, actor: ActorNow, id: Id) -> OrganisationRecord:
    """As stored, with its version."""
    require_officer(actor)
    with office.reading() as session:
        roster = load(session, seal)
        version = store.version(session, "organisations", id)
    editing.find(roster, "organisations", id)
    found = roster.by_organisation[id]
    return OrganisationRecord(organisation=found, cells=_cells("organisations", found), version=version)


@router.patch("/roster/{kind}/{id}", summary="Change fields of a record")
def change(
    office: OfficeNow, seal: SealNow, actor: ActorNow, kind: Kinds, id: Id, body: EditBody
) -> list[ChangeView]:
    """What changed; nothing is written where a value does not fit."""
    with office.session() as session:
        roster = load(session, seal)
        cells = editing.read_cells(kind, body.cells, editing.find(roster, kind, id), roster)
        values = {**body.values, **cells}
        editing.edit(session, seal, actor, kind, id, values, body.reason, version=body.version)
    return _latest(office, seal, kind, id)


@router.post("/roster/{kind}/{id}/state", summary="Suspend, let leave, or put on the roster again")
def state(
    office: OfficeNow, seal: SealNow, actor: ActorNow, kind: Kinds, id: Id, body: StateBody
) -> list[ChangeView]:
    """Only a person decides this; the program removes nobody."""
    day = body.date or dt.datetime.now().astimezone().date()
    with office.session() as session:
        editing.set_state(session, seal, actor, kind, id, body.state, body.reason, day)
    return _latest(office, seal, kind, id)


@router.post("/roster/people/{id}/publish", summary="Show a person's page to the public, or hide it")
def publish(office: OfficeNow, seal: SealNow, actor: ActorNow, id: Id, body: PublishBody) -> list[ChangeView]:
    """Experts stay private until this is done."""
    with office.session() as session:
        editing.edit(session, seal, actor, "people", id, {"published": body.published}, body.reason)
    return _latest(office, seal, "people", id)


@router.get("/roster/{kind}/{id}/history", summary="Every change of a record")
def history(
    office: OfficeNow, seal: SealNow, actor: ActorNow, kind: Kinds, id: Id,
    private: Annotated[bool, Query(description="Open values of private fields too.")] = False,
    limit: Limit = 100, cursor: Cursor = None,
) -> Page[ChangeView]:  # fmt: skip
    """Newest first: who, when, old, new, reason. Private values are opened for the officer of the organisation only."""
    require_officer(actor)
    start = int(cursor or 0)
    with office.reading() as session:
        roster = load(session, seal)
        rows, total = store.history(session, kind, id, limit, start)
    items = [change_view(row, seal, private and _opens(actor, roster, row)) for row in rows]
    return Page(items=items, total=total, next_cursor=str(start + limit) if start + limit < total else None)


@router.get("/roster/changes", summary="Changes of the whole roster")
def changes(
    office: OfficeNow, seal: SealNow, actor: ActorNow, limit: Limit = 100, cursor: Cursor = None
) -> Page[ChangeView]:
    """Newest first; private values are not opened here."""
    require_officer(actor)
    start = int(cursor or 0)
    with office.reading() as session:
        rows, total = store.history(session, "", "", limit, start)
    items = [change_view(row, seal, False) for row in rows]
    return Page(items=items, total=total, next_cursor=str(start + limit) if start + limit < total else None)


@router.post("/roster/changes/{batch}/undo", summary="Undo a batch of changes")
def undo_batch(
    office: OfficeNow, seal: SealNow, actor: ActorNow, batch: Id, body: ReasonBody
) -> dict[str, int]:
    """How many fields went back; refused where the batch added records, or a field was changed again since."""
    with office.session() as session:
        return {"fields": undo(session, seal, actor, batch, body.reason)}


@router.get("/roster/duties", summary="What is due: terms, inactivity, training, complaints")
def duties(
    office: OfficeNow, seal: SealNow, actor: ActorNow,
    on: Annotated[dt.date | None, Query(description="The day; today by default.")] = None,
) -> list[Due]:  # fmt: skip
    """For the officer to decide on; nothing happens by itself."""
    require_officer(actor)
    with office.reading() as session:
        roster = load(session, seal)
        limits = Limits.model_validate(store.setting(session, DUTIES) or {})
        waiting = [complaint.person_id for complaint in cases.complaints(session, state="open")]
    kept = kept_organisations(actor, roster)
    counts = {id: waiting.count(id) for id in waiting}
    found = due(roster, limits, on or dt.datetime.now().astimezone().date(), counts)
    return [one for one in found if kept is None or roster.by_person[one.person].organisation in kept]


@router.get("/roster/settings", summary="Settings of the expert library")
def settings(office: OfficeNow, actor: ActorNow) -> SettingsAnswer:
    """Which fields the public sees, and when something is due."""
    require_officer(actor)
    with office.reading() as session:
        chosen = public_choice(session)
        limits = Limits.model_validate(store.setting(session, DUTIES) or {})
    shown = {group: list(fields) for group, fields in chosen.shown.items()}
    choices = {choice.field: choice.label for choice in chosen.choices}
    return SettingsAnswer(public_fields=shown, duties=limits, choices=choices)


@router.put("/roster/settings", summary="Change the settings")
def put_settings(office: OfficeNow, actor: ActorNow, body: SettingsView) -> SettingsAnswer:
    """Fields that may not be public are left out."""
    require_officer(actor)
    if actor.organisation and not actor.is_owner:
        raise NotAllowed("只有不限机构的专家库管理员可以更改设置")
    with office.session() as session:
        store.put_setting(session, publicity.SETTING, body.public_fields)
        store.put_setting(session, DUTIES, body.duties.model_dump())
        audit.record(session, actor, "roster.settings", "roster", detail=body.model_dump())
    return settings(office, actor)


def _cells(kind: Kind, item: Person | Organisation) -> dict[str, str]:
    record = plain(item)
    return {column.header: cell_text(record, column) for column in tables().of(kind).columns}


def _latest(office: OfficeNow, seal: SealNow, kind: Kind, id: str) -> list[ChangeView]:
    """The rows of the newest batch of a record, private values not opened."""
    with office.reading() as session:
        rows, _ = store.history(session, kind, id, len(tables().of(kind).columns), 0)
    return [change_view(row, seal, False) for row in rows if row.batch == rows[0].batch]


def _opens(actor: ActorNow, roster: Roster, row: RosterChange) -> bool:
    person = roster.by_person.get(row.record_id)
    return person is not None and may_keep(actor, roster, person.organisation)
