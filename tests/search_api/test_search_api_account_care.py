"""What administrators do to accounts and the audit trail over HTTP."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from office.audit.reading import AuditFilter, page
from tests.search_api.organisation import ROLES, organisation

GOOD = "枫桥经验-四两拨千斤-2026"
BODY = {
    "name": "wang",
    "label": "王示例",
    "organisation": "甲调解中心",
    "roles": ["mediator"],
    "password": GOOD,
}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[tuple[FastAPI, dict[str, TestClient]]]:
    with organisation(tmp_path) as made:
        yield made


@pytest.fixture
def boss(service: tuple[FastAPI, dict[str, TestClient]]) -> TestClient:
    return service[1]["administrator"]


def sign_in(client: TestClient, password: str = GOOD) -> int:
    return client.post("/v1/login", json={"name": "wang", "password": password}).status_code


def last(app: FastAPI, action: str) -> dict[str, object]:
    with app.state.service.office.reading() as session:
        (entry,) = page(session, AuditFilter(action=action), 1)
    return entry


def test_an_account_from_its_beginning_to_its_end(service: tuple[FastAPI, dict[str, TestClient]]) -> None:
    app, clients = service
    boss, nobody = clients["administrator"], clients["nobody"]
    made = boss.post("/v1/accounts", json=BODY)
    assert made.status_code == 201 and made.json()["role_labels"] == ["调解员"]
    assert "password" not in made.json() and GOOD not in made.text
    assert sign_in(nobody) == 200
    changed = boss.patch(
        "/v1/accounts/wang", json={"roles": ["mediator", "editor"], "organisation": ""}
    ).json()
    assert (changed["roles"], changed["organisation"], changed["label"]) == (
        ["editor", "mediator"],
        "",
        "王示例",
    )
    assert last(app, "user.roles")["detail"] == {"before": ["mediator"], "after": ["editor", "mediator"]}
    assert last(app, "user.change")["who"] == "administrator"
    assert len(boss.get("/v1/accounts/wang/sessions").json()) == 1
    assert boss.delete("/v1/accounts/wang/sessions", params={"reason": "设备遗失"}).json() == {"ended": 1}
    assert last(app, "user.sign_out")["reason"] == "设备遗失"
    assert boss.get("/v1/accounts/wang/sessions").json() == []
    assert boss.post("/v1/accounts/wang/password", json={"password": GOOD + "新"}).status_code == 204
    assert (sign_in(nobody), sign_in(nobody, GOOD + "新")) == (401, 200)
    gone = boss.post("/v1/accounts/wang/disable", json={"reason": "离职"}).json()
    assert gone["disabled"] and sign_in(nobody, GOOD + "新") == 401
    assert last(app, "user.disable")["reason"] == "离职"
    assert boss.post("/v1/accounts/wang/enable", json={}).json()["disabled"] is None
    assert sign_in(nobody, GOOD + "新") == 200
    assert {"wang", *ROLES} - {"public"} <= {row["name"] for row in boss.get("/v1/accounts").json()["items"]}
    found = {row["name"]: row["accounts"] for row in boss.get("/v1/accounts/organisations").json()}
    assert found == {"甲调解中心": 1, "乙调解中心": 1}


def test_keys_of_others_are_seen_without_the_key_and_revoked(
    service: tuple[FastAPI, dict[str, TestClient]],
) -> None:
    _, clients = service
    key = clients["staff"].post("/v1/keys", json={"label": "夜间报表"}).json()
    (row,) = clients["administrator"].get("/v1/accounts/staff/keys").json()["items"]
    assert row["label"] == "夜间报表" and "key" not in row
    place = f"/v1/accounts/staff/keys/{row['id']}"
    assert clients["administrator"].delete(place.replace("staff", "expert")).status_code == 404
    header = {"x-api-key": key["key"]}
    assert clients["nobody"].get("/v1/keys", headers=header).status_code == 200
    assert clients["administrator"].delete(place).status_code == 204
    assert clients["nobody"].get("/v1/keys", headers=header).status_code == 401


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"name": "王"}, 422, "bad_login_name"),
        ({"name": "local"}, 422, "bad_login_name"),
        ({"name": "staff"}, 409, "login_name_taken"),
        ({"roles": []}, 422, "no_role"),
        ({"roles": ["king"]}, 422, "unknown_role"),
        ({"password": "password1234"}, 422, "weak_password"),
        ({"organisation": " 甲"}, 422, "bad_organisation"),
    ],
)
def test_what_cannot_be_is_told_in_chinese(
    boss: TestClient, change: dict[str, object], status: int, code: str
) -> None:
    answer = boss.post("/v1/accounts", json=BODY | change)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert any("一" <= sign <= "龥" for sign in answer.json()["message"])
    assert len(boss.get("/v1/accounts").json()["items"]) == len(ROLES) + 2


def test_nobody_locks_themselves_out(boss: TestClient) -> None:
    for answer in (
        boss.post("/v1/accounts/administrator/disable", json={}),
        boss.patch("/v1/accounts/administrator", json={"roles": ["editor"]}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "own_account")
    assert (
        boss.patch("/v1/accounts/administrator", json={"roles": ["administrator", "editor"]}).status_code
        == 200
    )
    assert boss.get("/v1/accounts/nobody-here").status_code == 404


def test_the_trail_is_exported_as_it_is_listed_and_checked(
    service: tuple[FastAPI, dict[str, TestClient]],
) -> None:
    app, clients = service
    boss = clients["administrator"]
    boss.post("/v1/accounts", json=BODY | {"label": "=1+1"})
    boss.patch("/v1/accounts/wang", json={"label": "=2+2"})
    lines = boss.get("/v1/audit/export", params={"action": "user"})
    rows = [json.loads(line) for line in lines.text.splitlines()]
    assert "user.add" in {row["action"] for row in rows} and all(
        row["action"].startswith("user.") for row in rows
    )
    assert lines.headers["content-disposition"].startswith("attachment")
    table = boss.get("/v1/audit/export", params={"action": "user", "format": "csv"})
    assert len(list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))) == len(rows)
    assert last(app, "audit.export")["who"] == "administrator"
    report = boss.get("/v1/audit/check").json()
    assert report["ok"] and report["problems"] == [] and report["anchor"].startswith(f"{report['entries']}:")
    for role in ("mediator", "officer", "public"):
        assert clients[role].get("/v1/audit/export").status_code == 403
