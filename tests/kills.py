"""Programs killed in the middle of every kind of write: ``python -m tests.kills --kills 100`` (part of ``make soak``).

Each scene runs one kind of write in a child process that gets SIGKILL at a random moment of it, and then looks: what was
committed before is there, nothing opens half written, and the write can be done again to its end. The short form is
tests/office/test_office_kills.py.
"""

import argparse
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpora.model import Kind
from corpora.parse import parse_text
from indexer.analysis import default_analyzer
from indexer.engine.protocol import EngineError
from indexer.ingest import ingest, rebuild, verify
from indexer.library import Library, LibraryError
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from office import audit
from office.accounts.models import Organisation
from office.audit.reading import AuditFilter, count
from office.backup import BackupError, check_backup, make_backup, restore_backup
from office.base import now
from office.errors import OfficeError
from office.identity import LOCAL_ACTOR
from office.migrations.run import downgrade
from office.store import Office

OLD_OFFICE = "0003"
TEXT = "申请人购买理财产品第{n}号亏损，与证券公司就适当性义务发生争议，经调解各让一步。"


class Scene:
    """One kind of write. Every method runs in a process of its own, on the same folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"

    def prepare(self) -> None:
        """What is there before."""

    def ready(self, number: int) -> None:
        """Before each write, in its process."""

    def act(self, number: int) -> None:
        """The write that is killed."""

    def look(self) -> None:
        """After each kill.

        Raises:
            AssertionError: something was lost, or cannot be made good.
        """


class Ingest(Scene):
    """``fengqiao index``: library, index and what is remembered of files."""

    FILES = 12

    @property
    def source(self) -> Path:
        """The files."""
        return self.folder / "source"

    def ready(self, number: int) -> None:
        batch = self.source / f"{number:04}"
        batch.mkdir(parents=True, exist_ok=True)
        for n in range(self.FILES):
            text = "".join(TEXT.format(n=number * 1000 + n * 10 + part) for part in range(8))
            (batch / f"{n}.txt").write_text(text, encoding="utf-8")

    def act(self, number: int) -> None:
        with Workspace.open(self.home, create=True) as workspace:
            ingest([self.source], workspace, workers=1)

    def look(self) -> None:
        known = self.folder / "known"
        before = set(known.read_text("utf-8").split()) if known.exists() else set()
        with Workspace.open(self.home, create=True) as workspace:
            assert before <= set(workspace.library.ids()), "documents of an earlier run are gone"
            assert not ingest([self.source], workspace, workers=1).failed
            report = verify(workspace)
            assert report.ok, report.problems[:3]
            ids = workspace.library.ids()
        files = sum(1 for path in self.source.rglob("*.txt"))
        assert len(ids) == files, f"{len(ids)} documents of {files} files"
        known.write_text("\n".join(ids), encoding="utf-8")


class Rebuild(Scene):
    """``fengqiao rebuild``: a new index in the place of the old one."""

    DOCUMENTS = 40

    def prepare(self) -> None:
        with Workspace.open(self.home, create=True) as workspace:
            texts = [TEXT.format(n=n) * 6 for n in range(self.DOCUMENTS)]
            workspace.library.put([parse_text(text, Kind.TYPICAL) for text in texts], LOCAL_OWNER)
            workspace.sync()

    def act(self, number: int) -> None:
        with Workspace.open(self.home) as workspace:
            rebuild(workspace, workers=1)

    def look(self) -> None:
        try:
            with Workspace.open(self.home) as workspace:
                report = verify(workspace)
                assert report.ok, report.problems[:3]
        except EngineError as error:
            assert "fengqiao rebuild" in str(error), error
            with Workspace.open(self.home, fresh=True) as workspace:
                assert rebuild(workspace, workers=1) == self.DOCUMENTS
                assert verify(workspace).ok


class OfficeWrites(Scene):
    """Changes of the office store, each with its entry on the audit trail."""

    @property
    def told(self) -> Path:
        """One byte for each commit that was told."""
        return self.folder / "told"

    def prepare(self) -> None:
        Office.open(self.home, "").close()
        self.told.touch()

    def act(self, number: int) -> None:
        with Office.open(self.home, "") as office, self.told.open("ab", buffering=0) as told:
            for n in range(12):
                with office.session() as session:
                    session.add(Organisation(name=f"{number}-{n}-{time.time_ns()}", created=now()))
                    audit.record(session, LOCAL_ACTOR, "organisation.add", "organisation", n)
                told.write(b".")

    def look(self) -> None:
        kills = self.folder / "kills"
        with kills.open("ab") as file:
            file.write(b".")
        with Office.open(self.home, "") as office, office.reading() as session:
            assert audit.verify(session).ok
            kept, told = count(session, AuditFilter()), self.told.stat().st_size
            assert session.query(Organisation).count() == kept
            assert told <= kept <= told + kills.stat().st_size, f"{kept} kept, {told} told"


class Backup(Scene):
    """``fengqiao backup``."""

    def prepare(self) -> None:
        _fill(self.home)

    def act(self, number: int) -> None:
        make_backup(self.home, self.folder / f"{number}.zip", LOCAL_ACTOR, url="")

    def look(self) -> None:
        for file in self.folder.glob("*.zip"):
            check_backup(file)  # what has a backup's name is whole
            file.unlink()
        make_backup(self.home, self.folder / "again.zip", LOCAL_ACTOR, url="")
        check_backup(self.folder / "again.zip")
        assert not list(self.folder.glob(".backup-*")), "copies that a killed backup left were not swept away"


class Restore(Scene):
    """``fengqiao restore --replace`` over a folder that holds data."""

    def prepare(self) -> None:
        _fill(self.home)
        make_backup(self.home, self.folder / "b.zip", LOCAL_ACTOR, url="")

    def act(self, number: int) -> None:
        restore_backup(self.folder / "b.zip", self.home, LOCAL_ACTOR, replace=True, url="")

    def look(self) -> None:
        try:
            _look_filled(self.home)
        except (LibraryError, OfficeError) as error:
            assert "was cut off half way: run it again" in str(error), error
            try:
                restore_backup(self.folder / "b.zip", self.home, LOCAL_ACTOR, url="")
            except BackupError as refused:
                assert "--replace" in str(refused), refused
            else:
                raise AssertionError("a restore that was cut off was done over without --replace") from None
            self.act(0)
            _look_filled(self.home)
        moved = [*self.home.glob("before-restore-*/library.sqlite")]
        for folder in {path.parent for path in moved}:
            shutil.rmtree(folder)


class Migration(Scene):
    """The first opening of a data folder of an older program: office store and library are brought to today's schema."""

    def prepare(self) -> None:
        _fill(self.home)
        with Office.open(self.home, "") as office:
            downgrade(office.engine, OLD_OFFICE)
        library = Library.open(self.home)
        connection = library._db.connection()
        connection.execute("DROP TABLE changes")
        connection.execute("DROP TABLE gists")
        connection.execute("DROP TABLE profiles")
        connection.execute("PRAGMA user_version = 2")
        library.close()
        self.home.rename(self.folder / "old")

    def ready(self, number: int) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self.folder / "old", self.home)

    def act(self, number: int) -> None:
        Office.open(self.home, "").close()
        Library.open(self.home).close()

    def look(self) -> None:
        _look_filled(self.home)


