"""Consults, recusal and the quality report over HTTP, in local and in organisation mode."""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as WordDocument
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from corpora.model import Document, Kind, MediationFacts
from experts.roster.sample import load_sample
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from office.identity import LOCAL_ACTOR
from office.sealing import Seal
from office.store import Office
from search_api.http.app import create_app
from search_api.http.settings import Settings
from tests.search_api.conftest import documents
from tests.search_api.organisation import add_plain_user, organisation

ASK = {
    "title": "强行平仓前的通知",
    "question": "期货公司未通知追加保证金就强行平仓，客户张伟（电话13800001234）要求赔偿，过错如何认定？",
    "types": ["F02"],
    "attachments": [{"document_id": "j-margin"}],
}
EVALUATION = {
    "facts": "客户保证金不足。",
    "issues": "是否履行通知义务。",
    "applicant": "未收到通知。",
    "respondent": "合同约定了通知方式。",
    "outcome": "公司可能承担部分责任。",
    "proposal": "公司补偿三成。",
    "reservations": "未见通知记录原件。",
}


def _records() -> list[Document]:
    secret = next(document for document in documents() if document.kind is Kind.MEDIATION)
    return [
        replace(
            secret, id=f"m-{n}",
            mediation=MediationFacts(organisation=name, outcome="达成协议", days=20, closed_on=dt.date(2023, 5, n)),
        )
        for n, name in enumerate(("甲调解中心", "甲调解中心", "乙调解中心"), 1)
    ]  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with Workspace.open(tmp_path / "home", create=True) as opened:
        opened.library.put([*documents(), *_records()], LOCAL_OWNER)
        opened.sync()
    with Office.open(tmp_path / "home", "") as office, office.session() as session:
        load_sample(session, Seal.of(tmp_path / "home"), LOCAL_ACTOR)
    return tmp_path / "home"


@pytest.fixture
def client(home: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(home=home)), raise_server_exceptions=False) as opened:
        yield opened


def test_from_question_to_neutral_evaluation(client: TestClient) -> None:
    made = client.post("/v1/consults", json=ASK)
    assert made.status_code == 201, made.text
    consult = made.json()
    assert "13800001234" not in made.text
    assert consult["attachments"][0]["document_id"] == "j-margin"
    assert consult["candidates"]
    assert consult["due"]["kind"] == "take"
    at = f"/v1/consults/{consult['id']}"
    early = client.post(f"{at}/answers", json={"text": "答复"})
    assert (early.status_code, early.json()["code"]) == (409, "consult_out_of_order")
    expert = consult["candidates"][0]["id"]
    assert client.post(f"{at}/take", json={"expert": expert}).json()["state"] == "taken"
    wrong = client.post(f"{at}/answers", json={"text": "答复", "cases": ["(2099)示01民终1号"]})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "consult_bad_citation")
    answer = {"text": "见期货和衍生品法第四十一条。", "cases": ["j-margin"], "evaluation": EVALUATION}
    answered = client.post(f"{at}/answers", json=answer).json()
    assert answered["state"] == "answered"
    assert answered["answers"][0]["cases"][0]["id"] == "j-margin"
    assert answered["answers"][0]["basis"][0]["article"] == "第四十一条"
    assert client.post(f"{at}/rating", json={"rating": 5, "note": "清楚"}).json()["rating"] == 5
    assert client.post(f"{at}/proposal").json()["proposed"] is True
    assert [step["step"] for step in client.get(at).json()["steps"]] == [
        "ask",
        "take",
        "answer",
        "rate",
        "propose",
    ]
    file = client.get(f"{at}/report")
    paper = WordDocument(io.BytesIO(file.content))
    told = "\n".join(p.text for p in paper.paragraphs)
    assert "中立评估意见书" in told
    assert "公司补偿三成" in told
    east = paper.styles["Normal"].element.rPr.rFonts.attrib
    assert "宋体" in east.values()


def test_second_opinion_limits_and_reminders(client: TestClient) -> None:
    limits = {"organisation": "", "take_days": 2, "answer_days": 8}
    assert client.put("/v1/consults/limits", json=limits).json() == limits
    consult = client.post("/v1/consults", json=ASK).json()
    at = f"/v1/consults/{consult['id']}"
    expert = consult["candidates"][0]["id"]
    client.post(f"{at}/take", json={"expert": expert})
    client.post(f"{at}/answers", json={"text": "答复"})
    second = client.post(f"{at}/second-opinion", json={"note": "意见不一"}).json()
    assert second["parent"] == consult["id"]
    assert expert not in {one["id"] for one in second["candidates"]}
    assert client.get("/v1/consults/reminders").json()["total"] == 0
    assert client.get("/v1/consults", params={"state": "asked"}).json()["total"] == 1


def test_an_officer_cannot_name_who_was_not_routed_to(home: Path) -> None:
    with organisation(home) as (_, clients):
        consult = clients["owner_org"].post("/v1/consults", json=ASK).json()
        at = f"/v1/consults/{consult['id']}"
        routed = {one["id"] for one in consult["candidates"]}
        people = clients["officer"].get("/v1/roster", params={"limit": 100}).json()["items"]
        unchecked = next(one["id"] for one in people if one["id"] not in routed)
        refused = clients["officer"].post(f"{at}/take", json={"expert": unchecked})
        assert (refused.status_code, refused.json()["code"]) == (422, "consult_refused")
        assert "没有分派给这位专家" in refused.json()["message"]
        assert clients["officer"].get(at).json()["state"] == "asked"
        named = clients["officer"].post(f"{at}/take", json={"expert": consult["candidates"][0]["id"]})
        assert named.json()["state"] == "taken"


