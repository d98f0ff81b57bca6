"""users, keys and audit on the command line."""

import getpass
import json
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from office.store import Office
from ui.cli.main import app

GOOD = "枫桥经验-四两拨千斤-2026"


@pytest.fixture(autouse=True)
def _sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FENGQIAO_OFFICE_URL", raising=False)


def run(home: Path, *arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [*arguments, "--home", str(home)], input=stdin)


def values(home: Path, *arguments: str, stdin: str | None = None) -> object:
    result = run(home, *arguments, "--json", stdin=stdin)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def add(home: Path, name: str = "wang", role: str = "mediator") -> None:
    arguments = ("users", "add", name, "--role", role, "--organisation", "甲调解中心", "--password-stdin")
    assert run(home, *arguments, stdin=f"{GOOD}\n").exit_code == 0


def test_users_are_added_listed_changed_and_disabled(tmp_path: Path) -> None:
    assert "no accounts" in run(tmp_path, "users", "list").stdout
    add(tmp_path)
    (row,) = values(tmp_path, "users", "list")  # type: ignore[misc]
    assert (row["name"], row["roles"], row["organisation"], row["disabled"]) == (
        "wang",
        ["mediator"],
        "甲调解中心",
        None,
    )
    changed = values(tmp_path, "users", "roles", "wang", "--role", "expert", "--role", "editor")
    assert changed["roles"] == ["editor", "expert"]  # type: ignore[call-overload]
    assert (
        run(
            tmp_path, "users", "passwd", "wang", "--password-stdin", stdin="另一条足够长的口令 2027\n"
        ).exit_code
        == 0
    )
    assert run(tmp_path, "users", "disable", "wang", "--reason", "离职").stdout == "wang is disabled\n"
    assert "disabled" in run(tmp_path, "users", "list").stdout
    assert run(tmp_path, "users", "enable", "wang").stdout == "wang is enabled\n"


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (("users", "add", "wang", "--role", "king", "--password-stdin"), GOOD, "no role king"),
        (("users", "add", "wang", "--password-stdin"), GOOD, "at least one role"),
        (("users", "add", "wang", "--role", "expert", "--password-stdin"), "password1234", "well-known"),
        (("users", "add", "wang", "--role", "expert"), None, "--password-stdin"),
        (("users", "add", "王", "--role", "expert", "--password-stdin"), GOOD, "login name"),
        (("users", "disable", "li"), None, "there is no user li"),
        (("keys", "create", "li", "--label", "x"), None, "there is no user li"),
        (("keys", "revoke", "7"), None, "there is no key 7"),
        (("audit", "export", "out.txt"), None, "ends in .jsonl or .csv"),
    ],
)
def test_bad_input_is_one_plain_sentence(
    tmp_path: Path, arguments: tuple[str, ...], stdin: str | None, said: str
) -> None:
    result = run(tmp_path, *arguments, stdin=stdin)
    assert result.exit_code == 2 and said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1 and not result.stdout


def test_a_key_is_shown_once(tmp_path: Path) -> None:
    add(tmp_path)
    result = run(tmp_path, "keys", "create", "wang", "--label", "report job")
    key = result.stdout.strip()
    assert key.startswith("fqk_")
    listed = run(tmp_path, "keys", "list").stdout
    assert "report job" in listed and key not in listed
    assert run(tmp_path, "keys", "revoke", "1").stdout == "key 1 is revoked\n"
    (row,) = values(tmp_path, "keys", "list", "--user", "wang")  # type: ignore[misc]
    assert row["revoked"]


def test_the_trail_is_listed_exported_and_verified(tmp_path: Path) -> None:
    add(tmp_path)
    listed = values(tmp_path, "audit", "list", "--action", "user")
    assert [row["action"] for row in listed["items"]] == ["user.add"]  # type: ignore[call-overload]
    assert listed["items"][0]["who"] == f"local:{getpass.getuser()}"  # type: ignore[call-overload]
    for name in ("out.jsonl", "out.csv"):
        assert run(tmp_path, "audit", "export", str(tmp_path / name)).exit_code == 0
        assert "甲调解中心" in (tmp_path / name).read_text("utf-8-sig")
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
    checked = values(tmp_path, "audit", "verify")
    assert checked["ok"] and checked["entries"] == 4  # type: ignore[call-overload]
    anchor = str(checked["anchor"])  # type: ignore[call-overload]
    assert run(tmp_path, "audit", "verify", "--anchor", anchor).exit_code == 0
    assert run(tmp_path, "audit", "verify", "--anchor", "2:abc").exit_code == 1
    assert "nothing is older" in run(tmp_path, "audit", "archive", "--days", "30").stdout


def test_verify_finds_a_changed_row(tmp_path: Path) -> None:
    home = tmp_path / "home"
    source = tmp_path / "a.txt"
    source.write_text("申请人购买理财产品亏损，与证券公司就适当性义务发生争议。", "utf-8")
    assert run(home, "index", str(source), "--no-gists").exit_code == 0
    add(home)
    before = values(home, "verify")
    assert before["ok"] and before["audit"]["entries"] == 2  # type: ignore[call-overload]
    with Office.open(home, "") as office, office.session() as session:
        session.execute(text("DROP TRIGGER audit_entries_update"))
        session.execute(text("UPDATE audit_entries SET who = 'li' WHERE seq = 2"))
    result = run(home, "verify")
    assert result.exit_code == 1 and "audit trail: entry 2 was changed after it was written" in result.stdout
