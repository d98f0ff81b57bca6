"""Commands of the search desk over a small library."""

import io
import json
from pathlib import Path

import pytest
from docx import Document as Word
from typer.testing import CliRunner

from corpora.model import Kind
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from tests.search_api.conftest import documents
from ui.cli.main import app

CASE = "银行理财经理没有做风险测评就推介高风险产品，承诺保本保息，亏损四十万元，要求银行赔偿。"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk") / "home"
    with Workspace.open(folder, create=True) as opened:
        opened.library.put([d for d in documents() if d.kind is not Kind.MEDIATION], LOCAL_OWNER)
        opened.sync()
    (folder.parent / "case.txt").write_text(CASE, encoding="utf-8")
    return folder


def run(home: Path, *arguments: str, fails: bool = False) -> str:
    done = CliRunner().invoke(app, [*arguments, "--home", str(home)])
    assert done.exit_code == (2 if fails else 0), done.output
    return done.output if not fails else done.stderr


def test_every_command_speaks_json(home: Path) -> None:
    case = str(home.parent / "case.txt")
    assert json.loads(run(home, "understand", "证券法第八十五条", "--json"))["next"]["law"] == "证券法"
    assert json.loads(run(home, "understand", case, "--json"))["parties"]["answering"] == ["银行"]
    assert json.loads(run(home, "suggest", "qxpc", "--json"))[0]["text"] == "强行平仓"
    compared = json.loads(run(home, "compare", case, "j-loan", "--json"))
    assert compared["evidence"]["facts"] and compared["differences"]
    assert json.loads(run(home, "statute", "证券法", "85", "--json"))["total"] == 3
    assert json.loads(run(home, "reference", case, "--json"))["cases"] == 0
    assert "沪74民初1号" in json.loads(run(home, "document", "j-false-1", "--json"))["citation"]
    page = json.loads(run(home, "document", "j-false-1", "--for-parties", "--json"))
    assert page["notices"] and "云杉科技" not in json.dumps(page, ensure_ascii=False)
    ordered = json.loads(
        run(home, "search", "责任", "--sort", "authority", "--home-court", "上海金融法院", "--json")
    )
    assert ordered["streams"] and ordered["hits"][0]["authority"]["label"]
    told = json.loads(run(home, "similar", case, "--explain", "--rules", "--opposing", "--json"))
    assert told["hits"][0]["evidence"]["facts"]


def test_every_command_speaks_to_people(home: Path) -> None:
    case = str(home.parent / "case.txt")
    assert "理解为" in run(home, "understand", "爆仓怎么办")
    assert "证券法" in run(home, "suggest", "证券法")
    assert "≠" in run(home, "compare", case, "j-loan")
    assert "援引 3 件" in run(home, "statute", "证券法", "第八十五条")
    assert "样本不足" in run(home, "reference", case)
    assert "揭露日" in run(home, "document", "j-false-1")
    assert "某" in run(home, "document", "j-false-1", "--for-parties")


def test_a_document_is_written_as_word(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "case.docx"
    run(home, "document", "j-false-1", "--docx", str(target))
    assert any("虚增利润" in p.text for p in Word(io.BytesIO(target.read_bytes())).paragraphs)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("document", "none"), "没有标识为"),
        (("statute", "证券法", "第几条"), "不是条文序号"),
        (("statute", "刑法", "1"), "本库没有"),
        (("search", "x", "--sort", "authority", "--home-court", "浦东"), "不是法院名称"),
        (("search", "x", "--sort", "nothing"), "sort"),
    ],
)
def test_bad_input_is_one_sentence(home: Path, arguments: tuple[str, ...], told: str) -> None:
    said = run(home, *arguments, fails=True)
    assert told in said and "Traceback" not in said
