"""The measure of the redactor on self-written labels, and floors on the hand labels of real documents."""

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.errors import EvalError
from eval.redaction import RedactionReport, measure
from tests.shared import SHARED, needs_shared
from ui.cli.main import app

TEXT = (
    "原告：周小满，男，住示范省青禾市云溪区柳巷8号，电话13812345678。\n"
    "被告：海棠证券股份有限公司。\n审判员　陈大寒\n他与郑小暑（化名）相识。证人吴霜降作证。"
)
LABELS = Path(__file__).parents[1] / "labels"
LABELLED = {
    "周小满": "person",
    "示范省青禾市云溪区柳巷8号": "address",
    "13812345678": "phone",
    "海棠证券股份有限公司": "organisation",
    "陈大寒": "judge",
    "不在文中": "",
    "吴霜降": "surname",
}


@pytest.fixture
def label() -> dict[str, object]:
    spans = [[TEXT.index(t), TEXT.index(t) + len(t), kind] for t, kind in LABELLED.items() if kind]
    return {
        "source": "judgments/1.txt",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "split": "dev",
        "spans": sorted(spans),
    }


@pytest.fixture
def files(tmp_path: Path, label: dict[str, object]) -> tuple[Path, Path]:
    (tmp_path / "judgments").mkdir()
    (tmp_path / "judgments" / "1.txt").write_text(f"title:x\ncontent:{TEXT}\n", encoding="utf-8")
    return write(tmp_path, label), tmp_path


def write(folder: Path, label: dict[str, object]) -> Path:
    file = folder / "labels.jsonl"
    file.write_text(json.dumps(label, ensure_ascii=False) + "\n", encoding="utf-8")
    return file


def test_what_is_hidden_and_what_was_left(files: tuple[Path, Path]) -> None:
    report = measure([files[0]], files[1])
    assert (report.documents, report.characters) == (1, len(TEXT))
    assert report.families["names"].recall == 1.0
    assert report.families["names"].found == 4
    assert report.families["names"].precision == pytest.approx(0.75)  # 郑小暑 is labelled nowhere
    assert [e[1:3] for e in report.errors] == [("person", "spurious")]


def test_what_a_policy_keeps_counts_as_left(files: tuple[Path, Path]) -> None:
    report = measure([files[0]], files[1], "default")
    assert report.kinds["judge"].recall == 0.0
    assert report.kinds["person"].recall == 1.0
    assert ("judge", "left") in [e[1:3] for e in report.errors]


def test_only_numbers_and_only_a_split(files: tuple[Path, Path], label: dict[str, object]) -> None:
    report = measure([write(files[1], {**label, "only": "numbers"})], files[1])
    assert set(report.families) == {"numbers"}
    assert measure([files[0]], files[1], split="held").documents == 0


def test_a_changed_text_and_bad_lines_are_refused(files: tuple[Path, Path], label: dict[str, object]) -> None:
    with pytest.raises(EvalError, match="not the text that was labelled"):
        measure([write(files[1], {**label, "sha256": "0"})], files[1])
    with pytest.raises(EvalError, match="line 1: not a line of labels"):
        measure([write(files[1], {"source": "judgments/1.txt"})], files[1])
    with pytest.raises(EvalError, match="no such file"):
        measure([write(files[1], {**label, "source": "corpora/none.md"})], files[1])


def test_the_command_prints_recall_and_precision(files: tuple[Path, Path]) -> None:
    base = ["eval", "redact", str(files[0]), "--root", str(files[1])]
    shown = CliRunner().invoke(app, [*base, "--errors"])
    assert shown.exit_code == 0 and "recall 1.0000" in shown.stdout and "spurious" in shown.stdout
    value = json.loads(CliRunner().invoke(app, [*base, "--json"]).stdout)
    assert value["kinds"]["names"]["precision"] == pytest.approx(0.75)
    assert CliRunner().invoke(app, [*base, "--policy", "none"]).exit_code == 2
    assert CliRunner().invoke(app, ["eval", "redact", "none.jsonl", "--root", "."]).exit_code == 2


def floors(report: RedactionReport, **least: float) -> None:
    found = {
        f"{name}_{what}": getattr(count, what)
        for name, count in report.rows()
        for what in ("recall", "precision")
    }
    assert all(found[name] >= value for name, value in least.items()), {n: found[n] for n in least}


@needs_shared
def test_floors_on_the_development_documents() -> None:
    assert SHARED is not None
    files = [LABELS / "redaction-1.jsonl", LABELS / "redaction-3.jsonl"]
    report = measure(files, SHARED / "data", split="dev")
    floors(
        report,
        names_recall=0.99,
        names_precision=0.99,
        numbers_recall=0.98,
        numbers_precision=0.98,
        dates_recall=0.99,
        places_recall=0.95,
        organisations_recall=0.93,
        organisations_precision=0.97,
    )


def test_floors_on_the_sample_records() -> None:
    root = Path(__file__).parents[2]
    floors(
        measure([LABELS / "redaction-4.jsonl"], root, split="dev"), names_recall=0.99, names_precision=0.99
    )
