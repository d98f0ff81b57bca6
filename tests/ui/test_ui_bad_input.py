"""Bad input of every sort, end to end: indexed, parsed and uploaded; one sentence each, no traceback, no damage."""

import ctypes
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner, Result

from corpora.model.errors import printable
from search_api.http.app import create_app
from search_api.http.settings import Settings
from tests.bad_input import CASES, GOOD, Case
from ui.cli.main import app

MOST_SECONDS = 60
"""Far more than any case takes (a few seconds), far less than one that hangs."""
by_name = pytest.mark.parametrize("case", CASES, ids=[printable(case.name) for case in CASES])


def run(*arguments: str) -> Result:
    """A command that must end soon, on purpose."""
    began = time.perf_counter()
    result = CliRunner().invoke(app, list(arguments))
    assert time.perf_counter() - began < MOST_SECONDS
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert "Traceback" not in result.stderr
    return result


def sound(home: Path) -> None:
    """Library and index agree."""
    checked = run("verify", "--home", str(home), "--json")
    assert json.loads(checked.stdout) == {"ok": True, "problems": []}


@by_name
def test_indexed(case: Case, tmp_path: Path) -> None:
    path, home = case.write(tmp_path), tmp_path / "home"
    result = run("index", str(path), "--home", str(home), "--no-gists", "--json")
    assert result.exit_code == (2 if case.reason else 0), result.stderr
    lines = result.stderr.splitlines()
    if case.reason == "leads nowhere":  # nothing to index at all: refused before the library is made
        assert len(lines) == 1 and case.reason in lines[0] and case.name in lines[0]
        return
    summary = json.loads(result.stdout)
    assert (summary["read"], summary["added"]) == (case.taken, case.taken)
    assert bool(summary["failed"]) is bool(case.reason)
    assert len(lines) == len(summary["failed"])  # one line a fault
    for fault in summary["failed"]:
        assert case.reason in fault["reason"] and case.place in fault["place"]
        assert printable(case.name) in fault["path"]
    sound(home)
    again = run("index", str(path), "--home", str(home), "--json", "--keep-going")
    assert again.exit_code == 0
    second = json.loads(again.stdout)
    assert (second["added"], second["unchanged"]) == (0, case.taken)
    assert second["failed"] == summary["failed"]  # told again
    sound(home)


@by_name
def test_parsed(case: Case, tmp_path: Path) -> None:
    result = run("parse", str(case.write(tmp_path)), "--json")
    assert result.exit_code == (2 if case.reason else 0), result.stderr
    if case.reason:
        (line,) = result.stderr.splitlines()
        assert printable(case.name) in line
        assert case.reason in line or "folder" in line
    else:
        value = json.loads(result.stdout)
        assert (len(value) if isinstance(value, list) else 1) == case.taken


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A service over a library of one document."""
    folder = tmp_path_factory.mktemp("service")
    (folder / "正文.txt").write_text(GOOD, "utf-8")
    assert run("index", str(folder / "正文.txt"), "--home", str(folder / "home")).exit_code == 0
    with TestClient(create_app(Settings(home=folder / "home")), raise_server_exceptions=False) as client:
        yield client


UPLOADED = [
    case for case in CASES if isinstance(case.make, bytes) and len(case.make) <= Settings().max_upload
]


@pytest.mark.parametrize("case", UPLOADED, ids=[printable(case.name) for case in UPLOADED])
def test_uploaded(case: Case, service: TestClient) -> None:
    assert isinstance(case.make, bytes)
    name = printable(case.name)
    began = time.perf_counter()
    answer = service.post("/v1/similar/file", files={"file": (name, case.make)})
    assert time.perf_counter() - began < MOST_SECONDS
    if case.taken:
        assert answer.status_code == 200, answer.text
    else:
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (422, "unreadable_file")
        assert case.reason in problem["message"]


def test_uploaded_large(service: TestClient) -> None:
    answer = service.post("/v1/similar/file", files={"file": ("大.txt", b"x" * (100 << 20))})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("path", ["/dev/null", "/dev/zero"])
def test_a_device_is_refused(path: str, tmp_path: Path) -> None:
    if not Path(path).exists():
        pytest.skip(f"this system has no {path}")
    for command in (["index", path, "--home", str(tmp_path)], ["parse", path]):
        result = run(*command)
        assert result.exit_code == 2 and result.stderr.splitlines()[0].startswith(f"{path}: 不是普通文件")


def _obey_permissions() -> None:
    """Root without the capabilities by which it reads and writes everything (prctl(2), capabilities(7))."""
    libc = ctypes.CDLL(None)
    for override in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        libc.prctl(24, override, 0, 0, 0)  # PR_CAPBSET_DROP


def unprivileged(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command as a user to whom permissions apply."""
    root = Path(__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-m", "ui", *arguments], capture_output=True, text=True, timeout=120, cwd=root,
        preexec_fn=_obey_permissions if os.geteuid() == 0 else None,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="drops root's capabilities by prctl, which Linux has")
