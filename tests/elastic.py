"""The Elasticsearch server that tests use, if there is one."""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.shared import SHARED

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


TOOL = None if SHARED is None else SHARED / "elasticsearch" / "cluster"
needs_own_cluster = pytest.mark.skipif(
    TOOL is None or not TOOL.is_file() or shutil.which("java") is None,
    reason="there is no Elasticsearch distribution to start (FENGQIAO_SHARED/elasticsearch) or no Java",
)


class OwnCluster:
    """Servers that a test may kill; started by the tool in the development material."""

    def __init__(self, folder: Path, *, nodes: int = 1, password: str = "", tls: bool = False) -> None:
        self.folder, self.nodes, self.password, self.tls = folder, nodes, password, tls
        self.port = _free_ports(nodes)

    @property
    def urls(self) -> tuple[str, ...]:
        scheme = "https" if self.tls else "http"
        return tuple(f"{scheme}://127.0.0.1:{self.port + n}" for n in range(self.nodes))

    @property
    def ca(self) -> Path:
        return self.folder / "ca.crt"

    def start(self) -> None:
        self._run("start", str(self.nodes))

    def kill(self, node: int = 1) -> None:
        self._run("kill", str(node))

    def up(self, node: int = 1) -> None:
        self._run("up", str(node))

    def wipe(self) -> None:
        self._run("wipe")

    def pid(self, node: int = 1) -> int:
        return int((self.folder / f"node{node}" / "pid").read_text())

    def _run(self, *arguments: str) -> None:
        assert TOOL is not None
        environment = os.environ | {
            "ES_DIR": str(self.folder),
            "ES_PORT": str(self.port),
            "ES_HEAP": "512m",
            "ES_PASSWORD": self.password,
            "ES_TLS": "1" if self.tls else "",
        }
        # A file, not a pipe: the server's own shell keeps the output open for as long as it runs.
        with (self.folder / "tool.log").open("w+", encoding="utf-8") as log:
            done = subprocess.run([str(TOOL), *arguments], env=environment, stdout=log, stderr=log)
            log.seek(0)
            assert done.returncode == 0, log.read()


def _free_ports(nodes: int) -> int:
    """A first port whose HTTP and transport ports are free."""
    for base in range(19600, 32000, 200):
        ports = [base + n + plus for n in range(nodes) for plus in (0, 100)]
        probes = []
        try:
            for port in ports:
                probe = socket.socket()
                probes.append(probe)
                probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        finally:
            for probe in probes:
                probe.close()
        return base
    raise AssertionError("no free ports")


@contextmanager
def own_cluster(**options: Any) -> Iterator[OwnCluster]:
    """A running cluster of one's own, removed afterwards."""
    # Not under pytest's folder: the server runs as another user and has to reach its files.
    folder = Path(tempfile.mkdtemp(prefix="fengqiao-es-"))
    folder.chmod(0o755)
    cluster = OwnCluster(folder, **options)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.wipe()
        shutil.rmtree(folder, ignore_errors=True)
