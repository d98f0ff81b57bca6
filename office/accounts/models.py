"""Tables of accounts. Neither a password nor a key nor a token is kept, only what proves it."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from office.base import Base, Moment
from office.identity import Actor


class Organisation(Base):
    """An organisation (机构) that users and confidential records belong to, by the name that records carry."""

    __tablename__ = "organisations"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    created: Mapped[dt.datetime] = mapped_column(Moment)


class User(Base):
    """A user (用户). Accounts are disabled, never removed: what they did stays theirs."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    """Login name."""
    label: Mapped[str] = mapped_column(String(100))
    organisation: Mapped[str | None] = mapped_column(ForeignKey("organisations.name", ondelete="RESTRICT"))
    password: Mapped[str] = mapped_column(String(200))
    """Argon2id hash; empty for who signs in elsewhere (OIDC)."""
    subject: Mapped[str | None] = mapped_column(String(400), unique=True)
    """``ISSUER SUBJECT`` of the OIDC identity; ``None`` without one."""
    created: Mapped[dt.datetime] = mapped_column(Moment)
    disabled: Mapped[dt.datetime | None] = mapped_column(Moment)
    failures: Mapped[int] = mapped_column(default=0)
    """Wrong passwords since the last right one."""
    blocked_until: Mapped[dt.datetime | None] = mapped_column(Moment)
    grants: Mapped[list["UserRole"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="UserRole.role"
    )

    @property
    def roles(self) -> frozenset[str]:
        """Names of their roles."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def actor(self) -> Actor:
        """This account as the one who acts."""
        return Actor(self.name, self.roles, self.organisation or "", self.label)


class UserRole(Base):
    """A role that a user has."""

    __tablename__ = "user_roles"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(40), primary_key=True)


class ApiKey(Base):
    """A key for programs (接口密钥): it acts as its user, with no more than these roles."""

    __tablename__ = "api_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(100))
    lookup: Mapped[str] = mapped_column(String(16), unique=True)
    """First part of the key, by which it is found."""
    proof: Mapped[str] = mapped_column(String(200))
    """Argon2id hash of the rest."""
    roles: Mapped[str] = mapped_column(String(200))
    """Comma-separated; empty for all of its user's."""
    created: Mapped[dt.datetime] = mapped_column(Moment)
    expires: Mapped[dt.datetime | None] = mapped_column(Moment)
    revoked: Mapped[dt.datetime | None] = mapped_column(Moment)
    used: Mapped[dt.datetime | None] = mapped_column(Moment)
    user: Mapped[User] = relationship(lazy="joined")


class LoginSession(Base):
    """A signed-in user; its token is a random number whose SHA-256 is kept."""

    __tablename__ = "login_sessions"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created: Mapped[dt.datetime] = mapped_column(Moment)
    seen: Mapped[dt.datetime] = mapped_column(Moment)
    expires: Mapped[dt.datetime] = mapped_column(Moment, index=True)
    user: Mapped[User] = relationship(lazy="joined")
