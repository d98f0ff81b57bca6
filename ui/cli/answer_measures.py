"""The command that measures standard answers: eval answers."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import typer

from ui.cli.options import AsJson
from ui.cli.output import fail, plain_errors, print_json, say


def register(group: typer.Typer) -> None:
    """Add this module's commands."""
    group.command("answers")(answers)


def answers(
    split: Annotated[
        str, typer.Option(help="development, test or all; several or terms for the further files.")
    ] = "development",
    folder: Annotated[
        Path | None, typer.Option("--questions", help="A folder of questions. Default: fengqiao-answers.")
    ] = None,
    collection: Annotated[
        Path | None,
        typer.Option(help="A collection of statutes: also measure the basis of its answered questions."),
    ] = None,
    home: Annotated[
        Path | None, typer.Option(help="Answer with the library of this data folder, for the time it takes.")
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="Also list what went wrong.")] = False,
    as_json: AsJson = False,
) -> None:
    """Measure standard answers: accuracy, precision of what is shown, what is declined, calibration, time."""
    from eval.errors import EvalError

    with plain_errors():
        from eval.answers.basis import measure_basis
        from eval.answers.measure import measure, wrong
        from eval.answers.overlap import overlap
        from eval.answers.questions import DEFAULT, load_questions
        from indexer.workspace import Workspace
        from search_api.answers import Answerer
        from search_api.retrieval import Searcher

        with ExitStack() as opened:
            library = Searcher(opened.enter_context(Workspace.open(home))) if home else None
            answerer = Answerer(searcher=library)
            try:
                questions = load_questions(folder or DEFAULT, split)
                report: dict[str, Any] = {"split": split, **measure(answerer, questions)}
                report["overlap"] = overlap(questions, answerer.entries)
                if misses:
                    report["misses"] = wrong(answerer, questions)
                if collection is not None:
                    report["basis"] = measure_basis(answerer, collection)
            except EvalError as error:
                fail(str(error))
    if as_json:
        print_json(report)
        return
    for name, value in report.items():
        if name == "misses":
            for miss in value:
                mark = "shown " if miss["shown"] else "unsure"
                say(f"  {mark} {miss['confidence']:.2f} {miss['entry']} for {miss['gold']}: {miss['text']}")
        elif isinstance(value, dict):
            say(f"  {name}: " + ", ".join(f"{key} {figure}" for key, figure in value.items()))
        else:
            say(f"  {name}: {value}")
