"""Folders shared over HTTP: what colleagues may do in them, and that nobody else learns of them."""

from collections.abc import Iterator
from shutil import copytree, ignore_patterns
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from indexer.workspace import Workspace
from office.folders import store
from office.identity import Actor
from search_api.http.routes.desk_rows import WITHHELD
from tests.search_api.organisation import add_plain_user, organisation

CENTRE = "甲调解中心"
GONE = "已不在库中的示例案"


@pytest.fixture(scope="module")
def people(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """Owner and colleague of one organisation, a stranger of another, and the office store of their own."""
    home = tmp_path_factory.mktemp("sharing") / "home"
    copytree(workspace.home, home, ignore=ignore_patterns("office*", "audit"))
    with organisation(home) as (app, clients):
        office = app.state.service.office
        token = add_plain_user(office, "colleague", ("mediator",), CENTRE)
        colleague = TestClient(app, headers={"authorization": f"Bearer {token}"})
        yield SimpleNamespace(
            owner=clients["owner_org"], colleague=colleague, stranger=clients["stranger"], office=office
        )


@pytest.fixture
def folder(people: SimpleNamespace) -> str:
    """Path of a folder with a document that the library holds and one that it does not."""
    made = people.owner.post("/v1/folders", json={"title": "示例案", "pending_case": "保证金不足"}).json()
    with people.office.session() as session:
        owner = Actor("owner-org", frozenset({"mediator"}), CENTRE)
        store.add_item(session, owner, made["id"], "gone", GONE, "", [])
    path = f"/v1/folders/{made['id']}"
    people.owner.post(f"{path}/items", json={"document_id": "j-margin", "note": "焦点同"})
    return path


def test_who_is_offered(people: SimpleNamespace) -> None:
    assert people.owner.get("/v1/colleagues").json() == [{"name": "colleague", "label": "colleague"}]
    assert people.stranger.get("/v1/colleagues").json() == []


def test_a_reader_reads(people: SimpleNamespace, folder: str) -> None:
    assert people.colleague.get(folder).status_code == 404
    assert people.owner.put(f"{folder}/shares/colleague", json={}).status_code == 204
    seen = people.colleague.get(folder).json()
    assert (seen["access"], seen["owner"], seen["shared"], seen["documents"]) == ("read", "owner-org", 1, 2)
    assert seen["id"] in [row["id"] for row in people.colleague.get("/v1/folders").json()["items"]]
    titles = [item["title"] for item in people.colleague.get(f"{folder}/items").json()["items"]]
    assert titles[0] == WITHHELD and titles[1]
    assert people.owner.get(f"{folder}/items").json()["items"][0]["title"] == GONE
    refused = people.colleague.patch(folder, json={"note": "改"})
    assert (refused.status_code, refused.json()["code"]) == (403, "folder_read_only")
    report = people.colleague.post("/v1/reports", json={"folder_id": seen["id"]})
    assert report.status_code == 201 and GONE not in report.text and "1件文书" in report.text
    assert people.owner.get(f"/v1/reports/{report.json()['id']}").status_code == 404, (
        "a report is its writer's"
    )


def test_a_writer_writes_and_what_they_decide_is_seen(people: SimpleNamespace, folder: str) -> None:
    people.owner.put(f"{folder}/shares/colleague", json={"write": True})
    assert people.colleague.patch(folder, json={"note": "补充"}).json()["note"] == "补充"
    item = people.colleague.get(f"{folder}/items").json()["items"][0]
    changed = people.colleague.patch(f"{folder}/items/{item['id']}", json={"note": "看"})
    assert changed.json()["title"] == WITHHELD
    number = int(folder.rpartition("/")[2])
    body = {"folder_id": number, "document_id": "j-margin", "similar": True, "reason": "通知义务相同"}
    assert people.colleague.post("/v1/verdicts", json=body).status_code == 201
    (given,) = people.owner.get("/v1/verdicts", params={"folder_id": number}).json()["items"]
    assert (given["owner"], given["reason"]) == ("colleague", "通知义务相同")
    for attempt in (
        people.colleague.delete(folder),
        people.colleague.put(f"{folder}/shares/stranger", json={}),
        people.stranger.get(folder),
        people.stranger.get(f"{folder}/shares"),
        people.stranger.delete(f"{folder}/shares/colleague"),
    ):
        assert (attempt.status_code, attempt.json()["code"]) == (404, "folder_not_found")
    assert people.stranger.get("/v1/verdicts", params={"folder_id": number}).json()["total"] == 0


def test_nobody_else_is_let_in_and_a_colleague_leaves(people: SimpleNamespace, folder: str) -> None:
    for name in ("stranger", "nobody", "owner-org", "管理员 一"):
        refused = people.owner.put(f"{folder}/shares/{name}", json={})
        assert (refused.status_code, refused.json()["code"]) == (404, "colleague_not_found")
    people.owner.put(f"{folder}/shares/colleague", json={})
    assert [row["name"] for row in people.colleague.get(f"{folder}/shares").json()] == ["colleague"]
    assert people.colleague.delete(f"{folder}/shares/colleague").status_code == 204
    assert people.colleague.get(folder).status_code == 404
