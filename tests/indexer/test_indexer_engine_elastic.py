"""The Elasticsearch engine under the contract, over a real server."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from indexer.engine.contract import EngineContract
from indexer.engine.protocol import SearchEngine
from tests.elastic import needs_elasticsearch, remove, settings
from tests.indexer.test_indexer_engine_embedded import ANALYZER, FakeEncoder

pytestmark = needs_elasticsearch


def open_engine(folder: Path, **changes: Any) -> SearchEngine:
    from indexer.engine.elastic.place import ElasticPlace

    own = settings(_name(folder), **changes)
    return ElasticPlace(own, folder, str(folder), ANALYZER, FakeEncoder()).open(create=True)[0]


def _name(folder: Path) -> str:
    return f"fengqiao-test-{sha256(str(folder).encode()).hexdigest()[:12]}"


@pytest.fixture(autouse=True)
def _tidy(tmp_path: Path) -> Iterator[None]:
    yield
    remove(_name(tmp_path))


class TestElasticEngine(EngineContract):
    def open_engine(self, folder: Path) -> SearchEngine:
        return open_engine(folder)


class TestElasticEngineOverShards(EngineContract):
    def open_engine(self, folder: Path) -> SearchEngine:
        return open_engine(folder, shards=3)
