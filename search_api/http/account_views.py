"""Bodies of the routes of accounts."""

from pydantic import BaseModel, ConfigDict, Field

from office.accounts.models import ApiKey
from office.accounts.roles import roles
from office.identity import ANYONE, Actor


class LoginBody(BaseModel):
    """A name and a password."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(max_length=200, description="Login name.")
    password: str = Field(max_length=1000, description="Password.")


class Login(BaseModel):
    """A session that began."""

    token: str = Field(description="Secret of the session: `Authorization: Bearer …`. It is not shown again.")
    expires: str = Field(description="When it ends at the latest, ISO; two hours without use end it too.")


class PasswordBody(BaseModel):
    """A change of one's own password."""

    model_config = ConfigDict(extra="forbid")
    old: str = Field(max_length=1000, description="The password so far.")
    new: str = Field(max_length=1000, description="The new one, at least 12 characters.")


class Me(BaseModel):
    """Who asks."""

    name: str = Field(description="Login name; `local` in local mode, `public` without an account.")
    label: str = Field(description="Name for people.")
    signed_in: bool = Field(description="Whether there is an account behind it.")
    organisation: str = Field(description="Organisation; empty for none.")
    roles: list[str] = Field(description="Roles; `owner` in local mode.")
    role_labels: list[str] = Field(description="Their Chinese names.")
    mode: str = Field(description="local or organisation.")


class KeyBody(BaseModel):
    """A key to make for oneself."""

    model_config = ConfigDict(extra="forbid")
    label: str = Field(min_length=1, max_length=100, description="What it is for.")
    roles: list[str] = Field(
        default_factory=list, max_length=20, description="The only roles it has; none for all of yours."
    )
    days: int | None = Field(default=90, ge=1, le=3650, description="Days until it ends; null for never.")


class KeyView(BaseModel):
    """What is kept of a key."""

    id: int = Field(description="Its number.")
    label: str = Field(description="What it is for.")
    roles: list[str] = Field(description="The only roles it has; none for all of its user's.")
    created: str = Field(description="When it was made, ISO.")
    expires: str | None = Field(description="When it ends; null for never.")
    revoked: str | None = Field(description="When it was revoked; null when it was not.")
    used: str | None = Field(description="When it was last used, to about five minutes.")

    @classmethod
    def of(cls, key: ApiKey) -> "KeyView":
        """The view of a row."""
        moments = {
            name: moment.isoformat() if moment else None
            for name, moment in (("expires", key.expires), ("revoked", key.revoked), ("used", key.used))
        }
        given = [role for role in key.roles.split(",") if role]
        return cls(id=key.id, label=key.label, roles=given, created=key.created.isoformat(), **moments)


class NewKey(KeyView):
    """A key that was just made."""

    key: str = Field(description="The key itself: `Authorization: Bearer …`. It is not shown again.")


class AuditView(BaseModel):
    """An entry of the audit trail."""

    seq: int = Field(description="Its number; none is left out.")
    at: str = Field(description="When, ISO in UTC.")
    who: str = Field(description="Login name.")
    role: str = Field(description="Roles at that moment, by comma.")
    organisation: str = Field(description="Organisation.")
    action: str = Field(description="What was done, such as document.view.")
    object_kind: str = Field(description="Kind of the object.")
    object_id: str = Field(description="Its id.")
    reason: str = Field(description="Why.")
    detail: dict[str, object] = Field(description="More facts; never what was typed as a query.")
    hash: str = Field(description="Hash of this entry and of all before it.")


def me_of(actor: Actor, mode: str) -> Me:
    """Who asks, for people."""
    labels = {role.name: role.label for role in roles()} | {"owner": "本机用户"}
    given = sorted(actor.roles)
    return Me(
        name=actor.name,
        label=actor.label or actor.name,
        signed_in=actor.name != ANYONE.name,
        organisation=actor.organisation,
        roles=given,
        role_labels=[labels.get(name, name) for name in given],
        mode=mode,
    )
