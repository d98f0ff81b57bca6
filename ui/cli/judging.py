"""Commands for judging: eval pool, eval judge, eval agree."""

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.comparing import SplitName
from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, plain_errors, print_json, say

PoolFolder = Annotated[Path, typer.Argument(help="A folder made by `fengqiao eval pool`.")]
LOOPBACK = "127.0.0.1"


def register(group: typer.Typer) -> None:
    """Add this module's commands to ``fengqiao eval``."""
    group.command("pool")(pool)
    group.command("judge")(judge)
    group.command("agree")(agree)


def pool(
    runs: Annotated[list[Path], typer.Argument(help="TREC runs, of different systems.")],
    collection: Annotated[Path, typer.Option(help="A folder in the BEIR layout, or fengqiao-sample.")],
    out: Annotated[Path, typer.Option("--out", help="A new folder for the pool, texts included.")],
    split: SplitName = None,
    depth: Annotated[int, typer.Option(min=1, max=1000, help="Documents taken of each run.")] = 10,
    only_unjudged: Annotated[
        bool, typer.Option("--only-unjudged", help="Leave out pairs that are judged already.")
    ] = False,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Pool the first documents of several runs for judging, without a sign of where they come from."""
    from eval.errors import EvalError

    with plain_errors():
        from eval.judging.pool import make_pool
        from eval.prepare import find_collection
        from eval.runs import read_run

        try:
            read = {str(path): read_run(path) for path in runs}
            found = find_collection(collection, home)
            report = make_pool(found, read, out, depth=depth, split=split, only_unjudged=only_unjudged)
        except EvalError as error:
            fail(str(error))
    if as_json:
        print_json(report)
    else:
        say(
            f"{report['pool']}: {report['pairs']} pairs, {report['queries']} queries, "
            f"{report['judged_before']} pairs judged before"
        )


def judge(
    folder: PoolFolder,
    annotator: Annotated[str, typer.Option(help="Your name; your judgments go to judgments-NAME.jsonl.")],
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8600,
) -> None:
    """Serve the judging page on this machine; close and start again at any time."""
    from eval.errors import EvalError

    with plain_errors():
        import uvicorn

        from eval.judging.pool import open_pool
        from eval.judging.store import Store
        from ui.judging import make_app

        try:
            app = make_app(open_pool(folder), Store(folder, annotator))
        except EvalError as error:
            fail(str(error))
        say(f"http://{LOOPBACK}:{port}  (Ctrl-C ends it; what was saved is kept)")
        uvicorn.run(app, host=LOOPBACK, port=port, log_level="warning")


def agree(
    folder: PoolFolder,
    qrels: Annotated[Path | None, typer.Option(help="Write the settled judgments here.")] = None,
    adjudicator: Annotated[
        str | None, typer.Option(help="Whose judgment decides where the others differ.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell how far two annotators agree, and write the judgments that are settled."""
    from eval.errors import EvalError

    with plain_errors():
        from eval.judging.agreement import agreement, write_settled

        try:
            report = agreement(folder, adjudicator)
            if qrels is not None:
                report["settled"] = write_settled(folder, qrels, adjudicator)
        except EvalError as error:
            fail(str(error))
    if as_json:
        print_json(report)
        return
    for two in report["pairs"]:
        say(
            f"{two['a']} and {two['b']}: {two['common']} pairs, {two['differing']} graded differently, "
            f"{two['far_apart']} by two or more"
        )
        for axis, row in two["axes"].items():
            values = [
                f"{row[name]:.3f}" if row[name] is not None else "undefined"
                for name in ("kappa", "weighted_kappa")
            ]
            say(f"  {axis:<6} same {row['agreement']:.1%}, kappa {values[0]}, quadratic {values[1]}")
    if "settled" in report:
        say(f"{report['settled']['pairs']} pairs settled, {report['settled']['open']} open: {qrels}")
