"""Bodies of the routes by which administrators keep accounts."""

from pydantic import BaseModel, ConfigDict, Field

from office.accounts.models import LoginSession, User
from office.accounts.roles import roles

Reason = Field(default="", max_length=1000, description="Why; goes on the audit trail.")


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AccountBody(_Body):
    """An account to add."""

    name: str = Field(max_length=64, description="Login name.")
    label: str = Field(default="", max_length=100, description="Name for people.")
    organisation: str = Field(default="", max_length=200, description="Organisation; a new one is added.")
    roles: list[str] = Field(max_length=20, description="Roles, at least one.")
    password: str = Field(max_length=1000, description="First password, at least 12 characters.")


class AccountChange(_Body):
    """What changes of an account; what is left out stays."""

    label: str | None = Field(default=None, max_length=100, description="Name for people.")
    organisation: str | None = Field(
        default=None, max_length=200, description="Organisation; empty for none."
    )
    roles: list[str] | None = Field(default=None, max_length=20, description="All roles from now on.")


class ReasonBody(_Body):
    """Why."""

    reason: str = Reason


class NewPasswordBody(_Body):
    """A password that an administrator sets."""

    password: str = Field(max_length=1000, description="At least 12 characters.")


class AccountView(BaseModel):
    """An account."""

    name: str = Field(description="Login name.")
    label: str = Field(description="Name for people.")
    organisation: str = Field(description="Organisation; empty for none.")
    roles: list[str] = Field(description="Roles.")
    role_labels: list[str] = Field(description="Their Chinese names.")
    created: str = Field(description="When it was added, ISO.")
    disabled: str | None = Field(description="When it was disabled; null when it was not.")
    has_password: bool = Field(description="Whether it signs in with a password here.")
    linked: bool = Field(description="Whether it is linked to a person at an OpenID Connect provider.")

    @classmethod
    def of(cls, user: User) -> "AccountView":
        """The view of a row."""
        labels, given = {role.name: role.label for role in roles()}, sorted(user.roles)
        return cls(
            name=user.name,
            label=user.label,
            organisation=user.organisation or "",
            roles=given,
            role_labels=[labels.get(name, name) for name in given],
            created=user.created.isoformat(),
            disabled=user.disabled.isoformat() if user.disabled else None,
            has_password=bool(user.password),
            linked=user.subject is not None,
        )


class SessionView(BaseModel):
    """A session that is not over; its token is known to its holder only."""

    created: str = Field(description="When it began, ISO.")
    seen: str = Field(description="When it was last used, to about a minute.")
    expires: str = Field(description="When it ends at the latest.")

    @classmethod
    def of(cls, row: LoginSession) -> "SessionView":
        """The view of a row."""
        moments = (row.created.isoformat(), row.seen.isoformat(), row.expires.isoformat())
        return cls(**dict(zip(("created", "seen", "expires"), moments, strict=True)))


class Ended(BaseModel):
    """Sessions that were ended."""

    ended: int = Field(description="How many there were.")


class AccountOrganisation(BaseModel):
    """An organisation that accounts belong to."""

    name: str = Field(description="Its name, as records carry it.")
    created: str = Field(description="When it was added, ISO.")
    accounts: int = Field(description="Accounts that are not disabled.")


class RoleView(BaseModel):
    """A role."""

    name: str = Field(description="As in data.")
    label: str = Field(description="Chinese name.")


class TrailCheck(BaseModel):
    """Whether the audit trail is as it was written."""

    ok: bool = Field(description="Whether every entry holds.")
    entries: int = Field(description="Entries checked.")
    anchor: str = Field(description="SEQ:HASH of the newest entry: write it down outside this machine.")
    problems: list[str] = Field(description="Faults; the first twenty.")
