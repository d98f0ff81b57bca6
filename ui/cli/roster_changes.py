"""Commands that change the roster, each with a reason: state, publication, fields, undoing."""

import datetime as dt
from typing import Annotated, Any, Literal

import typer

from ui.cli.library import Id, Reason, day, opened
from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, print_json, say

Kind = Literal["people", "organisations"]
On = Annotated[str, typer.Option("--on", help="Since when, such as 2026-01-31; today by default.")]


def register(group: typer.Typer) -> None:
    """Add these commands to the group of experts."""
    group.command("suspend")(suspend)
    group.command("leave")(leave)
    group.command("restore")(restore)
    group.command("publish")(publish)
    group.command("unpublish")(unpublish)
    group.command("set")(set_fields)
    group.command("undo")(undo_batch)


def suspend(id: Id, reason: Reason, on: On = "", home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Suspend a person or an organisation."""
    _state(id, "suspended", reason, on, home, as_json)


def leave(id: Id, reason: Reason, on: On = "", home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Let a person or an organisation leave the roster; the record and its history stay."""
    _state(id, "left", reason, on, home, as_json)


def restore(id: Id, reason: Reason, on: On = "", home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Put a person or an organisation on the roster again."""
    _state(id, "", reason, on, home, as_json)


def publish(id: Id, reason: Reason, home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Show a person's page to the public."""
    _edit(id, {"published": True}, reason, home, as_json)


def unpublish(id: Id, reason: Reason, home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Hide a person's page from the public."""
    _edit(id, {"published": False}, reason, home, as_json)


def set_fields(
    id: Id,
    values: Annotated[
        list[str], typer.Argument(help="place=value as in a table, such as 聘期止=2027-12-31.")
    ],
    reason: Reason,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Change fields of a record, each named by its column header."""
    cells: dict[str, str] = {}
    for value in values:
        header, mark, text = value.partition("=")
        if not mark:
            fail(f"{value}: write COLUMN=VALUE, with a column of the table such as 聘期止")
        cells[header] = text
    with opened(home) as desk:
        from experts.roster.editing import find, read_cells
        from experts.roster.keeping import load

        with desk.office.reading() as session:
            roster = load(session, desk.seal)
        kind: Kind = "organisations" if id in roster.by_organisation else "people"
        changes = read_cells(kind, cells, find(roster, kind, id), roster)
    _edit(id, changes, reason, home, as_json)


def undo_batch(
    batch: Annotated[str, typer.Argument(help="Number of the batch, as history shows it.")],
    reason: Reason,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Put back what one batch of changes changed."""
    with opened(home) as desk:
        from experts.roster.undoing import undo

        with desk.office.session() as session:
            count = undo(session, desk.seal, desk.actor, batch, reason)
    print_json({"fields": count}) if as_json else say(f"{count} fields put back")


def _state(id: str, state: str, reason: str, on: str, home: Home, as_json: bool) -> None:
    since = day(on, "--on") or dt.datetime.now().astimezone().date()
    with opened(home) as desk:
        from experts.roster.editing import set_state
        from experts.roster.keeping import load
        from experts.roster.roster import plain

        with desk.office.session() as session:
            organisation = id in load(session, desk.seal).by_organisation
            kind: Kind = "organisations" if organisation else "people"
            wanted = state or ("on_list" if organisation else "on_roster")
            item = set_state(session, desk.seal, desk.actor, kind, id, wanted, reason, since)
    print_json(plain(item)["state"]) if as_json else say(
        f"{id} {item.name}: {item.state.state} since {since}"
    )


def _edit(id: str, values: dict[str, Any], reason: str, home: Home, as_json: bool) -> None:
    with opened(home) as desk:
        from experts.roster.editing import edit
        from experts.roster.keeping import load

        with desk.office.session() as session:
            kind: Kind = "organisations" if id in load(session, desk.seal).by_organisation else "people"
            item = edit(session, desk.seal, desk.actor, kind, id, values, reason)
    print_json({"id": item.id, "name": item.name, "changed": sorted(values)}) if as_json else say(
        f"{id} {item.name} changed"
    )
