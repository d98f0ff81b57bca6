"""The HTTP service over a small library."""

import gc
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from anyio import to_thread
from fastapi.testclient import TestClient
from pydantic import ValidationError

from indexer.workspace import Workspace
from search_api.http.app import create_app
from search_api.http.settings import Settings

PERSON = "原告孙某某诉称，银行理财经理承诺保本，未作风险测评，亏损四十万元。"


@pytest.fixture(scope="module")
def client(workspace: Workspace) -> Iterator[TestClient]:
    app = create_app(Settings(home=workspace.home, max_body=20_000, max_upload=30_000))
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def test_health_and_holdings(client: TestClient) -> None:
    assert client.get("/v1/health").json()["documents"] == 7
    assert client.get("/v1/holdings").json()["kinds"] == {"judgment": 5, "mediation": 1, "statute": 1}


def test_labels_are_those_of_the_facets(client: TestClient) -> None:
    labels = client.get("/v1/labels").json()
    assert labels["fields"]["kind"] == "文献类型" and labels["sections"]["ruling"] == "结果"
    for facet in client.get("/v1/facets", params={"field": "kind"}).json()["kind"]:
        assert labels["values"]["kind"][facet["value"]] == facet["label"]


def test_a_provision_says_whether_a_gist_stands_for_it(workspace: Workspace, client: TestClient) -> None:
    provision = client.get("/v1/documents/j-false-1").json()["statutes"][0]
    assert (provision["documents"], provision["gist"]) == (["s-85"], False)
    unheld = client.get("/v1/documents/j-loan").json()["statutes"][0]
    assert (unheld["documents"], unheld["gist"]) == ([], False)


def test_health_without_a_library_says_so(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(home=tmp_path / "none")), raise_server_exceptions=False) as empty:
        assert empty.get("/v1/health").json()["status"] == "no_library"
        answer = empty.get("/v1/search", params={"q": "理财"})
        assert answer.status_code == 503 and answer.json()["code"] == "unavailable"


def test_search_pages_and_facets(client: TestClient) -> None:
    params: dict[str, Any] = {
        "q": "责任",
        "limit": 1,
        "group": False,
        "facet": ["kind"],
        "filter": ["kind=judgment"],
    }
    first = client.get("/v1/search", params=params).json()
    assert first["hits"] and first["facets"]["kind"] and first["next_cursor"] == "1"
    second = client.get("/v1/search", params={**params, "cursor": first["next_cursor"]}).json()
    assert second["hits"][0]["rank"] == 2 and second["hits"][0]["id"] != first["hits"][0]["id"]
    counted = client.get("/v1/facets", params={"field": ["kind", "court"]}).json()
    assert {f["value"]: f["count"] for f in counted["kind"]} == {"judgment": 5, "mediation": 1, "statute": 1}


def test_similar_by_text_document_and_file(client: TestClient) -> None:
    by_text = client.post("/v1/similar", json={"text": PERSON}).json()
    assert by_text["hits"][0]["id"] == "j-loan" and by_text["hits"][0]["why"]
    by_id = client.get("/v1/documents/j-false-1/similar").json()
    assert by_id == by_id | {
        "total": client.post("/v1/similar", json={"document_id": "j-false-1"}).json()["total"]
    }
    upload = client.post("/v1/similar/file", files={"file": ("case.txt", PERSON.encode())})
    assert upload.json()["hits"][0]["id"] == "j-loan"
    bad = client.post("/v1/similar/file", files={"file": ("case.txt", b"")})
    assert bad.status_code == 422 and bad.json()["code"] == "unreadable_file"


def test_a_document_in_full(client: TestClient) -> None:
    shown = client.get("/v1/documents/j-false-1").json()
    assert shown["parsed"]["case_number"] == "(2021)沪74民初1号"
    assert shown["statutes"][0]["documents"] == ["s-85"]
    assert {s["role"] for s in shown["sections"]} >= {"facts", "reasoning", "ruling"}
    for section in shown["sections"]:
        assert shown["text"][section["start"] : section["end"]] == section["text"]
    law = client.get("/v1/documents/s-85").json()
    assert {r["id"] for r in law["cited_by"]} == {"j-false-1", "j-false-2", "j-false-3"}
    page = client.get("/v1/documents/s-85/cited-by", params={"limit": 2}).json()
    assert page["total"] == 3 and len(page["items"]) == 2 and page["next_cursor"] == "2"


