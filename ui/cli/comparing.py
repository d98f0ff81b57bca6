"""Commands over runs: eval compare, eval diff, eval report."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.measured import say_comparison, say_kinds
from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, plain_errors, print_json, say

if TYPE_CHECKING:
    from eval.collection import Collection

RunFiles = Annotated[
    list[Path], typer.Argument(help="TREC runs; the first is what the others are held against.")
]
CollectionName = Annotated[
    Path | None,
    typer.Option(
        "--collection", help="A folder in the BEIR layout, or fengqiao-sample: queries by kind, titles."
    ),
]
SplitName = Annotated[str | None, typer.Option("--split", help="Default: the only one, else dev, else test.")]
Threshold = Annotated[int | None, typer.Option(min=1, help="Lowest relevant grade.")]


def register(group: typer.Typer) -> None:
    """Add this module's commands to ``fengqiao eval``."""
    group.command("compare")(compare)
    group.command("diff")(diff)
    group.command("report")(report_)


def compare(
    runs: RunFiles,
    qrels: Annotated[Path | None, typer.Option(help="Judgments, TREC or BEIR columns.")] = None,
    collection: CollectionName = None,
    split: SplitName = None,
    threshold: Threshold = None,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Compare runs with a paired randomisation test, corrected where there are several."""
    from eval.errors import EvalError

    with plain_errors():
        from eval.about import read_about
        from eval.collection import read_qrels
        from eval.compare import compare_many, compare_runs
        from eval.grouping import kinds_of
        from eval.prepare import find_collection
        from eval.run import protocol_for
        from eval.runs import read_run

        if len(runs) < 2:
            fail("at least two runs are needed")
        if (qrels is None) == (collection is None):
            fail("say where the judgments are: --qrels FILE, or --collection DIR")
        if qrels is not None and not qrels.is_file():
            fail(f"{qrels}: no such file")
        try:
            kinds: dict[str, str] = {}
            if collection is not None:
                found = find_collection(collection, home)
                judged = found.qrels(found.split(split))
                kinds = kinds_of(found.queries())
                threshold = protocol_for(judged, read_about(found.path), threshold).threshold
            elif qrels is not None:
                judged = read_qrels(qrels)
            read = {str(path): read_run(path) for path in runs}
            if len(read) < len(runs):
                fail("the same run is given twice")
            if len(runs) == 2:
                a, b = read.values()
                report: dict[str, Any] = compare_runs(judged, a, b, threshold=threshold, kinds=kinds)
            else:
                report = compare_many(judged, read, threshold=threshold, kinds=kinds)
        except EvalError as error:
            fail(str(error))
    if as_json:
        print_json(report)
    else:
        _say_report(report)


def _say_report(report: dict[str, Any]) -> None:
    say(f"{report['queries']} queries; {report['test']}; intervals of the difference: 95 %, bootstrap")
    if "comparisons" not in report:
        say_comparison("", report["measures"])
        say_kinds(report.get("by_kind", {}))
        return
    say(f"against {report['against']}; {report['correction']}")
    for comparison in report["comparisons"]:
        say(comparison["run"])
        say_comparison("", comparison["measures"])
        say_kinds(comparison.get("by_kind", {}))


def diff(
    run_a: Annotated[Path, typer.Argument(help="The TREC run before.")],
    run_b: Annotated[Path, typer.Argument(help="The TREC run after.")],
    collection: Annotated[Path, typer.Option(help="A folder in the BEIR layout, or fengqiao-sample.")],
    split: SplitName = None,
    measure: Annotated[str, typer.Option(help="What a gain is counted in.")] = "nDCG@10",
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Queries shown of each side.")] = 10,
    threshold: Threshold = None,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """List the queries that gained and lost between two runs, and why."""
    from eval.errors import EvalError

    with plain_errors():
        from eval.measures import NAMES
        from eval.prepare import find_collection

        if measure not in NAMES:
            fail(f"--measure {measure}: one of {', '.join(NAMES)} is expected")
        try:
            report = _differences(find_collection(collection, home), split, run_a, run_b, measure, threshold)
        except EvalError as error:
            fail(str(error))
    if as_json:
        print_json(report)
        return
    for side, name in (("gained", "better"), ("lost", "worse")):
        say(f"{len(report[side])} queries {name}")
        for change in report[side][:limit]:
            _say_change(change)


def _differences(
    collection: "Collection", split: str | None, run_a: Path, run_b: Path, measure: str, threshold: int | None
) -> dict[str, Any]:
    from eval.about import read_about
    from eval.diff import as_json, diff_runs, needed_documents
    from eval.run import protocol_for
    from eval.runs import read_run

    qrels = collection.qrels(collection.split(split))
    a, b = read_run(run_a), read_run(run_b)
    needed = needed_documents(qrels, a, b)
    documents = {record.id: record for record in collection.documents() if record.id in needed}
    protocol = protocol_for(qrels, read_about(collection.path), threshold)
    return as_json(diff_runs(collection.queries(), documents, qrels, a, b, protocol, measure=measure))


def _say_change(change: dict[str, Any]) -> None:
    say(
        f"  {change['query']} {change['a']:.3f} -> {change['b']:.3f} ({change['difference']:+.3f}) {change['text'][:80]}"
    )
    for move in change["moves"][:4]:
        say(
            f"    grade {move['grade']}: rank {move['before'] or '-'} -> {move['after'] or '-'}  "
            f"{move['title'][:50]}  shares {' '.join(move['matched']) or 'nothing'}"
        )
    for other in change["passing"]:
        grade = "unjudged" if other["grade"] is None else f"grade {other['grade']}"
        say(
            f"    above the answer, {grade}: rank {other['before'] or '-'} -> {other['after'] or '-'}  "
            f"{other['title'][:50]}  shares {' '.join(other['matched']) or 'nothing'}"
        )


def report_(
    runs: RunFiles,
    collection: Annotated[Path, typer.Option(help="A folder in the BEIR layout, or fengqiao-sample.")],
    out: Annotated[Path, typer.Option("--out", help="The HTML file to write.")],
    split: SplitName = None,
    threshold: Threshold = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """Write one self-contained HTML page with tables, plots and the queries that changed."""
    from eval.errors import EvalError

    with plain_errors():
        from eval.prepare import find_collection
        from eval.report import write_report
        from eval.runs import read_run

        try:
            read = {name: read_run(path) for name, path in _named(runs).items()}
            write_report(find_collection(collection, home), read, out, split=split, threshold=threshold)
        except EvalError as error:
            fail(str(error))
    say(str(out))


def _named(runs: list[Path]) -> dict[str, Path]:
    """Runs by the shortest name that tells them apart."""
    stems = [path.stem for path in runs]
    named = {path.stem if stems.count(path.stem) == 1 else str(path): path for path in runs}
    if len(named) < len(runs):
        fail("the same run is given twice")
    return named
