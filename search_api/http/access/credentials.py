"""What a request shows to prove who asks: a session's token or an API key, in a header or a cookie."""

from dataclasses import dataclass

from starlette.requests import Request

from office.accounts import keys, sessions
from office.identity import Actor
from office.store import Office

COOKIE = "fengqiao_session"


@dataclass(frozen=True, slots=True)
class Credential:
    """A token or key as it was shown.

    Attributes:
        value: The secret.
        by_cookie: Whether the browser sent it by itself, so that another site may have caused the request.
    """

    value: str
    by_cookie: bool


def shown(request: Request) -> Credential | None:
    """The credential of a request: ``Authorization: Bearer``, ``X-API-Key``, else the cookie."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and value.strip():
        return Credential(value.strip(), False)
    if key := request.headers.get("x-api-key", "").strip():
        return Credential(key, False)
    cookie = request.cookies.get(COOKIE, "")
    return Credential(cookie, True) if cookie else None


def holder(office: Office, credential: Credential) -> Actor | None:
    """Who it speaks for; ``None`` when it is unknown, over or revoked.

    Raises:
        OfficeError: the office store cannot be read.
    """
    if credential.value.startswith(keys.PREFIX):
        return keys.holder(office, credential.value)
    return sessions.holder(office, credential.value)