def test_what_may_not_be_read_is_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    folder, source = tmp_path, tmp_path / "收件"
    (source / "锁着的文件夹").mkdir(parents=True)
    for path in (source / "正文.txt", source / "锁着的.txt", source / "锁着的文件夹" / "内.txt"):
        path.write_text(GOOD + path.name, "utf-8")
    (source / "锁着的.txt").chmod(0)
    (source / "锁着的文件夹").chmod(0)
    try:
        done = unprivileged("index", str(source), "--home", str(folder / "home"), "--json")
        assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr
        summary = json.loads(done.stdout)
        assert summary["added"] == 1
        assert {Path(fault["path"]).name for fault in summary["failed"]} == {"锁着的.txt", "锁着的文件夹"}
        assert all("Permission denied" in fault["reason"] for fault in summary["failed"])
        checked = unprivileged("verify", "--home", str(folder / "home"))
        assert checked.returncode == 0, checked.stdout
        closed = folder / "无写权"
        closed.mkdir(mode=0o555)
        refused = unprivileged("index", str(source / "正文.txt"), "--home", str(closed / "x"))
        assert refused.returncode == 2, refused.stderr
        assert len(refused.stderr.splitlines()) == 1 and "无写权" in refused.stderr
    finally:
        (source / "锁着的文件夹").chmod(0o700)


@pytest.mark.skipif(sys.platform != "linux", reason="drops root's capabilities by prctl, which Linux has")
def test_a_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "一.txt").write_text(GOOD, "utf-8")
    (tmp_path / "二.txt").write_text(GOOD + "二", "utf-8")
    (tmp_path / "文件").write_text("")
    home = tmp_path / "home"
    assert run("index", str(tmp_path / "一.txt"), "--home", str(home)).exit_code == 0
    tree = [home, *home.rglob("*")]
    modes = [path.stat().st_mode for path in tree]
    for path in tree:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        for place in (home, tmp_path / "文件"):
            refused = unprivileged("index", str(tmp_path / "二.txt"), "--home", str(place))
            assert refused.returncode == 2, refused.stderr
            assert len(refused.stderr.splitlines()) == 1, refused.stderr
    finally:
        for path, mode in zip(tree, modes, strict=True):
            path.chmod(mode)
    sound(home)
    assert run("index", str(tmp_path / "二.txt"), "--home", str(home)).exit_code == 0


def test_files_that_vanish_midway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, home = tmp_path / "收件", tmp_path / "home"
    source.mkdir()
    for number in range(40):
        (source / f"{number:02}.txt").write_text(f"{GOOD}第{number}份。", "utf-8")
    (source / "z.jsonl").write_text(json.dumps({"_id": "z", "text": GOOD}) + "\n", "utf-8")
    from indexer.ingest import run as ingest_run

    find = ingest_run.find_files

    def then_lose(*arguments: object) -> Iterator[object]:
        yield from list(find(*arguments))  # type: ignore[arg-type]
        for name in ("05.txt", "39.txt", "z.jsonl"):
            (source / name).unlink()

    monkeypatch.setattr(ingest_run, "find_files", then_lose)
    monkeypatch.setattr("indexer.ingest.files.STREAM_FROM", 1)
    result = run("index", str(source), "--home", str(home), "--json")
    assert result.exit_code == 2
    summary = json.loads(result.stdout)
    assert summary["added"] == 38
    assert [Path(fault["path"]).name for fault in summary["failed"]] == ["z.jsonl", "05.txt", "39.txt"]
    sound(home)


def test_a_file_that_grows_while_it_is_read(tmp_path: Path) -> None:
    source, home = tmp_path / "长.jsonl", tmp_path / "home"
    source.write_text("".join(json.dumps({"_id": f"r{n}", "text": f"{GOOD}{n}"}) + "\n" for n in range(300)))
    stop = threading.Event()

    def grow() -> None:
        number = 300
        while not stop.is_set():
            with source.open("a") as file:
                file.write(json.dumps({"_id": f"r{number}", "text": f"{GOOD}{number}"}) + "\n")
            number += 1
            time.sleep(0.005)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        run("index", str(source), "--home", str(home), "--json", "--keep-going")
    finally:
        stop.set()
        writer.join()
    sound(home)
    last = run("index", str(source), "--home", str(home), "--json")
    assert json.loads(last.stdout)["read"] == len(source.read_text().splitlines()) and last.exit_code == 0
    sound(home)
