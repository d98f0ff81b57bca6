import csv
import datetime as dt
import io
import json
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, text
from sqlalchemy.exc import DBAPIError

from office import audit
from office.audit.archive import archive, verify_archives, verify_file
from office.audit.chain import as_mapping, entry_hash
from office.audit.models import AuditEntry
from office.audit.reading import AuditFilter, count, entries, page, write_csv, write_jsonl
from office.base import now
from office.errors import AuditError, OfficeError
from office.identity import LOCAL_ACTOR, Actor
from office.store import Office

WANG = Actor("wang", frozenset({"mediator", "editor"}), "甲调解中心")


def fill(office: Office, n: int = 5) -> None:
    for number in range(1, n + 1):
        with office.session() as session:
            audit.record(
                session,
                WANG,
                "document.view",
                "document",
                f"d-{number}",
                reason="核对先例",
                detail={"n": number},
            )


def force(office: Office, *statements: str) -> None:
    """Change the database behind the program's back: as its owner, with the triggers off."""
    with office.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            triggers = connection.execute(
                text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'")
            ).all()
            for name, _ in triggers:
                connection.execute(text(f"DROP TRIGGER {name}"))
            for statement in statements:
                connection.execute(text(statement))
            for _, made in triggers:
                connection.exec_driver_sql(made)
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            for statement in statements:
                connection.execute(text(statement))


def problems(office: Office, anchor: str = "") -> tuple[str, ...]:
    with office.reading() as session:
        return audit.verify(session, anchor).problems


def test_an_entry_says_who_did_what_to_which_object_and_why(office: Office) -> None:
    fill(office, 1)
    with office.reading() as session:
        (entry,) = page(session, AuditFilter(), 10)
    assert (entry["who"], entry["role"], entry["organisation"]) == ("wang", "editor,mediator", "甲调解中心")
    assert (entry["action"], entry["object_kind"], entry["object_id"]) == ("document.view", "document", "d-1")
    assert (entry["reason"], entry["detail"], entry["seq"]) == ("核对先例", {"n": 1}, 1)
    assert abs(dt.datetime.fromisoformat(entry["at"]) - now()) < dt.timedelta(minutes=1)


def test_an_untouched_trail_holds(office: Office) -> None:
    assert problems(office) == ()
    fill(office)
    with office.reading() as session:
        report = audit.verify(session)
    assert (report.ok, report.entries) == (True, 5)
    assert problems(office, report.anchor) == ()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE audit_entries SET who = 'li' WHERE seq = 3", "entry 3 was changed"),
        ("UPDATE audit_entries SET detail = '{}' WHERE seq = 3", "entry 3 was changed"),
        ("DELETE FROM audit_entries WHERE seq = 3", "entry 3 is missing"),
        ("DELETE FROM audit_entries WHERE seq IN (2, 3)", "entries 2 to 3 are missing"),
        ("DELETE FROM audit_entries WHERE seq = 1", "entry 1 is missing"),
        ("DELETE FROM audit_entries WHERE seq = 5", "ends at entry 4, its head says 5"),
        ("DELETE FROM audit_head", "head of the trail is missing"),
    ],
)
def test_a_changed_or_missing_row_is_found(office: Office, statement: str, said: str) -> None:
    fill(office)
    force(office, statement)
    assert any(said in problem for problem in problems(office)), problems(office)


def test_reordered_rows_are_found(office: Office) -> None:
    fill(office)
    force(
        office,
        "UPDATE audit_entries SET seq = 99 WHERE seq = 2",
        "UPDATE audit_entries SET seq = 2 WHERE seq = 3",
        "UPDATE audit_entries SET seq = 3 WHERE seq = 99",
    )
    assert len(problems(office)) >= 2


def test_a_trail_rewritten_as_a_whole_no_longer_has_its_anchor(office: Office) -> None:
    fill(office)
    with office.reading() as session:
        anchor = audit.verify(session).anchor
        rows = list(entries(session, AuditFilter()))
    changes, before = [], "0" * 64
    for row in rows:
        row |= {"who": "li", "previous": before}
        before = entry_hash(row)
        changes.append(
            f"UPDATE audit_entries SET who = 'li', previous = '{row['previous']}', hash = '{before}'"
            f" WHERE seq = {row['seq']}"
        )
    force(office, *changes, f"UPDATE audit_head SET hash = '{before}'")
    assert problems(office) == ()
    assert problems(office, anchor) == ("the anchor 5 is not in the trail as it was written down",)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET who = 'li'",
        "DELETE FROM audit_entries WHERE seq = 1",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET seq = 0",
    ],
)
def test_the_database_refuses_to_change_or_remove(office: Office, statement: str) -> None:
    fill(office, 2)
    with pytest.raises((DBAPIError, OfficeError)), office.session() as session:
        session.execute(text(statement))
    assert problems(office) == ()


def test_postgresql_refuses_to_truncate(office: Office) -> None:
    if office.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    fill(office, 2)
    with pytest.raises(OfficeError, match="cannot be changed or removed"), office.session() as session:
        session.execute(text("TRUNCATE audit_entries"))


