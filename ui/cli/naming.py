"""Commands over names: experts compare, eval names."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ui.cli.options import AsJson
from ui.cli.output import fail, plain_errors, print_json, say


def register(group: typer.Typer) -> None:
    """Add ``compare`` to the group of experts."""
    group.command("compare")(compare_names)


def register_measure(group: typer.Typer) -> None:
    """Add ``names`` to the group of measurements."""
    group.command("names")(eval_names)


def compare_names(
    a: Annotated[str, typer.Argument(help="A name: a person, firm, branch, association or product.")],
    b: Annotated[str, typer.Argument(help="The other name.")],
    facts: Annotated[
        Path | None,
        typer.Option(help='JSON lines such as {"entity": …, "parent": …} or {"side": "a", "birth": …}.'),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Whether two names may stand for one party, or for parties of one group."""
    from experts.names import FactError, compare, read_facts

    if not a.strip() or not b.strip():
        fail("both names are needed, and neither may be empty")
    with plain_errors():
        try:
            found = compare(a, b, read_facts(facts) if facts else None)
        except FactError as error:
            fail(str(error))
        except UnicodeDecodeError:
            fail(f"{facts}: not text in UTF-8")
    if as_json:
        print_json(asdict(found))
        return
    say(f"possible conflict: {'yes' if found.possible_conflict else 'no'} ({found.relation})")
    say(found.why)


def eval_names(
    labels: Annotated[Path, typer.Argument(help="JSON lines with a, b, facts, conflict, relation, split.")],
    split: Annotated[str, typer.Option(help="dev or held; held is for a final figure.")] = "dev",
    errors: Annotated[
        bool, typer.Option(help="List the ids told wrong (not for a held-back split).")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Precision, recall and accuracy of the comparison of names, and by relation."""
    from eval.errors import EvalError
    from eval.names import load_pairs, measure_names

    with plain_errors():
        try:
            report = measure_names(load_pairs(labels, split))
        except EvalError as error:
            fail(str(error))
    if as_json:
        scores = {
            name: asdict(score) | {"recall": score.recall, "precision": score.precision}
            for name, score in report.relations.items()
        }
        print_json(
            asdict(report) | {"split": split, "relations": scores} | ({} if errors else {"errors": None})
        )
        return
    say(f"{report.pairs} pairs of {split}, {report.conflicts} conflicts")
    say(f"precision {report.precision:.3f}, recall {report.recall:.3f}, accuracy {report.accuracy:.3f}")
    say(f"{'relation':14}{'pairs':>6}{'told right':>12}{'named right':>13}{'precision':>11}")
    for name, score in sorted(report.relations.items(), key=lambda item: -item[1].pairs):
        say(f"{name:14}{score.pairs:6}{score.recall:12.3f}{score.named_right:13}{score.precision:11.3f}")
    if errors:
        for pair, labelled, found in report.errors:
            say(f"{pair}: labelled {labelled}, found {found}")
