"""Signing in and out, keys, cookies, hosts and origins, and what settings are refused."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from office.accounts.users import add_user
from office.identity import LOCAL_ACTOR
from search_api.http.access.credentials import COOKIE
from search_api.http.app import create_app
from search_api.http.settings import Settings
from tests.search_api.organisation import organisation

GOOD = "枫桥经验-四两拨千斤-2026"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home = tmp_path_factory.mktemp("signin")
    app = create_app(
        Settings(home=home, mode="organisation", office_url="", requests_per_minute=0, sign_ins_per_minute=0)
    )
    with app.state.service.office.session() as session:
        add_user(
            session, LOCAL_ACTOR, "wang", roles=["mediator", "expert"], password=GOOD,
            organisation="甲调解中心", label="王调解员",
        )  # fmt: skip
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _no_cookies(client: TestClient) -> None:
    client.cookies.clear()


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def login(client: TestClient) -> str:
    answer = client.post("/v1/login", json={"name": "wang", "password": GOOD})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["token"])


def test_a_token_opens_until_one_signs_out(client: TestClient) -> None:
    token = login(client)
    me = client.get("/v1/me", headers=bearer(token)).json()
    assert (me["name"], me["label"], me["organisation"]) == ("wang", "王调解员", "甲调解中心")
    assert (me["roles"], me["role_labels"], me["signed_in"]) == (
        ["expert", "mediator"],
        ["专家", "调解员"],
        True,
    )
    assert client.get("/v1/folders", headers=bearer(token)).status_code == 200
    assert client.post("/v1/logout", headers=bearer(token)).status_code == 204
    answer = client.get("/v1/folders", headers=bearer(token))
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_credentials")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_every_refusal_to_sign_in_is_the_same(client: TestClient) -> None:
    answers = [
        client.post("/v1/login", json={"name": name, "password": password})
        for name, password in (("wang", "wrong wrong wrong"), ("nobody", GOOD), ("", ""), ("wang", "\0"))
    ]
    bodies = {
        (a.status_code, tuple(sorted((k, str(v)) for k, v in a.json().items() if k != "request_id")))
        for a in answers
    }
    assert len(bodies) == 1 and answers[0].status_code == 401


def test_without_an_account_nobody_is_somebody(client: TestClient) -> None:
    me = client.get("/v1/me").json()
    assert (me["name"], me["signed_in"], me["roles"]) == ("public", False, [])


def test_a_key_opens_as_its_user_and_not_after_it_was_revoked(client: TestClient) -> None:
    token = login(client)
    made = client.post("/v1/keys", headers=bearer(token), json={"label": "夜间任务", "roles": ["expert"]})
    assert made.status_code == 201
    key, number = made.json()["key"], made.json()["id"]
    for headers in (bearer(key), {"x-api-key": key}):
        assert client.get("/v1/me", headers=headers).json()["roles"] == ["expert"]
    assert key not in client.get("/v1/keys", headers=bearer(token)).text
    wider = client.post("/v1/keys", headers=bearer(key), json={"label": "再造", "roles": ["mediator"]})
    assert (wider.status_code, wider.json()["code"]) == (422, "unknown_role")
    child = client.post("/v1/keys", headers=bearer(key), json={"label": "再造"}).json()
    assert child["roles"] == ["expert"]
    assert client.delete(f"/v1/keys/{number}", headers=bearer(token)).status_code == 204
    assert client.get("/v1/folders", headers=bearer(key)).status_code == 401
    assert client.delete("/v1/keys/99999", headers=bearer(token)).status_code == 404


def test_a_password_is_changed_with_the_old_one(client: TestClient) -> None:
    token = login(client)
    for old, new, status in ((GOOD, "short", 422), ("wrong wrong wrong", "a new long phrase 7", 401)):
        answer = client.post("/v1/me/password", headers=bearer(token), json={"old": old, "new": new})
        assert answer.status_code == status
    new = "另一条足够长的口令 2026"
    assert (
        client.post("/v1/me/password", headers=bearer(token), json={"old": GOOD, "new": new}).status_code
        == 204
    )
    assert client.get("/v1/folders", headers=bearer(token)).status_code == 401
    token = client.post("/v1/login", json={"name": "wang", "password": new}).json()["token"]
    client.post("/v1/me/password", headers=bearer(token), json={"old": new, "new": GOOD})


def test_the_page_sets_a_cookie_out_of_reach_of_scripts(client: TestClient) -> None:
    form = {"name": "wang", "password": GOOD, "next": "http://testserver:8501/?page=folders"}
    answer = client.post("/v1/signin", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "http://testserver:8501/?page=folders")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "path=/" in cookie and "expires=" in cookie
    assert client.get("/v1/me").json()["name"] == "wang"
    out = client.post("/v1/signout")
    assert out.status_code == 303 and f'{COOKIE}=""' in out.headers["set-cookie"]
    client.cookies.clear()


def test_a_wrong_password_asks_again_and_keeps_the_name(client: TestClient) -> None:
    answer = client.post("/v1/signin", data={"name": "<b>wang", "password": "wrong wrong wrong"})
    assert answer.status_code == 401 and "用户名或密码不对" in answer.text
    assert (
        "&lt;b&gt;wang" in answer.text
        and "wrong wrong" not in answer.text
        and "set-cookie" not in answer.headers
    )


@pytest.mark.parametrize(
    "next",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http://testserver@evil.example/",
        "http:evil.example",
        "/\t/evil.example",
    ],
)
def test_signing_in_leads_to_no_other_host(client: TestClient, next: str) -> None:
    answer = client.post("/v1/signin", data={"name": "wang", "password": GOOD, "next": next})
    assert answer.headers["location"] == "/v1/signout"
    assert "evil" not in client.get("/v1/signin", params={"next": next}).text
    assert "alert" not in client.get("/v1/signout", params={"next": next}).text


def test_a_secure_cookie_where_others_can_connect(tmp_path: Path) -> None:
    values: dict[str, Any] = {"home": tmp_path, "mode": "organisation"}
    assert not Settings(**values).secure_cookies
    assert Settings(**values, host="0.0.0.0").secure_cookies
    assert not Settings(**values, host="0.0.0.0", cookie_secure=False).secure_cookies


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver:8501"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_sites_page_changes_nothing(client: TestClient, headers: dict[str, str]) -> None:
    client.post("/v1/signin", data={"name": "wang", "password": GOOD})
    answer = client.post("/v1/folders", json={"title": "x"}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")
    own = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    assert client.post("/v1/logout", headers=own).status_code == 204


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("[::1]:8000", 200),
        ("fengqiao-api", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("10.0.0.7:8000", 403),
        ("localhost.evil.example:8000", 403),
    ],
)
def test_local_mode_listens_to_no_name_of_the_internet(tmp_path: Path, host: str, status: int) -> None:
    with TestClient(create_app(Settings(home=tmp_path, office_url=""))) as local:
        answer = local.get("/v1/me", headers={"host": host})
    assert answer.status_code == status
    if status == 200:
        assert (answer.json()["roles"], answer.json()["mode"]) == (["owner"], "local")


def test_local_mode_has_no_accounts(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(home=tmp_path, office_url="")), follow_redirects=False) as local:
        for method, path, body in (
            ("POST", "/v1/login", {"name": "a", "password": "b"}),
            ("POST", "/v1/keys", {"label": "x"}),
            ("POST", "/v1/me/password", {"old": "a", "new": "b"}),
        ):
            answer = local.request(method, path, json=body)
            assert (answer.status_code, answer.json()["code"]) == (409, "local_mode")
        assert local.get("/v1/keys").json()["items"] == []
        assert local.get("/v1/signin").status_code == 303
        assert "本机模式" in local.get("/v1/signout").text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"host": "0.0.0.0"}, "only a loopback address"),
        ({"host": "192.168.1.5"}, "only a loopback address"),
        ({"host": "::"}, "only a loopback address"),
        (
            {"mode": "organisation", "office_url": "postgresql://app:postgres@db/app"},
            "password is empty or a default",
        ),
        ({"mode": "organisation", "office_url": "postgresql://app@db/app"}, "password is empty or a default"),
        ({"mode": "organisation", "oidc_issuer": "https://id.example", "oidc_client": "x"}, "at least 32"),
        (
            {
                "mode": "organisation",
                "oidc_issuer": "https://id.example",
                "oidc_client": "x",
                "oidc_secret": "a" * 40,
            },
            "at least 32",
        ),
        ({"mode": "organisation", "oidc_issuer": "http://id.example"}, "over https only"),
        ({"mode": "everybody"}, "local"),
    ],
)
def test_unsafe_settings_are_refused(values: dict[str, str], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Settings(**values)  # type: ignore[arg-type]


def test_serve_refuses_a_public_address_in_local_mode(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui", "serve", "--home", str(tmp_path), "--host", "0.0.0.0"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (
        done.returncode == 2 and "only a loopback address" in done.stderr and "Traceback" not in done.stderr
    )


def test_answers_tell_browsers_what_not_to_do(client: TestClient) -> None:
    for answer in (client.get("/v1/health"), client.get("/v1/nothing"), client.get("/v1/signin")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "access-control-allow-origin" not in answer.headers


def test_who_asks_too_often_waits_and_others_do_not(tmp_path: Path) -> None:
    with organisation(tmp_path, requests_per_minute=5) as (_, clients):
        answers = [clients["expert"].get("/v1/me") for _ in range(7)]
        assert [a.status_code for a in answers] == [200] * 5 + [429] * 2
        assert 0 < int(answers[-1].headers["retry-after"]) <= 60
        assert answers[-1].json()["code"] == "too_many_requests"
        assert clients["editor"].get("/v1/me").status_code == 200


def test_a_clock_set_back_refuses_nobody_for_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with organisation(tmp_path, requests_per_minute=5) as (_, clients):
        assert [clients["expert"].get("/v1/me").status_code for _ in range(6)] == [200] * 5 + [429]
        clock = time.time
        monkeypatch.setattr(time, "time", lambda: clock() - 3600)
        answers = [clients["expert"].get("/v1/me") for _ in range(6)]
        assert [a.status_code for a in answers] == [200] * 5 + [429]
        assert 0 < int(answers[-1].headers["retry-after"]) <= 60


def test_guessing_at_many_names_from_one_address_is_slowed(tmp_path: Path) -> None:
    with organisation(tmp_path, sign_ins_per_minute=3) as (_, clients):
        body = {"name": "nobody-of-that-name", "password": "x"}
        found = [clients["nobody"].post("/v1/login", json=body).status_code for _ in range(5)]
        assert found == [401, 401, 401, 429, 429]
        assert clients["nobody"].get("/v1/me").status_code == 200
