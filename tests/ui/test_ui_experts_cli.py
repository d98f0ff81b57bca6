"""Commands of names, recusal, consults, time limits and the quality report: JSON, plain errors, exit codes."""

import json
from pathlib import Path

import pytest
from docx import Document as WordDocument
from typer.testing import CliRunner, Result

from indexer.workspace import Workspace
from tests.search_api.conftest import documents
from ui.cli.main import app

LABELS = Path(__file__).parents[1] / "labels" / "name-pairs.jsonl"


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def refused(*arguments: str) -> str:
    """What a command says that must end with exit code 2 and one sentence."""
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    return result.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    from indexer.viewer import LOCAL_OWNER

    folder = tmp_path_factory.mktemp("experts") / "home"
    with Workspace.open(folder, create=True) as opened:
        opened.library.put(documents(), LOCAL_OWNER)
        opened.sync()
    assert run("experts", "sample", "--home", str(folder)).exit_code == 0
    return str(folder)


def test_compare_prints_the_contract(tmp_path: Path) -> None:
    told = json.loads(run("experts", "compare", "工行", "中国工商银行", "--json").stdout)
    assert set(told) == {"possible_conflict", "relation", "why"}
    assert told["possible_conflict"] is True
    facts = tmp_path / "facts.jsonl"
    facts.write_text('{"side": "a", "id_tail": "1234"}\n{"side": "b", "id_tail": "5678"}\n', "utf-8")
    told = json.loads(run("experts", "compare", "张伟", "张伟", "--facts", str(facts), "--json").stdout)
    assert told["relation"] == "homonym"
    facts.write_text('{"side": "c", "id_tail": "1234"}\n', "utf-8")
    assert "line 1" in refused("experts", "compare", "张伟", "张伟", "--facts", str(facts))
    assert "empty" in refused("experts", "compare", " ", "张伟")


def test_names_are_measured() -> None:
    told = json.loads(run("eval", "names", str(LABELS), "--json").stdout)
    assert told["pairs"] == 181
    assert told["errors"] is None
    assert "split" in refused("eval", "names", str(LABELS), "--split", "none")


def test_a_consult_by_command(home: str, tmp_path: Path) -> None:
    asked = run("consults", "ask", "客户张伟（电话13800001234）称强行平仓前没有通知，责任如何？", "--type", "F02",
                "--attach", "j-margin", "--home", home, "--json")  # fmt: skip
    assert asked.exit_code == 0, asked.output
    consult = json.loads(asked.stdout)
    assert "13800001234" not in asked.stdout
    number, expert = str(consult["id"]), consult["candidates"][0]["id"]
    assert "待受理" in refused("consults", "answer", number, "答复", "--home", home)
    assert (
        json.loads(run("consults", "take", number, "--expert", expert, "--home", home, "--json").stdout)[
            "state"
        ]
        == "taken"
    )
    assert "检索库中没有" in refused(
        "consults", "answer", number, "答复", "--case", "（2099）示1号", "--home", home
    )
    answered = run(
        "consults", "answer", number, "见证券法第八十五条。", "--case", "j-margin", "--home", home, "--json"
    )
    basis = json.loads(answered.stdout)["answers"][0]["basis"]
    assert (basis[0]["article"], basis[0]["state"]) == ("第八十五条", "official")
    assert run("consults", "rate", number, "5", "--home", home).exit_code == 0
    assert json.loads(run("consults", "propose", number, "--home", home, "--json").stdout)["proposed"] is True
    paper = tmp_path / "answer.docx"
    assert run("consults", "report", number, "--out", str(paper), "--home", home).exit_code == 0
    assert any("疑难问题咨询答复" in p.text for p in WordDocument(str(paper)).paragraphs)
    assert len(json.loads(run("consults", "list", "--home", home, "--json").stdout)) == 1
    assert "choose one of" in refused("consults", "list", "--state", "lost", "--home", home)
    assert "没有编号" in refused("consults", "show", "999", "--home", home)
    assert "no such document" in refused("consults", "ask", "问题", "--attach", "nothing", "--home", home)


def test_recusal_by_command(home: str, tmp_path: Path) -> None:
    dispute = tmp_path / "dispute.json"
    dispute.write_text(json.dumps({"parties": [{"name": "澄州商业银行股份有限公司"}]}), "utf-8")
    told = json.loads(run("experts", "check", str(dispute), "--home", home, "--json").stdout)["people"]
    assert [person["id"] for person in told if person["recused"]] == ["P001"]
    decide = ["experts", "decide", str(dispute), "P001", "consented", "--home", home, "--reason", "已披露"]
    assert "缺少第1方" in refused(*decide)
    assert "NUMBER=WHERE" in refused(*decide, "--consent", "x")
    assert run(*decide, "--consent", "1=卷宗3页").exit_code == 0
    told = json.loads(
        run("experts", "check", str(dispute), "--person", "P001", "--home", home, "--json").stdout
    )
    assert told["people"][0]["recused"] is False
    assert "not on the roster" in refused(
        "experts", "check", str(dispute), "--person", "P999", "--home", home
    )
    dispute.write_text('{"parties": [{}]}', "utf-8")
    assert "parties.0.name" in refused("experts", "check", str(dispute), "--home", home)
    dispute.write_text("{", "utf-8")
    assert "not JSON" in refused("experts", "check", str(dispute), "--home", home)


def test_time_limits_and_quality_by_command(home: str, tmp_path: Path) -> None:
    rows = json.loads(run("experts", "deadlines", "--start", "2026-09-28", "--json").stdout)
    assert {row["id"]: row["last_day"] for row in rows}["acceptance_court"] == "2026-10-10"
    assert "YYYY-MM-DD" in refused("experts", "deadlines", "--start", "tomorrow")
    period = ["--from", "2020-01-01", "--to", "2026-12-31", "--home", home]
    assert json.loads(run("experts", "quality", *period, "--json").stdout)["total"]["rate"] is None
    for name in ("q.docx", "q.xlsx"):
        assert run("experts", "quality", *period, "--out", str(tmp_path / name)).exit_code == 0
        assert (tmp_path / name).stat().st_size > 1000
    assert ".xlsx" in refused("experts", "quality", *period, "--out", "q.pdf")
    assert "before" in refused(
        "experts", "quality", "--from", "2026-02-01", "--to", "2026-01-01", "--home", home
    )
