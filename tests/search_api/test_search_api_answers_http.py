"""Standard answers and the knowledge base over HTTP."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document as read_docx
from fastapi.testclient import TestClient

from office.bank import shipped
from search_api.answers import Answerer
from search_api.http.app import create_app
from search_api.http.settings import Settings


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home: Path = tmp_path_factory.mktemp("bank-alone")
    with TestClient(create_app(Settings(home=home)), raise_server_exceptions=False) as opened:
        yield opened


def test_a_question_is_answered_without_a_library_and_kept(client: TestClient) -> None:
    answer = client.get("/v1/answers", params={"q": "信用卡被盗刷产生的透支款，我还要还吗"}).json()
    assert answer["answered"] and answer["entry_id"] == "BB-002" and answer["cases"] == []
    assert set(answer["basis"][0]) >= {"law", "article", "version"}
    kept = client.get(f"/v1/answers/records/{answer['record_id']}").json()
    assert kept["shown"][0]["entry_id"] == "BB-002" and kept["shown"][0]["version"] == 1
    assert kept["shown"][0]["short_answer"] == answer["answer"]
    body = {"record_id": answer["record_id"], "entry_id": "BB-002", "helpful": True}
    assert client.post("/v1/answers/feedback", json=body).status_code == 204
    wrong = client.post("/v1/answers/feedback", json=body | {"entry_id": "BA-001"})
    assert wrong.status_code == 404 and wrong.json()["code"] == "record_not_found"


def test_what_has_no_answer_is_collected_and_declined_is_not(client: TestClient) -> None:
    for question in (
        "股权激励的限制性股票离职后公司按原价收回合理吗",
        "限制性股票激励离职公司要按原价收回去合理吗",
    ):
        assert not client.post("/v1/answers", json={"question": question}).json()["answered"]
    client.get("/v1/answers", params={"q": "你好"})
    groups = client.get("/v1/answers/unanswered").json()
    assert groups["total"] == 1 and groups["items"][0]["count"] == 2
    handled = client.post(
        "/v1/answers/unanswered", json={"ids": groups["items"][0]["ids"], "how": "dismissed"}
    )
    assert handled.json() == {"handled": 2} and client.get("/v1/answers/unanswered").json()["total"] == 0


def test_topics_lead_to_entries(client: TestClient) -> None:
    topics = client.get("/v1/answers/topics").json()
    assert len(topics) >= 50 and sum(topic["count"] for topic in topics) >= 410
    page = client.get("/v1/answers/entries", params={"type": "B04", "limit": 5}).json()
    assert page["total"] >= 20 and page["next_cursor"] == "5" and len(page["items"]) == 5
    one = client.get(f"/v1/answers/entries/{page['items'][0]['entry']['id']}").json()
    assert one["review_note"].startswith("已对照条文，未经律师复核") and "B04" in one["labels"]
    missing = client.get("/v1/answers/entries/ZZ-999")
    assert missing.status_code == 404 and missing.json()["message"].startswith("没有编号为ZZ-999")
    draft = next(entry.id for entry in shipped() if entry.state == "draft")
    assert client.get(f"/v1/answers/entries/{draft}").status_code == 404


def test_one_person_alone_cannot_publish(client: TestClient) -> None:
    entry = shipped()[1].model_dump(mode="json", exclude_none=True)
    made = client.post("/v1/answers/bank", json={"entry": entry, "note": "试改"})
    assert made.status_code == 201 and made.json()["state"] == "draft" and made.json()["version"] == 2
    refused = client.post(f"/v1/answers/bank/{entry['id']}/review")
    assert refused.status_code == 409 and refused.json()["code"] == "same_person"
    bad = client.post("/v1/answers/bank", json={"entry": entry | {"steps": []}})
    assert bad.status_code == 422 and bad.json()["code"] == "bad_answer"


def test_a_lawyers_review_is_told_beside_the_answer(client: TestClient) -> None:
    path = f"/v1/answers/bank/{shipped()[3].id}/lawyer-review"
    assert client.post(path, json={"lawyer": ""}).status_code == 422
    refused = client.post(path, json={"lawyer": "示例律师", "day": "2999-01-01"})
    assert refused.status_code == 422 and refused.json()["code"] == "day_to_come"
    made = client.post(path, json={"lawyer": "示例律师（示例律师事务所）", "note": "全文"})
    assert made.status_code == 201 and made.json()["state"] == "published" and made.json()["version"] == 2
    one = client.get(f"/v1/answers/entries/{shipped()[3].id}").json()
    assert one["version"] == 2 and "已由示例律师（示例律师事务所）复核" in one["review_note"]


def test_answers_are_ready_before_the_next_question(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Answerer] = []

    def noted(*given: Any) -> Answerer:
        made.append(Answerer(*given))
        return made[-1]

    assert client.get("/v1/answers", params={"q": "你好"}).status_code == 200, "the first one is made by now"
    monkeypatch.setattr("search_api.http.answering.Answerer", noted)
    path = f"/v1/answers/bank/{shipped()[4].id}/lawyer-review"
    assert client.post(path, json={"lawyer": "示例律师（示例律师事务所）"}).status_code == 201
    assert len(made) == 1
    assert client.get("/v1/answers", params={"q": shipped()[4].question}).status_code == 200
    assert len(made) == 1


def test_editors_read_every_version_and_find_entries(client: TestClient) -> None:
    entry = shipped()[2].model_dump(mode="json", exclude_none=True)
    client.post("/v1/answers/bank", json={"entry": entry | {"short_answer": "改过的简短回答。"}})
    first = client.get(f"/v1/answers/bank/{entry['id']}/versions/1").json()
    assert first["entry"]["short_answer"] == entry["short_answer"] and first["unverified"] == []
    second = client.get(f"/v1/answers/bank/{entry['id']}/versions/2").json()
    assert second["entry"]["short_answer"] == "改过的简短回答。" and second["entry"]["state"] == "draft"
    assert client.get(f"/v1/answers/bank/{entry['id']}/versions/9").status_code == 404
    found = client.get("/v1/answers/bank", params={"words": entry["id"].lower()}).json()
    assert [row["id"] for row in found["items"]] == [entry["id"]] and found["items"][0]["state"] == "draft"
    new = client.post("/v1/answers/bank", json={"entry": {**entry, "id": ""}})
    assert new.status_code == 201 and new.json()["id"] == "BX-001"


def test_guides_and_forms(client: TestClient) -> None:
    guides = client.get("/v1/guides").json()
    assert [guide["step"] for guide in guides] == ["受理", "披露", "程序", "协议", "司法确认", "反馈"]
    assert all(point["basis"] for guide in guides for point in guide["points"])
    assert {form["id"] for form in client.get("/v1/forms").json()} >= {
        "agreement",
        "confirmation",
        "feedback",
    }
    empty = client.post("/v1/forms/agreement", json={"values": {}})
    assert empty.status_code == 422 and "请填写" in empty.json()["message"]
    got = client.post("/v1/forms/agreement", json={"values": {"facts": "示例事实"}, "draft": True})
    text = "\n".join(p.text for p in read_docx(io.BytesIO(got.content)).paragraphs)
    assert "调解协议书" in text and "示例事实" in text
    assert client.get("/v1/answers/search", params={"q": "反馈函"}).json()[0]["kind"] == "form"


def test_bad_requests_are_told_plainly(client: TestClient) -> None:
    assert client.get("/v1/answers").json()["code"] == "invalid_request"
    assert client.get("/v1/answers", params={"q": "字" * 2001}).status_code == 422
