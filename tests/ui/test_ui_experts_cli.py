"""The expert library on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner, Result

from experts.exchange.export import to_xlsx
from experts.roster.roster import sample_roster
from ui.cli.main import app


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["experts", *map(str, arguments)])


def told(*arguments: object) -> Any:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    assert told("sample", "--home", tmp_path / "home") == {"people": 60}
    return tmp_path / "home"


def test_a_dry_run_prints_people_organisations_and_errors_and_makes_nothing(tmp_path: Path) -> None:
    file, home = tmp_path / "名册.xlsx", tmp_path / "home"
    file.write_bytes(to_xlsx(sample_roster(), private=True))
    answer = told("import", file, "--dry-run", "--home", home)
    assert {"people", "organisations", "errors"} <= answer.keys()
    assert (len(answer["people"]), len(answer["organisations"]), answer["errors"]) == (60, 12, [])
    assert answer["people"][0]["name"] == "乔惟中" and answer["people"][0]["change"] == "added"
    assert not home.exists()


def test_faults_are_told_by_sheet_row_and_column(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "人员"
    for row in (("编号", "姓名", "机构名称", "身份"), ("P1", "张三", "不存在的中心", "专职")):
        sheet.append(row)
    file = tmp_path / "a.xlsx"
    book.save(file)
    answer = told("import", file, "--dry-run", "--home", tmp_path / "home")
    assert [(e["sheet"], e["row"], e["column"]) for e in answer["errors"]] == [("人员", 2, "机构名称")]
    refused = run("import", file, "--home", tmp_path / "home")
    assert refused.exit_code == 2 and "nothing was imported" in refused.stderr
    assert told("list", "--home", tmp_path / "home")["total"] == 0


def test_out_and_in_again_changes_nothing(home: Path, tmp_path: Path) -> None:
    for name, options in (("a.xlsx", ("--private",)), ("b.csv", ()), ("c.csv", ("--kind", "organisations"))):
        assert run("export", tmp_path / name, *options, "--home", home).exit_code == 0
        answer = told("import", tmp_path / name, "--home", home)
        assert answer["errors"] == [] and answer["batch"] == ""
        assert answer["counts"]["added"] == answer["counts"]["changed"] == 0
    assert (tmp_path / "a.xlsx").stat().st_mode & 0o077 == 0


def test_the_same_roster_again_in_a_new_folder(home: Path, tmp_path: Path) -> None:
    run("export", tmp_path / "a.xlsx", "--private", "--home", home)
    assert told("import", tmp_path / "a.xlsx", "--home", tmp_path / "new")["counts"]["added"] == 72
    for id in ("P001", "P060", "O12"):
        one = told("show", id, "--private", "--home", home)
        assert told("show", id, "--private", "--home", tmp_path / "new") == one


def test_match_gives_candidates_with_reasons_and_leaves_conflicts_out(home: Path) -> None:
    answer = told(
        "match", "荐股群交了服务费，要求退还投顾服务费", "--region", "示省", "--city", "澄江市",
        "--party", "张三", "--against", "景曜投资顾问股份有限公司", "--seed", "a", "--keep", "--home", home,
    )  # fmt: skip
    assert len(answer["people"]) >= 3 and all(c["reasons"] for c in answer["people"])
    assert "P002" not in {c["id"] for c in answer["people"]}
    assert {b["id"]: b["bar"] for b in answer["barred"]}["P002"] == "存在应当回避的情形"
    assert answer["seed"] == "a" and answer["matter"] == 1
    plain = run("match", "荐股群交了服务费", "--home", home)
    assert plain.exit_code == 0 and "抽签种子" in plain.stdout


def test_from_a_match_to_the_close_in_the_terminal(home: Path) -> None:
    found = told("match", "--type", "S06", "--region", "示省", "--party", "张三", "--against", "示例李某",
                 "--keep", "--home", home)  # fmt: skip
    number, names = found["matter"], [candidate["id"] for candidate in found["people"]]

    def step(*values: str) -> Any:
        return told("step", number, *values, "--home", home)

    early = run("step", number, "refer", "organisation=O01", "--home", home)
    assert early.exit_code == 2 and "同意" in early.stderr
    for party in ("1", "2"):
        step("consent", f"party={party}", "given=true", "form=书面")
    step("refer", "organisation=O01")
    step("ballot", "party=1", f"struck={names[0]}", f"ranked={names[1]},{names[2]}")
    held = step("ballot", "party=2", f"ranked={names[1]}", "struck=")
    assert held["course"]["selection"] == {
        "people": [names[1]], "presiding": names[1], "way": "ranked", "reason": "",
    }  # fmt: skip
    free = held["free"][0]
    step("meet", f"day={free['day']}", f"half={free['half']}")
    booked = told("slots", names[1], "--home", home)["days"]
    day = next(one for one in booked if one["day"] == free["day"])
    assert (day[free["half"]], day[f"{free['half']}_matter"]) == ("booked", number)
    refused = run("slots", names[1], "--busy", free["day"] + free["half"], "--home", home)
    assert refused.exit_code == 2 and "已有预约" in refused.stderr
    today = held["at"][:10]
    assert step("close", "outcome=agreed", f"on={today}")["state"] == "closed"
    assert told("matters", "--state", "closed", "--home", home)[0]["id"] == number
    assert "抽签种子" in run("matter", number, "--home", home).stdout


def test_complaints_and_relations_of_firms_in_the_terminal(home: Path) -> None:
    entered = told("complain", "P030", "--kind", "强迫调解", "--words", "示例：催签协议", "--home", home)
    assert any(
        "投诉待处理" in due["text"] for due in told("duties", "--home", home) if due["person"] == "P030"
    )
    closed = told("complaint-close", entered["id"], "--outcome", "谈话提醒", "--upheld", "--home", home)
    assert closed["state"] == "upheld"
    assert told("complaints", "--state", "open", "--home", home) == []
    before = len(told("firms", "--home", home))
    fact = "示例甲有限公司|former|示例乙有限公司"
    assert len(told("firms", "--add", fact, "--home", home)) == before + 1
    assert len(told("firms", "--remove", fact, "--home", home)) == before
    assert run("firms", "--add", "示例甲有限公司|friend|示例乙有限公司", "--home", home).exit_code == 2


def test_a_mail_server_is_set_shown_without_its_password_and_removed(home: Path, tmp_path: Path) -> None:
    def mail(*arguments: object) -> Any:
        result = CliRunner().invoke(
            app, ["consults", "mail", *map(str, arguments), "--home", str(home), "--json"]
        )
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    assert mail() is None
    (tmp_path / "password").write_text("示例口令\n", "utf-8")
    held = mail("--host", "127.0.0.1", "--port", "2525", "--security", "none", "--user", "desk", "--password-file",
                tmp_path / "password", "--sender", "desk@example.org", "--to", "local=me@example.org")  # fmt: skip
    assert held["recipients"] == {"local": "me@example.org"} and "password" not in held
    assert mail("--off") is None


def test_changes_need_a_reason_are_kept_and_undone(home: Path) -> None:
    assert run("suspend", "P001", "--home", home).exit_code == 2
    assert told("suspend", "P001", "--reason", "本人申请", "--home", home)["state"] == "suspended"
    told("set", "P001", "学历=博士", "电话=000-00009999", "--reason", "更正", "--home", home)
    changes = told("history", "P001", "--home", home)
    assert {c["label"] for c in changes[:2]} == {"学历", "联系电话"} and changes[0]["reason"] == "更正"
    assert told("undo", changes[0]["batch"], "--reason", "误改", "--home", home) == {"fields": 2}
    assert told("show", "P001", "--private", "--home", home)["private"]["phone"] == "000-00001001"
    assert told("restore", "P001", "--reason", "期满", "--home", home)["state"] == "on_roster"


def test_the_public_view_hides_what_is_not_public(home: Path) -> None:
    everybody, public = told("list", "--home", home), told("list", "--public", "--home", home)
    assert (everybody["total"], public["total"]) == (60, 46)
    assert told("publish", "P008", "--reason", "本人同意", "--home", home)["changed"] == ["published"]
    assert told("list", "--public", "--home", home)["total"] == 47
    assert "private" not in public["people"][0]
    assert told("show", "P001", "--home", home)["private"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "P999"), "没有编号"),
        (("set", "P001", "聘期止=2028-1x", "--reason", "x"), "聘期止"),
        (("set", "P001", "聘期止", "--reason", "x"), "COLUMN=VALUE"),
        (("leave", "P001", "--reason", "x", "--on", "昨天"), "2026-01-31"),
        (("match", ""), "--type"),
        (("match", "--type", "S99"), "S99"),
        (("import", "/nowhere/a.xlsx"), "no such file"),
        (("export", "a.pdf"), ".xlsx"),
        (("undo", "abc", "--reason", "x"), "没有这一批"),
    ],
)  # fmt: skip
def test_bad_input_gets_one_sentence_and_exit_code_two(
    home: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments, "--home", home)
    assert result.exit_code == 2, result.output
    assert said in result.stderr and len(result.stderr.strip().splitlines()) == 1
