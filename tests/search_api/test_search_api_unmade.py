"""A search over an index that was begun and never brought to its end is refused: nothing found would pass for an answer."""

import shutil
from pathlib import Path

from fastapi.testclient import TestClient

from indexer.workspace import Workspace
from search_api.http.app import create_app
from search_api.http.settings import Settings


def test_an_unmade_index_is_told_and_works_once_it_is_made(workspace: Workspace, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with workspace.library._db.write():  # nobody writes while it is copied
        for file in workspace.home.glob("library.sqlite*"):
            shutil.copy(file, home)
    Workspace.open(home, fresh=True).close()  # as a rebuild or a restore that was killed leaves it
    with TestClient(create_app(Settings(home=home, office_url=""))) as client:
        for _ in range(2):
            answer = client.get("/v1/search", params={"q": "虚假陈述"})
            assert (answer.status_code, answer.json()["code"]) == (503, "index_missing")
        with Workspace.open(home, create=True) as made:
            made.sync()
        assert client.get("/v1/search", params={"q": "虚假陈述"}).json()["hits"]
