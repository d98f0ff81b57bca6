"""Folders, verdicts, saved searches, alerts and reports over HTTP."""

import io
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from docx import Document as WordDocument
from fastapi.testclient import TestClient

from corpora.model import AccessLevel, Document, Kind
from corpora.parse import parse_text
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from search_api.http.app import create_app
from search_api.http.settings import Settings
from search_api.reports.excerpts import WITHHELD, report_case, short
from tests.search_api.conftest import documents

CASE = "原告孙某在期货公司开户，行情剧烈波动时保证金不足，期货公司未通知即强行平仓，原告请求赔偿损失。"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def workspace(tmp_path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "home", create=True) as opened:
        opened.library.put(documents(), LOCAL_OWNER)
        opened.sync()
        yield opened


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    app = create_app(Settings(home=workspace.home))
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def _folder(client: TestClient) -> int:
    made = client.post("/v1/folders", json={"title": " 孙某案 ", "pending_case": CASE, "tags": ["期货"]})
    assert made.status_code == 201 and made.json()["title"] == "孙某案"
    return int(made.json()["id"])


def test_a_folder_is_filled_emptied_and_brought_back(client: TestClient) -> None:
    folder = _folder(client)
    put = client.post(
        f"/v1/folders/{folder}/items", json={"document_id": "j-margin", "note": "焦点同", "tags": ["对照"]}
    ).json()
    assert (put["kind"], put["note"]) == ("judgment", "焦点同")
    assert client.get("/v1/folders").json()["items"][0]["documents"] == 1
    item = f"/v1/folders/{folder}/items/{put['id']}"
    assert client.patch(item, json={"note": "改"}).json()["tags"] == ["对照"]
    assert client.delete(item).status_code == 204
    assert client.get(f"/v1/folders/{folder}/items").json()["total"] == 0
    assert client.post(f"{item}/restore").json()["note"] == "改"
    assert client.delete(f"/v1/folders/{folder}").status_code == 204
    gone = client.get(f"/v1/folders/{folder}")
    assert (gone.status_code, gone.json()["code"]) == (404, "folder_not_found")
    assert client.get("/v1/folders", params={"deleted": True}).json()["total"] == 1
    assert client.post(f"/v1/folders/{folder}/restore").json()["documents"] == 1


def test_a_document_that_left_the_library_stays_named(client: TestClient, workspace: Workspace) -> None:
    folder = _folder(client)
    client.post(f"/v1/folders/{folder}/items", json={"document_id": "j-loan"})
    workspace.library.delete(["j-loan"])
    workspace.sync()
    (item,) = client.get(f"/v1/folders/{folder}/items").json()["items"]
    assert item["held"] is False and item["title"]
    report = client.post("/v1/reports", json={"folder_id": folder}).json()
    assert report["content"]["cases"] == []
    assert item["title"] in report["content"]["limits"]


@pytest.mark.parametrize(
    ("method", "path", "body", "code"),
    [
        ("POST", "/v1/folders", {"title": " "}, "invalid_request"),
        ("POST", "/v1/folders", {"title": "x", "owner": "y"}, "invalid_request"),
        ("POST", "/v1/folders/1/items", {"document_id": "none"}, "document_not_found"),
        ("GET", "/v1/folders/99999999999", None, "invalid_request"),
        ("POST", "/v1/verdicts", {"document_id": "j-loan", "similar": True, "reason": "x"}, "bad_query"),
        ("POST", "/v1/saved-searches", {"name": "x", "query": "a", "case_text": "b"}, "bad_query"),
        ("POST", "/v1/saved-searches", {"name": "x", "filters": ["nonsense=1"]}, "bad_query"),
        ("GET", "/v1/reports/snapshots/2026-0001", None, "snapshot_not_found"),
        ("GET", "/v1/alerts/feed.atom?token=aaaaaaaaaaaaaaaaaaaaaaaa", None, "feed_not_found"),
    ],
)
def test_what_cannot_be_is_said(client: TestClient, method: str, path: str, body: object, code: str) -> None:
    answer = client.request(method, path, json=body)
    assert answer.json()["code"] == code and answer.json()["message"]


def test_a_verdict_counts_until_the_next_and_can_be_withdrawn(client: TestClient) -> None:
    folder = _folder(client)
    body = {"folder_id": folder, "document_id": "j-margin", "similar": True, "reason": "通知义务相同"}
    first = client.post("/v1/verdicts", json=body).json()
    assert first["case_label"] == "孙某案"
    pasted = client.post(
        "/v1/verdicts", json={**body, "folder_id": None, "case_text": f" {CASE}\n", "similar": False}
    ).json()
    assert pasted["case_key"] == first["case_key"], "the same case, pasted"
    shown = client.get("/v1/verdicts", params={"case_key": first["case_key"]}).json()["items"]
    assert [v["similar"] for v in shown] == [False]
    client.delete(f"/v1/verdicts/{pasted['id']}")
    assert (
        client.get("/v1/verdicts", params={"document_id": "j-margin"}).json()["items"][0]["similar"] is True
    )
    client.post(f"/v1/verdicts/{pasted['id']}/restore")
    assert client.get("/v1/verdicts", params={"history": True}).json()["total"] == 2


