"""Commands of recusal: experts check, experts decide."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.consult_papers import quality
from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, print_json, say

if TYPE_CHECKING:
    from experts.matching.dispute import Dispute

DisputeFile = Annotated[
    Path,
    typer.Argument(
        help='JSON: {"parties": [{"name", "facts"}], "agents": [{"name", "firm"}], "case_number"}.'
    ),
]


def register(group: typer.Typer) -> None:
    """Add this module's commands to the group of experts."""
    group.command("check")(check)
    group.command("decide")(decide)
    group.command("quality")(quality)
    group.command("deadlines")(time_limits)


def check(
    dispute: DisputeFile,
    person: Annotated[
        list[str] | None, typer.Option(help="Id on the roster; repeatable; default: all.")
    ] = None,
    sample: Annotated[
        bool, typer.Option("--sample", help="The shipped fictional roster in place of yours.")
    ] = False,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Who may not serve in a dispute, by classes of grounds; nothing private is told."""
    from ui.cli.consulting import working

    wanted = _dispute(dispute)
    with working(home) as (office, seal):
        from experts.recusal import Recusals, log_check
        from experts.roster.keeping import load
        from experts.roster.roster import sample_roster
        from office.identity import LOCAL_ACTOR

        with office.session() as session:
            roster = sample_roster() if sample else load(session, seal, private=True)
            if not roster.people:
                fail("the roster is empty: import one with `fengqiao experts import`, or try --sample")
            if missing := [id for id in person or () if id not in roster.by_person]:
                fail(f"{missing[0]}: not on the roster")
            recusals = Recusals.load(session, roster.firm_facts)
            people = [roster.by_person[id] for id in person] if person else list(roster.people)
            found = {one.id: recusals.open(one, wanted) for one in people}
            if not sample:
                log_check(session, LOCAL_ACTOR, wanted, found)
    rows: list[dict[str, Any]] = []
    for one in people:
        grounds = list(dict.fromkeys(finding.ground.name for finding in found[one.id]))
        rows.append({"id": one.id, "name": one.name, "recused": bool(grounds), "grounds": grounds})
    if as_json:
        print_json({"people": rows})
        return
    for row in rows:
        if row["recused"] or person:
            say(f"{row['id']} {row['name']}: {'；'.join(row['grounds']) or '未发现回避情形'}")
    say(f"{sum(bool(row['recused']) for row in rows)} of {len(rows)} people have a ground of recusal")


def time_limits(
    start: Annotated[
        str, typer.Option(help="Day of the event, YYYY-MM-DD, not counted; today by default.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Time limits of mediation from a day on, on the Chinese working-day calendar, with their sources."""
    import datetime as dt

    from experts.calendar import china_day, deadlines, due
    from office.base import now

    try:
        day = dt.date.fromisoformat(start) if start else china_day(now())
    except ValueError as error:
        fail(f"--start {start}: a day is written YYYY-MM-DD: {error}")
    found = [due(entry.id, day) for entry in deadlines()]
    if as_json:
        print_json(
            [one.deadline.model_dump() | {"last_day": one.last_day, "note": one.note} for one in found]
        )
        return
    for one in found:
        say(f"{one.last_day} {one.deadline.name} ({one.deadline.id})" + (f" {one.note}" if one.note else ""))


def decide(
    dispute: DisputeFile,
    person: Annotated[str, typer.Argument(help="Id on the roster.")],
    decision: Annotated[str, typer.Argument(help="recuse, cleared or consented.")],
    reason: Annotated[str, typer.Option(help="Why; kept sealed.")],
    consent: Annotated[
        list[str] | None,
        typer.Option(help="NUMBER=WHERE: where the written consent of party 1, 2 … is kept; repeatable."),
    ] = None,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Keep the officer's decision on one person and one dispute."""
    from experts.recusal.decisions import DECISIONS
    from ui.cli.consulting import working

    if decision not in DECISIONS:
        fail(f"{decision}: choose one of {', '.join(DECISIONS)}")
    consents = {}
    for text in consent or ():
        number, _, where = text.partition("=")
        if not number.isdigit() or int(number) < 1 or not where.strip():
            fail(f"--consent {text}: write NUMBER=WHERE, such as 1=file page 3")
        consents[int(number) - 1] = where
    wanted = _dispute(dispute)
    with working(home) as (office, seal):
        from experts.recusal import decide as decided
        from experts.roster.keeping import load
        from office.identity import LOCAL_ACTOR

        with office.session() as session:
            roster = load(session, seal, private=True)
            if person not in roster.by_person:
                fail(f"{person}: not on the roster")
            entry = decided(
                session, seal, LOCAL_ACTOR, roster.by_person[person], wanted, decision, reason,
                firm_facts=roster.firm_facts, consents=consents,
            )  # fmt: skip
            row = {"id": entry.id, "person": person, "decision": decision, "grounds": entry.grounds}
    if as_json:
        print_json(row)
        return
    say(f"decision {row['id']}: {person} {decision}")


def _dispute(path: Path) -> "Dispute":
    from pydantic import ValidationError

    from experts.matching.dispute import Dispute

    try:
        return Dispute.model_validate(json.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{path}: cannot be read: {error}")
    except json.JSONDecodeError as error:
        fail(f"{path}: not JSON: {error}")
    except ValidationError as error:
        first = error.errors()[0]
        fail(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}")
