"""Case releases over HTTP in organisation mode: from candidates to publication and withdrawal, by several people."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Docx
from fastapi.testclient import TestClient

from corpora.model import Kind
from corpora.sample import sample_path
from indexer.ingest import ingest
from indexer.workspace import Workspace
from tests.search_api.organisation import add_plain_user, organisation

BUREAU = "示例监管局"
MODEL = "（2023）沪74民初9001号"
RECORD = """案件编号：示调〔2025〕第777号
调解组织：示例调解中心
调解员：和煦
受理日期：2025年3月5日
结案日期：2025年3月26日
申请人：卓尔雅
被申请人：示例远帆证券股份有限公司
请求金额：81,300元

【基本案情】
卓尔雅称其融资融券账户因担保品折算率调整被提前平仓，卓尔雅未收到示例远帆证券股份有限公司的书面通知。

【调解过程】
调解员调取短信日志，确认通知发往已停用的号码，双方对折算率调整日期没有异议。

【调解结果】
公司补偿40,000元，双方签署协议。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, TestClient]]:
    home: Path = tmp_path_factory.mktemp("releases")
    secret = home / "record.txt"
    secret.write_text(RECORD, encoding="utf-8")
    with Workspace.open(home, create=True) as workspace:
        ingest([sample_path()], workspace, workers=1)
        ingest([secret], workspace, kind=Kind.MEDIATION, access="restricted", owner="示例调解中心", workers=1)
    with organisation(home) as (app, clients):
        for name in ("writer", "checker", "approver"):
            token = add_plain_user(app.state.service.office, name, ("regulator",), BUREAU)
            clients[name] = TestClient(app, raise_server_exceptions=False)
            clients[name].headers["authorization"] = f"Bearer {token}"
        yield clients


def found(client: TestClient, query: str, *filters: str) -> str:
    hits = client.get("/v1/search", params={"q": query, "filter": list(filters), "limit": 1}).json()["hits"]
    return str(hits[0]["id"])


