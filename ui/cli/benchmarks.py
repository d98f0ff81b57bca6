"""Commands that make collections: eval prepare, eval import, eval split, eval overlap."""

from pathlib import Path
from typing import Annotated, Any

import typer

from ui.cli.options import AsJson
from ui.cli.output import fail, plain_errors, print_json, say

OutFolder = Annotated[Path, typer.Option("--out", help="An empty folder, or a collection made before.")]


def register(group: typer.Typer) -> None:
    """Add this module's commands to ``fengqiao eval``."""
    group.command("prepare")(prepare)
    group.command("split")(split)
    group.command("import")(import_)
    group.command("overlap")(overlap)


def prepare(
    name: Annotated[
        str,
        typer.Argument(
            help="fengqiao-sample, fengqiao-statutes, fengqiao-cases; to train on: fengqiao-bank, fengqiao-citations."
        ),
    ],
    out: OutFolder,
    texts: Annotated[
        Path | None,
        typer.Option(
            help="Your statutes or official cases: a BEIR collection, a data folder of `fengqiao index`, "
            "a folder of files, or cases.jsonl."
        ),
    ] = None,
    cases: Annotated[
        Path | None, typer.Option(help="Your official cases, for fengqiao-citations; as --texts.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a BEIR collection from the shipped queries and the texts that you have."""
    from eval.errors import EvalError

    with plain_errors():
        from eval.prepare import prepare as make

        try:
            report = make(name, texts, out, cases)
        except EvalError as error:
            fail(str(error))
    if as_json:
        print_json(report)
    else:
        _say_made(report)


def _say_made(report: dict[str, Any]) -> None:
    say(
        f"{report['collection']}: {report['documents']} documents, {report['queries']} queries in {report['out']}"
    )
    say("  " + ", ".join(f"{part} {count}" for part, count in report["splits"].items()))
    if report.get("pairs_missing"):
        say(
            f"  not at hand: {report['gold_documents_missing']} of {report['gold_documents']} gold documents "
            f"({report['pairs_missing']} pairs, listed in missing.jsonl); "
            f"{report['queries_left_out']} queries left out for want of an answer"
        )


def import_(
    name: Annotated[str, typer.Argument(help="lecard, lecardv2, muser, cail-scm or stard.")],
    source: Annotated[Path, typer.Argument(help="The folder as published.")],
    out: OutFolder,
    as_json: AsJson = False,
) -> None:
    """Make a BEIR collection of a public set from its folder as published."""
    from eval.errors import EvalError
    from eval.importers import import_set

    with plain_errors():
        try:
            report = import_set(name, source, out)
        except EvalError as error:
            fail(str(error))
    if as_json:
        print_json(report)
        return
    _say_made(report)
    for note in report["notes"]:
        say(f"  {note}")


def split(
    folder: Annotated[Path, typer.Argument(help="A folder with queries/*.jsonl.")],
    salt: Annotated[str, typer.Option(help="Another salt gives other splits. Default: NAME/1.")] = "",
    as_json: AsJson = False,
) -> None:
    """Split queries so that no gold document answers queries of two parts; writes splits.json."""
    from eval.errors import EvalError

    with plain_errors():
        from eval.prepare.queries import read_queries
        from eval.prepare.splits import make_splits, sizes, write_splits

        try:
            queries = read_queries(folder)
        except EvalError as error:
            fail(str(error))
        splits = make_splits(queries, salt or f"{folder.resolve().name}/1")
        write_splits(folder, splits)
    if as_json:
        print_json(sizes(splits))
    else:
        say(", ".join(f"{part} {count}" for part, count in sizes(splits).items()))


def overlap(
    folder: Annotated[Path, typer.Argument(help="A collection with queries, or the name of a shipped one.")],
    against: Annotated[
        Path | None, typer.Option("--against", help="Another collection, to find queries taken from it.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell how much queries repeat each other, and those of another collection."""
    from eval.errors import EvalError
    from eval.overlap import overlap_report

    try:
        report = overlap_report(folder, against)
    except EvalError as error:
        fail(str(error))
    if as_json:
        print_json(report)
        return
    say(
        f"{report['collection']}: {report['queries']} queries, {report['characters_mean']} characters on average"
    )
    say("  " + ", ".join(f"{name} {value:.3f}" for name, value in report["distinct"].items()))
    _say_overlap("another query", report["overlap"])
    if against is not None:
        say(
            f"  against {report['other']}, {report['other_queries']} queries: {len(report['same_text'])} the same"
        )
        _say_overlap("one of them", report["overlap_with_other"])


def _say_overlap(what: str, found: dict[str, Any]) -> None:
    for name, value in found.items():
        if name.startswith("share_from_"):
            say(
                f"  {value:.2%} share {float(name.removeprefix('share_from_')):.0%} of their bigrams with {what}"
            )
    say(f"  nearest pair {found['highest']:.2f}, median query {found['median']:.2f}")
