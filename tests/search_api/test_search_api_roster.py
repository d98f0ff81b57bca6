"""The expert library over HTTP: who sees what, files, matching, and what the database holds of personal data."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from experts.exchange.export import to_xlsx
from experts.roster.publicity import shipped_publicity
from experts.roster.roster import sample_roster
from experts.roster.sample import load_sample
from office.identity import LOCAL_ACTOR
from tests.search_api.organisation import add_plain_user, organisation

PRIVATE = [
    text
    for person in sample_roster().people
    if person.private
    for text in (person.private.phone, person.private.id_number, person.private.home_address)
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("roster")


@pytest.fixture(scope="module")
def clients(home: Path) -> Iterator[dict[str, TestClient]]:
    with organisation(home) as (app, found):
        service = app.state.service
        with service.office.session() as session:
            load_sample(session, service.seal, LOCAL_ACTOR)
        token = add_plain_user(service.office, "officer-o03", ("officer",), "云帆资本市场调解中心")
        own = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
        own.headers["authorization"] = f"Bearer {token}"
        yield found | {"officer of O03": own}


@pytest.mark.parametrize("role", ["public", "mediator", "administrator", "officer"])
def test_the_directory_tells_nothing_private_to_anybody(clients: dict[str, TestClient], role: str) -> None:
    client = clients[role]
    pages = [
        client.get("/v1/experts", params={"limit": 200}),
        client.get("/v1/organisations", params={"limit": 200}),
    ]
    pages += [client.get(f"/v1/experts/{p.id}") for p in sample_roster().people]
    text = "\n".join(page.text for page in pages)
    assert not [secret for secret in PRIVATE if secret in text]
    assert "relatives" not in text and "affiliations" not in text and "complaints" not in text
    listed = {item["id"] for item in pages[0].json()["items"]}
    assert listed == {p.id for p in sample_roster().people if p.published}
    answers = {p.id: page.status_code for p, page in zip(sample_roster().people, pages[2:], strict=True)}
    assert answers == {p.id: 200 if p.published else 404 for p in sample_roster().people}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"language": "手语"}, 1),
        ({"field": "期货衍生品", "language": "英语"}, None),
        ({"q": "退费 粤语"}, None),
        ({"organisation": "O07"}, None),
        ({"place": "内蒙古"}, None),
        ({"q": "无此人无此事"}, 0),
    ],
)
def test_searching_the_directory(
    clients: dict[str, TestClient], query: dict[str, str], found: int | None
) -> None:
    answer = clients["public"].get("/v1/experts", params=query).json()
    assert answer["total"] == found if found is not None else answer["total"] > 0


def test_success_rates_are_told_from_thirty_cases_on(clients: dict[str, TestClient]) -> None:
    items = clients["public"].get("/v1/experts", params={"limit": 200}).json()["items"]
    records = [item["record"] for item in items if item["record"]]
    assert any(not record["enough"] for record in records)
    for record in records:
        assert (record["rate"] is None) == (record["closed"] < 30)
        assert all((row["rate"] is None) == (row["closed"] < 30) for row in record["mix"])
        assert "样本不足" in record["note"] or record["mix"]


def test_private_fields_are_for_the_officer_of_the_organisation(clients: dict[str, TestClient]) -> None:
    path = "/v1/roster/people/P015"
    assert [clients[role].get(path).status_code for role in ("public", "mediator", "administrator")] == [
        403
    ] * 3
    assert clients["officer"].get(path).json()["person"]["private"]["phone"] == "000-00001015"
    own = clients["officer of O03"]
    assert own.get(path).status_code == 200
    assert own.get("/v1/roster/people/P001").status_code == 403
    refused = own.patch("/v1/roster/people/P001", json={"cells": {"学历": "博士"}, "reason": "x"})
    assert (refused.status_code, refused.json()["code"]) == (403, "role_not_allowed")
    exported = own.get("/v1/experts/export", params={"format": "csv", "private": True}).text
    assert "000-00001015" in exported and "000-00001001" not in exported


def test_a_change_is_checked_recorded_and_undone(clients: dict[str, TestClient]) -> None:
    officer, path = clients["officer"], "/v1/roster/people/P010"
    wrong = officer.patch(path, json={"cells": {"聘期止": "2001-01-01"}, "reason": "试"})
    assert wrong.status_code == 422 and "早于" in wrong.json()["message"]
    version = officer.get(path).json()["version"]
    done = officer.patch(
        path, json={"cells": {"联系电话": "000-00007777"}, "reason": "换号", "version": version}
    )
    assert done.status_code == 200 and "00007777" not in done.text
    late = officer.patch(path, json={"cells": {"学历": "博士"}, "reason": "x", "version": version})
    assert (late.status_code, late.json()["code"]) == (409, "changed_since")
    opened = officer.get(f"{path}/history", params={"private": True}).json()["items"][0]
    assert (opened["old"], opened["new"], opened["who"]) == ("000-00001010", "000-00007777", "officer")
    assert officer.post(f"/v1/roster/changes/{opened['batch']}/undo", json={"reason": "误改"}).json() == {
        "fields": 1
    }
    assert officer.get(path).json()["person"]["private"]["phone"] == "000-00001010"
    assert (
        officer.post(f"/v1/roster/changes/{opened['batch']}/undo", json={"reason": "再来"}).status_code == 422
    )


def test_an_import_that_was_previewed_is_refused_once_the_roster_changed(
    clients: dict[str, TestClient],
) -> None:
    officer = clients["officer"]
    data = to_xlsx(sample_roster(), private=False)
    seen = officer.post("/v1/experts/import", files={"file": ("名册.xlsx", data)})
    assert seen.status_code == 200 and seen.json()["counts"]["changed"] == 0
    officer.post("/v1/roster/people/P020/state", json={"state": "left", "reason": "本人申请"})
    body = {"reason": "导入", "token": seen.json()["token"]}
    late = officer.post(
        "/v1/experts/import", params={"dry_run": False}, files={"file": ("名册.xlsx", data)}, data=body
    )
    assert (late.status_code, late.json()["code"]) == (409, "changed_since")
    bare = officer.post("/v1/experts/import", params={"dry_run": False}, files={"file": ("名册.xlsx", data)})
    assert bare.status_code == 422 and "原因" in bare.json()["message"]


def test_a_file_with_a_fault_changes_nothing(clients: dict[str, TestClient]) -> None:
    officer = clients["officer"]
    csv = "编号,姓名,所属机构,身份\nP900,甲,O01,专职\nP901,乙,O99,专职\n".encode()
    answer = officer.post(
        "/v1/experts/import",
        params={"dry_run": False},
        files={"file": ("a.csv", csv)},
        data={"reason": "导入"},
    )
    assert answer.status_code == 422 and "整批没有导入" in answer.json()["message"]
    assert officer.get("/v1/roster", params={"q": "P900"}).json()["total"] == 0


def test_matching_and_its_matters_are_for_officers(clients: dict[str, TestClient]) -> None:
    parties = [{"name": "示例张某"}, {"name": "景曜投资顾问股份有限公司", "side": "respondent"}]
    body = {
        "dispute": {"types": ["S06"], "region": "示省", "city": "澄江市", "parties": parties},
        "keep": True,
    }
    assert clients["mediator"].post("/v1/experts/match", json=body).status_code == 403
    answer = clients["officer"].post("/v1/experts/match", json=body)
    assert answer.status_code == 200
    result = answer.json()["result"]
    assert len(result["people"]) >= 3 and "P002" not in {c["id"] for c in result["people"]}
    conflict = next(b for b in result["barred"] if b["id"] == "P002")
    assert conflict["bar"] == "存在应当回避的情形" and conflict["grounds"]
    assert not [name for name in ("客户服务部主管", "示例温某弟", "麦垄") if name in answer.text]
    number = answer.json()["matter"]
    assert clients["officer of O03"].get(f"/v1/matters/{number}").status_code == 404
    early = clients["officer"].post(
        f"/v1/matters/{number}/steps", json={"step": "refer", "detail": {"organisation": "O01"}}
    )
    assert (early.status_code, early.json()["code"]) == (409, "consent_missing")
    wrong = clients["officer"].post(
        f"/v1/matters/{number}/steps", json={"step": "pick", "detail": {"nobody": 1}}
    )
    assert wrong.status_code == 409


def test_complaints_are_counted_when_upheld_and_remove_nobody(clients: dict[str, TestClient]) -> None:
    officer = clients["officer"]
    before = officer.get("/v1/roster/people/P030").json()["person"]
    entered = officer.post(
        "/v1/roster/people/P030/complaints",
        json={"received": "2026-11-01", "kind": "服务态度", "words": "说话不客气"},
    )
    due = officer.get("/v1/roster/duties").json()
    assert any(d["person"] == "P030" and d["kind"] == "complaint" for d in due)
    officer.post(
        f"/v1/roster/complaints/{entered.json()['id']}/close", json={"upheld": True, "outcome": "谈话提醒"}
    )
    after = officer.get("/v1/roster/people/P030").json()["person"]
    assert after["record"]["complaints"] == before["record"]["complaints"] + 1
    assert after["state"] == before["state"]
    assert clients["mediator"].get("/v1/roster/complaints").status_code == 403


def test_a_calendar_is_kept_by_the_person_and_the_officer_and_its_free_half_days_are_public(
    clients: dict[str, TestClient],
) -> None:
    officer = clients["officer"]
    assert clients["mediator"].get("/v1/roster/people/P001/slots").status_code == 403
    assert clients["expert"].get("/v1/roster/people/P001/slots").status_code == 403  # somebody else's
    assert clients["officer of O03"].get("/v1/roster/people/P001/slots").status_code == 403
    days = officer.get("/v1/roster/people/P001/slots").json()["days"]
    assert len(days) == 28
    free = next((day["day"], half) for day in days[1:14] for half in ("am", "pm") if day[half] == "free")
    page = officer.get("/v1/experts/P001").json()
    assert any(text.startswith(free[0]) for text in page["free"])
    change = {"halves": [{"day": free[0], "half": free[1], "state": "busy"}]}
    changed = officer.put("/v1/roster/people/P001/slots", json=change).json()["days"]
    shown = next(day for day in changed if day["day"] == free[0])
    assert shown[free[1]] == "busy" and shown["set"] == [free[1]]
    assert len(officer.get("/v1/experts/P001").json()["free"]) == len(page["free"]) - 1
    past = {"halves": [{"day": "2020-01-01", "half": "am", "state": "busy"}]}
    assert officer.put("/v1/roster/people/P001/slots", json=past).status_code == 422


def test_relations_of_firms_are_followed_by_the_check(clients: dict[str, TestClient]) -> None:
    officer = clients["officer"]
    body = {"dispute": {"parties": [{"name": "青杭置业有限公司"}]}, "people": ["P002"]}
    assert officer.post("/v1/recusal/check", json=body).json()["items"][0]["grounds"] == []
    fact = {"entity": "景曜投资顾问股份有限公司", "relation": "branch", "other": "青杭置业有限公司"}
    assert officer.post("/v1/roster/firm-facts", json=[fact]).json() == {"added": 1}
    assert officer.post("/v1/recusal/check", json=body).json()["items"][0]["grounds"]
    assert clients["mediator"].post("/v1/roster/firm-facts", json=[fact]).status_code == 403
    same = [{**fact, "other": fact["entity"]}]
    assert officer.post("/v1/roster/firm-facts", json=same).status_code == 422
    assert officer.delete("/v1/roster/firm-facts", params=fact).status_code == 204
    assert officer.delete("/v1/roster/firm-facts", params=fact).status_code == 404
    assert officer.post("/v1/recusal/check", json=body).json()["items"][0]["grounds"] == []


def test_reminders_and_their_feed_tell_numbers_and_days_only(clients: dict[str, TestClient]) -> None:
    officer = clients["officer"]
    end = {"values": {"term.to": "2026-01-31"}, "reason": "测试"}
    assert officer.patch("/v1/roster/people/P040", json=end).status_code == 200
    told = [one for one in officer.get("/v1/reminders").json()["items"] if one["id"] == "P040"]
    assert told and told[0]["late"] and told[0]["kind"] == "term"
    assert not [
        one for one in clients["mediator"].get("/v1/reminders").json()["items"] if one["kind"] == "term"
    ]
    address = officer.post("/v1/alerts/feed").json()["path"].replace("/alerts/", "/reminders/")
    feed = clients["nobody"].get(address)
    assert feed.status_code == 200 and feed.headers["content-type"].startswith("application/atom+xml")
    assert "P040" in feed.text
    assert not [person.name for person in sample_roster().people if person.name in feed.text]
    officer.delete("/v1/alerts/feed")
    assert clients["nobody"].get(address).status_code == 404


def test_the_officer_chooses_what_is_public_and_never_what_may_not_be(clients: dict[str, TestClient]) -> None:
    officer = clients["officer"]
    held = officer.get("/v1/roster/settings").json()
    allowed = {choice.field for choice in shipped_publicity().choices}
    assert not allowed & {"private", "affiliations", "load"}
    chosen = {"mediator": ["fields", "private", "affiliations"], "expert": held["public_fields"]["expert"]}
    officer.put("/v1/roster/settings", json={"public_fields": chosen, "duties": held["duties"]})
    page = clients["public"].get("/v1/experts/P001").json()
    assert page["fields"] and page["gender"] is None and page["biography"] is None
    assert "private" not in page
    officer.put(
        "/v1/roster/settings", json={"public_fields": held["public_fields"], "duties": held["duties"]}
    )
    assert clients["public"].get("/v1/experts/P001").json()["biography"]


def test_personal_data_are_unreadable_in_the_file_and_the_key_lies_beside_for_its_owner_only(
    clients: dict[str, TestClient], home: Path
) -> None:
    with sqlite3.connect(home / "office.db") as database:
        dump = "\n".join(database.iterdump())
    assert "乔惟中" in dump
    assert not [secret for secret in PRIVATE if secret in dump]
    assert "示例温某弟" not in dump and "示例张某" not in dump and "说话不客气" not in dump
    assert (home / "secret.key").stat().st_mode & 0o077 == 0
