"""The Elasticsearch server that tests use, if there is one."""

import os
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

URL = os.environ.get("FENGQIAO_TEST_ELASTICSEARCH_URL", "")
"""Address of a server without security whose indexes named ``fengqiao-test-*`` may be made and removed."""

needs_elasticsearch = pytest.mark.skipif(
    not URL, reason="there is no Elasticsearch server (FENGQIAO_TEST_ELASTICSEARCH_URL)"
)


def settings(name: str = "", **changes: Any) -> Any:
    """Settings for an index of its own."""
    from indexer.engine.elastic.settings import ElasticSettings

    index = name or f"fengqiao-test-{uuid.uuid4().hex[:12]}"
    values = {"urls": URL, "index": index, "patience_s": 3.0} | changes
    return ElasticSettings(**values)


def remove(index: str) -> None:
    """Remove every version of an index."""
    from elasticsearch import Elasticsearch

    with Elasticsearch(URL) as client:
        for name in client.indices.get(index=f"{index}-v*"):
            client.indices.delete(index=name)


@pytest.fixture
def place_name() -> Iterator[str]:
    """A name whose indexes are removed afterwards."""
    name = f"fengqiao-test-{uuid.uuid4().hex[:12]}"
    yield name
    remove(name)
