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
