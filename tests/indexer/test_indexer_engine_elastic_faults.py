"""What goes wrong with a cluster is said plainly, and nothing is lost or doubled by it."""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from indexer.engine.contract import PUBLIC_DOCUMENTS, sample, words
from indexer.engine.elastic import errors
from indexer.engine.elastic.cluster import Cluster
from indexer.engine.elastic.place import ElasticPlace
from indexer.engine.elastic.settings import ElasticSettings
from indexer.engine.protocol import DocumentsRefused, EngineError, IndexMissing, LexicalQuery
from indexer.manifest import IndexMismatch
from indexer.viewer import LOCAL_OWNER, PUBLIC
from tests.elastic import (
    URL,
    OwnCluster,
    needs_elasticsearch,
    needs_own_cluster,
    own_cluster,
    remove,
    settings,
)
from tests.indexer.test_indexer_engine_embedded import ANALYZER, FakeEncoder

QUERY = LexicalQuery((words("基金", "赔偿"),))


@pytest.fixture
def index() -> Iterator[ElasticSettings]:
    made = settings()
    yield made
    remove(made.index)


def place(made: ElasticSettings, folder: Path, library: str = "library") -> ElasticPlace:
    return ElasticPlace(made, folder, library, ANALYZER, FakeEncoder())


def client(url: str = URL, **options: Any) -> Any:
    from elasticsearch import Elasticsearch

    return Elasticsearch(url, **options)


def test_nothing_listens_is_told_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(errors.ClusterUnreachable, match="127.0.0.1:9.*cannot be reached"):
        Cluster(ElasticSettings(urls="http://127.0.0.1:9"))
    assert time.monotonic() - began < 5


def test_no_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FENGQIAO_ELASTICSEARCH_URL", raising=False)
    with pytest.raises(EngineError, match="FENGQIAO_ELASTICSEARCH_URL"):
        Cluster(ElasticSettings())


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"urls": "http://me:secret@host:9200"}, "do not belong in the address"),
        ({"urls": "host:9200"}, "no address"),
        ({"urls": "http://host:9200", "index": "Große"}, "no index name"),
        ({"urls": "http://host:9200", "user": "me"}, "go together"),
        ({"urls": "http://host:9200", "ca": "/nowhere/ca.crt"}, "is not there"),
    ],
)
def test_settings_that_cannot_be_are_told(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says) as caught:
        ElasticSettings(**wrong)
    assert "secret@" not in str(caught.value).split("[type", 1)[0]


