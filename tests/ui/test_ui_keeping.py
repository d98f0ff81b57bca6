"""backup and restore on the command line: what was found before is found after."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ui.cli.main import app
from ui.demo import index_sample


@pytest.fixture(autouse=True)
def _sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FENGQIAO_OFFICE_URL", raising=False)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def hits(home: Path) -> list[tuple[object, ...]]:
    result = json.loads(run("search", "适当性义务", "--home", home, "--json").stdout)
    return [(hit["id"], hit["score"], hit["title"]) for hit in result["hits"]]


def test_a_restored_folder_finds_the_same(tmp_path: Path) -> None:
    home, new, out = tmp_path / "home", tmp_path / "new", tmp_path / "b.zip"
    index_sample(home)
    before = hits(home)
    assert before
    assert "audit anchor" in run("backup", out, "--home", home).stdout
    assert "is whole" in run("restore", out, "--check").stdout
    done = json.loads(run("restore", out, "--home", new, "--json").stdout)
    assert done["documents"] > 100 and done["aside"] == "" and not done["key_missing"]
    assert hits(new) == before
    assert json.loads(run("verify", "--home", new, "--json").stdout)["ok"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "no whole backup"), (b"PK\x03\x04", "no whole backup"), (None, "no such file")],
)
def test_what_is_no_backup_is_told_in_one_sentence(tmp_path: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / "b.zip").write_bytes(content)
    for arguments in (("--check",), ("--home", tmp_path / "new")):
        result = run("restore", tmp_path / "b.zip", *arguments)
        assert result.exit_code == 2 and said in result.stderr and len(result.stderr.splitlines()) == 1


def test_nothing_to_back_up_is_told(tmp_path: Path) -> None:
    result = run("backup", tmp_path / "b.zip", "--home", tmp_path / "none")
    assert result.exit_code == 2 and "nothing to back up" in result.stderr
