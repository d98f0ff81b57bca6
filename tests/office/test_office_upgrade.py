"""A data folder of an older program: opened, it is brought to today's schema with everything that it held."""

import sqlite3
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, create_engine, inspect, select, text

from corpora.model import Kind
from corpora.parse import parse_text
from indexer.ingest import rebuild, verify
from indexer.library import Library
from indexer.library.database import VERSION
from indexer.library.rows import row_of
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from office import audit
from office.accounts.keys import create_key, holder
from office.accounts.users import add_user, check_password
from office.audit.archive import archive
from office.base import now
from office.connect import connect
from office.folders import watches
from office.folders.models import Alert
from office.identity import LOCAL_ACTOR, Actor
from office.migrations.run import config, downgrade, head, upgrade
from office.store import Office

GOOD = "枫桥经验-四两拨千斤-2026"
TEXT = "申请人购买理财产品第{n}号亏损，与证券公司就适当性义务发生争议，经调解各让一步。" * 6
REVISIONS = sorted(script.revision for script in ScriptDirectory.from_config(config()).walk_revisions())
WITH_ACCOUNTS = [revision for revision in REVISIONS if "0003" <= revision < REVISIONS[-1]]


def older_office(home: Path, url: str, revision: str) -> str:
    """A store at an older revision with accounts and a trail, as the program of that day left it; returns a key."""
    engine = connect(home, url)
    upgrade(engine, revision)
    with Office(engine) as office:
        with office.session() as session:
            add_user(
                session,
                LOCAL_ACTOR,
                "wang",
                roles=["mediator", "staff"],
                password=GOOD,
                organisation="甲调解中心",
            )
            key, _ = create_key(session, LOCAL_ACTOR, "wang", "夜间报表")
        archive(office, home / "audit", now(), LOCAL_ACTOR)
        with office.session() as session:
            audit.record(session, LOCAL_ACTOR, "note", reason="在旧版本中")
    return key


def held(home: Path, url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, by the columns that there are, whatever the models of today say."""
    engine = connect(home, url)
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        rows = {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in tables.sorted_tables
            if table.name != "alembic_version"
        }
    engine.dispose()
    return rows


@pytest.mark.parametrize("revision", WITH_ACCOUNTS)
def test_an_older_office_store_keeps_every_row(office_url: str, tmp_path: Path, revision: str) -> None:
    key = older_office(tmp_path, office_url, revision)
    before = held(tmp_path, office_url)
    assert before["users"] and before["audit_entries"] and before["audit_archives"]
    with Office.open(tmp_path, office_url) as office:
        assert check_password(office, "wang", GOOD).roles == {"mediator", "staff"}
        actor = holder(office, key)
        assert actor is not None and actor.organisation == "甲调解中心"
        with office.reading() as session:
            assert audit.verify(session).ok
        assert set(inspect(office.engine).get_table_names()) > set(before)
    after = held(tmp_path, office_url)
    for name, rows in before.items():
        if name != "api_keys":  # using the key is noted in its row
            assert after[name] == rows, name


def test_saved_searches_of_before_sharing_stay_their_owners(office_url: str, tmp_path: Path) -> None:
    engine = connect(tmp_path, office_url)
    upgrade(engine, "0009")
    with engine.begin() as connection:
        tables = MetaData()
        tables.reflect(connection)
        rows = {name: table.insert() for name, table in tables.tables.items()}
        common = {
            "query": "强平",
            "case_text": "",
            "filters": [],
            "within": [],
            "order": "date",
            "home_court": "",
        }
        for id, checked in ((1, now()), (2, None)):
            values = {
                "id": id,
                "owner": "wang",
                "name": "强平",
                "total": 3,
                "alert": id == 1,
                "created": now(),
            }
            connection.execute(rows["saved_searches"], {**common, **values, "checked": checked})
        connection.execute(
            rows["saved_search_seen"], [{"search_id": n, "document_id": f"d-{n}"} for n in (1, 2)]
        )
        alert = {"search_id": 1, "owner": "wang", "document_id": "d-1", "found": now()}
        connection.execute(rows["alerts"], alert)
    engine.dispose()
    wang = Actor("wang", frozenset({"mediator"}))
    with Office.open(tmp_path, office_url) as office:
        with office.session() as session:
            watched = watches.watches(session, wang)
            assert {id: (w.total, w.alert) for id, w in watched.items()} == {1: (3, True), 2: (3, False)}
            assert [a.document_id for a in watches.alerts(session, wang)] == ["d-1"]
            assert watches.note_found(session, wang, 1, 4, ["d-1", "d-9"], {"d-1", "d-9"}) == ["d-9"]
            session.add(Alert(search_id=1, owner="li", document_id="d-1", found=now()))
        downgrade(office.engine, "0009")
        with office.engine.connect() as connection:
            told = text("SELECT total, alert FROM saved_searches WHERE checked IS NOT NULL ORDER BY id")
            assert [tuple(row) for row in connection.execute(told)] == [(4, True), (3, False)]
            assert connection.execute(text("SELECT COUNT(*) FROM alerts")).scalar() == 2
            assert connection.execute(text("SELECT COUNT(*) FROM saved_search_seen")).scalar() == 3
        upgrade(office.engine)


def older_library(home: Path, version: int, documents: int) -> None:
    """A library of an older schema, made by the statements that made it then."""
    home.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(home / "library.sqlite")
    db.execute("PRAGMA journal_mode = WAL")
    for step in range(version):
        name = "schema.sql" if step == 0 else f"migration_{step}_to_{step + 1}.sql"
        db.executescript(files("indexer.library").joinpath(name).read_text("utf-8"))
    for n in range(documents):
        row = row_of(parse_text(TEXT.format(n=n), Kind.TYPICAL))
        db.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (row.id, row.kind, row.title, row.access, row.owner, row.date, row.content_hash, row.record_hash,
             row.group_key, row.body),
        )  # fmt: skip
        db.executemany(
            "INSERT INTO passages (document_id, section, start, end) VALUES (?, ?, ?, ?)",
            [(row.id, *cut) for cut in row.passages],
        )
    db.execute(f"PRAGMA user_version = {version}")
    db.commit()
    db.close()


@pytest.mark.parametrize("version", range(1, VERSION))
def test_an_older_library_keeps_every_document(tmp_path: Path, version: int) -> None:
    older_library(tmp_path, version, 5)
    library = Library.open(tmp_path, create=False)
    library.check()
    found = library.get_many(library.ids(), LOCAL_OWNER)
    assert sorted(document.text for document in found.values()) == sorted(TEXT.format(n=n) for n in range(5))
    assert all(library.passages([id]) for id in found)
    assert library._db.connection().execute("PRAGMA user_version").fetchone() == (VERSION,)
    library.close()


def test_a_whole_older_data_folder_is_taken_over(tmp_path: Path) -> None:
    older_library(tmp_path, 1, 12)
    older_office(tmp_path, "", "0003")
    with Office.open(tmp_path, "") as office, office.reading() as session:
        assert audit.verify(session).ok
    with Workspace.open(tmp_path, fresh=True) as workspace:
        assert rebuild(workspace, workers=1) == 12
        assert verify(workspace).ok
    engine = create_engine(f"sqlite:///{tmp_path / 'office.db'}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == head()
    engine.dispose()
