"""Commands for complaints about people and for known relations of firms: experts complaints, complain, firms."""

import datetime as dt
from typing import Annotated

import typer

from ui.cli.library import Id, day, opened
from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, print_json, say

RELATION = "former, short_name, parent, branch, controller or manager"


def register(group: typer.Typer) -> None:
    """Add these commands to the group of experts."""
    group.command("complaints")(complaints)
    group.command("complain")(complain)
    group.command("complaint-close")(close)
    group.command("firms")(firms)


def complaints(
    state: Annotated[str, typer.Option(help="open, upheld or dismissed.")] = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Complaints about people of the roster, newest first, with their words."""
    with opened(home) as desk:
        from office import audit
        from office.roster import matters as stored
        from search_api.roster.rows import complaint_view

        if state not in ("", "open", "upheld", "dismissed"):
            fail(f"--state {state}: choose one of open, upheld, dismissed")
        with desk.office.session() as session:
            rows = [complaint_view(row, desk.seal) for row in stored.complaints(session, state=state)]
            audit.record(session, desk.actor, "complaint.view", "roster")
    if as_json:
        print_json([row.model_dump() for row in rows])
        return
    for row in rows:
        say(
            f"{row.id:4} {row.person} {row.received} {row.kind} [{row.state}] {row.words} {row.outcome}".rstrip()
        )
    say(f"{len(rows)} complaints")


def complain(
    id: Id,
    kind: Annotated[str, typer.Option(help="Its kind, such as 强迫调解.")],
    words: Annotated[str, typer.Option(help="What is said; encrypted at rest.")],
    received: Annotated[
        str, typer.Option(help="When it came in, such as 2026-01-31; today by default.")
    ] = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Enter a complaint; nothing happens to the person by itself."""
    on = day(received, "--received") or dt.datetime.now().astimezone().date()
    with opened(home) as desk:
        from experts.roster.complaints import lodge
        from search_api.roster.rows import complaint_view
        from search_api.roster.views import ComplaintBody

        body = ComplaintBody(received=on, kind=kind, words=words)
        with desk.office.session() as session:
            row = lodge(session, desk.seal, desk.actor, id, body.received, body.kind, body.words)
            view = complaint_view(row, desk.seal)
    print_json(view.model_dump()) if as_json else say(f"complaint {view.id} about {id}")


def close(
    number: Annotated[int, typer.Argument(min=1, help="Number of the complaint.")],
    outcome: Annotated[str, typer.Option(help="What was done.")],
    upheld: Annotated[
        bool, typer.Option("--upheld/--dismissed", help="Whether it was found true; then it counts.")
    ],
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Say how a complaint was dealt with."""
    with opened(home) as desk:
        from experts.roster.complaints import close_complaint
        from search_api.roster.rows import complaint_view

        with desk.office.session() as session:
            row = close_complaint(session, desk.seal, desk.actor, number, upheld, outcome)
            view = complaint_view(row, desk.seal)
    print_json(view.model_dump()) if as_json else say(f"complaint {number}: {view.state}")


def firms(
    add: Annotated[
        list[str] | None,
        typer.Option(help=f"FIRM|RELATION|OTHER; the other is its {RELATION}; repeatable."),
    ] = None,
    remove: Annotated[list[str] | None, typer.Option(help="FIRM|RELATION|OTHER; repeatable.")] = None,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Known relations of firms, which the check for recusal follows; adds and removes those that are named."""
    with opened(home) as desk:
        from experts.roster.firms import add_facts, remove_fact
        from office.roster import store
        from search_api.roster.views import FirmFactBody

        def read(text: str) -> FirmFactBody:
            entity, relation, other = [*text.replace("｜", "|").split("|"), "", "", ""][:3]
            return FirmFactBody.model_validate({"entity": entity, "relation": relation, "other": other})

        with desk.office.session() as session:
            if fresh := [read(text) for text in add or ()]:
                add_facts(session, desk.actor, [(b.entity, b.relation, b.other) for b in fresh])
            for body in map(read, remove or ()):
                remove_fact(session, desk.actor, body.entity, body.relation, body.other)
            rows = [
                {"entity": f.entity, "relation": f.relation, "other": f.other}
                for f in store.firm_facts(session)
            ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        say(f"{row['entity']} | {row['relation']} | {row['other']}")
    say(f"{len(rows)} relations")
