import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from corpora.model import Kind
from corpora.parse import parse_text
from indexer.library import Library, LibraryError
from indexer.viewer import LOCAL_OWNER
from office import audit
from office.accounts.keys import create_key, holder
from office.accounts.users import add_user, check_password
from office.audit.archive import archive
from office.backup import BackupError, check_backup, make_backup, restore_backup
from office.backup.staging import _alone, staging
from office.base import metadata, now
from office.errors import OfficeError
from office.identity import LOCAL_ACTOR
from office.store import Office

GOOD = "枫桥经验-四两拨千斤-2026"
TEXT = "申请人购买理财产品亏损，与证券公司就适当性义务发生争议。第{}件。"


def fill(home: Path, url: str, documents: int = 5) -> str:
    library = Library.open(home)
    library.put([parse_text(TEXT.format(n) * 5, Kind.TYPICAL) for n in range(documents)], LOCAL_OWNER)
    library.close()
    with Office.open(home, url) as office, office.session() as session:
        add_user(session, LOCAL_ACTOR, "wang", roles=["mediator"], password=GOOD, organisation="甲调解中心")
        return create_key(session, LOCAL_ACTOR, "wang", "job")[0]


def rows(home: Path, url: str) -> dict[str, list[tuple[object, ...]]]:
    with Office.open(home, url) as office, office.reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
            for table in metadata().sorted_tables
            if table.name != "audit_head"
        }


def library_dump(home: Path) -> list[str]:
    db = sqlite3.connect(home / "library.sqlite")
    lines = list(db.iterdump())
    db.close()
    return lines


