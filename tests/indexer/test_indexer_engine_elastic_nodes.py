"""Three nodes, one replica: the elected master and then another node die in the middle of an ingest under queries."""

import json
import random
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from indexer.engine.choice import EngineChoice
from indexer.engine.filters import Eq
from indexer.engine.protocol import Clause, EngineError, LexicalQuery
from indexer.ingest import ingest, verify
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from tests.elastic import OwnCluster, needs_own_cluster, own_cluster, settings
from tests.indexer.test_indexer_kill import WORDS

BASE, MORE = 200, 2000


def corpus(path: Path, first: int, count: int, mark: str) -> Path:
    """Records of made-up words; each holds the mark."""
    rng = random.Random(first)
    path.mkdir()
    with (path / "records.jsonl").open("w", encoding="utf-8") as file:
        for n in range(first, first + count):
            text = mark + "。" + "。".join("".join(rng.choices(WORDS, k=12)) for _ in range(30)) + "。"
            file.write(
                json.dumps({"_id": f"r{n}", "title": f"第{n}号记录", "text": text}, ensure_ascii=False) + "\n"
            )
    return path


class Load:
    """Queries one after the other until stopped; each answer is right, wrong, or a plain error."""

    def __init__(self, workspace: Workspace) -> None:
        self.seen: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.longest = 0.0
        self._workspace = workspace
        engine, analyzer = workspace.engine, workspace.analyzer
        self._query = LexicalQuery((Clause(tuple(analyzer.bigrams("独一无二")), "must", ("bigram",), True),))
        self._right = engine.lexical(self._query, viewer=LOCAL_OWNER, limit=BASE).hits
        assert len(self._right) == BASE
        assert workspace.encoder is not None
        self._vectors = workspace.encoder.encode(["期货公司强行平仓"])
        self._filter = Eq("id", self._right[0].id)
        self._near = engine.vector(self._vectors, viewer=LOCAL_OWNER, filter=self._filter).hits
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Load":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            began = time.monotonic()
            try:
                self._ask()
                self.seen["right"] += 1
            except EngineError as error:
                self.seen[error.code] += 1
            except AssertionError as error:
                self.wrong.append(str(error))
            self.longest = max(self.longest, time.monotonic() - began)

    def _ask(self) -> None:
        engine = self._workspace.engine
        found = engine.lexical(self._query, viewer=LOCAL_OWNER, limit=BASE)
        assert found.total == BASE and {h.id for h in found.hits} == {h.id for h in self._right}, found.total
        near = engine.vector(self._vectors, viewer=LOCAL_OWNER, filter=self._filter).hits
        assert near == self._near, near


@needs_own_cluster
@pytest.mark.slow
def test_nodes_die_in_the_middle_of_an_ingest_under_queries(tmp_path: Path) -> None:
    with own_cluster(nodes=3) as cluster:
        made = settings(
            "nodes", urls=cluster.urls, shards=2, replicas=1, bulk_bytes=100_000, patience_s=120.0
        )
        choice = EngineChoice("elasticsearch", made)
        home = tmp_path / "home"
        with Workspace.open(home, create=True, engine=choice) as workspace:
            assert (
                ingest([corpus(tmp_path / "base", 0, BASE, "独一无二")], workspace, workers=1).added == BASE
            )
        more = corpus(tmp_path / "more", BASE, MORE, "另一批")
        told: list[str] = []
        with Workspace.open(home, engine=choice) as reader, Load(reader) as load:
            writing = threading.Thread(target=_ingest, args=(home, choice, more, told))
            writing.start()
            _until_bulk(cluster, made.index, 200)
            master = _master(cluster)
            cluster.kill(master)
            told.append(
                f"killed node {master}, the elected master, after {_written(cluster, made.index)} records"
            )
            time.sleep(3)
            told.append(f"the master is now node {_master(cluster)}")
            cluster.up(master)
            _wait_green(cluster)
            other = next(n for n in (1, 2, 3) if n not in (master, _master(cluster)))
            cluster.kill(other)
            told.append(f"killed node {other}; the ingest was {'running' if writing.is_alive() else 'done'}")
            time.sleep(2)
            cluster.up(other)
            writing.join()
            _wait_green(cluster)
        told.append(f"queries: {dict(load.seen)}, wrong {len(load.wrong)}, longest {load.longest:.1f} s")
        with Workspace.open(home, engine=choice) as workspace:
            report = verify(workspace)
            held = sorted(workspace.engine.entries())
            told.append(f"{len(held)} documents in the index, {len(dict(held))} of them different")
        told.append(f"copies of each shard hold the same: {_copies(cluster)}")
        print("\n".join(told))
        assert report.ok, report.problems[:3]
        assert len(held) == len(dict(held)) == BASE + MORE
        assert not load.wrong, load.wrong[:3]
        assert load.seen["right"] > 20
        assert load.seen.total() - load.seen["right"] <= 0.05 * load.seen.total()
        assert all(len(set(counts)) == 1 for counts in _copies(cluster).values())


def _ingest(home: Path, choice: EngineChoice, source: Path, told: list[str]) -> None:
    with Workspace.open(home, create=True, engine=choice) as workspace:
        summary = ingest([source], workspace, workers=1)
        told.append(f"ingest: {summary.added} added, {len(summary.failed)} failed, {summary.took_s:.1f} s")


def _ask_any(cluster: OwnCluster, call: Any) -> Any:
    from elasticsearch import Elasticsearch

    with Elasticsearch(list(cluster.urls), max_retries=5, retry_on_timeout=True) as client:
        return call(client)


def _written(cluster: OwnCluster, index: str) -> int:
    """Records taken by the server so far, visible or not."""
    stats = _ask_any(cluster, lambda client: client.indices.stats(index=index, metric="indexing"))
    return int(stats["_all"]["primaries"]["indexing"]["index_total"])


def _until_bulk(cluster: OwnCluster, index: str, more: int) -> None:
    before = _written(cluster, index)
    end = time.monotonic() + 120
    while _written(cluster, index) < before + more:
        assert time.monotonic() < end, "the ingest does not get on"
        time.sleep(0.05)


def _master(cluster: OwnCluster) -> int:
    end = time.monotonic() + 60
    while True:
        try:
            return int(_ask_any(cluster, lambda client: client.cat.master(format="json"))[0]["node"][-1])
        except Exception:  # Between two masters there is none to name.
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _wait_green(cluster: OwnCluster) -> None:
    _ask_any(
        cluster,
        lambda client: client.options(request_timeout=130).cluster.health(
            wait_for_status="green", wait_for_nodes="3", timeout="120s"
        ),
    )


def _copies(cluster: OwnCluster) -> dict[str, list[int]]:
    rows = _ask_any(cluster, lambda client: client.cat.shards(format="json"))
    out: dict[str, list[int]] = {}
    for row in rows:
        out.setdefault(f"{row['index']} {row['shard']}", []).append(int(row["docs"]))
    return out
