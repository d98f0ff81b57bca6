"""What a running searcher keeps, and forgets when the library changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from indexer.library import Library
from indexer.viewer import LOCAL_OWNER, Viewer
from indexer.workspace import Workspace
from search_api.retrieval import Searcher
from search_api.retrieval.models import SearchRequest
from tests.search_api.conftest import documents

HERE, THERE = Viewer(frozenset({"mediator"}), "甲", "一"), Viewer(frozenset({"staff"}), "甲", "二")


def test_only_what_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = Library.profiles

    def profiles(library: Library, ids: list[str], fingerprint: str, viewer: Viewer) -> dict[str, bytes]:
        read.extend(ids)
        return real(library, ids, fingerprint, viewer)

    monkeypatch.setattr(Library, "profiles", profiles)
    with Workspace.open(tmp_path / "home", create=True) as reading:
        reading.library.put(documents(), LOCAL_OWNER)
        reading.sync()
        searcher = Searcher(reading)

        def found(viewer: Viewer) -> dict[str, str]:
            hits = searcher.search(SearchRequest(query="强行平仓 保证金"), viewer).hits
            return {hit.id: hit.title for hit in hits}

        assert "j-margin" in found(HERE) and "j-margin" in read
        read.clear()
        assert "j-margin" in found(THERE)
        assert read == [], "what two may see alike is kept once"
        with Workspace.open(tmp_path / "home") as writing:
            margin = writing.library.get("j-margin", LOCAL_OWNER)
            assert margin is not None
            writing.library.put([replace(margin, title="改过的标题")], LOCAL_OWNER)
            writing.sync()
        assert found(HERE)["j-margin"] == "改过的标题"
        assert read == ["j-margin"]
        with Workspace.open(tmp_path / "home") as writing:
            writing.library.delete(["j-margin"])
            writing.sync()
        assert "j-margin" not in found(HERE)
