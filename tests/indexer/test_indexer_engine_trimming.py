"""Memory that a commit frees goes back to the system."""

import ctypes
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.analysis import default_analyzer
from indexer.engine.contract import sample
from indexer.engine.embedded import trimming
from indexer.engine.embedded.engine import EmbeddedEngine


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    trimming._trim.cache_clear()
    yield
    trimming._trim.cache_clear()


def test_each_commit_gives_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    monkeypatch.setattr(trimming, "_trim", lambda: given.append)
    engine = EmbeddedEngine.open(tmp_path, default_analyzer(), None, create=True)
    before = len(given)
    engine.upsert([sample(1)])
    engine.commit()
    assert len(given) == before + 1
    engine.reload()
    assert len(given) == before + 1, "nothing was committed since"
    engine.close()


def test_the_library_of_the_system_is_asked() -> None:
    known = hasattr(ctypes.CDLL(None), "malloc_trim")
    assert (trimming._trim() is not None) is known
    trimming.give_back()


def test_a_system_without_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    assert trimming._trim() is None
    trimming.give_back()
