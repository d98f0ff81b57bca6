"""Saved searches of shared folders over HTTP: every colleague has them, with their own rights and alerts."""

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from corpora.model import AccessLevel, Document
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from tests.search_api.conftest import documents
from tests.search_api.organisation import add_plain_user, organisation

CENTRE = "甲调解中心"
NAME = "松塔期货强平"


def found(id: str, access: AccessLevel = AccessLevel.PUBLIC) -> Document:
    """A case that the search finds; not public ones are another organisation's."""
    model = next(d for d in documents() if d.id == "j-margin")
    made = replace(model, id=id, title=f"{id}与某期货公司强行平仓纠纷", identifiers=(), case_number="")
    return replace(made, access=access, owner="乙调解中心") if access is not AccessLevel.PUBLIC else made


@pytest.fixture
def people(tmp_path) -> Iterator[SimpleNamespace]:
    """Owner (mediator, who reads redacted records of others), colleague (editor, who does not), stranger; a shared folder."""
    with Workspace.open(tmp_path / "home", create=True) as workspace:
        workspace.library.put([*documents(), found("twin", AccessLevel.REDACTED)], LOCAL_OWNER)
        workspace.sync()
        with organisation(workspace.home) as (app, clients):
            token = add_plain_user(app.state.service.office, "colleague", ("editor",), CENTRE)
            colleague = TestClient(app, headers={"authorization": f"Bearer {token}"})
            owner = clients["owner_org"]
            folder = owner.post("/v1/folders", json={"title": "示例案"}).json()["id"]
            owner.put(f"/v1/folders/{folder}/shares/colleague", json={})
            body = {"name": NAME, "query": "强行平仓", "alert": True, "folder_id": folder}
            kept = owner.post("/v1/saved-searches", json=body).json()
            yield SimpleNamespace(
                owner=owner, colleague=colleague, stranger=clients["stranger"], workspace=workspace, folder=folder,
                kept=kept, search=f"/v1/saved-searches/{kept['id']}",
                share=f"/v1/folders/{folder}/shares/colleague",
            )  # fmt: skip


def test_it_is_run_and_alerts_with_the_rights_of_who_looks(people: SimpleNamespace) -> None:
    (shown,) = people.colleague.get("/v1/saved-searches").json()["items"]
    assert (shown["name"], shown["owner"], shown["access"]) == (NAME, "owner-org", "read")
    assert (shown["total"], shown["checked"], shown["alert"], shown["unread"]) == (None, None, False, 0), (
        "what it found for its owner is not told"
    )
    ran = people.colleague.post(f"{people.search}/run").json()
    assert (ran["total"], ran["unread"]) == (people.kept["total"] - 1, 0), "without the redacted record"
    assert people.owner.get("/v1/saved-searches").json()["items"][0]["total"] == people.kept["total"]
    assert people.colleague.patch(people.search, json={"alert": True}).json()["alert"] is True
    people.workspace.library.put([found("open"), found("twin-2", AccessLevel.REDACTED)], LOCAL_OWNER)
    people.workspace.sync()
    for client, ids in ((people.colleague, {"open"}), (people.owner, {"open", "twin-2"})):
        assert client.post(f"{people.search}/run").json()["unread"] == len(ids)
        told = client.get("/v1/alerts").json()["items"]
        assert {row["document_id"] for row in told} == ids and {row["search"] for row in told} == {NAME}
    alerts = people.colleague.get("/v1/alerts").json()["items"]
    people.colleague.post("/v1/alerts/read", json={"ids": [row["id"] for row in alerts]})
    assert people.owner.get("/v1/alerts", params={"unread": True}).json()["total"] == 2
    people.owner.patch(people.search, json={"alert": False})
    assert people.colleague.get("/v1/saved-searches").json()["items"][0]["alert"] is True


def test_the_first_alerts_of_a_colleague_are_of_what_comes_later(people: SimpleNamespace) -> None:
    turned = people.colleague.patch(people.search, json={"alert": True}).json()
    assert (turned["alert"], turned["total"], turned["unread"]) == (True, people.kept["total"] - 1, 0)
    assert people.colleague.get("/v1/alerts", params={"check": True}).json()["total"] == 0


def test_with_the_share_everything_of_it_goes(people: SimpleNamespace) -> None:
    people.colleague.patch(people.search, json={"alert": True})
    people.workspace.library.put([found("open")], LOCAL_OWNER)
    people.workspace.sync()
    people.colleague.post(f"{people.search}/run")
    feed = people.colleague.post("/v1/alerts/feed").json()["path"]
    assert NAME in people.colleague.get(feed).text
    people.owner.delete(people.share)
    assert people.colleague.get("/v1/alerts", params={"check": True}).json()["total"] == 0
    assert NAME not in people.colleague.get(feed).text
    assert people.colleague.get("/v1/saved-searches").json()["total"] == 0
    listed = people.colleague.get("/v1/saved-searches", params={"folder": people.folder})
    assert (listed.status_code, listed.json()["code"]) == (404, "folder_not_found")
    for attempt in (
        people.colleague.post(f"{people.search}/run"),
        people.colleague.patch(people.search, json={"alert": False}),
        people.stranger.post(f"{people.search}/run"),
        people.stranger.patch(people.search, json={"alert": True}),
        people.stranger.delete(people.search),
        people.stranger.post(f"{people.search}/restore"),
    ):
        assert (attempt.status_code, attempt.json()["code"]) == (404, "saved_search_not_found")
        assert NAME not in attempt.text


def test_who_reads_changes_nothing_and_who_writes_renames_moves_and_deletes(people: SimpleNamespace) -> None:
    for attempt in (
        people.colleague.patch(people.search, json={"name": "改"}),
        people.colleague.patch(people.search, json={"folder_id": None}),
        people.colleague.delete(people.search),
        people.colleague.post(f"{people.search}/restore"),
    ):
        assert (attempt.status_code, attempt.json()["code"]) == (403, "folder_read_only")
    people.owner.put(people.share, json={"write": True})
    assert people.colleague.patch(people.search, json={"name": "改"}).json()["access"] == "write"
    assert people.owner.get("/v1/saved-searches").json()["items"][0]["name"] == "改"
    own = people.colleague.post("/v1/folders", json={"title": "自己的"}).json()["id"]
    moved = people.colleague.patch(people.search, json={"folder_id": own})
    assert (moved.status_code, moved.json()["code"]) == (404, "folder_not_found"), (
        "it is not taken from its owner"
    )
    assert people.colleague.delete(people.search).status_code == 204
    assert people.owner.get("/v1/saved-searches").json()["total"] == 0
    for client in (people.owner, people.colleague):
        assert client.get("/v1/saved-searches", params={"deleted": True}).json()["total"] == 1
    assert people.colleague.post(f"{people.search}/restore").json()["name"] == "改"
    body = {"name": "同事的", "query": "通知", "folder_id": people.folder}
    people.colleague.post("/v1/saved-searches", json=body)
    listed = people.owner.get("/v1/saved-searches", params={"folder": people.folder}).json()["items"]
    assert [(row["name"], row["access"]) for row in listed] == [("同事的", "write"), ("改", "own")]


def test_a_report_tells_what_its_writer_finds(people: SimpleNamespace) -> None:
    drafted = people.colleague.post("/v1/reports", json={"folder_id": people.folder}).json()["content"]
    assert [(m["asked"], m["total"]) for m in drafted["methods"]] == [("强行平仓", people.kept["total"] - 1)]
    own = people.owner.post("/v1/reports", json={"folder_id": people.folder}).json()["content"]
    assert [m["total"] for m in own["methods"]] == [people.kept["total"]]
