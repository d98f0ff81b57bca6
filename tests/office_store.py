"""An office store for tests, on SQLite and on PostgreSQL where there is a server.

Take the fixture ``office`` (an open, empty store; the test runs once on each database) or ``office_url`` (the value for
``Office.open(home, url)``; empty for SQLite). Both are known everywhere under tests/.
"""

import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from office.store import Office

SERVER = os.environ.get("FENGQIAO_TEST_POSTGRESQL_URL", "")
"""URL of a PostgreSQL server whose role may make and remove databases named ``fengqiao_test_*``."""

DATABASES = (
    "sqlite",
    pytest.param(
        "postgresql",
        marks=pytest.mark.skipif(
            not SERVER, reason="there is no PostgreSQL server (FENGQIAO_TEST_POSTGRESQL_URL)"
        ),
    ),
)


def _server(statement: str) -> None:
    engine = create_engine(
        make_url(SERVER).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _database(name: str) -> URL:
    return make_url(SERVER).set(database=name)


@pytest.fixture(scope="session")
def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store at the newest migration, to copy: migrating anew for every test would take its time."""
    home = tmp_path_factory.mktemp("office")
    Office.open(home, "").close()
    return home / "office.db"


@pytest.fixture(scope="session")
def _migrated_database() -> Iterator[str]:
    name = f"fengqiao_test_{uuid.uuid4().hex[:12]}"
    _server(f"CREATE DATABASE {name}")
    try:
        Office.open(Path(), _database(name).render_as_string(hide_password=False)).close()
        yield name
    finally:
        _server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=DATABASES)
def office_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """URL of an empty, unmigrated store of the test's own; empty for SQLite."""
    if request.param == "sqlite":
        yield ""
        return
    name = f"fengqiao_test_{uuid.uuid4().hex[:12]}"
    _server(f"CREATE DATABASE {name}")
    try:
        yield _database(name).render_as_string(hide_password=False)
    finally:
        _server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=DATABASES)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """An open, empty store at the newest migration."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("_migrated_file"), tmp_path / "office.db")
        with Office.open(tmp_path, "") as opened:
            yield opened
        return
    name = f"fengqiao_test_{uuid.uuid4().hex[:12]}"
    _server(f"CREATE DATABASE {name} TEMPLATE {request.getfixturevalue('_migrated_database')}")
    try:
        with Office.open(tmp_path, _database(name).render_as_string(hide_password=False)) as opened:
            yield opened
    finally:
        _server(f"DROP DATABASE {name} WITH (FORCE)")
