"""Several runs held against the first, by kind, with corrected p-values; and what moved between two."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.collection import Record
from eval.compare import compare_many, compare_runs
from eval.diff import as_json, diff_runs
from eval.errors import EvalError
from eval.measures import Protocol
from eval.runs import write_run
from tests.eval.collections_made import make_collection
from ui.cli.main import app

QRELS = {f"q{n}": {"good": 2, "other": 0} for n in range(8)}
BAD = {query: {"other": 2.0, "good": 1.0} for query in QRELS}
GOOD = {query: {"good": 2.0, "other": 1.0} for query in QRELS}
KINDS = {query: "lay" if query < "q4" else "element" for query in QRELS}


def test_several_runs_are_corrected_together() -> None:
    report = compare_many(QRELS, {"base": BAD, "better": GOOD, "same": BAD}, kinds=KINDS)
    better, same = (comparison["measures"]["nDCG@10"] for comparison in report["comparisons"])
    assert better["p"] == pytest.approx(2 / 256, abs=0.004)
    assert better["p_holm"] == pytest.approx(2 * better["p"])
    assert same["p"] == same["p_holm"] == 1.0
    assert better["wins"] == 8 and better["interval"][0] > 0
    assert report["against"] == "base" and report["runs"]["better"]["RR@10"] == 1.0
    kinds = report["comparisons"][0]["by_kind"]
    assert {kind: row["queries"] for kind, row in kinds.items()} == {"lay": 4, "element": 4}


def test_two_runs_keep_the_old_form() -> None:
    report = compare_runs(QRELS, BAD, GOOD)
    assert set(report) == {"queries", "measures", "condensed", "test", "protocol"}
    assert report["measures"]["RR@10"]["difference"] == 0.5


def test_runs_that_cannot_be_compared_are_named() -> None:
    with pytest.raises(EvalError, match="two runs"):
        compare_many(QRELS, {"a": BAD})
    with pytest.raises(EvalError, match="b: none of its queries"):
        compare_many(QRELS, {"a": BAD, "b": {"other": {"good": 1.0}}})


def test_a_difference_says_what_moved_and_what_came_above() -> None:
    queries = {"q0": Record("q0", "期货强行平仓", metadata={"kind": "lay"}), "q1": Record("q1", "保险")}
    documents = {
        "good": Record("good", "期货公司强行平仓。", "甲案"),
        "other": Record("other", "期货开户。", "乙案"),
        "new": Record("new", "平仓", "丙案"),
    }
    qrels = {"q0": {"good": 2, "other": 1}, "q1": {"good": 2}}
    a = {"q0": {"good": 3.0, "other": 2.0}, "q1": {"other": 2.0, "good": 1.0}}
    b = {"q0": {"new": 4.0, "other": 3.0, "good": 2.0}, "q1": {"good": 2.0}}
    found = diff_runs(queries, documents, qrels, a, b, Protocol(threshold=2))
    assert [change.query for change in found] == ["q1", "q0"]
    lost = found[-1]
    good = next(move for move in lost.moves if move.document == "good")
    assert (good.before, good.after, good.grade) == (1, 3, 2)
    assert "强行平仓" in "".join(good.matched) and lost.kind == "lay"
    assert [(other.document, other.grade) for other in lost.passing] == [("new", None), ("other", 1)]
    listed = as_json(found)
    assert [row["query"] for row in listed["gained"]] == ["q1"]
    assert [row["query"] for row in listed["lost"]] == ["q0"]
    assert diff_runs(queries, documents, qrels, a, a, Protocol(threshold=2)) == []


def test_compare_and_diff_on_the_command_line(tmp_path: Path) -> None:
    folder = make_collection(tmp_path / "small")
    runs = []
    for name, run in (
        ("a", {"q1": {"d2": 2.0, "d1": 1.0}, "q2": {"d3": 1.0}}),
        ("b", {"q1": {"d1": 2.0, "d2": 1.0}, "q2": {"d3": 1.0}}),
        ("c", {"q1": {"d3": 2.0}, "q2": {"d3": 1.0}}),
    ):
        runs.append(str(tmp_path / f"{name}.trec"))
        write_run(run, tmp_path / f"{name}.trec", name)

    def ask(*arguments: str) -> str:
        result = CliRunner().invoke(app, ["eval", *arguments])
        assert result.exit_code == 0, result.stderr
        return result.stdout

    where = ["--collection", str(folder)]
    two = json.loads(ask("compare", *runs[:2], *where, "--json"))
    assert two["measures"]["RR@10"]["wins"] == 1 and set(two["by_kind"]) == {"element", "lay"}
    assert "Holm" in ask("compare", *runs, *where)
    assert "1 queries better" in ask("diff", *runs[:2], *where)
    assert json.loads(ask("diff", *runs[:2], *where, "--json"))["gained"][0]["moves"][0]["after"] == 1
    qrels = ["--qrels", str(folder / "qrels" / "dev.tsv")]
    assert json.loads(ask("compare", *runs[:2], *qrels, "--json"))["queries"] == 2


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["compare", "a.trec"], "two runs"),
        (["compare", "a.trec", "b.trec"], "--qrels FILE"),
        (["compare", "a.trec", "b.trec", "--qrels", "none.tsv"], "no such file"),
        (["diff", "a.trec", "b.trec", "--collection", "nowhere"], "not a collection"),
        (["diff", "a.trec", "b.trec", "--collection", ".", "--measure", "Best"], "--measure Best"),
    ],
)
def test_bad_arguments_get_one_sentence(arguments: list[str], reason: str) -> None:
    result = CliRunner().invoke(app, ["eval", *arguments])
    assert result.exit_code == 2 and reason in result.stderr and result.stderr.count("\n") == 1