@needs_elasticsearch
class TestIndexFaults:
    def test_missing_index_says_what_to_run(self, index: ElasticSettings, tmp_path: Path) -> None:
        with pytest.raises(IndexMissing, match="fengqiao index"):
            place(index, tmp_path).open()

    def test_index_of_another_library_is_refused(self, index: ElasticSettings, tmp_path: Path) -> None:
        place(index, tmp_path).open(create=True)[0].close()
        with pytest.raises(EngineError, match="another data folder"):
            place(index, tmp_path, "other").open(create=True)

    def test_mapping_of_another_version_is_refused(self, index: ElasticSettings, tmp_path: Path) -> None:
        place(index, tmp_path).open(create=True)[0].close()
        with client() as server:
            name = f"{index.index}-v1"
            meta = server.indices.get_mapping(index=name)[name]["mappings"]["_meta"]
            meta["manifest"]["schema"] = 99
            server.indices.put_mapping(index=name, meta=meta)
        with pytest.raises(IndexMismatch, match="another layout.*fengqiao rebuild"):
            place(index, tmp_path).open(create=True)

    def test_a_field_that_the_mapping_lacks_is_refused(self, index: ElasticSettings, tmp_path: Path) -> None:
        """Strict mapping: nothing is guessed from the first document."""
        with client() as server:
            place(index, tmp_path).open(create=True)[0].close()
            name = f"{index.index}-v1"
            found = server.indices.get(index=name)[name]
            server.indices.delete(index=name)
            del found["mappings"]["properties"]["channel"]
            server.indices.create(index=name, mappings=found["mappings"], aliases=found["aliases"])
        engine, _ = place(index, tmp_path).open()
        document = sample(1)
        engine.upsert([_with(document, channel=("调解",))])
        with pytest.raises(errors.MappingDiffers, match="channel.*fengqiao rebuild"):
            engine.commit()
        engine.close()

    def test_read_only_index_is_told_and_the_ingest_goes_on_later(
        self, index: ElasticSettings, tmp_path: Path
    ) -> None:
        """The flag that the server itself sets when its disk is full."""
        engine, _ = place(index, tmp_path).open(create=True)
        block = {"index.blocks.read_only_allow_delete": True}
        with client() as server:
            server.indices.put_settings(index=index.index, settings=block)
            engine.upsert(PUBLIC_DOCUMENTS)
            began = time.monotonic()
            with pytest.raises(errors.ClusterReadOnly, match="disk is full"):
                engine.commit()
            assert time.monotonic() - began < 2, "a full disk is not waited for"
            server.indices.put_settings(index=index.index, settings={next(iter(block)): None})
        engine.upsert(PUBLIC_DOCUMENTS)
        engine.commit()
        assert engine.count(viewer=PUBLIC) == len(PUBLIC_DOCUMENTS)
        engine.close()

    def test_a_document_that_is_refused_is_named_and_the_others_go_in(
        self, index: ElasticSettings, tmp_path: Path
    ) -> None:
        engine, _ = place(index, tmp_path).open(create=True)
        wrong = _with(sample(2), numbers={"amount": 2**70})
        engine.upsert([sample(1), wrong, sample(3)])
        with pytest.raises(DocumentsRefused, match="doc-002") as caught:
            engine.commit()
        assert set(caught.value.failures) == {"doc-002"}
        assert sorted(id for id, _ in engine.entries()) == ["doc-001", "doc-003"]
        engine.close()

    def test_a_second_writer_is_told(self, index: ElasticSettings, tmp_path: Path) -> None:
        first, _ = place(index, tmp_path).open(create=True)
        second, _ = place(index, tmp_path).open()
        first.upsert([sample(1)])
        with pytest.raises(EngineError, match="another process"):
            second.upsert([sample(2)])
        first.commit()
        first.release()
        second.upsert([sample(2)])
        second.commit()
        assert first.count(viewer=PUBLIC) == 2
        first.close()
        second.close()

    def test_an_index_that_vanished_is_not_made_by_the_first_document(
        self, index: ElasticSettings, tmp_path: Path
    ) -> None:
        engine, _ = place(index, tmp_path).open(create=True)
        engine.upsert([sample(1)])
        with client() as server:
            server.indices.delete(index=f"{index.index}-v1")
            with pytest.raises(IndexMissing):
                engine.commit()
            assert not dict(server.indices.get(index=f"{index.index}*"))
        engine.close()


def _with(document: Any, *, numbers: dict[str, int] | None = None, **keywords: tuple[str, ...]) -> Any:
    from dataclasses import replace

    return replace(document, keywords=document.keywords | keywords, numbers=numbers or document.numbers)


class StubOfASecuredServer(BaseHTTPRequestHandler):
    """A stub, not Elasticsearch: it checks the API key as a server with security would, and can tell any version.

    The distribution that the tests start knows no API keys.
    """

    key, version = "", "8.19.5"

    def do_GET(self) -> None:
        right = not self.key or self.headers.get("Authorization") == f"ApiKey {self.key}"
        body: dict[str, Any] = {"nodes": {"n": {"version": self.version}}}
        if not right:
            body = {
                "error": {"type": "security_exception", "reason": "unable to authenticate"},
                "status": 401,
            }
        raw = json.dumps(body).encode()
        self.send_response(200 if right else 401)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@contextmanager
def stub(**attributes: str) -> Iterator[str]:
    handler = type("Stub", (StubOfASecuredServer,), attributes)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_api_key_is_sent_and_a_wrong_one_told_against_a_stub() -> None:
    with stub(key="cmlnaHQ=") as url:
        Cluster(ElasticSettings(urls=url, api_key="cmlnaHQ=")).close()
        with pytest.raises(errors.ClusterRefuses, match="API key") as caught:
            Cluster(ElasticSettings(urls=url, api_key="d3Jvbmc="))
        assert "d3Jvbmc" not in str(caught.value)


@pytest.mark.parametrize(
    "version, refused", [("7.17.28", True), ("8.18.9", True), ("8.19.0", False), ("9.1.0", False)]
)
def test_an_older_server_is_refused_with_its_version_against_a_stub(version: str, refused: bool) -> None:
    with stub(version=version) as url:
        if refused:
            with pytest.raises(errors.ServerUnsupported, match=f"version {version}.*8.19 or newer"):
                Cluster(ElasticSettings(urls=url))
        else:
            Cluster(ElasticSettings(urls=url)).close()


