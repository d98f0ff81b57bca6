"""Commands about questions that had no standard answer: answers unanswered, handle, record."""

from typing import Annotated

import typer

from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, print_json, say


def register(group: typer.Typer) -> None:
    """Add this module's commands."""
    for command in (unanswered, handle, record):
        group.command()(command)


def unanswered(
    home: Home = DEFAULT_HOME,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=500, help="Number of groups.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Questions without a standard answer, redacted, those that are alike in one group, most asked first."""
    from ui.cli.answering import office_of

    with office_of(home) as office, office.reading() as session:
        from office.answers.records import open_questions
        from search_api.answers.grouping import group

        groups = group(open_questions(session))[:limit]
    if as_json:
        print_json([one.model_dump(mode="json") for one in groups])
        return
    for one in groups:
        say(
            f"{one.count:>4}  {one.question}  (nearest {one.nearest or '-'}; ids {', '.join(map(str, one.ids))})"
        )
    say(f"{len(groups)} groups")


def handle(
    ids: Annotated[list[int], typer.Argument(help="Ids of questions, as unanswered prints them.")],
    by: Annotated[str, typer.Option("--by", help="Who acts.")],
    how: Annotated[str, typer.Option("--as", help="answered, consult or dismissed.")],
    made: Annotated[str, typer.Option(help="The entry or consult that came of it.")] = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Mark questions as dealt with."""
    from office.answers import records
    from ui.cli.answering import office_of, person

    handled = next((one for one in records.HANDLED if one == how), None)
    if handled is None:
        fail(f"--as {how}: answered, consult or dismissed is expected")
    with office_of(home) as office, office.session() as session:
        count = records.handle(session, person(by), ids, handled, made)
    if as_json:
        print_json({"handled": count})
    else:
        say(f"{count} questions handled")


def record(
    number: Annotated[str, typer.Argument(help="record_id of an answer.")],
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """What was answered under a number, with the entries as they were then."""
    from ui.cli.answering import office_of

    with office_of(home) as office, office.reading() as session:
        from office.answers.records import record_of
        from office.answers.versions import version

        row = record_of(session, number)
        parts = [
            {**part, "short_answer": version(session, part["entry_id"], part["version"]).short_answer}
            if part["entry_id"]
            else part
            for part in row.shown
        ]
        told = {
            "id": row.id,
            "at": row.at.isoformat(),
            "question": row.question,
            "day": row.day,
            "shown": parts,
        }
    if as_json:
        print_json(told)
        return
    say(f"{told['at']} {told['question']}")
    for part in parts:
        say(f"  {part['entry_id'] or 'no entry'} v{part['version']} {part.get('short_answer', '')}")
