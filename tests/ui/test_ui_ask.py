"""fengqiao ask and fengqiao answers in the terminal."""

import json
from pathlib import Path

import yaml
from typer.testing import CliRunner

from office.bank import shipped
from ui.cli.main import app

run = CliRunner().invoke


def test_ask_without_a_library_keeps_the_contract(tmp_path: Path) -> None:
    home = tmp_path / "none"
    done = run(app, ["ask", "信用卡被盗刷产生的透支款还要还吗", "--home", str(home), "--json"])
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert {
        "question",
        "answered",
        "answer",
        "basis",
        "entry_id",
        "confidence",
        "cases",
        "consult",
    } <= answer.keys()
    assert answer["answered"] is True and answer["entry_id"] == "BB-002" and answer["cases"] == []
    assert all({"law", "article", "version"} <= basis.keys() for basis in answer["basis"])
    assert not home.exists()


def test_ask_says_that_there_is_no_answer(tmp_path: Path) -> None:
    done = run(app, ["ask", "红烧肉怎么做才好吃", "--home", str(tmp_path), "--json"])
    answer = json.loads(done.stdout)
    assert answer["answered"] is False and answer["entry_id"] == "" and answer["basis"] == []


def test_bad_input_is_one_sentence(tmp_path: Path) -> None:
    for words in (
        ["ask", ""],
        ["ask", "问", "--day", "never"],
        ["ask", "问", "--case", str(tmp_path / "none.txt")],
    ):
        done = run(app, [*words, "--home", str(tmp_path)])
        assert done.exit_code == 2 and done.stderr.count("\n") == 1, words


def test_two_people_publish_a_version(tmp_path: Path) -> None:
    entry = shipped()[0].model_dump(mode="json", exclude_none=True) | {"short_answer": "新的简短回答。"}
    file = tmp_path / "entry.yaml"
    file.write_text(yaml.safe_dump(entry, allow_unicode=True), encoding="utf-8")
    home = ["--home", str(tmp_path / "home")]
    assert run(app, ["answers", "propose", str(file), "--by", "甲", *home]).exit_code == 0
    refused = run(app, ["answers", "review", "BA-001", "--by", "甲", *home])
    assert refused.exit_code == 2 and "another person" in refused.stderr
    assert run(app, ["answers", "review", "BA-001", "--by", "乙", *home]).exit_code == 0
    published = run(app, ["answers", "publish", "BA-001", "--by", "乙", *home, "--json"])
    assert json.loads(published.stdout)["state"] == "published"
    answer = json.loads(run(app, ["ask", shipped()[0].question, *home, "--json"]).stdout)
    assert answer["answer"] == "新的简短回答。" and answer["parts"][0]["entry_version"] == 2
    counsel = ["answers", "lawyer-review", "BA-001", "--by", "丙", "--lawyer", "示例律师（示例律师事务所）"]
    assert run(app, [*counsel, *home]).exit_code == 0
    answer = json.loads(run(app, ["ask", shipped()[0].question, *home, "--json"]).stdout)
    assert "已由示例律师（示例律师事务所）复核" in answer["parts"][0]["review_note"]
    shown = json.loads(run(app, ["answers", "show", "BA-001", "--version", "1", *home, "--json"]).stdout)
    assert shown["short_answer"] == shipped()[0].short_answer
    listed = json.loads(
        run(app, ["answers", "affected", "--law", "证券法", "--article", "57", *home, "--json"]).stdout
    )
    assert {"BA-001", "BA-002"} <= {row["entry_id"] for row in listed}
