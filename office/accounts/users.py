"""Users and organisations: add, change, disable, sign in."""

import datetime as dt
import re
from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from office import audit
from office.accounts.errors import AccountError, SignInRefused
from office.accounts.models import ApiKey, LoginSession, User, UserRole
from office.accounts.organisations import have_organisation
from office.accounts.passwords import check_strength, hash_password, matches, needs_rehash
from office.accounts.roles import role_names
from office.base import now
from office.identity import Actor
from office.store import Office

_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")
RESERVED = frozenset({"local", "public", "owner", "system"})
"""Names that the program itself acts under."""
NO_USER = "no_such_account"
"""Code where there is no account of a name."""
FREE_TRIES = 5
"""Wrong passwords before the account has to wait; each more doubles the wait."""
LONGEST_WAIT_S = 900


def add_user(
    session: Session,
    actor: Actor,
    name: str,
    *,
    roles: Collection[str],
    password: str = "",
    organisation: str = "",
    label: str = "",
    subject: str | None = None,
) -> User:
    """Add an account; an organisation that is new is added with it.

    Raises:
        AccountError: the name, a role or the password cannot be used; the message says why.
    """
    if not _NAME.fullmatch(name) or name in RESERVED:
        raise AccountError(
            f"{name!r} cannot be a login name: 2 to 64 of a-z 0-9 . _ @ -, "
            f"beginning with a letter or digit, and none of {', '.join(sorted(RESERVED))}",
            "bad_login_name",
        )
    if session.scalar(select(User.id).where(User.name == name)) is not None:
        raise AccountError(
            f"there is a user {name} already; a disabled account keeps its name", "login_name_taken"
        )
    _check_roles(roles)
    if password or subject is None:
        check_strength(password, name)
    if organisation:
        have_organisation(session, actor, organisation)
    user = User(
        name=name,
        label=label or name,
        organisation=organisation or None,
        password=hash_password(password) if password else "",
        subject=subject,
        created=now(),
        grants=[UserRole(role=role) for role in sorted(roles)],
    )
    session.add(user)
    session.flush()
    audit.record(
        session,
        actor,
        "user.add",
        "user",
        name,
        detail={"roles": sorted(roles), "organisation": organisation},
    )
    return user


def find_user(session: Session, name: str) -> User:
    """The account.

    Raises:
        AccountError: there is none of that name.
    """
    user = session.scalars(select(User).where(User.name == name)).one_or_none()
    if user is None:
        raise AccountError(f"there is no user {name}", NO_USER)
    return user


def all_users(session: Session) -> list[User]:
    """Every account by name, disabled ones among them."""
    return list(session.scalars(select(User).order_by(User.name)))


def set_roles(session: Session, actor: Actor, name: str, roles: Collection[str]) -> User:
    """Give a user these roles instead of those they had; signed-in sessions have them at once.

    Raises:
        AccountError: there is no such user or role.
    """
    user = find_user(session, name)
    _check_roles(roles)
    before = sorted(user.roles)
    user.grants = [grant for grant in user.grants if grant.role in roles] + [
        UserRole(role=role) for role in sorted(set(roles) - user.roles)
    ]
    audit.record(
        session, actor, "user.roles", "user", name, detail={"before": before, "after": sorted(roles)}
    )
    return user


def set_person(
    session: Session, actor: Actor, name: str, *, label: str | None = None, organisation: str | None = None
) -> User:
    """Change the name for people or the organisation; ``None`` leaves it, an empty organisation takes it away.

    Raises:
        AccountError: there is no such user, or the organisation's name cannot be used.
    """
    user = find_user(session, name)
    before = {"label": user.label, "organisation": user.organisation or ""}
    if label is not None:
        user.label = label.strip() or name
    if organisation:
        have_organisation(session, actor, organisation)
    if organisation is not None:
        user.organisation = organisation or None
    after = {"label": user.label, "organisation": user.organisation or ""}
    audit.record(session, actor, "user.change", "user", name, detail={"before": before, "after": after})
    return user


def set_password(session: Session, actor: Actor, name: str, password: str) -> None:
    """Set a password; every session of the user ends.

    Raises:
        AccountError: there is no such user, or the password is refused.
    """
    user = find_user(session, name)
    check_strength(password, name)
    user.password, user.failures, user.blocked_until = hash_password(password), 0, None
    session.execute(delete(LoginSession).where(LoginSession.user_id == user.id))
    audit.record(session, actor, "user.password", "user", name)


def disable(session: Session, actor: Actor, name: str, reason: str = "") -> None:
    """Shut an account: its sessions end and its keys are revoked; what it made stays.

    Raises:
        AccountError: there is no such user.
    """
    user = find_user(session, name)
    moment = now()
    user.disabled = user.disabled or moment
    session.execute(delete(LoginSession).where(LoginSession.user_id == user.id))
    for key in session.scalars(select(ApiKey).where(ApiKey.user_id == user.id, ApiKey.revoked.is_(None))):
        key.revoked = moment
    audit.record(session, actor, "user.disable", "user", name, reason=reason)


def enable(session: Session, actor: Actor, name: str, reason: str = "") -> None:
    """Open a disabled account again; keys stay revoked.

    Raises:
        AccountError: there is no such user.
    """
    user = find_user(session, name)
    user.disabled, user.failures, user.blocked_until = None, 0, None
    audit.record(session, actor, "user.enable", "user", name, reason=reason)


def check_password(office: Office, name: str, password: str) -> User:
    """The account that this name and password open.

    A wrong password is counted in a transaction of its own, and takes as long whether or not there is the account.

    Raises:
        SignInRefused: they open none.
    """
    with office.reading() as session:
        hashed = session.scalar(select(User.password).where(User.name == name)) or ""
    right = matches(hashed, password[:1000])  # takes its time, so outside a transaction that others wait for
    with office.session() as session:
        user = session.scalars(select(User).where(User.name == name).with_for_update()).one_or_none()
        wait = _wait(user)
        right = right and user is not None and user.password == hashed
        if user is None or wait or not right or user.disabled is not None:
            if user is not None and not wait and not right:
                _count_failure(user)
            who = Actor(name[:64])
            audit.record(session, who, "login.refused", "user", name[:64], detail={"known": user is not None})
            user = None
        else:
            user.failures, user.blocked_until = 0, None
            if needs_rehash(user.password):
                user.password = hash_password(password)
    if user is None:
        raise SignInRefused("用户名或密码不对，或账号已停用", wait)
    return user


def _wait(user: User | None) -> int:
    """Seconds to wait; none where it would be longer than any wait, because the clock was set back since."""
    if user is None or user.blocked_until is None:
        return 0
    left = max(0, round((user.blocked_until - now()).total_seconds()))
    return left if left <= LONGEST_WAIT_S else 0


def _count_failure(user: User) -> None:
    user.failures += 1
    if user.failures >= FREE_TRIES:
        seconds = min(LONGEST_WAIT_S, 2 ** (user.failures - FREE_TRIES + 1))
        user.blocked_until = now() + dt.timedelta(seconds=seconds)


def _check_roles(roles: Collection[str]) -> None:
    if not roles:
        raise AccountError(f"give at least one role of {', '.join(sorted(role_names()))}", "no_role")
    if unknown := set(roles) - role_names():
        raise AccountError(
            f"there is no role {', '.join(sorted(unknown))}: choose of {', '.join(sorted(role_names()))}",
            "unknown_role",
        )
