"""Sessions of signed-in users, kept on the server: ended at once, for whatever reason."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from office import audit
from office.accounts.models import LoginSession, User
from office.base import now
from office.identity import Actor
from office.store import Office

LIFE = dt.timedelta(hours=12)
"""Longest life of a session."""
IDLE = dt.timedelta(hours=2)
"""A session unused for so long is over."""
_AHEAD = dt.timedelta(minutes=5)
"""A session used later than now by more than this is over: the clock was set back, so how old it is cannot be told."""
_NOTE = dt.timedelta(minutes=1)
"""How often its use is written down."""


@dataclass(frozen=True, slots=True)
class Token:
    """A session's token, known to its holder only.

    Attributes:
        value: 256 random bits, URL-safe.
        expires: When it ends at the latest.
    """

    value: str
    expires: dt.datetime


def start(session: Session, user: User, how: str = "password") -> Token:
    """Sign a user in; sessions that are over are swept out on the way."""
    moment = now()
    session.execute(delete(LoginSession).where(LoginSession.expires < moment))
    token = Token(secrets.token_urlsafe(32), moment + LIFE)
    session.add(
        LoginSession(
            digest=digest(token.value), user_id=user.id, created=moment, seen=moment, expires=token.expires
        )
    )
    audit.record(session, user.actor, "login", "user", user.name, detail={"how": how})
    return token


def holder(office: Office, token: str) -> Actor | None:
    """Who the token speaks for; ``None`` when it is unknown, over, or its account disabled."""
    moment = now()
    with office.reading() as session:
        found = session.get(LoginSession, digest(token))
        if (
            found is None
            or found.expires <= moment
            or found.seen > moment + _AHEAD
            or found.seen + IDLE <= moment
            or found.user.disabled is not None
        ):
            return None
        actor, stale = found.user.actor, found.seen + _NOTE <= moment
    if stale:
        with office.session() as session:
            found = session.get(LoginSession, digest(token))
            if found is None:
                return None
            found.seen = moment
    return actor


def end(session: Session, actor: Actor, token: str) -> bool:
    """Sign out; whether there was such a session."""
    found = session.get(LoginSession, digest(token))
    if found is None:
        return False
    session.delete(found)
    audit.record(session, actor, "logout", "user", actor.name)
    return True


def running(session: Session, user: User) -> list[LoginSession]:
    """A user's sessions that are not over, the last used first."""
    moment = now()
    query = select(LoginSession).where(
        LoginSession.user_id == user.id, LoginSession.expires > moment, LoginSession.seen > moment - IDLE
    )
    return list(session.scalars(query.order_by(LoginSession.seen.desc(), LoginSession.digest)))


def end_all(session: Session, actor: Actor, user: User, reason: str = "") -> int:
    """End every session of a user; how many there were."""
    ended = len(running(session, user))
    session.execute(delete(LoginSession).where(LoginSession.user_id == user.id))
    audit.record(
        session, actor, "user.sign_out", "user", user.name, reason=reason, detail={"sessions": ended}
    )
    return ended


def digest(token: str) -> str:
    """What is kept of a token: it has 256 random bits, so one SHA-256 cannot be turned back."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
