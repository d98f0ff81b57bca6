"""Signing in with an OpenID Connect provider: authorisation code with PKCE, state and nonce; ID tokens checked."""

import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any

import httpx

from search_api.http.settings import Settings

STATE_COOKIE = "fengqiao_oidc"
PENDING_S = 600
"""Seconds that one may take to sign in at the provider."""
_MOST_PENDING = 2000
_METADATA_S = 3600
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
"""Signatures that are believed; never ``none``, and no HMAC with the client secret."""


class OidcRefused(Exception):
    """The provider cannot be reached, or what it sent proves nothing; the message is for the log, not for people."""


@dataclass(frozen=True, slots=True)
class _Pending:
    verifier: str
    nonce: str
    next: str
    redirect: str
    until: float


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says it is.

    Attributes:
        subject: ``ISSUER SUBJECT``, by which an account is found.
        next: Where they wanted to go.
    """

    subject: str
    next: str


class Provider:
    """One provider. Who is on the way there is remembered in this process only.

    Raises:
        ValueError: the ``oidc`` extra is not installed.
    """

    def __init__(self, settings: Settings) -> None:
        try:
            from authlib.integrations.httpx_client import OAuth2Client
        except ModuleNotFoundError as error:
            raise ValueError(
                "OpenID Connect needs the extra packages: pip install 'fengqiao[oidc]'"
            ) from error
        self._make_client = OAuth2Client
        self._issuer = settings.oidc_issuer.rstrip("/")
        self._client, self._secret = settings.oidc_client, settings.oidc_secret.get_secret_value()
        self._pending: dict[str, _Pending] = {}
        self._known: tuple[float, dict[str, Any]] | None = None
        self._lock = threading.Lock()

    def begin(self, redirect: str, next: str) -> tuple[str, str]:
        """Where to send a browser, and the state that it has to bring back.

        Raises:
            OidcRefused: the provider cannot be reached.
        """
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        endpoint = self._metadata()["authorization_endpoint"]
        with self._session(redirect) as client:
            url, _ = client.create_authorization_url(
                endpoint, state=state, nonce=nonce, code_verifier=verifier
            )
        moment = time.monotonic()
        with self._lock:
            self._pending = {s: p for s, p in self._pending.items() if p.until > moment}
            if len(self._pending) >= _MOST_PENDING:
                raise OidcRefused("too many people are signing in at once")
            self._pending[state] = _Pending(verifier, nonce, next, redirect, moment + PENDING_S)
        return str(url), state

    def finish(self, state: str, code: str) -> Identity:
        """Who came back with this state and code; each state counts once.

        Raises:
            OidcRefused: the state is unknown or over, the provider refuses the code, or its token proves nothing.
        """
        with self._lock:
            pending = self._pending.pop(state, None)
        if pending is None or pending.until <= time.monotonic():
            raise OidcRefused("the state is unknown, used or over")
        metadata = self._metadata()
        try:
            with self._session(pending.redirect) as client:
                token = client.fetch_token(
                    metadata["token_endpoint"],
                    code=code,
                    code_verifier=pending.verifier,
                    grant_type="authorization_code",
                )
        except Exception as error:  # authlib, httpx and the provider's JSON each have errors of their own
            raise OidcRefused(f"the provider gave no token: {type(error).__name__}") from error
        claims = self._claims(str(token.get("id_token", "")), pending.nonce)
        return Identity(f"{self._issuer} {claims['sub']}", pending.next)

    def _claims(self, id_token: str, nonce: str) -> dict[str, Any]:
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        try:
            listed = self._get(self._metadata()["jwks_uri"])["keys"]
            if not isinstance(listed, list):
                raise OidcRefused("the provider's keys are no list")
            # What is no key is passed over, as RFC 7517, section 5 asks.
            known = [key for key in listed if isinstance(key, dict) and isinstance(key.get("kty"), str)]
            keys = KeySet.import_key_set({"keys": known})
            claims = jwt.decode(id_token, keys, algorithms=_ALGORITHMS).claims
            jwt.JWTClaimsRegistry(
                leeway=60,
                iss={"essential": True, "value": self._issuer},
                aud={"essential": True, "value": self._client},
                sub={"essential": True},
                exp={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(claims)
        except (JoseError, ValueError, KeyError) as error:
            raise OidcRefused(f"the ID token proves nothing: {error}") from error
        audience = claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != self._client:
            raise OidcRefused("the ID token is for several programs and was not issued to this one")
        return dict(claims)

    def _metadata(self) -> dict[str, Any]:
        known = self._known
        if known is not None and known[0] > time.monotonic():
            return known[1]
        found = self._get(f"{self._issuer}/.well-known/openid-configuration")
        if str(found.get("issuer", "")).rstrip("/") != self._issuer:
            raise OidcRefused("the provider's description names another issuer")
        if missing := {"authorization_endpoint", "token_endpoint", "jwks_uri"} - found.keys():
            raise OidcRefused(f"the provider's description lacks {', '.join(sorted(missing))}")
        self._known = (time.monotonic() + _METADATA_S, found)
        return found

    def _get(self, url: str) -> dict[str, Any]:
        try:
            answer = httpx.get(url, timeout=10, follow_redirects=False)
            answer.raise_for_status()
            found = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise OidcRefused(f"{url} cannot be read: {type(error).__name__}") from error
        if not isinstance(found, dict):
            raise OidcRefused(f"{url} is no JSON object")
        return found

    def _session(self, redirect: str) -> Any:
        return self._make_client(
            self._client, self._secret, scope="openid profile", redirect_uri=redirect, code_challenge_method="S256",
            timeout=10,
        )  # fmt: skip