def test_nobody_else_learns_of_a_consult(home: Path) -> None:
    with organisation(home) as (app, clients):
        made = clients["owner_org"].post("/v1/consults", json=ASK)
        assert made.status_code == 201, made.text
        at = f"/v1/consults/{made.json()['id']}"
        assert clients["owner_org"].get(at).status_code == 200
        assert clients["officer"].get(at).status_code == 200
        for name in ("stranger", "expert", "editor"):
            gone = clients[name].get(at)
            assert (gone.status_code, gone.json()["code"]) == (404, "consult_not_found")
            assert clients[name].get("/v1/consults").json()["total"] == 0
        expert = made.json()["candidates"][0]["id"]
        token = add_plain_user(app.state.service.office, expert.lower(), ("expert",))
        routed = TestClient(app, raise_server_exceptions=False, headers={"authorization": f"Bearer {token}"})
        assert routed.post(f"{at}/take", json={"expert": expert}).json()["may"] == [
            "pass",
            "return",
            "answer",
        ]
        assert clients["nobody"].get(at).status_code == 401


def test_recusal_tells_classes_only_and_decisions_hold(client: TestClient) -> None:
    dispute = {
        "parties": [
            {"name": "澄州商业银行股份有限公司", "side": "respondent"},
            {"name": "钱某", "side": "applicant"},
        ]
    }
    checked = client.post("/v1/recusal/check", json={"dispute": dispute, "people": ["P001"]})
    found = checked.json()["items"][0]["grounds"]
    assert [ground["name"] for ground in found] == ["与纠纷有利害关系"]
    assert not any(word in checked.text for word in ("配偶", "示例乔配偶", "澄江分行"))
    body = {"dispute": dispute, "person": "P001", "decision": "consented", "reason": "已披露"}
    refused = client.post("/v1/recusal/decisions", json=body | {"consents": {"0": "卷宗3页"}})
    assert (refused.status_code, refused.json()["code"]) == (422, "recusal_refused")
    made = client.post("/v1/recusal/decisions", json=body | {"consents": {"0": "卷宗3页", "1": "卷宗4页"}})
    assert made.status_code == 201, made.text
    again = client.post("/v1/recusal/check", json={"dispute": dispute, "people": ["P001"]})
    assert again.json()["items"][0]["grounds"] == []
    assert client.get("/v1/recusal/decisions", params={"person": "P001"}).json()["total"] == 1
    missing = client.post("/v1/recusal/check", json={"dispute": dispute, "people": ["P999"]})
    assert (missing.status_code, missing.json()["code"]) == (404, "not_on_roster")


def test_names_are_compared(client: TestClient) -> None:
    body = {"a": "工行", "b": "中国工商银行股份有限公司"}
    assert client.post("/v1/experts/compare", json=body).json()["possible_conflict"] is True
    bad = client.post("/v1/experts/compare", json=body | {"facts": [{"entity": "x"}]})
    assert (bad.status_code, bad.json()["code"]) == (422, "recusal_refused")


def test_the_quality_report_as_figures_and_files(client: TestClient) -> None:
    period = {"from": "2015-01-01", "to": "2026-12-31"}
    report = client.get("/v1/quality", params=period).json()
    assert report["total"]["closed"] == 3
    assert report["total"]["rate"] is None
    assert "样本不足" in report["total"]["rate_text"]
    book = load_workbook(
        io.BytesIO(client.get("/v1/quality/export", params=period | {"format": "xlsx"}).content)
    )
    assert book["各组织质效"].max_row >= 3
    paper = WordDocument(io.BytesIO(client.get("/v1/quality/export", params=period).content))
    assert any("成功率" in p.text for p in paper.paragraphs)
    turned = client.get("/v1/quality", params={"from": "2026-12-31", "to": "2026-01-01"})
    assert (turned.status_code, turned.json()["code"]) == (422, "bad_query")


def test_the_quality_report_is_for_officers_and_regulators(home: Path) -> None:
    with organisation(home) as (_, clients):
        period = {"from": "2026-01-01", "to": "2026-06-30"}
        for name, status in (("officer", 200), ("regulator", 200), ("mediator", 403), ("nobody", 401)):
            assert clients[name].get("/v1/quality", params=period).status_code == status


def test_time_limits_from_a_day_on(client: TestClient) -> None:
    rows = {
        row["id"]: row for row in client.get("/v1/deadlines", params={"start": "2026-09-28"}).json()["items"]
    }
    assert rows["acceptance_court"]["last_day"] == "2026-10-10"
    assert rows["small_claim_proposal"]["note"] == "未核对规则原文"
    late = client.get("/v1/deadlines", params={"start": "2026-12-30"}).json()["items"]
    assert all("尚未收录" in row["note"] for row in late if row["unit"] == "working_days")
    assert client.get("/v1/deadlines", params={"start": "2001-01-01"}).status_code == 422
