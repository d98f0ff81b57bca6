"""Commands of ``fengqiao eval`` for the second stage: training its weights, and what each stage is worth."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, plain_errors, print_json, say

if TYPE_CHECKING:
    from eval.ranking import Example
    from search_api.retrieval.ranking.features import Target


def register(group: typer.Typer) -> None:
    """Add this module's commands to the ``eval`` group."""
    group.command("train-ranker")(train_ranker)
    group.command("ablation")(ablation)


def train_ranker(
    parts: Annotated[
        list[str],
        typer.Argument(
            help="FOLDER:SPLIT or FOLDER:SPLIT@ENCODER: queries that the encoder (a folder, else the shipped one) has "
            "not learnt from."
        ),
    ],
    out: Annotated[Path, typer.Option(help="File to write the weights to.")],
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Fit the weights of the second stage, measured by cross-validation."""
    with plain_errors():
        from eval.errors import EvalError
        from eval.ranking import dump_weights, train

        try:
            found: dict[Target, list[Example]] = {}
            for part in parts:
                for target, some in _examples(part, home).items():
                    found.setdefault(target, []).extend(some)
            weights, told = train(found)
        except EvalError as error:
            fail(str(error))
        out.write_text(dump_weights(weights), encoding="utf-8")
    if as_json:
        print_json({"out": str(out), "targets": told})
        return
    for name, values in told.items():
        say(f"{name:<8} " + "  ".join(f"{key} {value}" for key, value in values.items()))
    say(f"written to {out}")


def _examples(part: str, home: Path) -> "dict[Target, list[Example]]":
    from eval.prepare import find_collection
    from eval.ranking import examples

    named, _, encoder = part.partition("@")
    folder, _, split = named.rpartition(":")
    if not folder or not split:
        fail(f"{part}: FOLDER:SPLIT is expected")
    collection = find_collection(Path(folder), home)
    return examples(collection, collection.split(split), home, encoder=encoder or None)


def ablation(
    collections: Annotated[list[Path], typer.Argument(help="Collection folders, or fengqiao-sample.")],
    home: Home = DEFAULT_HOME,
    split: Annotated[str | None, typer.Option(help="Split of each; the usual one by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """What each stage of retrieval adds: words, bigrams, elements, vectors, expansion, ranker."""
    with plain_errors():
        from eval.ablation import ablate
        from eval.errors import EvalError
        from eval.prepare import find_collection

        tables = []
        try:
            for folder in collections:
                tables.append(ablate(find_collection(folder, home), home, split=split))
        except EvalError as error:
            fail(str(error))
    if as_json:
        print_json(tables)
        return
    for table in tables:
        say(f"{table['collection']} ({table['split']}, {table['queries']} queries)")
        for row in table["stages"]:
            kinds = "  ".join(f"{kind} {value:.3f}" for kind, value in row["kinds"].items())
            values = "  ".join(f"{name} {value:.3f}" for name, value in row["measures"].items())
            say(
                f"  {row['stage']:<14} {values}  {row['ms']:.1f} ms ({row['cpu_ms']:.1f} of processors)  {kinds}"
            )