SCENES: dict[str, type[Scene]] = {
    "ingest": Ingest,
    "rebuild": Rebuild,
    "office": OfficeWrites,
    "backup": Backup,
    "restore": Restore,
    "migration": Migration,
}


@dataclass
class Storm:
    """What came of a scene."""

    kills: int = 0
    ended: int = 0
    """Writes that ended before their kill."""
    seconds: float = 0.0
    """What the write takes when it is left in peace."""


def storm(scene: Scene, kills: int, seed: int = 0) -> Storm:
    """Kill the scene's write so many times, each at a random moment, and look after each.

    Raises:
        AssertionError: something was lost; the message has the child's traceback.
    """
    chance, done = random.Random(seed), Storm()
    default_analyzer().terms("预先载入")  # the children inherit it
    _calmly(scene.prepare)
    began = time.perf_counter()
    _calmly(lambda: (scene.ready(0), scene.act(0)))
    done.seconds = time.perf_counter() - began
    _calmly(scene.look)
    number = 0
    while done.kills < kills:
        number += 1
        assert done.ended < 3 * kills + 10, "too many writes end before their kill to prove anything"
        if _killed(scene, number, chance.uniform(0, done.seconds)):
            done.kills += 1
            _calmly(scene.look)
        else:
            done.ended += 1
    return done


def _killed(scene: Scene, number: int, after_s: float) -> bool:
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        _child(lambda: (scene.ready(number), os.write(tell, b"."), scene.act(number)))
    os.close(tell)
    select.select([told], [], [], 120)
    os.close(told)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or status == 0, f"write {number} failed by itself"
    return os.WIFSIGNALED(status)


def _calmly(work: Callable[[], object]) -> None:
    """Run in a process of its own, so that this one has neither threads nor open databases when it forks."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        _child(work, tell)
    os.close(tell)
    with os.fdopen(told, "rb") as file:
        said = file.read().decode("utf-8", "replace")
    _, status = os.waitpid(child, 0)
    assert status == 0, said or f"ended with {status}"


def _child(work: Callable[[], object], tell: int = 2) -> None:
    code = 1
    try:
        work()
        code = 0
    except BaseException:
        os.write(tell, traceback.format_exc().encode())
    finally:
        os._exit(code)


def _fill(home: Path, documents: int = 40) -> None:
    library = Library.open(home)
    library.put([parse_text(TEXT.format(n=n) * 5, Kind.TYPICAL) for n in range(documents)], LOCAL_OWNER)
    library.close()
    with Office.open(home, "") as office:
        for n in range(5):
            with office.session() as session:
                session.add(Organisation(name=f"示例机构{n}", created=now()))
                audit.record(session, LOCAL_ACTOR, "organisation.add", "organisation", n)


def _look_filled(home: Path, documents: int = 40) -> None:
    library = Library.open(home, create=False)
    library.check()
    assert len(library.ids()) == documents
    library.close()
    with Office.open(home, "") as office, office.reading() as session:
        assert audit.verify(session).ok
        assert session.query(Organisation).count() == 5


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="kills of each scene")
    parser.add_argument("--scene", choices=SCENES, action="append")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    lost = 0
    for name in given.scene or SCENES:
        with tempfile.TemporaryDirectory(prefix=f"kills-{name}-") as folder:
            try:
                done = storm(SCENES[name](Path(folder)), given.kills, given.seed)
                sys.stdout.write(
                    f"{name}: {done.kills} kills, nothing lost ({done.ended} writes ended before their kill; "
                    f"one takes {done.seconds:.2f} s)\n"
                )
            except AssertionError as error:
                lost += 1
                sys.stdout.write(f"{name}: {error}\n")
            sys.stdout.flush()
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
