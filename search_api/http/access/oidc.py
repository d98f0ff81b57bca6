"""Signing in with an OpenID Connect provider: authorisation code with PKCE, state and nonce; ID tokens checked."""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any

import httpx
from cryptography.fernet import Fernet, InvalidToken

from search_api.http.settings import Settings

STATE_COOKIE = "fengqiao_oidc"
PENDING_S = 600
"""Seconds that one may take to sign in at the provider."""
_LONGEST_NEXT = 1200
"""Bytes of the address to go to afterwards: a browser keeps cookies of up to 4,096. A longer one is forgotten."""
_METADATA_S = 3600
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
"""Signatures that are believed; never ``none``, and no HMAC with the client secret."""


class OidcRefused(Exception):
    """The provider cannot be reached, or what it sent proves nothing; the message is for the log, not for people."""


@dataclass(frozen=True, slots=True)
class _Pending:
    state: str
    verifier: str
    nonce: str
    next: str
    redirect: str


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
    """One provider. Who is on the way there is remembered by their own browser, in a cookie that only we can read:
    whichever process of the service they come back to can open it.

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
        key = hashlib.sha256(b"fengqiao pending sign-in\0" + self._secret.encode()).digest()
        self._seal = Fernet(base64.urlsafe_b64encode(key))
        self._known: tuple[float, dict[str, Any]] | None = None

    def begin(self, redirect: str, next: str) -> tuple[str, str]:
        """Where to send a browser, and the cookie that it has to bring back with the state.

        Raises:
            OidcRefused: the provider cannot be reached.
        """
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        endpoint = self._metadata()["authorization_endpoint"]
        with self._session(redirect) as client:
            url, _ = client.create_authorization_url(
                endpoint, state=state, nonce=nonce, code_verifier=verifier
            )
        kept = next if len(next.encode()) <= _LONGEST_NEXT else ""
        pending = json.dumps(asdict(_Pending(state, verifier, nonce, kept, redirect)))
        return str(url), self._seal.encrypt(pending.encode()).decode()

    def finish(self, cookie: str, state: str, code: str) -> Identity:
        """Who came back with this cookie, state and code; the provider takes each code once (RFC 6749, 4.1.2).

        Raises:
            OidcRefused: the cookie is not ours, over or of another state, the provider refuses the code, or its token
                proves nothing.
        """
        try:
            pending = _Pending(**json.loads(self._seal.decrypt(cookie.encode(), ttl=PENDING_S)))
        except InvalidToken as error:
            raise OidcRefused("the browser did not begin this, or too long ago") from error
        if not secrets.compare_digest(pending.state.encode(), state.encode()):
            raise OidcRefused("the browser began another one")
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