def test_texts(client: TestClient) -> None:
    parsed = client.post("/v1/parse", json={"text": PERSON, "with_text": True}).json()
    assert parsed["text"] == PERSON
    redacted = client.post("/v1/redact", json={"text": "联系电话13800138000。"}).json()
    assert "13800138000" not in redacted["text"] and redacted["replacements"]
    assert client.post("/v1/classify", json={"text": "上市公司财务造假，股民要求赔偿"}).json()["l2"] == "L01"


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "code"),
    [
        ("GET", "/v1/nowhere", {}, 404, "not_found"),
        ("GET", "/v1/documents/none", {}, 404, "document_not_found"),
        ("GET", "/v1/documents/none/similar", {}, 404, "document_not_found"),
        ("DELETE", "/v1/search", {}, 405, "method_not_allowed"),
        ("GET", "/v1/search", {"params": {"limit": "0"}}, 422, "invalid_request"),
        ("GET", "/v1/search", {"params": {"limit": "1000"}}, 422, "invalid_request"),
        ("GET", "/v1/search", {"params": {"q": "理" * 5001}}, 422, "invalid_request"),
        ("GET", "/v1/search", {"params": {"filter": "nothing=1"}}, 422, "bad_query"),
        ("GET", "/v1/search", {"params": {"q": "kind:nothing"}}, 422, "bad_query"),
        ("GET", "/v1/facets", {"params": {"field": "party"}}, 422, "bad_query"),
        ("POST", "/v1/similar", {"json": {}}, 422, "bad_query"),
        ("POST", "/v1/similar", {"json": {"nonsense": 1}}, 422, "invalid_request"),
        ("POST", "/v1/parse", {"content": b"{", "headers": {"content-type": "application/json"}}, 422,
         "invalid_request"),
        ("POST", "/v1/redact", {"json": {"text": "x", "policy": "none"}}, 422, "bad_query"),
        ("POST", "/v1/parse", {"json": {"text": "长" * 10_000}}, 413, "too_large"),
        ("POST", "/v1/similar/file", {"files": {"file": ("a.txt", b"x" * 40_000)}}, 413, "too_large"),
    ],
)  # fmt: skip
def test_errors_are_problems_in_chinese(
    client: TestClient, method: str, path: str, options: dict[str, Any], status: int, code: str
) -> None:
    answer = client.request(method, path, **options)
    body = answer.json()
    assert (answer.status_code, body["code"], body["status"]) == (status, code, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert any("\u4e00" <= c <= "\u9fff" for c in body["message"])
    assert body["request_id"] == answer.headers["x-request-id"]


def test_a_body_without_a_length_is_limited_too(client: TestClient) -> None:
    answer = client.post(
        "/v1/parse", content=iter([b"x" * 9_000] * 4), headers={"content-type": "application/json"}
    )
    assert answer.status_code == 413


def test_an_unexpected_fault_is_a_problem(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("search_api.retrieval.searcher.search", broken)
    answer = client.get("/v1/search", params={"q": "理财"})
    assert answer.status_code == 500 and answer.json()["code"] == "internal_error"
    assert "secret" not in answer.text


def test_one_too_many_is_refused(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(Settings(home=workspace.home, max_concurrent=1))
    with TestClient(app) as opened:
        inside: list[int] = []
        from search_api.retrieval import searcher

        def nested(*args: Any) -> Any:
            monkeypatch.setattr(searcher, "search", original)
            inside.append(opened.get("/v1/search").status_code)
            return original(*args)

        original = searcher.search
        opened.get("/v1/search")
        monkeypatch.setattr(searcher, "search", nested)
        assert opened.get("/v1/search").status_code == 200
        assert inside == [429]


@pytest.mark.parametrize(("threads", "at_a_time"), [(0, 6), (7, 7)])
def test_requests_worked_on_at_a_time(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, threads: int, at_a_time: int
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    with TestClient(create_app(Settings(home=workspace.home, threads=threads))) as opened:
        assert opened.portal is not None
        told = opened.portal.call(lambda: to_thread.current_default_thread_limiter().total_tokens)
    assert told == at_a_time


def test_no_cross_origin_access_and_no_query_in_the_log(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="fengqiao"):
        answer = client.get(
            "/v1/search", params={"q": "孙某某的隐私"}, headers={"origin": "http://example.org"}
        )
    assert "access-control-allow-origin" not in answer.headers
    assert caplog.records and "孙某某" not in caplog.text and "%E5" not in caplog.text


def test_local_mode_stays_on_this_machine() -> None:
    with pytest.raises(ValidationError, match="loopback"):
        Settings(host="0.0.0.0")
    assert Settings(host="::1").host == "::1"


def test_the_interface_is_described_completely(client: TestClient) -> None:
    api = client.get("/v1/openapi.json").json()
    missing = []
    for path, methods in api["paths"].items():
        for method, route in methods.items():
            if not (route.get("summary") and route.get("description")):
                missing.append(f"{method} {path}")
            missing += [
                f"{path} {p['name']}" for p in route.get("parameters", []) if not p.get("description")
            ]
    for name, schema in api["components"]["schemas"].items():
        if name in ("HTTPValidationError", "ValidationError"):
            continue
        for field, value in schema.get("properties", {}).items():
            if not value.get("description"):
                missing.append(f"{name}.{field}")
    assert not missing


def test_the_service_imports_nothing_heavy() -> None:
    code = (
        "import sys, search_api.http.app;"
        "print([m for m in ('streamlit','pdfplumber','torch','pandas','pypinyin','fpdf') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_the_service_looks_for_garbage_seldom(client: TestClient) -> None:
    client.get("/v1/health")
    assert gc.get_threshold()[0] == 50_000
