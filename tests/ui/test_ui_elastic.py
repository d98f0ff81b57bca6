"""The program over Elasticsearch: a server that dies under an ingest, under the service and under the page."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from corpora.sample import sample_path
from tests.browsing import ROOT, browser_tests, serving, showing
from tests.elastic import OwnCluster, needs_own_cluster, own_cluster

pytestmark = [needs_own_cluster, pytest.mark.slow]
ALL: dict[str, Any] = {"limit": 100, "group": False}


@pytest.fixture(scope="module")
def cluster() -> Iterator[OwnCluster]:
    with own_cluster() as made:
        yield made


@pytest.fixture(scope="module")
def environment(cluster: OwnCluster, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return os.environ | {
        "PYTHONPATH": str(ROOT),
        "FENGQIAO_HOME": str(tmp_path_factory.mktemp("elastic") / "home"),
        "FENGQIAO_ENGINE": "elasticsearch",
        "FENGQIAO_ELASTICSEARCH_URL": ",".join(cluster.urls),
        "FENGQIAO_ELASTICSEARCH_INDEX": "page",
        "FENGQIAO_ELASTICSEARCH_PATIENCE_S": "1",
        "FENGQIAO_ELASTICSEARCH_BULK_BYTES": "20000",
    }


def fengqiao(environment: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "ui", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)


def records(cluster: OwnCluster) -> int:
    found = httpx.get(f"{cluster.urls[0]}/_stats/indexing", trust_env=False).json()
    return int(found["_all"]["primaries"].get("indexing", {}).get("index_total", 0))


def test_an_ingest_whose_server_dies_says_so_and_goes_on(
    cluster: OwnCluster, environment: dict[str, str]
) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "ui", "index", str(sample_path()), "--json"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while records(cluster) < 40 and running.poll() is None:
        time.sleep(0.02)
    cluster.kill()
    out, told = running.communicate(timeout=120)
    assert running.returncode == 2 and out == "", (running.returncode, out, told)
    assert "cannot be reached" in told.splitlines()[-1] and "Traceback" not in told
    asked = fengqiao(environment, "search", "虚假陈述")
    assert asked.returncode == 2 and len(asked.stderr.splitlines()) == 1, asked.stderr
    assert "cannot be reached" in asked.stderr
    cluster.up()
    again = fengqiao(environment, "index", str(sample_path()), "--json")
    assert again.returncode == 0, again.stderr
    checked = fengqiao(environment, "verify", "--json")
    assert json.loads(checked.stdout) == {"ok": True, "problems": []}


@pytest.fixture(scope="module")
def service(environment: dict[str, str]) -> Iterator[str]:
    with serving(environment) as api:
        yield api


def get(service: str, path: str, **params: Any) -> httpx.Response:
    return httpx.get(f"{service}{path}", params=params, trust_env=False, timeout=60)


def hits(answer: httpx.Response) -> tuple[int, set[str]]:
    """Total and ids of all: order may move a little when the server drops the replaced copies of documents."""
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["hits"]
    return found["total"], {hit["id"] for hit in found["hits"]}


def until_up(service: str) -> None:
    end = time.monotonic() + 60
    while get(service, "/v1/health").json()["status"] != "ok":
        assert time.monotonic() < end
        time.sleep(0.3)


def test_the_service_says_what_is_wrong_and_answers_again(cluster: OwnCluster, service: str) -> None:
    before = hits(get(service, "/v1/search", q="虚假陈述 揭露日", **ALL))
    cluster.kill()
    refused = get(service, "/v1/search", q="虚假陈述 揭露日")
    assert refused.status_code == 503 and refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == "engine_unreachable"
    assert refused.json()["message"].startswith("检索服务器连接不上")
    assert get(service, "/v1/health").json()["status"] == "engine_unreachable"
    cluster.up()
    until_up(service)
    assert hits(get(service, "/v1/search", q="虚假陈述 揭露日", **ALL)) == before


def test_a_service_started_before_the_server_waits_for_it(
    cluster: OwnCluster, environment: dict[str, str]
) -> None:
    cluster.kill()
    with serving(environment) as own:
        assert get(own, "/v1/search", q="虚假陈述").json()["code"] == "engine_unreachable"
        cluster.up()
        until_up(own)
        assert hits(get(own, "/v1/search", q="虚假陈述"))


@pytest.mark.browser
@browser_tests[1]
def test_the_page_says_what_is_wrong_and_stays_up(
    cluster: OwnCluster, service: str, environment: dict[str, str], page: Any
) -> None:
    with showing(environment, service) as web:
        address = f"{web}?q=虚假陈述"
        cluster.kill()
        page.goto(address)
        page.wait_for_selector("text=检索服务器连接不上")
        assert "Traceback" not in page.inner_text("body")
        cluster.up()
        until_up(service)
        page.goto(address)
        page.wait_for_selector(".fq-card")
