"""The HTML report stands alone, says what was measured, and trusts no text."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.collection import open_collection
from eval.errors import EvalError
from eval.report import write_report
from eval.report.plots import bars, recall_curve
from eval.runs import write_run
from tests.eval.collections_made import make_collection
from ui.cli.main import app

BEFORE = {"q1": {"d2": 2.0, "d1": 1.0}, "q2": {"d3": 1.0}}
AFTER = {"q1": {"d1": 2.0, "d2": 1.0}, "q2": {"d2": 2.0, "d3": 1.0}}


def write(tmp_path: Path, runs: dict[str, dict[str, dict[str, float]]]) -> str:
    folder = tmp_path / "small"
    if not folder.exists():
        make_collection(folder)
    write_report(open_collection(folder), runs, tmp_path / "r.html")
    return (tmp_path / "r.html").read_text("utf-8")


def test_the_page_needs_no_network_and_no_script(tmp_path: Path) -> None:
    page = write(tmp_path, {"before": BEFORE, "after": AFTER})
    outside = {
        url for url in re.findall(r"https?://[^\s\"'<>]+", page) if not url.startswith("http://www.w3.org/")
    }
    assert outside == set()
    assert "<script" not in page and not re.search(r"\b(?:src|href)=", re.sub(r"xlink:href=\"#", "", page))
    assert page.count("<svg") == 4


def test_the_page_tells_means_kinds_and_what_changed(tmp_path: Path) -> None:
    page = write(tmp_path, {"before": BEFORE, "after": AFTER})
    assert "before" in page and "after 与 before 之比" in page
    assert "变好的查询：共 1 条" in page and "变差的查询：共 1 条" in page
    assert "第 2 位 → 第 1 位" in page and "口语" in page
    assert "0.7500" in page  # RR@10 of both: (1/2 + 1) / 2


def test_one_run_has_no_comparison(tmp_path: Path) -> None:
    page = write(tmp_path, {"only": BEFORE})
    assert "之比" not in page and page.count("<svg") == 3


def test_texts_are_escaped(tmp_path: Path) -> None:
    folder = make_collection(tmp_path / "small")
    path = folder / "queries.jsonl"
    path.write_text(path.read_text("utf-8").replace("期货公司", "<script>alert(1)</script>"), "utf-8")
    page = write(tmp_path, {"<b>a</b>": BEFORE, "b": AFTER})
    assert "<script" not in page and "&lt;script&gt;" in page and "<b>a</b>" not in page


def test_runs_without_judged_queries_are_named(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="strange: none of its queries"):
        write(tmp_path, {"strange": {"q9": {"d1": 1.0}}})
    with pytest.raises(EvalError, match="at least one run"):
        write(tmp_path, {})


def test_plots_hold_their_values() -> None:
    assert "0.250" in bars("甲", ["x"], {"run": [0.25]})
    drawn = recall_curve("乙", {"q": {"a": 1, "b": 1}}, {"run": {"q": {"a": 2.0, "b": 1.0}}}, 1)
    assert "0.500" in drawn and "1.000" in drawn


def test_the_command_writes_the_file(tmp_path: Path) -> None:
    folder = make_collection(tmp_path / "small")
    write_run(BEFORE, tmp_path / "before.trec", "a")
    write_run(AFTER, tmp_path / "after.trec", "b")
    out = tmp_path / "page.html"
    arguments = ["eval", "report", str(tmp_path / "before.trec"), str(tmp_path / "after.trec")]
    result = CliRunner().invoke(app, [*arguments, "--collection", str(folder), "--out", str(out)])
    assert result.exit_code == 0, result.stderr
    assert "after 与 before 之比" in out.read_text("utf-8")
    twice = [
        "eval",
        "report",
        *[str(tmp_path / "before.trec")] * 2,
        "--collection",
        str(folder),
        "--out",
        str(out),
    ]
    assert "given twice" in CliRunner().invoke(app, twice).stderr