def test_what_is_rolled_back_is_not_recorded(office: Office) -> None:
    with office.session() as session:
        audit.record(session, WANG, "outer.before")
        with pytest.raises(RuntimeError), session.begin_nested():
            audit.record(session, WANG, "inner.lost")
            raise RuntimeError
        with session.begin_nested():
            audit.record(session, WANG, "inner.kept")
        audit.record(session, WANG, "outer.after")
    with office.reading() as session:
        assert [e["action"] for e in entries(session, AuditFilter())] == [
            "outer.before",
            "inner.kept",
            "outer.after",
        ]
    assert problems(office) == ()


def test_writers_at_once_make_one_chain(office: Office) -> None:
    faults: list[BaseException] = []

    def write(n: int) -> None:
        try:
            for i in range(8):
                with office.session() as session:
                    audit.record(session, WANG, f"thread.{n}", detail={"i": i})
                    audit.record(session, WANG, f"thread.{n}.again")
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert problems(office) == ()
    with office.reading() as session:
        assert count(session, AuditFilter()) == 64


@pytest.mark.parametrize("name", ["query", "Q", "question", "password"])
def test_what_parties_typed_is_refused(office: Office, name: str) -> None:
    with pytest.raises(AuditError, match="may not hold"), office.session() as session:
        audit.record(session, WANG, "search", detail={name: "原告某甲"})
    assert problems(office) == ()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400), st.dictionaries(st.text("abc", min_size=2, max_size=5), st.text(max_size=30)))
def test_any_text_is_kept_and_holds(office: Office, words: str, detail: dict[str, str]) -> None:
    with office.session() as session:
        audit.record(session, Actor(words), words, words, words, reason=words, detail=detail)
    assert problems(office) == ()


def test_entries_are_narrowed(office: Office) -> None:
    fill(office, 3)
    with office.session() as session:
        audit.record(session, LOCAL_ACTOR, "documents.list")
    with office.reading() as session:
        assert count(session, AuditFilter(action="document")) == 3
        assert count(session, AuditFilter(action="document.view", object_id="d-2")) == 1
        assert count(session, AuditFilter(who="local")) == 1
        assert count(session, AuditFilter(since=now())) == 0
        assert count(session, AuditFilter(until=now())) == 4
        assert [e["seq"] for e in page(session, AuditFilter(), 2)] == [4, 3]
        assert [e["seq"] for e in page(session, AuditFilter(), 2, before=3)] == [2, 1]


def test_an_export_can_be_checked_by_itself(office: Office, tmp_path: Path) -> None:
    fill(office, 3)
    path = tmp_path / "out.jsonl"
    with office.reading() as session, path.open("w") as out:
        assert write_jsonl(entries(session, AuditFilter()), out) == 3
    assert verify_file(path).problems == []
    path.write_text(path.read_text().replace("d-2", "d-9"))
    assert verify_file(path).problems == ["entry 2 was changed after it was written"]
    path.write_text("{}\n")
    with pytest.raises(AuditError, match="line 1 is no audit entry"):
        verify_file(path)


def test_a_table_holds_no_formula(office: Office) -> None:
    with office.session() as session:
        audit.record(session, WANG, "note", reason='=HYPERLINK("http://x")')
    out = io.StringIO()
    with office.reading() as session:
        write_csv(entries(session, AuditFilter()), out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert row["reason"].startswith("'=")


def test_archived_entries_leave_and_the_chain_still_holds(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    assert archive(office, folder, now(), WANG) is None
    fill(office, 4)
    first = archive(office, folder, now(), WANG)
    assert first is not None and (first.first_seq, first.last_seq) == (1, 4)
    fill(office, 2)
    second = archive(office, folder, now(), WANG)
    assert second is not None and (second.first_seq, second.last_seq) == (5, 7)
    with office.reading() as session:
        assert [e["action"] for e in entries(session, AuditFilter())] == ["audit.archive"]
        assert verify_archives(session, folder) == ([], [])
    assert problems(office) == ()
    lines = (folder / first.file).read_text().splitlines()
    assert [json.loads(line)["object_id"] for line in lines] == ["d-1", "d-2", "d-3", "d-4"]


def test_a_changed_archive_is_found_and_an_absent_one_told(office: Office, tmp_path: Path) -> None:
    fill(office, 3)
    moved = archive(office, tmp_path, now(), WANG)
    assert moved is not None
    path = tmp_path / moved.file
    path.write_text(path.read_text().replace("wang", "li"))
    with office.reading() as session:
        assert verify_archives(session, tmp_path) == ([f"archive {moved.file} is not as it was written"], [])
        path.unlink()
        assert verify_archives(session, tmp_path) == ([], [moved.file])


def test_only_archived_entries_can_be_removed(office: Office, tmp_path: Path) -> None:
    fill(office, 2)
    archive(office, tmp_path, now(), WANG)
    with pytest.raises((DBAPIError, OfficeError)), office.session() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.seq == 3))
    with office.reading() as session:
        assert [as_mapping(e)["seq"] for e in session.query(AuditEntry)] == [3]
