import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text

from office import audit
from office.accounts.models import Organisation
from office.audit.models import AuditEntry
from office.base import metadata, now
from office.errors import OfficeError, ValueRefused
from office.identity import LOCAL_ACTOR
from office.migrations.run import config, downgrade, head, upgrade
from office.store import Office


def test_there_is_exactly_one_head() -> None:
    heads = ScriptDirectory.from_config(config()).get_heads()
    assert len(heads) == 1, f"{heads}: set down_revision of the later one to the other"


def test_models_and_migrations_agree(office: Office) -> None:
    with office.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata()) == []


def test_every_migration_goes_up_and_down(office_url: str, tmp_path: Path) -> None:
    with Office.open(tmp_path, office_url) as opened:
        revisions = [s.revision for s in ScriptDirectory.from_config(config()).walk_revisions()]
        for revision in [*revisions[1:], "base"]:
            downgrade(opened.engine, revision)
        assert inspect(opened.engine).get_table_names() == ["alembic_version"]
        for revision in reversed(revisions):
            upgrade(opened.engine, revision)
        with opened.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert context.get_current_revision() == head()
            assert compare_metadata(context, metadata()) == []


def test_a_session_commits_whole_or_not_at_all(office: Office) -> None:
    with office.session() as session:
        audit.record(session, LOCAL_ACTOR, "test.kept")
    with pytest.raises(RuntimeError), office.session() as session:
        audit.record(session, LOCAL_ACTOR, "test.lost")
        raise RuntimeError
    with office.reading() as session:
        assert [e.action for e in session.scalars(select(AuditEntry))] == ["test.kept"]


def test_programs_that_open_at_once_migrate_once(office_url: str, tmp_path: Path) -> None:
    faults: list[BaseException] = []

    def open_it() -> None:
        try:
            Office.open(tmp_path, office_url).close()
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with Office.open(tmp_path, office_url) as opened, opened.reading() as session:
        assert session.scalar(text("SELECT COUNT(*) FROM audit_head")) == 1


def test_a_store_of_a_newer_program_is_refused(office: Office, tmp_path: Path) -> None:
    with office.session() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(OfficeError, match="9999, which this program does not know"):
        Office.open(
            tmp_path, office.engine.url.render_as_string(hide_password=False) if _server(office) else ""
        )


def _server(office: Office) -> bool:
    return office.engine.dialect.name != "sqlite"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://x/y", "SQLite .* or PostgreSQL, not mysql"),
        ("::::", "cannot be read; use postgresql://"),
        ("postgresql://nobody@127.0.0.1:9/none", "cannot be reached"),
    ],
)
def test_a_wrong_url_is_told_plainly(url: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match=said):
        Office.open(tmp_path, url)


def test_the_password_of_a_url_is_not_told(tmp_path: Path) -> None:
    with pytest.raises(OfficeError) as told:
        Office.open(tmp_path, "postgresql://someone:hunter22@127.0.0.1:9/none")
    assert "hunter22" not in str(told.value)


def test_a_damaged_file_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "office.db").write_bytes(
        b"this is no database, but it is long enough to be read as one" * 100
    )
    with pytest.raises(OfficeError, match="damaged or no office store"):
        Office.open(tmp_path, "")


def test_sqlite_keeps_foreign_keys_and_writes_ahead(tmp_path: Path) -> None:
    with Office.open(tmp_path, "") as opened, opened.reading() as session:
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, 10**40])
def test_a_number_out_of_range_is_the_callers_fault(office: Office, value: int) -> None:
    with pytest.raises(ValueRefused), office.session() as session:
        session.scalars(select(AuditEntry).where(AuditEntry.seq == value)).all()


def test_text_that_no_database_takes_is_made_storable(office: Office) -> None:
    with office.session() as session:
        session.add(Organisation(name="a\0b\ud800c", created=now()))
    with office.reading() as session:
        assert [o.name for o in session.scalars(select(Organisation))] == ["a\ufffdb?c"]