@needs_own_cluster
@pytest.mark.slow
def test_wrong_password_and_untrusted_certificate(tmp_path: Path) -> None:
    with own_cluster(password="secret12", tls=True) as cluster:
        right = {"urls": cluster.urls, "user": "elastic_test", "password": "secret12", "ca": cluster.ca}
        engine, _ = place(ElasticSettings(**right), tmp_path).open(create=True)
        engine.upsert(PUBLIC_DOCUMENTS)
        engine.commit()
        assert engine.count(viewer=PUBLIC) == 40
        engine.close()
        with pytest.raises(errors.ClusterRefuses, match="FENGQIAO_ELASTICSEARCH_USER") as caught:
            Cluster(ElasticSettings(**right | {"password": "secret13"}))
        assert "secret" not in str(caught.value)
        with pytest.raises(errors.CertificateUntrusted, match="FENGQIAO_ELASTICSEARCH_CA"):
            Cluster(ElasticSettings(**right | {"ca": None}))


COMES_BACK_S = 180
"""How long a node may take to answer again; 5 s on an idle machine."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[OwnCluster]:
    with own_cluster() as made:
        yield made


@needs_own_cluster
@pytest.mark.slow
class TestDeath:
    def settings(self, cluster: OwnCluster, **changes: Any) -> ElasticSettings:
        return settings(**{"urls": cluster.urls} | changes)

    def test_a_slow_node_is_told_in_time(self, cluster: OwnCluster, tmp_path: Path) -> None:
        """A node that is stopped, not dead: it takes connections and says nothing."""
        engine, _ = place(self.settings(cluster, timeout_s=1.0), tmp_path).open(create=True)
        engine.upsert(PUBLIC_DOCUMENTS)
        engine.commit()
        whole = engine.lexical(QUERY, viewer=PUBLIC)
        os.kill(cluster.pid(), signal.SIGSTOP)
        try:
            began = time.monotonic()
            with pytest.raises(errors.ClusterSlow, match="within 1 s"):
                engine.lexical(QUERY, viewer=PUBLIC)
            assert time.monotonic() - began < 3
        finally:
            os.kill(cluster.pid(), signal.SIGCONT)
        assert engine.lexical(QUERY, viewer=PUBLIC) == whole
        engine.close()

    def test_death_in_the_middle_of_queries(self, cluster: OwnCluster, tmp_path: Path) -> None:
        """Each answer is right or a plain error; the same engine answers again when the node is back."""
        engine, _ = place(self.settings(cluster), tmp_path).open(create=True)
        engine.upsert(PUBLIC_DOCUMENTS)
        engine.commit()
        whole = engine.lexical(QUERY, viewer=PUBLIC)
        kinds: list[str] = []
        stop = threading.Event()

        def ask() -> None:
            while not stop.is_set():
                try:
                    assert engine.lexical(QUERY, viewer=PUBLIC) == whole
                    kinds.append("right")
                except EngineError as error:
                    kinds.append(error.code)

        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(0.5)
        cluster.kill()
        time.sleep(0.5)
        cluster.up()
        stop.set()
        asking.join()
        assert kinds[0] == "right" and "engine_unreachable" in kinds
        assert set(kinds) <= {"right", "engine_unreachable", "engine_busy", "index_missing"}
        end = time.monotonic() + COMES_BACK_S
        while True:
            try:
                assert engine.lexical(QUERY, viewer=PUBLIC) == whole
                break
            except EngineError:
                assert time.monotonic() < end
                time.sleep(0.2)
        engine.close()

    def test_death_in_the_middle_of_writing(self, cluster: OwnCluster, tmp_path: Path) -> None:
        """The commit fails plainly; done again it is whole. A short absence is waited for."""
        made = self.settings(cluster, patience_s=1.0, bulk_bytes=10_000)
        engine, _ = place(made, tmp_path).open(create=True)
        engine.upsert(PUBLIC_DOCUMENTS[:20])
        cluster.kill()
        with pytest.raises(errors.ClusterUnreachable, match="cannot be reached"):
            for document in PUBLIC_DOCUMENTS:
                engine.upsert([document])
            engine.commit()
        engine.release()
        threading.Timer(2.0, cluster.up).start()
        patient, _ = _eventually(lambda: place(made.model_copy(update={"patience_s": 60.0}), tmp_path).open())
        patient.upsert(PUBLIC_DOCUMENTS)
        patient.commit()
        assert sorted(patient.entries()) == [(d.id, d.content_hash) for d in PUBLIC_DOCUMENTS]
        assert patient.count(viewer=LOCAL_OWNER) == 40
        patient.close()
        engine.close()


def _eventually(call: Any) -> Any:
    end = time.monotonic() + 60
    while True:
        try:
            return call()
        except EngineError:
            if time.monotonic() > end:
                raise
            time.sleep(0.3)
