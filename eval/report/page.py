"""From runs and judgments to the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from eval.about import read_about
from eval.collection import Collection, Qrels, Record
from eval.compare import compare_many
from eval.diff import Change, diff_runs, needed_documents
from eval.errors import EvalError
from eval.grouping import kinds_of
from eval.measures import SHOWN, Protocol, per_query
from eval.report.plots import bars, differences, recall_curve
from eval.results import summarise
from eval.run import protocol_for
from eval.runs import Run

LISTED = 12
"""Queries listed of each side."""
PLOTTED = ("nDCG@10", "R@10", "R@100", "RR@10", "AP")
KINDS = {
    "lay": "口语",
    "mediator": "调解员",
    "element": "要素",
    "complaint": "起诉状",
    "judgment": "裁判文书",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What one run does otherwise than the first."""

    name: str
    rows: list[dict[str, Any]]
    kinds: list[dict[str, Any]]
    plot: str
    gained: list[Change]
    lost: list[Change]
    gains: int
    losses: int


def write_report(
    collection: Collection,
    runs: Mapping[str, Run],
    out: Path,
    *,
    split: str | None = None,
    threshold: int | None = None,
) -> None:
    """Write one HTML file that needs nothing else.

    Args:
        collection: With the queries and judgments of the runs.
        runs: By name; the others are held against the first.
        out: The file.
        split: Default: the only one, else dev, else test.
        threshold: Lowest relevant grade.

    Raises:
        EvalError: no run, or one without any judged query.
    """
    if not runs:
        raise EvalError("at least one run is needed")
    chosen = collection.split(split)
    qrels = collection.qrels(chosen)
    queries = collection.queries()
    about = read_about(collection.path)
    protocol = protocol_for(qrels, about, threshold)
    for name, run in runs.items():
        if not qrels.keys() & run.keys():
            raise EvalError(f"{name}: none of its queries is judged in {collection.name} / {chosen}")
    needed = needed_documents(qrels, *runs.values())
    documents = {record.id: record for record in collection.documents() if record.id in needed}
    kinds = kinds_of({query: queries[query] for query in qrels if query in queries})
    found = {name: summarise(qrels, run, protocol, kinds) for name, run in runs.items()}
    page = _environment().get_template("page.html")
    html = page.render(
        collection=collection.name,
        split=chosen,
        count=len(qrels),
        pairs=sum(map(len, qrels.values())),
        protocol=protocol,
        notes=about.notes,
        shown=SHOWN,
        found=found,
        kinds=sorted(set(kinds.values())),
        kind_names=KINDS,
        plots=_plots(qrels, runs, found, sorted(set(kinds.values())), protocol),
        differences=_differences(qrels, queries, documents, runs, kinds, protocol),
        first=next(iter(runs)),
    )
    out.write_text(html, encoding="utf-8")


def _plots(
    qrels: Qrels, runs: Mapping[str, Run], found: Mapping[str, Any], kinds: list[str], protocol: Protocol
) -> list[str]:
    plots = [
        bars(
            "各项指标（均值）",
            PLOTTED,
            {name: [report["measures"][measure] for measure in PLOTTED] for name, report in found.items()},
        ),
        recall_curve("不同深度的召回率", qrels, runs, protocol.threshold),
    ]
    if kinds:
        rows = {
            name: [report["by_kind"][kind]["measures"]["nDCG@10"] for kind in kinds]
            for name, report in found.items()
        }
        plots.append(bars("按查询类型的 nDCG@10", [KINDS.get(kind, kind) for kind in kinds], rows))
    return plots


def _differences(
    qrels: Qrels,
    queries: Mapping[str, Record],
    documents: Mapping[str, Record],
    runs: Mapping[str, Run],
    kinds: Mapping[str, str],
    protocol: Protocol,
) -> list[Difference]:
    if len(runs) < 2:
        return []
    report = compare_many(qrels, runs, threshold=protocol.threshold, kinds=kinds)
    first = next(iter(runs))
    base = per_query(qrels, runs[first], protocol)["nDCG@10"]
    made = []
    for comparison in report["comparisons"]:
        name = comparison["run"]
        values = per_query(qrels, runs[name], protocol)["nDCG@10"]
        changes = diff_runs(queries, documents, qrels, runs[first], runs[name], protocol)
        gained = [change for change in changes if change.difference > 0]
        lost = [change for change in reversed(changes) if change.difference < 0]
        made.append(
            Difference(
                name,
                [{"measure": measure} | comparison["measures"][measure] for measure in SHOWN],
                [{"kind": kind} | row for kind, row in comparison.get("by_kind", {}).items()],
                differences(
                    f"逐条查询的 nDCG@10 之差：{name} 减 {first}", [values[q] - base[q] for q in base]
                ),
                gained[:LISTED],
                lost[:LISTED],
                len(gained),
                len(lost),
            )
        )
    return made


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("eval.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
