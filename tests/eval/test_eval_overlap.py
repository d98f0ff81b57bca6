"""Self-overlap of queries against counting by hand."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.overlap import distinct, nearest, overlap_report, query_texts
from eval.prepare.shipped import NAMES
from tests.shared import SHARED, needs_shared
from ui.cli.main import app


def write(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir()
    lines = [json.dumps({"_id": id, "text": text}, ensure_ascii=False) for id, text in texts.items()]
    (folder / "queries.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def test_distinct_counts_each_gram_once() -> None:
    assert distinct(["甲乙甲乙"], 2) == pytest.approx(2 / 3)
    assert distinct(["甲乙", "丙丁"], 2) == 1.0
    assert distinct(["甲"], 2) == 0.0


def test_overlap_is_over_the_smaller_query() -> None:
    rows = {row.query: row for row in nearest({"a": "甲乙丙丁", "b": "甲乙丙戊己庚", "c": "子丑寅"})}
    assert (rows["a"].other, rows["a"].overlap) == ("b", pytest.approx(2 / 3))
    assert rows["b"].overlap == pytest.approx(2 / 3)
    assert rows["c"].overlap == 0.0
    assert nearest({"only": "甲乙"})[0].overlap == 0.0


def test_queries_taken_from_another_collection_are_found(tmp_path: Path) -> None:
    ours = write(tmp_path / "ours", {"a": "期货公司没通知就强行平仓", "b": "借记卡被伪卡盗刷了怎么办"})
    theirs = write(tmp_path / "theirs", {"x": "期货公司没通知就 强行平仓", "y": "保险公司拒赔"})
    report = overlap_report(ours, theirs)
    assert report["same_text"] == ["a"]
    assert report["overlap_with_other"]["share_from_0.7"] == 0.5
    assert report["overlap_with_other"]["nearest"][0] == ["a", "x", 1.0]
    shown = CliRunner().invoke(app, ["eval", "overlap", str(ours), "--against", str(theirs)]).stdout
    assert "1 the same" in shown and "50.00%" in shown


def test_a_folder_without_queries_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["eval", "overlap", str(tmp_path)])
    assert result.exit_code == 2 and "queries.jsonl" in result.stderr


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_queries_are_no_variations_of_each_other(name: str) -> None:
    texts = query_texts(Path(name))
    near = sum(row.overlap >= 0.7 for row in nearest(texts))
    assert near <= len(texts) / 100


@needs_shared
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("other", ["cases", "statutes", "statutes-finance"])
def test_none_of_the_shipped_queries_is_a_development_query(name: str, other: str) -> None:
    assert SHARED is not None
    report = overlap_report(Path(name), SHARED / "data" / "collections" / other)
    assert report["same_text"] == []
    assert report["overlap_with_other"]["share_from_0.7"] <= 0.01
