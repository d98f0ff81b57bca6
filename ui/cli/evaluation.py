"""Commands of the evaluator: eval run, eval compare, bench."""

from pathlib import Path
from typing import Annotated, Any

import typer

from ui.cli import benchmarks
from ui.cli.options import DEFAULT_HOME, AsJson, EngineName, Home, Urls
from ui.cli.output import fail, plain_errors, print_json, say

SplitName = Annotated[str | None, typer.Option("--split", help="Default: the only one, else dev, else test.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    group = typer.Typer(help="Run and compare benchmarks.", no_args_is_help=True)
    group.command("run")(run)
    group.command("compare")(compare)
    group.command("engines")(engines)
    group.command("parsing")(parsing)
    benchmarks.register(group)
    app.add_typer(group, name="eval")
    app.command()(bench)


def run(
    collection: Annotated[Path, typer.Argument(help="A folder in the BEIR layout, or fengqiao-sample.")],
    home: Home = DEFAULT_HOME,
    split: SplitName = None,
    system: Annotated[str, typer.Option(help="hybrid, lexical, vector, or a TOML file.")] = "hybrid",
    out: Annotated[Path | None, typer.Option(help="Write the TREC run here.")] = None,
    engine: EngineName = None,
    url: Urls = None,
    as_json: AsJson = False,
) -> None:
    """Index a collection (once), run its queries and print the measures."""
    from eval.errors import EvalError

    with plain_errors():
        from eval.prepare import find_collection
        from eval.run import evaluate
        from eval.systems import load_system
        from indexer.engine.choice import EngineChoice

        try:
            report = evaluate(
                find_collection(collection, home),
                home,
                load_system(system),
                split=split,
                out=out,
                progress=None if as_json else _count,
                engine=EngineChoice.make(engine, url or ()),
            )
        except EvalError as error:
            fail(str(error))
    if as_json:
        print_json(report)
        return
    say(f"{report['collection']} / {report['split']}: {report['queries']} queries, {report['system']}")
    for name, value in report["measures"].items():
        say(f"  {name:<8} {value:.4f}")
    say("  " + ", ".join(f"{name}: {value}" for name, value in report["protocol"].items()))


def engines(
    collections: Annotated[list[Path], typer.Argument(help="Folders in the BEIR layout.")],
    home: Home = DEFAULT_HOME,
    split: SplitName = None,
    system: Annotated[str, typer.Option(help="hybrid, lexical, vector, or a TOML file.")] = "hybrid",
    url: Urls = None,
    as_json: AsJson = False,
) -> None:
    """Compare the answers of the embedded engine and of Elasticsearch, query by query."""
    from eval.errors import EvalError

    reports = []
    with plain_errors():
        from eval.collection import open_collection
        from eval.engines import compare_engines
        from eval.systems import load_system
        from indexer.engine.choice import EngineChoice

        both = EngineChoice.make("embedded"), EngineChoice.make("elasticsearch", url or ())
        try:
            for folder in collections:
                report = compare_engines(
                    open_collection(folder),
                    home,
                    load_system(system),
                    both,
                    split=split,
                    progress=None if as_json else _count,
                )
                reports.append(report)
                if not as_json:
                    _say_engines(report)
        except EvalError as error:
            fail(str(error))
    if as_json:
        print_json(reports)


def _say_engines(report: dict[str, Any]) -> None:
    say(f"{report['collection']} / {report['split']}: {report['queries']} queries, {report['system']}")
    lowest, same = report["top10_overlap_lowest"], report["top10_same_order"]
    say(f"  overlap of the top 10  {report['top10_overlap']:.4f} (lowest {lowest}, same order {same:.4f})")
    first, second = report["nDCG@10"]
    say(f"  nDCG@10                {first:.4f} {second:.4f}, difference {report['difference']:+.4f}")


def _count(done: int) -> None:
    typer.echo(f"\r{done} documents indexed", nl=False, err=True)


def compare(
    run_a: Annotated[Path, typer.Argument(help="A TREC run.")],
    run_b: Annotated[Path, typer.Argument(help="The run that may be better.")],
    qrels: Annotated[Path, typer.Option(help="Judgments, TREC or BEIR columns.")],
    as_json: AsJson = False,
) -> None:
    """Compare two runs with a paired randomisation test."""
    from eval.collection import read_qrels
    from eval.compare import compare_runs
    from eval.errors import EvalError
    from eval.runs import read_run

    if not qrels.is_file():
        fail(f"{qrels}: no such file")
    try:
        report: dict[str, Any] = compare_runs(read_qrels(qrels), read_run(run_a), read_run(run_b))
    except EvalError as error:
        fail(str(error))
    if as_json:
        print_json(report)
        return
    say(f"{report['queries']} queries; {report['test']}")
    for name, row in report["measures"].items():
        say(
            f"  {name:<8} {row['a']:.4f} -> {row['b']:.4f}  {row['difference']:+.4f}  "
            f"{row['wins']} better, {row['losses']} worse, p = {row['p']:.4f}"
        )


def bench(
    docs: Annotated[int, typer.Option("--docs", min=100, help="Documents to generate.")] = 20_000,
    source: Annotated[
        Path | None, typer.Option(help="Folder with real judgments to grow from; default: the sample corpus.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the generator.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Measure index rate, memory and latency beside raw tantivy, FAISS and bm25s."""
    with plain_errors():
        from eval.bench.report import bench_report, show_report

        report = bench_report(docs=docs, source=source, seed=seed)
        if as_json:
            print_json(report)
        else:
            show_report(report, say)


def parsing(
    labels: Annotated[list[Path], typer.Argument(help="Label files (JSON lines of offsets).")],
    root: Annotated[Path, typer.Option(help="Folder that the labelled sources lie in.")],
    as_json: AsJson = False,
    errors: Annotated[bool, typer.Option("--errors", help="List what went wrong.")] = False,
) -> None:
    """Measure the parsers against hand labels."""
    from eval.errors import EvalError
    from eval.parsing import measure, rows

    for file in labels:
        if not file.is_file():
            fail(f"{file}: no such file")
    try:
        report = measure(labels, root)
    except EvalError as error:
        fail(str(error))
    if as_json:
        print_json(
            {
                name: {"precision": score.precision, "recall": score.recall, "n": score.right + score.missed}
                for name, score in rows(report)
            }
        )
        return
    say(f"{report.documents} documents")
    for name, score in rows(report):
        say(
            f"  {name:<22} precision {score.precision:.3f}  recall {score.recall:.3f}  n {score.right + score.missed}"
        )
    if errors:
        for source, name, what in report.errors:
            say(f"  {source}: {name}: {what}")