def _new(id: str, name: str) -> Document:
    model = next(d for d in documents() if d.id == "j-margin")
    return replace(model, id=id, title=f"{name}与某期货公司强行平仓纠纷", identifiers=(), case_number="")


def test_a_new_document_gives_one_alert_in_page_and_feed(client: TestClient, workspace: Workspace) -> None:
    kept = client.post(
        "/v1/saved-searches",
        json={
            "name": "强平",
            "query": "强行平仓",
            "filters": ["kind=judgment"],
            "order": "date",
            "alert": True,
        },
    ).json()
    assert kept["filters"] == ["kind=judgment"] and kept["total"] == 1
    client.post(f"/v1/saved-searches/{kept['id']}/run")
    assert client.get("/v1/alerts").json()["total"] == 0, "what was found when it was saved is not new"
    workspace.library.put([_new("j-new", "吴某"), _new("m-new", "郑某")], LOCAL_OWNER)
    secret = replace(_new("x-secret", "秘某"), owner="甲", access=AccessLevel.RESTRICTED)
    workspace.library.put([secret], LOCAL_OWNER)
    workspace.sync()
    again = client.post(f"/v1/saved-searches/{kept['id']}/run").json()
    assert again["unread"] == 3
    client.post(f"/v1/saved-searches/{kept['id']}/run")
    shown = client.get("/v1/alerts", params={"unread": True, "check": True}).json()
    assert shown["total"] == 3 and {a["search"] for a in shown["items"]} == {"强平"}

    address = client.post("/v1/alerts/feed").json()["path"]
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    titles = [e.text or "" for e in ElementTree.fromstring(answer.text).iter(f"{ATOM}title")]
    assert any("吴某" in title for title in titles)
    assert "秘某" not in answer.text and any("不公开" in title for title in titles)
    client.delete("/v1/alerts/feed")
    assert client.get(address).status_code == 404

    client.post("/v1/alerts/read", json={"ids": [a["id"] for a in shown["items"]]})
    assert client.get("/v1/alerts", params={"unread": True}).json()["total"] == 0
    assert client.get("/v1/saved-searches").json()["items"][0]["unread"] == 0


def test_a_saved_case_search_and_its_changes(client: TestClient) -> None:
    folder = _folder(client)
    kept = client.post("/v1/saved-searches", json={"name": "类案", "case_text": CASE}).json()
    path = f"/v1/saved-searches/{kept['id']}"
    changed = client.patch(path, json={"folder_id": folder, "alert": True}).json()
    assert (changed["folder_id"], changed["alert"], changed["case_text"]) == (folder, True, CASE)
    assert client.patch(path, json={"folder_id": None}).json()["folder_id"] is None
    client.delete(path)
    assert client.get("/v1/saved-searches").json()["total"] == 0
    assert client.post(f"{path}/restore").json()["alert"] is True


def _report(client: TestClient) -> dict[str, object]:
    folder = _folder(client)
    for id in ("m-secret", "j-margin"):
        client.post(f"/v1/folders/{folder}/items", json={"document_id": id})
    client.post(
        "/v1/saved-searches",
        json={"name": "强平", "query": "强行平仓", "filters": ["kind=judgment"], "folder_id": folder},
    )
    client.post(
        "/v1/verdicts",
        json={"folder_id": folder, "document_id": "j-margin", "similar": True, "reason": "通知义务相同"},
    )
    made: dict[str, object] = client.post("/v1/reports", json={"folder_id": folder}).json()
    return made


def test_a_report_is_drafted_with_what_can_be_known(client: TestClient) -> None:
    report = _report(client)
    content = report["content"]
    assert content["methods"][0]["asked"] == "强行平仓"
    assert content["methods"][0]["filters"] == ["文献类型：裁判文书"]
    assert {c["label"] for c in content["collections"]} == {"裁判文书", "调解案例", "法律条文"}
    assert content["pending"]["facts"].startswith("原告孙某")
    judgment, mediation = content["cases"]
    assert (judgment["document_id"], judgment["tier"], judgment["similar"]) == ("j-margin", "court", True)
    assert "履行了通知义务" in judgment["holding"] and judgment["holding_source"] == "理由"
    assert mediation["tier"] == "practice" and mediation["restricted"] is True
    assert report["missing"] == ["待决案件争议焦点", "是否参照或参考的结论", "是否参照或参考的理由"]


def test_an_edited_report_is_kept_and_refreshed(client: TestClient) -> None:
    report = _report(client)
    path = f"/v1/reports/{report['id']}"
    content = report["content"]
    content["pending"]["focus"] = "平仓前是否尽到通知义务"
    saved = client.put(path, json={"version": 1, "content": content}).json()
    assert saved["version"] == 2
    late = client.put(path, json={"version": 1, "content": content})
    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")
    client.post(f"/v1/folders/{report['folder_id']}/items", json={"document_id": "j-loan"})
    again = client.post(f"{path}/refresh").json()["content"]
    assert again["pending"]["focus"] == "平仓前是否尽到通知义务"
    assert [c["document_id"] for c in again["cases"]] == ["j-margin", "j-loan", "m-secret"]
    client.delete(path)
    assert client.get(path).status_code == 404
    assert client.post(f"{path}/restore").json()["version"] == 3