def test_what_is_restored_is_what_was_backed_up(office_url: str, tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "b.zip"
    key = fill(home, office_url)
    with Office.open(home, office_url) as office:
        archive(office, home / "audit", now(), LOCAL_ACTOR)
    made = make_backup(home, out, LOCAL_ACTOR, url=office_url)
    assert check_backup(out) == made
    done = restore_backup(out, tmp_path / "new", LOCAL_ACTOR, url="")
    assert done.aside is None and not done.key_missing
    before, after = rows(home, office_url), rows(tmp_path / "new", "")
    assert after["audit_entries"].pop()[5] == "backup.restore"
    assert after == before
    assert library_dump(tmp_path / "new") == library_dump(home)
    with Office.open(tmp_path / "new", "") as office:
        assert check_password(office, "wang", GOOD)
        assert holder(office, key) is not None
        with office.reading() as session:
            assert audit.verify(session, made.audit_anchor).ok


def test_a_backup_moves_a_store_from_sqlite_to_a_server(office_url: str, tmp_path: Path) -> None:
    if not office_url:
        pytest.skip("this is about a server")
    home, out = tmp_path / "home", tmp_path / "b.zip"
    fill(home, "")
    make_backup(home, out, LOCAL_ACTOR, url="")
    restore_backup(out, tmp_path / "new", LOCAL_ACTOR, url=office_url)
    after = rows(tmp_path / "new", office_url)
    assert after["audit_entries"].pop()[5] == "backup.restore"
    assert after == rows(home, "")
    assert not (tmp_path / "new" / "office.db").exists()
    with Office.open(tmp_path / "new", office_url) as office, office.session() as session:
        user = add_user(session, LOCAL_ACTOR, "li", roles=["expert"], password=GOOD)
        assert user.id == 2  # the sequence goes on after the rows that came with their ids
    with pytest.raises(BackupError, match="has rows already"):
        restore_backup(out, tmp_path / "third", LOCAL_ACTOR, url=office_url)


def test_a_cut_off_backup_is_refused_wherever_it_was_cut(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "b.zip"
    fill(home, "")
    make_backup(home, out, LOCAL_ACTOR, url="")
    whole = out.read_bytes()
    for cut in [0, 1, 100, *range(1000, len(whole), max(1, len(whole) // 12)), len(whole) - 1]:
        out.write_bytes(whole[:cut])
        with pytest.raises(BackupError, match="is no whole backup"):
            check_backup(out)
    for target in ("new", "home"):
        with pytest.raises(BackupError):
            restore_backup(out, tmp_path / target, LOCAL_ACTOR, url="")
    assert list((tmp_path / "new").iterdir()) == []


def test_a_changed_byte_is_found_where_it_matters(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "b.zip"
    fill(home, "")
    made = make_backup(home, out, LOCAL_ACTOR, url="")
    whole, refused, harmless = out.read_bytes(), 0, 0
    for place in range(200, len(whole) - 2000, len(whole) // 15):
        out.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            assert check_backup(out) == made  # as a date in the zip's own headers: every content has its hash
            harmless += 1
        except BackupError:
            refused += 1
    assert refused >= 12 and harmless <= 2


def repacked(source: Path, to: Path, change: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name])
    return to


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "audit/../../evil", "a/b", "audit\\evil", "C:evil"])
def test_a_backup_reaches_no_place_outside(tmp_path: Path, name: str) -> None:
    home, out = tmp_path / "home", tmp_path / "b.zip"
    fill(home, "")
    made = make_backup(home, out, LOCAL_ACTOR, url="").model_dump()
    made["members"] = [*made["members"], {"name": name, "sha256": "0", "bytes": 1, "rows": {}}]
    evil = repacked(out, tmp_path / "evil.zip", {"manifest.json": json.dumps(made).encode(), name: b"x"})
    with pytest.raises(BackupError, match="unsafe name"):
        restore_backup(evil, tmp_path / "new", LOCAL_ACTOR, url="")


def test_data_that_is_there_is_kept_or_moved_aside(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "b.zip"
    fill(home, "")
    make_backup(home, out, LOCAL_ACTOR, url="")
    with Office.open(home, "") as office, office.session() as session:
        audit.record(session, LOCAL_ACTOR, "after.backup")
    with pytest.raises(BackupError, match="add --replace"):
        restore_backup(out, home, LOCAL_ACTOR, url="")
    assert any("after.backup" in row for row in rows(home, "")["audit_entries"])
    done = restore_backup(out, home, LOCAL_ACTOR, replace=True, url="")
    assert not any("after.backup" in row for row in rows(home, "")["audit_entries"])
    assert done.aside is not None
    assert any("after.backup" in row for row in rows(done.aside, "")["audit_entries"])


def test_a_backup_is_never_written_over_nor_made_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="nothing to back up"):
        make_backup(tmp_path / "none", tmp_path / "b.zip", LOCAL_ACTOR, url="")
    fill(tmp_path / "home", "")
    (tmp_path / "b.zip").write_text("mine")
    with pytest.raises(BackupError, match="there already"):
        make_backup(tmp_path / "home", tmp_path / "b.zip", LOCAL_ACTOR, url="")
    assert (tmp_path / "b.zip").read_text() == "mine"


def test_the_key_stays_out_unless_asked_for(tmp_path: Path) -> None:
    home = tmp_path / "home"
    fill(home, "")
    (home / "secret.key").write_bytes(b"key of the seal\n")
    make_backup(home, tmp_path / "a.zip", LOCAL_ACTOR, url="")
    make_backup(home, tmp_path / "b.zip", LOCAL_ACTOR, with_key=True, url="")
    assert "secret.key" not in zipfile.ZipFile(tmp_path / "a.zip").namelist()
    assert "secret.key" in zipfile.ZipFile(tmp_path / "b.zip").namelist()
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0


def test_a_backup_under_writing_is_of_one_moment(tmp_path: Path) -> None:
    """A writer puts document n into the library before entry n on the trail: never may an entry lack its document."""
    home = tmp_path / "home"
    fill(home, "", documents=1)
    stop = threading.Event()

    def write() -> None:
        library = Library.open(home)
        with Office.open(home, "") as office:
            n = 100
            while not stop.is_set():
                library.put([parse_text(TEXT.format(n) * 5, Kind.TYPICAL)], LOCAL_OWNER)
                with office.session() as session:
                    audit.record(session, LOCAL_ACTOR, "written.document", "document", n)
                n += 1
        library.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(4):
            time.sleep(0.2)
            out = tmp_path / f"b{n}.zip"
            make_backup(home, out, LOCAL_ACTOR, url="")
            restore_backup(out, tmp_path / f"new{n}", LOCAL_ACTOR, url="")
            library = Library.open(tmp_path / f"new{n}", create=False)
            held = len(library.ids()) - 1
            library.close()
            entries = [
                row for row in rows(tmp_path / f"new{n}", "")["audit_entries"] if "written.document" in row
            ]
            assert held - 1 <= len(entries) <= held
    finally:
        stop.set()
        writer.join()


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Run in a child that ends without a word at its so-manieth exchange of a file; whether it came so far."""
    child = os.fork()
    if child == 0:
        taken, replace = iter(range(step)), os.replace

        def counted(source: Path, target: Path) -> None:
            if next(taken, None) is None:
                os._exit(9)
            replace(source, target)

        os.replace = counted  # type: ignore[assignment]
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 9)
    return code == 9


def test_a_restore_killed_between_any_two_files_is_told_and_made_good(tmp_path: Path) -> None:
    made, out = tmp_path / "made", tmp_path / "b.zip"
    fill(made, "")
    make_backup(made, out, LOCAL_ACTOR, url="")
    with Office.open(made, "") as office, office.session() as session:
        audit.record(session, LOCAL_ACTOR, "after.backup")
    (made / "index").mkdir()
    steps = 0
    while True:
        home = tmp_path / f"home{steps}"
        shutil.copytree(made, home)
        if not killed_at(
            steps, lambda home=home: restore_backup(out, home, LOCAL_ACTOR, replace=True, url="")
        ):  # type: ignore[misc]
            break
        for opening in (lambda home=home: Library.open(home), lambda home=home: Office.open(home, "")):  # type: ignore[misc]
            with pytest.raises(
                (LibraryError, OfficeError), match=r"cut off half way: run it again.*before-restore-"
            ):
                opening()
        with pytest.raises(BackupError, match="run it again"):
            restore_backup(out, home, LOCAL_ACTOR, url="")
        restore_backup(out, home, LOCAL_ACTOR, replace=True, url="")
        assert not any("after.backup" in row for row in rows(home, "")["audit_entries"])
        kept = [*home.glob("before-restore-*/*.db"), *home.glob("before-restore-*/library.sqlite")]
        assert {path.name for path in kept} == {"office.db", "library.sqlite"}
        assert not list(home.glob(".restore-*"))
        steps += 1
    assert steps >= 5


def test_a_folder_of_a_working_backup_is_not_swept_away(tmp_path: Path) -> None:
    left = tmp_path / ".backup-killed"
    left.mkdir()
    (left / "lock").touch()
    with staging(tmp_path, ".backup-") as working:
        assert not left.exists()
        with staging(tmp_path, ".backup-") as other:
            assert working.is_dir() and other.is_dir() and working != other
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_left_before_it_had_a_lock_is_swept_away(tmp_path: Path) -> None:
    empty, copied = tmp_path / ".backup-empty", tmp_path / ".backup-copied"
    empty.mkdir()
    (copied / "data").mkdir(parents=True)
    with staging(tmp_path, ".backup-") as working:
        assert list(tmp_path.iterdir()) == [working.parent]


def test_nobody_sweeps_while_another_one_begins(tmp_path: Path) -> None:
    entered = threading.Event()

    def make() -> None:
        with staging(tmp_path, ".backup-"):
            entered.set()

    beside = threading.Thread(target=make)
    with _alone(tmp_path):
        beginning = tmp_path / ".backup-beginning"
        beginning.mkdir()
        beside.start()
        assert not entered.wait(0.3) and beginning.is_dir()
    beside.join(30)
    assert entered.is_set()


def test_what_is_copied_goes_before_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[str] = []
    remove = shutil.rmtree
    monkeypatch.setattr(
        shutil, "rmtree", lambda path, **given: (gone.append(Path(path).name), remove(path, **given))
    )
    with staging(tmp_path, ".backup-") as working:
        (working / "library.sqlite").touch()
        lock = working.parent / "lock"
        assert lock.is_file()
    assert gone.index("data") < next(i for i, name in enumerate(gone) if name.startswith(".backup-"))


@pytest.mark.slow
def test_a_killed_backup_leaves_no_file_of_its_name(tmp_path: Path) -> None:
    home = tmp_path / "home"
    fill(home, "", documents=400)
    environment = os.environ | {"FENGQIAO_OFFICE_URL": "", "PYTHONPATH": str(Path(__file__).parents[2])}
    whole = 0
    for n in range(8):
        out = tmp_path / f"b{n}.zip"
        process = subprocess.Popen(
            [sys.executable, "-m", "ui", "backup", str(out), "--home", str(home)],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(0.4 + n * 0.25)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if out.exists():
            check_backup(out)
            whole += 1
    make_backup(home, tmp_path / "last.zip", LOCAL_ACTOR, url="")
    check_backup(tmp_path / "last.zip")
    assert whole < 8
