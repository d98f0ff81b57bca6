"""Commands of consults and organisations that write papers or look at time: second, remind, limits, report, quality."""

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ui.cli import mailing
from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, print_json, say

Number = Annotated[int, typer.Argument(min=1, help="Number of the consult.")]


def register(group: typer.Typer) -> None:
    """Add this module's commands to the group of consults."""
    group.command("second")(second)
    group.command("remind")(remind)
    group.command("limits")(limits)
    group.command("report")(report)
    mailing.register(group)


def second(
    number: Number,
    reason: Annotated[str, typer.Argument(help="Why other experts are asked.")],
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Ask other experts the same."""
    from ui.cli.consulting import show_one, told, working

    with working(home) as (office, seal):
        from experts.consults.asking import second_opinion
        from experts.consults.rights import require_seen
        from experts.recusal import Recusals
        from experts.roster.keeping import load
        from office.consults import store
        from office.identity import LOCAL_ACTOR

        with office.session() as session:
            found = require_seen(LOCAL_ACTOR, store.consult(session, number, lock=True), number)
            roster = load(session, seal, private=True)
            conflicts = Recusals.load(session, roster.firm_facts)
            made = second_opinion(session, LOCAL_ACTOR, found, reason, roster, conflicts)
            view = show_one(session, seal, made)
    told(view, as_json)


def remind(home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Put a reminder on record for what is due or late, once a day, and send the letters of the day where a mail server
    is set (`fengqiao consults mail`); run it daily."""
    from ui.cli.consulting import working

    with working(home) as (office, seal):
        from experts.calendar import china_day
        from experts.consults.limits import reminder
        from experts.consults.states import OPEN
        from experts.consults.working import remind as reminded
        from office.base import now
        from office.consults import store
        from office.identity import LOCAL_ACTOR

        today = china_day(now())
        with office.session() as session:
            found = reminded(session, LOCAL_ACTOR, store.consults(session, states=OPEN), today)
            rows = [(c.id, c.title, due.text) for c in found if (due := reminder(c, today))]
        sent = mailing.posted(office, seal, today)
    if as_json:
        print_json(
            {
                "reminders": [{"id": id, "title": title, "due": text} for id, title, text in rows],
                "mailed": sent,
            }
        )
        return
    for id, title, text in rows:
        say(f"{id:4} {title}: {text}")
    say(f"{len(rows)} reminders" + (f", letters to {', '.join(sent)}" if sent else ""))


def limits(
    take_days: Annotated[int | None, typer.Option(min=1, max=60, help="Working days for taking up.")] = None,
    answer_days: Annotated[
        int | None, typer.Option(min=1, max=60, help="Working days for the answer.")
    ] = None,
    organisation: Annotated[str, typer.Option(help="Empty for those without one.")] = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Show or set an organisation's time limits; no law gives a number."""
    from ui.cli.consulting import working

    with working(home) as (office, _):
        from experts.consults.limits import Limits, set_limits
        from experts.consults.limits import limits as found
        from office.identity import LOCAL_ACTOR

        with office.session() as session:
            old = found(session, organisation)
            new = Limits(take_days or old.take_days, answer_days or old.answer_days)
            if new != old:
                set_limits(session, LOCAL_ACTOR, organisation, new)
    if as_json:
        print_json(asdict(new) | {"organisation": organisation})
        return
    say(f"taken up within {new.take_days}, answered within {new.answer_days} working days")


def report(
    number: Number,
    out: Annotated[Path, typer.Option(help="Write the .docx here.")],
    answer: Annotated[int | None, typer.Option(help="Number of the answer; the latest by default.")] = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """Write an answer, or a neutral evaluation (中立评估意见书), as .docx."""
    from ui.cli.consulting import show_one, working

    with working(home) as (office, seal):
        from experts.consults.rights import require_seen
        from office.consults import store
        from office.identity import LOCAL_ACTOR
        from search_api.consults.papers import answer_paper
        from search_api.papers import to_docx

        with office.reading() as session:
            view = show_one(session, seal, require_seen(LOCAL_ACTOR, store.consult(session, number), number))
        wanted = [one for one in view.answers if answer in (None, one.id)]
        if not wanted:
            fail(f"consult {number} has no such answer")
        out.write_bytes(to_docx(answer_paper(view, wanted[-1])))
    say(f"{out} written")


def quality(
    begin: Annotated[str, typer.Option("--from", help="First day, YYYY-MM-DD.")],
    end: Annotated[str, typer.Option("--to", help="Last day, YYYY-MM-DD.")],
    out: Annotated[Path | None, typer.Option(help="Write .docx or .xlsx here.")] = None,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Quality report of the mediation organisations over a period (质效分析报告)."""
    from ui.cli.consulting import searching, working

    try:
        first, last = dt.date.fromisoformat(begin), dt.date.fromisoformat(end)
    except ValueError as error:
        fail(f"a day is written YYYY-MM-DD: {error}")
    if last < first:
        fail(f"--to {end} lies before --from {begin}")
    if out is not None and out.suffix not in (".docx", ".xlsx"):
        fail(f"--out {out}: the name must end in .docx or .xlsx")
    with working(home) as (office, _), searching(home) as searcher:
        from experts.calendar import china_day
        from experts.quality import measure
        from office.base import now
        from office.consults import store
        from office.identity import LOCAL_ACTOR
        from search_api.papers import to_docx
        from search_api.quality import quality_paper, to_xlsx
        from search_api.quality.records import mediation_records

        with office.reading() as session:
            consults = store.consults(session)
        found = measure(mediation_records(searcher, LOCAL_ACTOR.viewer), consults, first, last)
        if out is not None:
            made = quality_paper(found, china_day(now()), "检索库中的调解记录与咨询")
            out.write_bytes(to_xlsx(found) if out.suffix == ".xlsx" else to_docx(made))
    if as_json:
        print_json(asdict(found))
        return
    for row in (*found.organisations, found.total):
        say(
            f"{row.organisation}: 受理{row.received} 办结{row.closed} 达成协议{row.agreed} 成功率{row.rate_text}"
        )
    if out is not None:
        say(f"{out} written")