def test_a_snapshot_is_shown_again_as_it_was(client: TestClient) -> None:
    report = _report(client)
    path, content = f"/v1/reports/{report['id']}", report["content"]
    refused = client.post(f"{path}/snapshots")
    assert refused.json()["code"] == "report_incomplete" and "争议焦点" in refused.json()["message"]
    content["pending"]["focus"] = "通知义务"
    content["statement"] = {"decision": "refer", "text": "检索案例未生效，仅供参考。"}
    saved = client.put(path, json={"version": 1, "content": content}).json()
    assert saved["missing"] == []
    taken = client.post(f"{path}/snapshots").json()
    assert taken["intact"] is True and len(taken["sha256"]) == 64
    client.put(path, json={"version": 2, "content": {**content, "title": "改了"}})
    client.delete(path)
    again = client.get(f"/v1/reports/snapshots/{taken['number']}").json()
    assert again["content"] == content and again["sha256"] == taken["sha256"]
    assert client.get(f"{path}/snapshots").json()["total"] == 1
    file = client.get(f"/v1/reports/snapshots/{taken['number']}/export")
    text = "\n".join(p.text for p in WordDocument(io.BytesIO(file.content)).paragraphs)
    assert taken["number"] in text and taken["sha256"] in text and "参考" in text


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_a_draft_is_exported_and_says_so(client: TestClient, format: str) -> None:
    report = _report(client)
    file = client.get(f"/v1/reports/{report['id']}/export", params={"format": format})
    if file.status_code == 503:
        assert format == "pdf" and file.json()["code"] == "no_chinese_font"
        pytest.skip("no Chinese font on this machine (Debian: fonts-noto-cjk)")
    assert f".{format}" in file.headers["content-disposition"]
    assert file.content.startswith(b"%PDF" if format == "pdf" else b"PK")
    if format == "docx":
        word = WordDocument(io.BytesIO(file.content))
        text = "\n".join(p.text for p in word.paragraphs)
        assert "草稿，尚未定稿编号" in text and "（一）最高人民法院发布的指导性案例" in text
        assert "本次检索未列入该层级案例。" in text and "调解先例（不是裁判依据" in text
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        assert "是类案" in cells and "通知义务相同" in cells


def test_a_holding_leaves_out_its_heading() -> None:
    parts = (
        "【关键词】\n民事／期货",
        "【裁判要点】\n1. 平仓数量应与缺口相当。",
        "【基本案情】\n某日平仓。",
        "【裁判理由】\n理由。",
    )
    text = "\n\n".join(("示例指导案例9001号", "甲诉乙案", *parts))
    made = report_case(parse_text(text, Kind.GUIDING))
    assert made.holding == "1. 平仓数量应与缺口相当。"
    assert made.facts == "某日平仓。"


def test_a_report_tells_no_names_of_a_confidential_record() -> None:
    text = """案件编号：示调〔2025〕第778号
调解组织：示例调解中心
调解员：和煦
申请人：卓尔雅
被申请人：示例远帆证券股份有限公司

【基本案情】
卓尔雅称远帆证券未书面通知即提前平仓，损失81,300元。

【争议焦点】
远帆证券的通知是否送达卓尔雅。

【调解结果】
远帆证券向卓尔雅补偿40,000元，尔雅撤回投诉。
"""
    record = replace(
        parse_text(text, Kind.MEDIATION), access=AccessLevel.RESTRICTED, title="卓尔雅与远帆证券纠纷"
    )
    made = report_case(record)
    said = made.model_dump_json()
    assert made.restricted and "40,000元" in made.holding and made.facts
    assert not [name for name in ("卓尔雅", "尔雅", "远帆", "和煦", "778号", "示例调解中心") if name in said]


def test_of_a_record_that_cannot_be_redacted_nothing_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_api.reports.excerpts.redacted_twin", lambda document, id: None)
    text = "申请人：卓尔雅\n\n【调解结果】\n卓尔雅获偿。"
    record = replace(parse_text(text, Kind.MEDIATION), access=AccessLevel.RESTRICTED)
    made = report_case(record, "一句备注")
    assert (made.holding, made.facts, made.focus, made.note) == ("", "", "", "一句备注")
    assert made.title == WITHHELD


@pytest.mark.parametrize(
    ("most", "said"), [(20, "甲乙丙丁。戊己庚辛。"), (8, "甲乙丙丁。……"), (3, "甲乙丙……")]
)
def test_an_excerpt_ends_with_a_sentence_where_it_can(most: int, said: str) -> None:
    assert short("甲乙丙丁。戊己庚辛。", most) == said
