"""The private address of a user's feed: a random token, of which only the hash is kept."""

import hashlib
import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from office import audit
from office.base import now
from office.folders.errors import NotHeld
from office.folders.models import FeedToken
from office.identity import Actor


def new_token(session: Session, actor: Actor) -> str:
    """A new token of 256 random bits; the one before stops working. It cannot be read again."""
    token = secrets.token_urlsafe(32)
    session.merge(FeedToken(owner=actor.name, digest=_digest(token), made=now()))
    audit.record(session, actor, "feed.renew", "feed", actor.name)
    return token


def has_token(session: Session, actor: Actor) -> bool:
    """Whether this user has a feed address."""
    return session.get(FeedToken, actor.name) is not None


def end_token(session: Session, actor: Actor) -> None:
    """Close the feed."""
    if (token := session.get(FeedToken, actor.name)) is not None:
        session.delete(token)
        audit.record(session, actor, "feed.end", "feed", actor.name)


def owner_of(session: Session, token: str) -> str:
    """Login name of the user whose feed this token opens.

    Raises:
        NotHeld: it opens none.
    """
    found = session.scalars(select(FeedToken).where(FeedToken.digest == _digest(token))).one_or_none()
    if found is None:
        raise NotHeld("feed", "")
    return found.owner


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
