"""The commands of case releases, over the sample corpus."""

import json
from pathlib import Path

import pytest
from docx import Document as Docx
from typer.testing import CliRunner

from corpora.sample import sample_path
from indexer.ingest import ingest
from indexer.workspace import Workspace
from ui.cli.main import app

RUN = CliRunner()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("releasing")
    with Workspace.open(folder, create=True) as workspace:
        ingest([sample_path()], workspace, workers=1)
    return folder


def run(home: Path, *words: str, exit_code: int = 0) -> str:
    result = RUN.invoke(app, ["releases", *words, "--home", str(home)])
    assert result.exit_code == exit_code, result.output
    return result.output


def test_a_batch_is_compiled_and_exported(home: Path, tmp_path: Path) -> None:
    found = json.loads(run(home, "suggest", "--json"))
    assert {"parallel", "first_of_type"} <= {item["rule"] for item in found}
    model = RUN.invoke(app, ["search", "（2023）沪74民初9001号", "--json", "--home", str(home)])
    document = json.loads(model.output)["hits"][0]["id"]
    new = ("new", "证券纠纷典型案例", "--issuer", "示例监管局", "--number", "2026年第1批", "--by", "writer")
    number = str(json.loads(run(home, *new, "--json"))["id"])
    case = json.loads(run(home, "add", number, document, "--redact", "--by", "writer", "--json"))
    assert "郗明夏" not in json.dumps(case["content"], ensure_ascii=False)
    report = json.loads(run(home, "check", number, "--json", exit_code=2))
    assert "section_missing" in {finding["code"] for finding in report["findings"]}
    assert "典型意义" in run(home, "step", number, "check", "--by", "checker", exit_code=2)
    out = tmp_path / "draft.docx"
    run(home, "export", number, str(out))
    assert "草稿" in "\n".join(paragraph.text for paragraph in Docx(str(out)).paragraphs)
    named = tmp_path / "郗明夏案.docx"
    named.write_bytes(out.read_bytes())
    leaks = json.loads(run(home, "check-file", str(named), "--source", document, "--json", exit_code=2))
    assert {f["place"] for f in leaks["findings"] if f["level"] == "block"} >= {"文件名"}
    assert f"{number}  draft" in run(home, "list")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "99", "none"), "no such document"),
        (("check", "99"), "there is no release 99"),
        (("new", "标题", "--issuer", "甲", "--form", "poem"), "there is no form poem"),
        (("export", "1", "a.exe"), "has to end with"),
        (("step", "1", "jump", "--by", "甲"), "action"),
    ],
)
def test_bad_input_is_told_in_one_sentence(home: Path, words: tuple[str, ...], said: str) -> None:
    output = run(home, *words, exit_code=2)
    assert said in output and "Traceback" not in output
