"""A short soak of every route; the long one is ``make soak``."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from tests.search_api.conftest import documents
from tests.search_api.organisation import organisation
from tests.search_api.soak import soak


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, TestClient]]:
    home = tmp_path_factory.mktemp("soak")
    with Workspace.open(home, create=True) as workspace:
        workspace.library.put(documents(), LOCAL_OWNER)
        workspace.sync()
    with organisation(home) as (_, made):
        yield made


@pytest.mark.slow
@pytest.mark.parametrize("role", ["administrator", "officer", "public"])
def test_no_made_up_request_ends_in_a_fault_of_the_service(clients: dict[str, TestClient], role: str) -> None:
    done = soak(clients[role], 600)
    assert done.faults == {}
    assert done.cases > 300
