"""The command for half days of people: experts slots."""

from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.library import Id, day, opened
from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, print_json, say

if TYPE_CHECKING:
    from experts.roster.agenda import HalfDay
    from office.roster.slots import State

HalfDays = Annotated[
    list[str] | None, typer.Option(help="A half day such as 2026-01-31am, or a whole day; repeatable.")
]


def register(group: typer.Typer) -> None:
    """Add the command to the group of experts."""
    group.command("slots")(slots)


def slots(
    id: Id,
    first: Annotated[
        str, typer.Option("--from", help="First day, such as 2026-01-31; today by default.")
    ] = "",
    days: Annotated[int, typer.Option(min=1, max=92, help="How many days.")] = 28,
    free: HalfDays = None,
    busy: HalfDays = None,
    weekly: HalfDays = None,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Half days of a person: free, busy or booked for a matter; sets those that are named."""
    ways: tuple[tuple[State | None, list[str] | None], ...] = (("free", free), ("busy", busy), (None, weekly))
    changes = {one: state for state, named in ways for text in named or () for one in _halves(text)}
    with opened(home) as desk:
        from experts.calendar import china_day
        from experts.roster.agenda import STATES, Agenda
        from experts.roster.booking import set_halves
        from experts.roster.keeping import load
        from office.base import now
        from search_api.roster.rows import slots_view

        today = china_day(now())
        begin = day(first, "--from") or today
        with desk.office.session() as session:
            roster = load(session, desk.seal)
            person = roster.by_person.get(id) or fail(f"{id}: not on the roster")
            if changes:
                set_halves(session, desk.actor, roster, person, changes, today)
            view = slots_view(person, Agenda.load(session, begin, days, id), begin, days)
    if as_json:
        print_json(view.model_dump())
        return
    for one in view.days:
        shown = [f"{label}{STATES[state]}" + (f"（第{matter}号）" if matter else "")
                 for label, state, matter in (("上午", one.am, one.am_matter), ("下午", one.pm, one.pm_matter))]  # fmt: skip
        say(f"{one.text} {' '.join(shown)} {one.holiday}".rstrip())


def _halves(text: str) -> "list[HalfDay]":
    """A half day, or both halves of a day, as an option names them."""
    half = text[-2:] if text[-2:] in ("am", "pm") else ""
    found = day(text.removesuffix(half), "--free, --busy, --weekly")
    assert found is not None
    return [(found, one) for one in ("am", "pm") if half in ("", one)]
