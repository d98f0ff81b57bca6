"""Commands that read the roster: list, organisations, show, history, duties."""

import datetime as dt
from typing import Annotated, Literal

import typer

from ui.cli.library import Id, day, opened
from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import print_json, say

Kind = Literal["people", "organisations"]


def register(group: typer.Typer) -> None:
    """Add these commands to the group of experts."""
    group.command("list")(list_people)
    group.command("organisations")(list_organisations)
    group.command("show")(show)
    group.command("history")(history)
    group.command("duties")(duties)


def list_people(
    words: Annotated[str, typer.Argument(help="Words that must all occur.")] = "",
    field: Annotated[str, typer.Option(help="Dispute type code (S06) or trade (证券).")] = "",
    place: Annotated[str, typer.Option(help="Province or city.")] = "",
    language: Annotated[str, typer.Option(help="Language or dialect.")] = "",
    organisation: Annotated[str, typer.Option(help="Number of an organisation.")] = "",
    role: Annotated[str, typer.Option(help="Code of a role, such as expert_adviser.")] = "",
    state: Annotated[str, typer.Option(help="on_roster, suspended or left.")] = "",
    public: Annotated[bool, typer.Option("--public", help="Only what the public sees.")] = False,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """People of the roster by field, place, language, organisation, role, state and words."""
    with opened(home) as desk:
        from experts.roster import publicity
        from experts.roster.fields import field_labels
        from experts.roster.finding import Wanted, find_people
        from experts.roster.keeping import load
        from experts.roster.roster import plain
        from experts.roster.terms import labels
        from office.roster import store

        with desk.office.reading() as session:
            roster = load(session, desk.seal)
            chosen = publicity.shipped_publicity().chosen(store.setting(session, publicity.SETTING))
        wanted = Wanted(words, field, place, language, organisation, role, state)
        among = [p for p in roster.people if publicity.is_public(p)] if public else roster.people
        found = find_people(among, roster, wanted, full=not public)
        if as_json and public:
            pages = [
                publicity.public_person(p, roster, chosen).model_dump(mode="json", by_alias=True)
                for p in found
            ]
            print_json({"people": pages, "total": len(found)})
            return
    if as_json:
        print_json({"people": [plain(person) for person in found], "total": len(found)})
        return
    for person in found:
        shown = labels("person_states")[person.state.state] + ("" if person.published else "（未公开）")
        name = roster.by_organisation[person.organisation].name if person.organisation else ""
        say(f"{person.id:6} {person.name}  {name}  {'、'.join(field_labels(person.fields))}  {shown}")
    say(f"{len(found)} people")


def list_organisations(
    words: Annotated[str, typer.Argument(help="Words that must all occur.")] = "",
    field: Annotated[str, typer.Option(help="Dispute type code or trade.")] = "",
    place: Annotated[str, typer.Option(help="Province or city.")] = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Mediation organisations."""
    with opened(home) as desk:
        from experts.roster.finding import Wanted, find_organisations
        from experts.roster.keeping import load
        from experts.roster.roster import plain

        with desk.office.reading() as session:
            roster = load(session, desk.seal)
        found = find_organisations(roster, Wanted(words=words, field=field, place=place))
    if as_json:
        print_json({"organisations": [plain(o) for o in found], "total": len(found)})
        return
    for organisation in found:
        say(f"{organisation.id:5} {organisation.name}  {organisation.kind}  {','.join(organisation.fields)}")
    say(f"{len(found)} organisations")


def show(
    id: Id,
    private: Annotated[
        bool, typer.Option("--private", help="With phone, identity number, address and relatives.")
    ] = False,
    public: Annotated[bool, typer.Option("--public", help="As the public sees it.")] = False,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """One person or organisation."""
    with opened(home) as desk:
        from experts.exchange.columns import tables
        from experts.exchange.writing import cell_text
        from experts.roster import publicity
        from experts.roster.editing import find
        from experts.roster.keeping import load
        from experts.roster.person import Person
        from experts.roster.roster import plain
        from office import audit
        from office.roster import store

        with desk.office.session() as session:
            roster = load(session, desk.seal, private=private)
            kind: Kind = "organisations" if id in roster.by_organisation else "people"
            item = find(roster, kind, id)
            chosen = publicity.shipped_publicity().chosen(store.setting(session, publicity.SETTING))
            if private:
                audit.record(session, desk.actor, "person.view", "person", id)
        record = plain(item)
        if public:
            page = (
                publicity.public_person(item, roster, chosen)
                if isinstance(item, Person)
                else publicity.public_organisation(item, roster)
            )
            record = page.model_dump(mode="json", by_alias=True)
    if as_json or public:
        print_json(record)
        return
    for column in tables().of(kind).columns:
        if value := cell_text(record, column):
            say(f"{column.header}：{value}")


def history(id: Id, home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Every change of a record: who, when, old, new, reason."""
    with opened(home) as desk:
        from experts.roster.editing import find
        from experts.roster.keeping import load
        from office.roster import store

        with desk.office.reading() as session:
            roster = load(session, desk.seal)
            kind: Kind = "organisations" if id in roster.by_organisation else "people"
            find(roster, kind, id)
            rows, _ = store.history(session, kind, id, 10_000, 0)
        changes = [
            {
                "batch": row.batch, "at": row.at.isoformat(), "who": row.who, "reason": row.reason, "field": row.field,
                "label": row.label, "old": old, "new": new,
            }
            for row in rows
            for old, new in [store.opened(row, desk.seal)]
        ]  # fmt: skip
    if as_json:
        print_json(changes)
        return
    for change in changes:
        what = f"{change['label']}：{change['old']} → {change['new']}"
        say(f"{change['at'][:16]}  {change['who']}  {what}  （{change['reason']}）  {change['batch']}")


def duties(
    on: Annotated[str, typer.Option(help="The day, such as 2026-01-31; today by default.")] = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """What is due: ends of terms, inactivity, training, complaints. Nobody is removed by the program."""
    with opened(home) as desk:
        from experts.roster.duties import SETTING, Limits, due
        from experts.roster.keeping import load
        from office.roster import matters, store

        with desk.office.reading() as session:
            roster = load(session, desk.seal)
            limits = Limits.model_validate(store.setting(session, SETTING) or {})
            waiting = [row.person_id for row in matters.complaints(session, state="open")]
        today = day(on, "--on") or dt.datetime.now().astimezone().date()
        found = due(roster, limits, today, {id: waiting.count(id) for id in waiting})
    if as_json:
        print_json([one.model_dump(mode="json") for one in found])
        return
    for one in found:
        say(f"{one.person:6} {one.name}  {one.organisation}  [{one.label}] {one.text}")
    say(f"{len(found)} due")
