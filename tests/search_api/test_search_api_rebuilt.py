"""A running service takes up an index that another program put in the place of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from indexer.ingest import rebuild
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from search_api.http import state
from search_api.http.app import create_app
from search_api.http.settings import Settings
from search_api.http.state import Service
from tests.search_api.conftest import documents


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with Workspace.open(tmp_path, create=True) as opened:
        opened.library.put(documents(), LOCAL_OWNER)
        opened.sync()
    return tmp_path


@pytest.fixture
def client(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(state, "LOOK_S", 0.0)
    with TestClient(create_app(Settings(home=home)), raise_server_exceptions=False) as opened:
        yield opened


def found(client: TestClient) -> list[str]:
    return [hit["id"] for hit in client.get("/v1/search", params={"q": "理财 责任"}).json()["hits"]]


def test_an_index_made_anew_is_searched_at_once(home: Path, client: TestClient) -> None:
    before = found(client)
    service: Service = client.app.state.service  # type: ignore[attr-defined]
    searcher, workspace = service.searcher, service.workspace
    with Workspace.open(home) as other:
        rebuild(other)
        assert not other.superseded
    assert workspace.superseded
    assert found(client) == before
    assert service.searcher is not searcher and not service.workspace.superseded
    assert searcher.check() is None, "what searches the old one may end"


def test_the_encoder_chosen_for_the_new_index_is_used(home: Path, client: TestClient) -> None:
    assert client.get("/v1/health").json()["encoder"]
    with Workspace.open(home, fresh=True, encoder="none") as other:
        rebuild(other)
    assert client.get("/v1/health").json()["encoder"] is None
    assert found(client)


def test_indexes_that_were_exchanged_are_closed_in_time(
    home: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(client)
    service: Service = client.app.state.service  # type: ignore[attr-defined]
    searcher = service.searcher
    with Workspace.open(home) as other:
        rebuild(other)
    found(client)
    searcher.check()
    monkeypatch.setattr(state, "_DONE_S", 0.0)
    found(client)
    with pytest.raises(Exception, match="closed"):
        searcher.check()


def test_a_service_over_twins_of_older_rules_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with Workspace.open(tmp_path, create=True) as opened:
        opened.library.put(documents(), LOCAL_OWNER)
        opened.sync()
        monkeypatch.setattr(type(opened.library), "confidential", lambda self: ["m-1"])
        opened.library.redacted_by("older")
    with TestClient(create_app(Settings(home=tmp_path))):
        pass
    assert "1 confidential records have redacted twins" in caplog.text
