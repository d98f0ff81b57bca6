"""The command line as its users meet it: JSON contracts, plain errors, exit codes."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ui.cli.main import app, main

CASE = """示例市第一中级人民法院
民事判决书
（2024）沪01民初9901号
原告：陶若川，男，1980年1月2日出生。
被告：北岭期货有限公司。
原告陶若川与被告北岭期货有限公司期货强行平仓纠纷一案，本院于2024年3月1日立案后，依法进行了审理。本案现已审理终结。
原告陶若川向本院提出诉讼请求：判令被告赔偿损失120000元。
本院经审理认定事实如下：2023年5月8日夜盘，被告未经通知即强行平仓，原告损失十二万元。
本院认为，期货公司强行平仓前应当通知客户追加保证金。
依照《中华人民共和国期货和衍生品法》第四十一条规定，判决如下：
被告北岭期货有限公司赔偿原告陶若川120000元。
审判长　谷满仓
二〇二四年六月三日
"""


def run(*arguments: str, input: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=input)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "case.txt").write_text(CASE, encoding="utf-8")
    (folder / "other.txt").write_text(
        "关于进一步做好投资者教育工作的通知\n各单位应当加强投资者教育。", encoding="utf-8"
    )
    (folder / "sources").mkdir()
    for name in ("case.txt", "other.txt"):
        (folder / name).rename(folder / "sources" / name)
    result = run("index", str(folder / "sources"), "--home", str(folder / "home"), "--no-gists", "--json")
    assert result.exit_code == 0, result.stderr
    summary = json.loads(result.stdout)
    assert (summary["added"], summary["failed"]) == (2, [])
    return folder


@pytest.mark.parametrize(
    ("command", "nice"), [("index", [10]), ("rebuild", [10]), ("search", []), ("serve", [])]
)
def test_indexing_gives_way(monkeypatch: pytest.MonkeyPatch, command: str, nice: list[int]) -> None:
    given: list[int] = []
    monkeypatch.setattr("os.nice", given.append)
    monkeypatch.setattr("sys.argv", ["fengqiao", command, "--help"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0 and given == nice


def test_gists_of_articles_are_there_unless_not_wanted(home: Path, tmp_path: Path) -> None:
    index = ["index", str(home / "sources"), "--home", str(tmp_path / "home"), "--json"]
    assert json.loads(run(*index).stdout)["gists"] >= 132
    find = ["search", "证券法第八十五条", "--home", str(tmp_path / "home")]
    hit = json.loads(run(*find, "--json").stdout)["hits"][0]
    assert hit["gist"] is True and hit["title"].endswith("要点（非条文原文）")
    shown = run(*find).stdout
    assert "要点（非条文原文）" in shown and re.search(r"法律核对至 \d{4}-\d\d-\d\d。", shown)
    nothing = run("search", '"绝无此词语组合"', "--home", str(tmp_path / "home")).stdout
    assert "没有命中" in nothing and "法律核对至" in nothing
    assert json.loads(run(*index, "--no-gists").stdout)["gists"] == 0
    assert json.loads(run(*index).stdout)["gists"] == 0
    assert json.loads(run(*find, "--json").stdout)["holdings"]["law_checked"] == ""
    assert "法律核对日期不详" in run(*find).stdout


def test_indexing_again_changes_nothing(home: Path) -> None:
    result = run("index", str(home / "sources"), "--home", str(home / "home"), "--json")
    assert json.loads(result.stdout)["added"] == 0
    assert json.loads(run("verify", "--home", str(home / "home"), "--json").stdout) == {
        "ok": True,
        "problems": [],
    }


def test_search_prints_the_contract(home: Path) -> None:
    result = run("search", "强行平仓", "--home", str(home / "home"), "--json")
    value = json.loads(result.stdout)
    assert value["total"] == 1
    hit = value["hits"][0]
    assert {"rank", "id", "title", "kind", "score", "similarity", "tier", "snippets", "group", "why"} <= set(
        hit
    )
    snippet = hit["snippets"][0]
    assert any("强行平仓" in snippet["text"][start:end] for start, end in snippet["marks"])


def test_a_case_number_jumps(home: Path) -> None:
    for form in ("（2024）沪01民初9901号", "(2024)沪01民初9901号", "〔2024〕沪01民初 9901 号"):
        value = json.loads(run("search", form, "--home", str(home / "home"), "--json").stdout)
        assert value["hits"][0]["case_number"] == "(2024)沪01民初9901号"


def test_similar_reads_standard_input(home: Path) -> None:
    text = "期货公司没有通知追加保证金就把我的仓位强行平掉了，损失十几万。"
    value = json.loads(run("similar", "-", "--home", str(home / "home"), "--json", input=text).stdout)
    assert value["hits"][0]["case_number"] == "(2024)沪01民初9901号"
    assert set(value["hits"][0]["similarity"]) == {"facts", "focus", "law"}


def test_a_filter_narrows(home: Path) -> None:
    arguments = ["search", "投资者", "--home", str(home / "home"), "--json", "--filter"]
    assert json.loads(run(*arguments, "kind=judgment").stdout)["total"] == 0


def test_parse_prints_the_contract(home: Path) -> None:
    value = json.loads(run("parse", str(home / "sources" / "case.txt"), "--json", "--with-text").stdout)
    assert value["case_number"] == "(2024)沪01民初9901号"
    assert value["date"] == "2024-06-03"
    assert value["cause"] == "期货强行平仓纠纷"
    assert {"name": "陶若川", "role": "原告"} in value["parties"]
    statute = value["statutes"][0]
    assert (statute["law"], statute["article"]) == ("期货和衍生品法", 41)
    assert {120000.0} <= {amount["yuan"] for amount in value["amounts"]}
    roles = {section["role"] for section in value["sections"]}
    assert {"parties", "claims", "facts", "reasoning", "ruling", "closing"} <= roles
    facts = next(section for section in value["sections"] if section["role"] == "facts")
    assert "夜盘" in value["text"][facts["start"] : facts["end"]]


def test_redact_keeps_offsets(home: Path) -> None:
    text = "原告陶若川，电话13800138000。"
    value = json.loads(run("redact", "-", "--json", input=text).stdout)
    assert "陶若川" not in value["text"]
    assert "13800138000" not in value["text"]
    assert {text[r["start"] : r["end"]] for r in value["replacements"]} == {"陶若川", "13800138000"}


def test_classify_prints_the_contract() -> None:
    value = json.loads(run("classify", "期货公司夜盘没有通知就强行平仓", "--json").stdout)
    assert value["l2"] == "F02"
    assert set(value) == {"l1", "l2", "confidence", "alternatives", "cause"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["search", "x", "--home", "/nonexistent/home"], "home"),
        (["index", "/nonexistent/file"], "no such file"),
        (["index", ".", "--kind", "novel"], "--kind novel"),
        (["index", ".", "--engine", "other"], "no engine other"),
        (["parse", "/nonexistent/file"], "no such file"),
        (["redact", "/nonexistent/file"], "no such file"),
        (["redact", "-", "--policy", "none-such"], "--policy none-such"),
        (["similar", "/nonexistent/file"], "no such file"),
        (["eval", "run", "/nonexistent"], "corpus.jsonl is missing"),
        (["eval", "compare", "a", "b", "--qrels", "/nonexistent"], "no such file"),
        (["train-encoder", "/nonexistent", "--out", "x"], "no such file"),
    ],
)
def test_bad_input_is_one_plain_sentence(arguments: list[str], words: str) -> None:
    result = run(*arguments, input="文字")
    assert result.exit_code == 2
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.output


def test_a_bad_filter_names_the_field(home: Path) -> None:
    result = run("search", "x", "--home", str(home / "home"), "--filter", "colour=red")
    assert result.exit_code == 2
    assert "colour" in result.stderr


def test_a_bad_file_is_named_and_the_rest_goes_in(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "good.txt").write_text("一份可以读取的调解工作通知。", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    result = run("index", str(folder), "--home", str(tmp_path / "home"))
    assert result.exit_code == 2
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 2
    assert "binary.txt" in lines[0] and "empty.txt" in lines[1]
    assert "1 added" in result.stdout
    again = run("index", str(folder), "--home", str(tmp_path / "home"), "--keep-going")
    assert again.exit_code == 0


def test_every_command_has_help() -> None:
    names = ["index", "search", "similar", "parse", "redact", "classify", "serve", "ui", "demo", "rebuild"]
    for name in [*names, "verify", "bench", "train-encoder", "eval"]:
        result = run(name, "--help")
        assert result.exit_code == 0, name
        assert result.stdout.strip(), name


def test_rebuild_gives_the_same_answers(home: Path) -> None:
    search = ["search", "强行平仓", "--home", str(home / "home"), "--json"]
    before = json.loads(run(*search).stdout)
    assert json.loads(run("rebuild", "--home", str(home / "home"), "--json").stdout) == {"documents": 2}
    after = json.loads(run(*search).stdout)
    assert before["hits"] == after["hits"]
