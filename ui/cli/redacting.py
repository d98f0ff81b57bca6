"""Command eval redact: the redactor against hand labels."""

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.options import AsJson
from ui.cli.output import fail, print_json, say


def register(group: typer.Typer) -> None:
    """Add this module's command."""
    group.command("redact")(redaction)


def redaction(
    labels: Annotated[list[Path], typer.Argument(help="Label files (JSON lines of offsets).")],
    root: Annotated[Path, typer.Option(help="Folder that the labelled sources lie in.")],
    policy: Annotated[str, typer.Option(help="What the policy keeps counts as left.")] = "strict",
    split: Annotated[str, typer.Option(help="dev or held: of files that mark it, only these lines.")] = "",
    as_json: AsJson = False,
    errors: Annotated[
        bool, typer.Option("--errors", help="List what was left and what was spurious.")
    ] = False,
) -> None:
    """Measure the redactor: recall and precision by kind, and its speed."""
    from corpora.redact import policy_names
    from eval.errors import EvalError
    from eval.redaction import measure

    for file in labels:
        if not file.is_file():
            fail(f"{file}: no such file")
    if policy not in policy_names():
        fail(f"--policy {policy}: choose one of {', '.join(policy_names())}")
    try:
        report = measure(labels, root, policy, split)
    except EvalError as error:
        fail(str(error))
    if as_json:
        print_json(report.as_json())
        return
    say(f"{report.documents} documents, {report.characters} characters, policy {report.policy}")
    for name, count in report.rows():
        say(
            f"  {name:<20} recall {count.recall:.4f} of {count.there:>5}  "
            f"precision {count.precision:.4f} of {count.found:>5}"
        )
    say(f"  {report.as_json()['ms_per_1000_characters']:.2f} ms of processor time per 1,000 characters")
    if errors:
        for source, kind, what, start, end, text in report.errors:
            say(f"  {source}: {kind} {what} {start}-{end} {text}")
