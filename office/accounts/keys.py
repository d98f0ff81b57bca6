"""API keys: shown once, kept as Argon2id hashes, revoked at once."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection
from dataclasses import replace

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import select
from sqlalchemy.orm import Session

from office import audit
from office.accounts.errors import AccountError
from office.accounts.models import ApiKey, User
from office.accounts.users import find_user
from office.base import now
from office.identity import Actor
from office.store import Office

PREFIX = "fqk_"
"""What every key begins with, so that a scanner for lost secrets can know one."""
_HASHER = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)
"""Lighter than for passwords: a key has 256 random bits, which no dictionary holds, and is proved at every request."""
_NOTE = dt.timedelta(minutes=5)
_PROVED: dict[str, str] = {}
"""By proof: SHA-256 of the key that it proved, so that a busy program's key is hashed once a process."""
_MOST_PROVED = 1000


def create_key(
    session: Session,
    actor: Actor,
    user_name: str,
    label: str,
    *,
    roles: Collection[str] = (),
    days: int | None = None,
) -> tuple[str, ApiKey]:
    """Make a key that acts as a user.

    Args:
        session: In a transaction.
        actor: Who makes it.
        user_name: Whose key.
        label: What it is for.
        roles: The only roles that it has; none for all of the user's.
        days: Days until it ends; ``None`` for never.

    Returns:
        The key itself, which cannot be had again, and what is kept of it.

    Raises:
        AccountError: there is no such user, the account is disabled, or it lacks a role.
    """
    user = find_user(session, user_name)
    if user.disabled is not None:
        raise AccountError(f"{user_name} is disabled", "account_disabled")
    if lacking := set(roles) - user.roles:
        raise AccountError(
            f"{user_name} has no role {', '.join(sorted(lacking))}, so a key cannot have it", "unknown_role"
        )
    if not 1 <= len(label) <= 100:
        raise AccountError("a key needs a label of 1 to 100 characters that says what it is for", "no_label")
    lookup, rest = secrets.token_hex(6), secrets.token_urlsafe(32)
    moment = now()
    key = ApiKey(
        user_id=user.id,
        label=label,
        lookup=lookup,
        proof=_HASHER.hash(rest),
        roles=",".join(sorted(roles)),
        created=moment,
        expires=moment + dt.timedelta(days=days) if days is not None else None,
    )
    session.add(key)
    session.flush()
    audit.record(
        session, actor, "key.create", "api_key", key.id,
        detail={"user": user_name, "label": label, "roles": sorted(roles), "days": days},
    )  # fmt: skip
    return f"{PREFIX}{lookup}_{rest}", key


def all_keys(session: Session, user_name: str = "") -> list[ApiKey]:
    """Keys of one user or of all, oldest first, revoked ones among them."""
    query = select(ApiKey).order_by(ApiKey.id)
    if user_name:
        query = query.where(ApiKey.user_id == find_user(session, user_name).id)
    return list(session.scalars(query))


def revoke(session: Session, actor: Actor, id: int, *, of: str = "", reason: str = "") -> None:
    """End a key.

    Args:
        session: In a transaction.
        actor: Who ends it.
        id: Number of the key.
        of: Only when it is this user's; empty for anybody's.
        reason: Why.

    Raises:
        AccountError: there is no such key.
    """
    key = session.get(ApiKey, id)
    if key is None or (of and key.user.name != of):
        raise AccountError(f"there is no key {id}", "no_such_key")
    key.revoked = key.revoked or now()
    audit.record(session, actor, "key.revoke", "api_key", id, reason=reason, detail={"user": key.user.name})


def holder(office: Office, value: str) -> Actor | None:
    """Who the key speaks for; ``None`` when it is unknown, revoked, over, or its account disabled."""
    lookup, _, rest = value.removeprefix(PREFIX).partition("_")
    moment = now()
    with office.reading() as session:
        key = session.scalars(select(ApiKey).where(ApiKey.lookup == lookup)).one_or_none()
        if key is None or key.revoked is not None or key.user.disabled is not None:
            return None
        if (key.expires is not None and key.expires <= moment) or not _proves(key.proof, rest):
            return None
        actor, id = _narrowed(key, key.user), key.id
        stale = key.used is None or key.used + _NOTE <= moment
    if stale:
        with office.session() as session:
            session.get_one(ApiKey, id).used = moment
    return actor


def _narrowed(key: ApiKey, user: User) -> Actor:
    actor = user.actor
    return replace(actor, roles=actor.roles & frozenset(key.roles.split(","))) if key.roles else actor


def _proves(proof: str, rest: str) -> bool:
    given = hashlib.sha256(rest.encode("utf-8", "replace")).hexdigest()
    known = _PROVED.get(proof)
    if known is not None:
        return secrets.compare_digest(known, given)
    try:
        _HASHER.verify(proof, rest)
    except VerifyMismatchError:
        return False
    if len(_PROVED) >= _MOST_PROVED:
        _PROVED.clear()
    _PROVED[proof] = given
    return True
