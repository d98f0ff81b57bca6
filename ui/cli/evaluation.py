"""Commands of the evaluator: eval run, eval engines, eval parsing, bench; the others register their own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli import answer_measures, benchmarks, comparing, explaining, judging, naming, ranking, redacting
from ui.cli.measured import say_run
from ui.cli.options import DEFAULT_HOME, AsJson, EngineName, Home, Urls
from ui.cli.output import fail, plain_errors, print_json, say

if TYPE_CHECKING:
    import datetime as dt

    from eval.run import Analyses

SplitName = Annotated[str | None, typer.Option("--split", help="Default: the only one, else dev, else test.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    group = typer.Typer(help="Run and compare benchmarks.", no_args_is_help=True)
    group.command("run")(run)
    group.command("engines")(engines)
    group.command("parsing")(parsing)
    group.command("classify")(classification)
    answer_measures.register(group)
    benchmarks.register(group)
    comparing.register(group)
    judging.register(group)
    explaining.register(group)
    naming.register_measure(group)
    ranking.register(group)
    redacting.register(group)
    app.add_typer(group, name="eval")
    app.command()(bench)


def run(
    collection: Annotated[Path, typer.Argument(help="A folder in the BEIR layout, or fengqiao-sample.")],
    home: Home = DEFAULT_HOME,
    split: SplitName = None,
    system: Annotated[str, typer.Option(help="hybrid, lexical, vector, or a TOML file.")] = "hybrid",
    out: Annotated[Path | None, typer.Option(help="Write the TREC run here.")] = None,
    threshold: Annotated[
        int | None,
        typer.Option(min=1, help="Lowest relevant grade. Default: the collection's, else by its grades."),
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(help="dispute_type or cause: compare with BM25 inside the query's own class too."),
    ] = None,
    tiers: Annotated[
        bool, typer.Option("--tiers", help="Count the tiers of 法发〔2020〕24号 art. 4.")
    ] = False,
    court: Annotated[str | None, typer.Option(help="Your own court, for the tiers.")] = None,
    today: Annotated[
        str | None, typer.Option(help="Day of the search, for the last three years of the tiers.")
    ] = None,
    cut: Annotated[
        str | None, typer.Option(help="Tell results before and from this day on (YYYY-MM-DD).")
    ] = None,
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
                threshold=threshold,
                analyses=_analyses(within, tiers, court, today, cut),
            )
        except EvalError as error:
            fail(str(error))
    if as_json:
        print_json(report)
    else:
        say_run(report)


def _analyses(
    within: str | None, tiers: bool, court: str | None, today: str | None, cut: str | None
) -> "Analyses":
    from corpora.vocab.courts import courts
    from eval.measures.tiers import Home as OwnCourt
    from eval.run import Analyses

    if within not in (None, "dispute_type", "cause"):
        fail(f"--within {within}: dispute_type or cause is expected")
    own = courts().lookup(court) if court else None
    if court and own is None:
        fail(f"--court {court}: not the name of a court")
    day = _date("--today", today) if today else None
    return Analyses(
        within="dispute_type" if within == "dispute_type" else "cause" if within else None,
        tiers=tiers or court is not None,
        home=OwnCourt(own, day),
        cut=_date("--cut", cut) if cut else None,
    )


def _date(option: str, text: str) -> "dt.date":
    import datetime as dt

    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        fail(f"{option} {text}: a day such as 2020-01-31 is expected")


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


def bench(
    docs: Annotated[int, typer.Option("--docs", min=100, help="Documents to generate.")] = 20_000,
    source: Annotated[
        Path | None, typer.Option(help="Folder with real judgments to grow from; default: the sample corpus.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the generator.")] = 0,
    engine: EngineName = None,
    url: Urls = None,
    baselines: Annotated[
        bool, typer.Option(help="Measure raw tantivy, FAISS and bm25s too; they need memory.")
    ] = True,
    merge: Annotated[bool, typer.Option(help="Measure the index after a forced merge too.")] = True,
    as_json: AsJson = False,
) -> None:
    """Measure index rate, memory and latency beside raw tantivy, FAISS and bm25s."""
    with plain_errors():
        from eval.bench.report import bench_report, show_report
        from indexer.engine.choice import EngineChoice

        choice = EngineChoice.make(engine, url or ())
        report = bench_report(
            docs=docs, source=source, seed=seed, engine=choice, baselines=baselines, merge=merge
        )
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


def classification(
    labels: Annotated[
        Path, typer.Argument(help="Label file (JSON lines): descriptions, or cases of a collection.")
    ],
    split: Annotated[str, typer.Option("--split", help="Lines of this split only.")] = "dev",
    collection: Annotated[
        Path | None,
        typer.Option(help="The labels are of documents of this collection: parse them, then compare."),
    ] = None,
    as_json: AsJson = False,
    errors: Annotated[bool, typer.Option("--errors", help="List what went wrong.")] = False,
) -> None:
    """Measure the classifier of disputes: accuracy at both levels, calibration, every type."""
    from eval.classification import measure_cases, measure_descriptions, parsed_cases, read_labels
    from eval.errors import EvalError

    if not labels.is_file():
        fail(f"{labels}: no such file")
    try:
        lines = read_labels(labels, split)
        if collection is None:
            types = measure_descriptions(lines)
            value, wrong = types.as_json(), [(n, "type", right, found) for n, right, found, _ in types.errors]
        else:
            report = measure_cases(lines, parsed_cases(collection, [line.name for line in lines]))
            types, value, wrong = report.types, report.as_json(), report.errors
    except EvalError as error:
        fail(str(error))
    if as_json:
        print_json(value)
        return
    say(f"{types.texts} texts of the split {split}")
    say(f"  level 1            {types.l1:.4f}  any accepted {types.l1_also:.4f}")
    say(f"  level 2            {types.l2:.4f}  any accepted {types.l2_also:.4f}")
    if collection is None:
        say(f"  confidence         {types.confidence:.4f}  calibration error {types.calibration_error:.4f}")
    else:
        say(f"  of those with a type {value['typed_right']} of {value['typed']} right")
        say(f"  cause              {value['causes']:.4f}")
        say(f"  court level        {value['court_levels']:.4f}  of {value['courts']} that name a court")
    say("  type  labelled  found  right")
    for code, score in types.codes.items():
        say(f"  {code:<4} {score.labelled:>9} {score.found:>6} {score.right:>6}")
    if errors:
        for name, what, right, found in wrong:
            say(f"  {name}: {what}: {right or '-'}, found {found or '-'}")