def done(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()


def batch(desk: dict[str, TestClient], number: str, form: str = "typical") -> int:
    made = done(
        desk["writer"].post(
            "/v1/releases", json={"title": "证券纠纷典型案例", "form": form, "issuers": [BUREAU]}
        ),
        201,
    )
    done(desk["writer"].patch(f"/v1/releases/{made['id']}", json={"number": number}))
    return int(made["id"])


def filled(desk: dict[str, TestClient], id: int, document: str) -> dict[str, Any]:
    """A case drafted from the document, with the parts it lacks written and every proposal carried out."""
    case = done(desk["writer"].post(f"/v1/releases/{id}/cases", json={"document_id": document}), 201)
    address = f"/v1/releases/{id}/cases/{case['id']}"
    content = case["content"]
    content["title"] = "投资者诉上市公司证券虚假陈述责任纠纷案"
    for section in content["sections"]:
        if section["key"] == "significance":
            section["blocks"] = [
                {
                    "id": "s1",
                    "text": "本案先行审理共通问题，其后案件参照处理，使众多投资者以较低成本得到救济，可供同类纠纷参考。",
                }
            ]
    case = done(desk["writer"].put(address, json={"content": content, "version": case["version"]}))
    for _ in range(3):
        body = {"version": case["version"], "accept_all": True}
        case = done(desk["writer"].post(f"{address}/redactions", json=body))
    return dict(case)


def test_a_batch_is_compiled_approved_published_found_and_withdrawn(desk: dict[str, TestClient]) -> None:
    writer = desk["writer"]
    document = found(writer, MODEL)
    id = batch(desk, "2026年第1批")
    case = filled(desk, id, document)
    text = "".join(b["text"] for s in case["content"]["sections"] for b in s["blocks"])
    assert "郗明夏" not in text and "澜山" not in text
    check = done(writer.get(f"/v1/releases/{id}/check"))
    assert check["blocking"] == 0, [f["message"] for f in check["findings"] if f["level"] == "block"]
    assert any(f["code"] == "rare_fact" for f in check["findings"])

    steps = f"/v1/releases/{id}/steps"
    done(desk["checker"].post(steps, json={"action": "check"}))
    refused = desk["checker"].post(steps, json={"action": "approve"})
    assert (refused.status_code, refused.json()["code"]) == (409, "same_person")
    done(desk["approver"].post(steps, json={"action": "approve"}))
    assert done(desk["approver"].post(steps, json={"action": "publish"}))["state"] == "published"

    public = desk["public"]
    hits = public.get("/v1/search", params={"q": case["content"]["title"], "filter": "kind=typical"}).json()[
        "hits"
    ]
    assert case["content"]["title"] in [hit["title"] for hit in hits]
    edition = done(public.get(f"/v1/editions/{id}"))
    assert edition["intact"] and edition["number"] == "2026年第1批"
    assert all(b["source"] is None for c in edition["contents"] for s in c["sections"] for b in s["blocks"])
    feed = public.get("/v1/editions/feed.atom").text
    assert "2026年第1批" in feed and case["content"]["title"] in feed
    first, second = (public.get(f"/v1/editions/{id}/export", params={"format": "html"}).content for _ in "12")
    assert first == second and edition["sha256"].encode() in first

    done(desk["approver"].post(steps, json={"action": "withdraw", "note": "示例：当事人申请"}))
    hits = public.get("/v1/search", params={"q": case["content"]["title"], "filter": "kind=typical"}).json()[
        "hits"
    ]
    assert case["content"]["title"] not in [hit["title"] for hit in hits]
    assert done(public.get(f"/v1/editions/{id}"))["contents"] == []
    page = public.get(f"/v1/editions/{id}/export", params={"format": "html"}).text
    assert "示例：当事人申请" in page and "投资差额" not in page
    assert "撤回" in public.get("/v1/editions/feed.atom").text


def test_a_name_left_anywhere_keeps_a_batch_from_being_checked(desk: dict[str, TestClient]) -> None:
    writer = desk["writer"]
    id = batch(desk, "2026年第2批")
    case = filled(desk, id, found(writer, MODEL))
    address = f"/v1/releases/{id}/cases/{case['id']}"
    content = case["content"]
    content["subtitle"] = "郗 明 夏以一案带动众案"
    case = done(writer.put(address, json={"content": content, "version": case["version"]}))
    refused = desk["checker"].post(f"/v1/releases/{id}/steps", json={"action": "check"})
    assert refused.json()["code"] == "blocked" and "郗" in refused.json()["message"]
    kept = {"version": case["version"], "keep": "郗 明 夏", "reason": "示例"}
    writer.post(f"{address}/redactions", json=kept)
    assert done(writer.get(f"/v1/releases/{id}/check"))["blocking"] > 0


def test_a_reviewer_sends_it_back_and_sees_what_changed(desk: dict[str, TestClient]) -> None:
    id = batch(desk, "2026年第3批")
    case = filled(desk, id, found(desk["writer"], MODEL))
    done(desk["checker"].post(f"/v1/releases/{id}/steps", json={"action": "check"}))
    assert done(desk["approver"].post(f"/v1/releases/{id}/looks"), 201)["since"] is None
    address = f"/v1/releases/{id}/cases/{case['id']}"
    note = {"block": "title", "text": "标题请写明纠纷类型"}
    remark = done(desk["approver"].post(f"{address}/remarks", json=note), 201)
    done(desk["approver"].post(f"/v1/releases/{id}/steps", json={"action": "return", "note": "见批注"}))
    content = case["content"] | {"title": "投资者诉某公司证券虚假陈述责任纠纷示范案"}
    done(desk["writer"].put(address, json={"content": content, "version": case["version"]}))
    done(desk["writer"].post(f"{address}/remarks/{remark['id']}", json={}))
    new = done(desk["approver"].post(f"/v1/releases/{id}/looks"), 201)
    assert [place["place"] for each in new["cases"] for place in each["places"]] == ["title"]
    assert done(desk["approver"].post(f"/v1/releases/{id}/looks"), 201)["cases"] == []


def test_a_confidential_record_is_proposed_redacted_and_waits_for_consent(
    desk: dict[str, TestClient],
) -> None:
    hits = (
        desk["regulator"]
        .get("/v1/search", params={"q": "担保品折算率调整提前平仓", "filter": "kind=mediation", "limit": 1})
        .json()["hits"]
    )
    assert hits[0]["access"] == "redacted"
    proposal = {"document_id": hits[0]["id"], "reason": "处理思路清楚", "origin": "organisation"}
    candidate = done(desk["regulator"].post("/v1/releases/candidates", json=proposal), 201)
    id = batch(desk, "2026年第4批", "mediation")
    done(desk["writer"].post(f"/v1/releases/{id}/cases", json={"candidate": candidate["id"]}), 201)
    codes = {f["code"] for f in done(desk["writer"].get(f"/v1/releases/{id}/check"))["findings"]}
    assert "consent_missing" in codes
    rows = done(desk["writer"].get("/v1/releases/candidates", params={"state": "taken"}))["items"]
    assert [row["id"] for row in rows] == [candidate["id"]]


def test_what_the_program_proposes_has_reasons(desk: dict[str, TestClient]) -> None:
    items = done(desk["regulator"].get("/v1/releases/suggestions"))["items"]
    rules = {item["rule"] for item in items}
    assert {"parallel", "first_of_type", "satisfied"} <= rules
    assert all(item["reason"] for item in items)
    assert len({item["document_id"] for item in items}) == len(items)


def test_the_public_sees_editions_and_no_drafts(desk: dict[str, TestClient]) -> None:
    id = batch(desk, "2026年第5批")
    for path in ("/v1/releases", f"/v1/releases/{id}", "/v1/releases/candidates"):
        assert desk["public"].get(path).status_code == 403
    assert desk["public"].get(f"/v1/editions/{id}").status_code == 404
    assert desk["public"].get("/v1/editions").status_code == 200


def test_a_finished_file_is_looked_through_to_its_properties(desk: dict[str, TestClient]) -> None:
    id = batch(desk, "2026年第6批")
    filled(desk, id, found(desk["writer"], MODEL))
    made = Docx()
    made.add_paragraph("投资者与上市公司的纠纷")
    made.core_properties.author = "郗明夏"
    table = made.add_table(rows=1, cols=1)
    table.cell(0, 0).text = "澜山精密股份有限公司"
    data = io.BytesIO()
    made.save(data)
    answer = desk["writer"].post(
        f"/v1/releases/{id}/file-check", files={"file": ("草稿.docx", data.getvalue())}
    )
    places = {f["place"] for f in done(answer)["findings"] if f["level"] == "block"}
    assert {"文件属性 creator", "正文 表格单元1"} <= places
    refused = desk["writer"].post(f"/v1/releases/{id}/file-check", files={"file": ("坏.docx", b"no zip")})
    assert refused.status_code == 422


@pytest.mark.parametrize("format", ["docx", "html"])
def test_a_draft_is_exported_marked_as_one(desk: dict[str, TestClient], format: str) -> None:
    id = batch(desk, f"2026年第7批{format}")
    filled(desk, id, found(desk["writer"], MODEL))
    answer = desk["writer"].get(f"/v1/releases/{id}/export", params={"format": format})
    assert answer.status_code == 200
    text = (
        answer.text
        if format == "html"
        else "\n".join(p.text for p in Docx(io.BytesIO(answer.content)).paragraphs)
    )
    assert "草稿" in text and "典型意义" in text
