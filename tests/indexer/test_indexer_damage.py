"""Damaged and missing files, a full disk, a folder that may not be written: one sentence with the way back, nothing lost."""

import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpora.model import Kind
from corpora.parse import parse_text
from indexer.engine.protocol import Clause, EngineError, LexicalQuery
from indexer.ingest import ingest, rebuild, verify
from indexer.library import Library, LibraryError, LibraryFault
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace

TEXT = "申请人购买理财产品第{n}号亏损，与证券公司就适当性义务发生争议，申请调解，双方各让一步。" * 20
DOCUMENTS = 12
FILES = (
    "manifest.json", "state.json", "vectors/*.npy", "vectors/*.npz", "words/meta.json", "words/*.store",
    "words/*.term", "words/*.idx", "words/*.pos", "words/*.fast", "words/*.fieldnorm",
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("made")
    with Workspace.open(home, create=True) as workspace:
        workspace.library.put(
            [parse_text(TEXT.format(n=n), Kind.TYPICAL) for n in range(DOCUMENTS)], LOCAL_OWNER
        )
        workspace.sync()
        rebuild(workspace)
    with sqlite3.connect(home / "library.sqlite") as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "home")
    return tmp_path / "home"


def spoil(path: Path, how: str) -> None:
    content = bytearray(path.read_bytes())
    if how == "gone":
        path.unlink()
        return
    if how == "changed":
        chance = random.Random(3)
        for _ in range(40):
            content[chance.randrange(len(content))] ^= 0x5A
    path.write_bytes(
        {"changed": content, "cut off": content[: len(content) // 2]}.get(how, bytes(len(content)))
    )


def ask(workspace: Workspace) -> None:
    assert workspace.encoder is not None
    workspace.engine.lexical(LexicalQuery((Clause(("理财",), "must", ("body",)),)), viewer=LOCAL_OWNER)
    workspace.engine.vector(workspace.encoder.encode(["理财亏损"]), viewer=LOCAL_OWNER)
    workspace.engine.facets(["kind"], viewer=LOCAL_OWNER)


@pytest.mark.parametrize("how", ["changed", "cut off", "zeroed", "gone"])
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_index_file_is_found_and_a_rebuild_makes_it_good(home: Path, name: str, how: str) -> None:
    spoil(next((home / "index").glob(name)), how)
    try:
        with Workspace.open(home) as workspace:
            assert not verify(workspace).ok
    except EngineError as error:
        assert "run `fengqiao rebuild`" in str(error)
    try:
        with Workspace.open(home) as workspace:
            ask(workspace)  # may answer where it reads nothing damaged, may not fail in another way
    except EngineError as error:
        assert "run `fengqiao rebuild`" in str(error)
    with Workspace.open(home, fresh=True) as workspace:
        assert rebuild(workspace) == DOCUMENTS
        assert verify(workspace).ok


def test_a_vector_file_of_an_older_program_is_read_without_a_checksum(home: Path) -> None:
    import numpy as np

    path = next((home / "index").glob("vectors/*.npz"))
    with np.load(path) as parts:
        older = {name: parts[name] for name in parts.files if name != "checksum"}
    np.savez(path, **older)
    with Workspace.open(home) as workspace:
        assert verify(workspace).ok


def page_of(file: Path, part: bytes) -> int:
    return file.read_bytes().find(part) // 4096


def test_a_damaged_page_of_the_library_is_told_with_the_way_back(home: Path) -> None:
    file = home / "library.sqlite"
    for page in range(2, file.stat().st_size // 4096):
        content = bytearray(file.read_bytes())
        before = bytes(content[page * 4096 : (page + 1) * 4096])
        content[page * 4096 : (page + 1) * 4096] = b"\xa5" * 4096
        file.write_bytes(content)
        with pytest.raises(LibraryFault, match=r"is damaged: put it back with `fengqiao restore`"):
            Library.open(home, create=False).check()
        content[page * 4096 : (page + 1) * 4096] = before
        file.write_bytes(content)
    Library.open(home, create=False).check()


def test_a_changed_byte_in_a_document_is_told(home: Path) -> None:
    with sqlite3.connect(home / "library.sqlite") as db:
        ((id, body),) = db.execute("SELECT id, body FROM documents LIMIT 1").fetchall()
        db.execute("UPDATE documents SET body = ? WHERE id = ?", (body[:-9] + b"\0" + body[-8:], id))
    db.close()
    library = Library.open(home)
    with pytest.raises(LibraryFault, match="a document in it cannot be read"):
        library.get(id, LOCAL_OWNER)
    with pytest.raises(LibraryFault, match="a document in it cannot be read"):
        library.check()


def mounted(place: Path, *options: str) -> None:
    done = subprocess.run(["mount", *options, str(place)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this machine mounts nothing for tests: {done.stderr.strip()}")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MB."""
    place = tmp_path / "small"
    place.mkdir()
    mounted(place, "-t", "tmpfs", "-o", "size=8m", "tmpfs")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def sources(folder: Path, files: int) -> Path:
    chance = random.Random(1)
    folder.mkdir()
    for n in range(files):
        noise = "".join(chr(chance.randrange(0x4E00, 0x9FA0)) for _ in range(6000))
        (folder / f"{n:03}.txt").write_text(f"第{n}号纠纷记录\n\n{noise}", encoding="utf-8")
    return folder


def test_an_ingest_on_a_full_disk_stops_with_a_sentence_and_goes_on_later(
    tmp_path: Path, small_disk: Path
) -> None:
    source, home = sources(tmp_path / "source", 400), small_disk / "home"
    with pytest.raises((EngineError, LibraryError, OSError), match=r"disk is full|No space left"):  # noqa: SIM117
        with Workspace.open(home, create=True) as workspace:
            ingest([source], workspace, workers=1)
    library = Library.open(home, create=False)
    library.check()
    kept = len(library.ids())
    library.close()
    assert 0 < kept < 400
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    with Workspace.open(home, create=True) as workspace:
        summary = ingest([source], workspace, workers=1)
        assert not summary.failed and summary.added == 400 - kept
        assert verify(workspace).ok and len(workspace.library.ids()) == 400


def test_a_write_that_does_not_fit_leaves_the_library_writable(home: Path) -> None:
    library = Library.open(home)
    connection = library._db.connection()
    connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0] + 2}")
    chance = random.Random(2)
    large = "".join(chr(chance.randrange(0x4E00, 0x9FA0)) for _ in range(60_000))
    for _ in range(2):
        with pytest.raises(LibraryFault, match="the disk is full; free some space"):
            library.put([parse_text(large, Kind.TYPICAL)], LOCAL_OWNER)
    connection.execute("PRAGMA max_page_count = 100000")
    assert library.put([parse_text(large, Kind.TYPICAL)], LOCAL_OWNER).added == 1
    assert len(library.ids()) == DOCUMENTS + 1


def test_a_folder_that_may_not_be_written_is_told_and_stays_whole(home: Path, tmp_path: Path) -> None:
    place = tmp_path / "fixed"
    place.mkdir()
    mounted(place, "--bind", str(home))
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(place)], check=True)
        with (
            pytest.raises((EngineError, LibraryError, OSError)) as told,
            Workspace.open(place, create=True) as workspace,
        ):
            ingest([sources(tmp_path / "source", 3)], workspace, workers=1)
        assert any(word in str(told.value) for word in ("writable", "read and written", "Read-only"))
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
    with Workspace.open(home) as workspace:
        assert verify(workspace).ok and len(workspace.library.ids()) == DOCUMENTS
    assert os.access(home, os.W_OK)


def test_an_index_that_was_never_made_to_its_end_does_not_answer_with_nothing(home: Path) -> None:
    Workspace.open(home, fresh=True).close()  # as a rebuild or a restore that was killed leaves it
    with Workspace.open(home) as workspace:
        with pytest.raises(EngineError, match="was not made to its end; run `fengqiao rebuild`"):
            workspace.check_made()
        workspace.sync()
        workspace.check_made()
    with Workspace.open(home) as workspace:
        assert verify(workspace).ok
