"""eval explain: whether the passages shown as reasons really are."""

from typing import Annotated

import typer

from ui.cli.options import DEFAULT_HOME, AsJson, EngineName, Home, Urls
from ui.cli.output import fail, plain_errors, print_json, say


def register(group: typer.Typer) -> None:
    """Add this module's command to the group ``eval``."""
    group.command("explain")(explain)


def explain(
    home: Home = DEFAULT_HOME,
    pairs: Annotated[int, typer.Option("--pairs", min=1, help="Pairs of similar cases.")] = 200,
    seed: Annotated[int, typer.Option("--seed", help="Of the draw.")] = 0,
    engine: EngineName = None,
    url: Urls = None,
    as_json: AsJson = False,
) -> None:
    """Take shown passages out of their documents: how often the likeness falls more than at random."""
    with plain_errors():
        from eval.errors import EvalError
        from eval.explaining import NAMES, measure_evidence
        from indexer.engine.choice import EngineChoice
        from indexer.workspace import Workspace

        try:
            with Workspace.open(home, engine=EngineChoice.make(engine, url or ())) as workspace:
                report = measure_evidence(
                    workspace, pairs=pairs, seed=seed, progress=None if as_json else _count
                )
        except EvalError as error:
            fail(str(error))
    if as_json:
        print_json(report)
        return
    say(f"{report['pairs']} pairs, seed {report['seed']}; median time of an explanation {report['ms']} ms")
    for name in ("all", *NAMES):
        row = report[name]
        if not row["passages"]:
            say(f"  {name:<6} no passages")
            continue
        where = "" if name == "all" else f"; shown in {row['with_passages']} of {row['likenesses']} pairs"
        say(
            f"  {name:<6} {row['passages']} passages, {row['costs_more']:.1%} cost more than a random one; "
            f"mean loss {row['loss']:.4f} against {row['loss_at_random']:.4f}{where}"
        )


def _count(done: int) -> None:
    typer.echo(f"\r{done} pairs", nl=False, err=True)
