"""Faults of disk and process: each ends in a plain sentence, and what was committed is there afterwards."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import event, text

from office import audit
from office.audit.reading import AuditFilter, count
from office.errors import OfficeError
from office.identity import LOCAL_ACTOR
from office.store import Office

KILLS = 25
WRITER = """
import sys
from pathlib import Path
from office import audit
from office.accounts.models import Organisation
from office.base import now
from office.identity import LOCAL_ACTOR
from office.store import Office
with Office.open(Path(sys.argv[1]), "") as office:
    n = 0
    while True:
        n += 1
        with office.session() as session:
            session.add(Organisation(name=f"{sys.argv[2]}-{n}", created=now()))
            audit.record(session, LOCAL_ACTOR, "organisation.add", "organisation", f"{sys.argv[2]}-{n}")
        print(n, flush=True)
"""


@pytest.mark.slow
def test_killed_while_writing_again_and_again_nothing_committed_is_lost(tmp_path: Path) -> None:
    chance, told = random.Random(7), 0
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    for run in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(run)],
            stdout=subprocess.PIPE, env=environment, text=True,
        )  # fmt: skip
        assert process.stdout is not None and process.stdout.readline()
        time.sleep(chance.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        told += 1 + len(rest.splitlines())
    with Office.open(tmp_path, "") as office, office.reading() as session:
        assert audit.verify(session).ok
        kept = count(session, AuditFilter())
        assert session.scalar(text("SELECT COUNT(*) FROM organisations")) == kept
        assert told <= kept <= told + KILLS  # killed between commit and telling, one a run at most


def test_a_full_disk_is_told_and_costs_nothing_committed(tmp_path: Path) -> None:
    with Office.open(tmp_path, "") as office:
        event.listen(office.engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count = 120"))
        office.engine.dispose()
        written = 0
        with pytest.raises(OfficeError, match="the disk is full; free some space"):
            for _ in range(400):
                with office.session() as session:
                    audit.record(session, LOCAL_ACTOR, "note", reason="x" * 3000)
                written += 1
    with Office.open(tmp_path, "") as office, office.reading() as session:
        assert audit.verify(session).ok and count(session, AuditFilter()) == written > 0


def test_a_damaged_page_is_told_with_the_way_back(tmp_path: Path) -> None:
    with Office.open(tmp_path, "") as office:
        for n in range(60):
            with office.session() as session:
                audit.record(session, LOCAL_ACTOR, "note", "x", n, reason="y" * 2000)
        with office.engine.connect() as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    file = tmp_path / "office.db"
    content = bytearray(file.read_bytes())
    at = content.rfind(b"y" * 500) // 4096 * 4096
    content[at : at + 4096] = b"\xa5" * 4096
    file.write_bytes(content)
    with pytest.raises(OfficeError, match="is damaged: put it back with `fengqiao restore`"):  # noqa: SIM117
        with Office.open(tmp_path, "") as office, office.reading() as session:
            audit.verify(session)


def test_a_busy_store_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("office.connect.BUSY_S", 0.2)
    with Office.open(tmp_path, "") as one, Office.open(tmp_path, "") as other, one.session() as writing:
        writing.execute(text("SELECT 1"))  # from its first statement on it is the one that may write
        with pytest.raises(OfficeError, match="is busy: another program"), other.session() as late:
            late.execute(text("SELECT 1"))
        with other.reading() as session:
            assert count(session, AuditFilter()) == 0


def test_a_clock_set_back_breaks_no_chain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import datetime as dt

    from office.audit import log
    from office.audit.archive import archive

    moments = [dt.datetime(2026, 5, day, tzinfo=dt.UTC) for day in (3, 4, 1, 2, 5)]
    with Office.open(tmp_path, "") as office:
        for moment in moments:
            monkeypatch.setattr(log, "now", lambda moment=moment: moment)
            with office.session() as session:
                audit.record(session, LOCAL_ACTOR, "note")
        assert archive(office, tmp_path / "a", dt.datetime(2026, 5, 3, tzinfo=dt.UTC), LOCAL_ACTOR) is None
        moved = archive(office, tmp_path / "a", dt.datetime(2026, 5, 4, tzinfo=dt.UTC), LOCAL_ACTOR)
        assert moved is not None and moved.last_seq == 1
        with office.reading() as session:
            assert audit.verify(session).ok
