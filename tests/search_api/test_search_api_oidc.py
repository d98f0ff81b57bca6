"""Signing in with an OpenID Connect provider, against a small one on this machine that can be told to cheat."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from office.accounts.users import add_user, disable
from office.identity import LOCAL_ACTOR
from search_api.http.access.oidc import PENDING_S, STATE_COOKIE
from search_api.http.app import create_app
from search_api.http.settings import Settings

pytest.importorskip("authlib", reason="the oidc extra is not installed")
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT, SECRET = "fengqiao", "q8Zr2-vT6x_Lk93bWmY0cJ5nHs7dPfGa1eU4"


class FakeProvider:
    """Discovery, keys and tokens; the authorisation page is skipped: :meth:`agree` gives the code."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "k1"})
        self.codes: dict[str, dict[str, str]] = {}
        self.cheat: dict[str, Any] = {}
        self.sign_with: Any = None
        self.shown_keys: Any = None
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None: ...

            def do_GET(self) -> None:
                self.answer(
                    {
                        "issuer": provider.issuer,
                        "authorization_endpoint": f"{provider.issuer}/authorize",
                        "token_endpoint": f"{provider.issuer}/token",
                        "jwks_uri": f"{provider.issuer}/keys",
                    }
                    if "openid-configuration" in self.path
                    else (provider.shown_keys or provider.keys())
                )

            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
                self.answer(*provider.token(form, self.headers.get("authorization", "")))

            def answer(self, body: object, status: int = 200) -> None:
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def keys(self) -> Any:
        return KeySet([self.key]).as_dict(private=False)

    def agree(self, location: str) -> tuple[str, str]:
        """What the browser would bring back: state and code."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
        self.codes["c-1"] = asked
        return asked["state"], "c-1"

    def token(self, form: dict[str, list[str]], authorization: str) -> tuple[object, int]:
        asked = self.codes.pop(form["code"][0], None)
        expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked is None or authorization != f"Basic {expected}":
            return {"error": "invalid_grant"}, 400
        made = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"][0].encode()).digest()).rstrip(
            b"="
        )
        if made.decode() != asked["code_challenge"]:
            return {"error": "invalid_grant"}, 400
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": "u-7", "nonce": asked["nonce"],
            "exp": int(time.time()) + 300, "iat": int(time.time()),
        } | self.cheat  # fmt: skip
        header = {"alg": "RS256", "kid": "k1"}
        key = self.key
        if self.sign_with is not None:
            header["alg"], key = self.sign_with
        signed = jwt.encode(
            header, {k: v for k, v in claims.items() if v is not None}, key, algorithms=[header["alg"]]
        )
        return {"access_token": "a", "token_type": "Bearer", "id_token": signed}, 200


@pytest.fixture(scope="module")
def provider() -> Iterator[FakeProvider]:
    made = FakeProvider()
    yield made
    made.server.shutdown()


@pytest.fixture
def client(provider: FakeProvider, tmp_path: Path) -> Iterator[TestClient]:
    provider.cheat, provider.sign_with, provider.shown_keys = {}, None, None
    settings = Settings.model_validate(
        {
            "home": tmp_path, "mode": "organisation", "office_url": "", "oidc_issuer": provider.issuer,
            "oidc_client": CLIENT, "oidc_secret": SECRET,
        }
    )  # fmt: skip
    app = create_app(settings)
    with app.state.service.office.session() as session:
        add_user(
            session,
            LOCAL_ACTOR,
            "wang",
            roles=["mediator"],
            subject=f"{provider.issuer} u-7",
            label="王调解员",
        )
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as opened:
        yield opened


def go(client: TestClient, provider: FakeProvider, next: str = "") -> Any:
    started = client.get("/v1/oidc/start", params={"next": next})
    assert started.status_code == 303
    cookie = started.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    state, code = provider.agree(started.headers["location"])
    return client.get("/v1/oidc/callback", params={"state": state, "code": code})


def test_the_linked_account_is_signed_in(client: TestClient, provider: FakeProvider) -> None:
    answer = go(client, provider, "http://testserver:8501/?page=folders")
    assert (answer.status_code, answer.headers["location"]) == (303, "http://testserver:8501/?page=folders")
    me = client.get("/v1/me").json()
    assert (me["name"], me["roles"]) == ("wang", ["mediator"])
    assert "/v1/oidc/start" in client.get("/v1/signin").text


@pytest.mark.parametrize(
    "cheat",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"iss": "https://another.example"},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"sub": None},
    ],
    ids=str,
)
def test_a_token_that_proves_nothing_is_refused(
    client: TestClient, provider: FakeProvider, cheat: dict[str, Any]
) -> None:
    provider.cheat = cheat
    answer = go(client, provider)
    assert answer.status_code == 401 and "没有成功" in answer.text
    assert client.get("/v1/me").json()["signed_in"] is False


def test_another_signature_is_refused(client: TestClient, provider: FakeProvider) -> None:
    for signature in (
        ("RS256", RSAKey.generate_key(2048, {"kid": "k1"})),
        ("HS256", OctKey.import_key(SECRET)),
    ):
        provider.sign_with = signature
        assert go(client, provider).status_code == 401


@pytest.mark.parametrize(
    "shown", [{"keys": 5}, {"keys": []}, {"keys": ["k1"]}, {"keys": [{"kty": []}]}, {"key": "k1"}], ids=str
)
def test_keys_that_are_none_are_refused(client: TestClient, provider: FakeProvider, shown: Any) -> None:
    provider.shown_keys = shown
    answer = go(client, provider)
    assert answer.status_code == 401 and "没有成功" in answer.text


def test_what_is_no_key_is_passed_over(client: TestClient, provider: FakeProvider) -> None:
    provider.shown_keys = {"keys": [*provider.keys()["keys"], 5, {}, {"kty": []}, {"kty": "another"}]}
    assert go(client, provider).status_code == 303


def test_who_has_no_account_or_a_disabled_one_is_told(client: TestClient, provider: FakeProvider) -> None:
    provider.cheat = {"sub": "u-8"}
    answer = go(client, provider)
    assert answer.status_code == 403 and "没有为其开设账号" in answer.text
    provider.cheat = {}
    with client.app.state.service.office.session() as session:  # type: ignore[attr-defined]
        disable(session, LOCAL_ACTOR, "wang")
    assert go(client, provider).status_code == 403


def test_a_code_counts_once_and_only_in_its_own_browser(client: TestClient, provider: FakeProvider) -> None:
    started = client.get("/v1/oidc/start")
    state, code = provider.agree(started.headers["location"])
    back = {"state": state, "code": code}
    cookie = client.cookies[STATE_COOKIE]
    assert state not in cookie
    client.cookies.clear()
    for wrong in ("", state, cookie[:-8] + "AAAAAAA="):
        client.cookies.set(STATE_COOKIE, wrong, path="/v1/oidc")
        assert client.get("/v1/oidc/callback", params=back).status_code == 401
    client.cookies.set(STATE_COOKIE, cookie, path="/v1/oidc")
    assert client.get("/v1/oidc/callback", params=back | {"state": f"{state}x"}).status_code == 401
    assert client.get("/v1/oidc/callback", params=back).status_code == 303
    client.cookies.set(STATE_COOKIE, cookie, path="/v1/oidc")
    assert client.get("/v1/oidc/callback", params=back).status_code == 401
    assert client.get("/v1/oidc/callback").status_code == 401


def test_another_process_of_the_service_takes_who_comes_back(
    client: TestClient, provider: FakeProvider
) -> None:
    started = client.get("/v1/oidc/start", params={"next": "http://testserver:8501/?page=folders"})
    state, code = provider.agree(started.headers["location"])
    with TestClient(
        create_app(client.app.state.service.settings),  # type: ignore[attr-defined]
        follow_redirects=False,
        cookies={STATE_COOKIE: client.cookies[STATE_COOKIE]},
    ) as other:
        answer = other.get("/v1/oidc/callback", params={"state": state, "code": code})
    assert (answer.status_code, answer.headers["location"]) == (303, "http://testserver:8501/?page=folders")


def test_a_sign_in_that_took_too_long_is_refused(
    client: TestClient, provider: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = client.get("/v1/oidc/start")
    state, code = provider.agree(started.headers["location"])
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + PENDING_S + 1)
    assert client.get("/v1/oidc/callback", params={"state": state, "code": code}).status_code == 401


def test_a_cookie_stays_one_that_browsers_keep(client: TestClient, provider: FakeProvider) -> None:
    for next in ("http://testserver:8501/?q=" + "a" * 1100, "http://testserver:8501/?q=" + "文" * 1500):
        client.get("/v1/oidc/start", params={"next": next})
        assert len(client.cookies[STATE_COOKIE]) < 4000


def test_a_provider_that_is_away_is_told(tmp_path: Path) -> None:
    settings = {
        "home": tmp_path, "mode": "organisation", "office_url": "", "oidc_issuer": "http://127.0.0.1:9",
        "oidc_client": CLIENT, "oidc_secret": SECRET,
    }  # fmt: skip
    with TestClient(create_app(Settings.model_validate(settings))) as away:
        answer = away.get("/v1/oidc/start")
    assert answer.status_code == 503 and "暂不可用" in answer.text


def test_without_a_provider_there_is_no_such_route(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(home=tmp_path, mode="organisation", office_url=""))) as plain:
        assert plain.get("/v1/oidc/start").status_code == plain.get("/v1/oidc/callback").status_code == 404
