"""Accounts, organisations, keys and sessions of others, for administrators."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from office.accounts import keys, sessions, users
from office.accounts.errors import AccountError
from office.accounts.organisations import all_organisations
from office.accounts.roles import roles
from office.identity import Actor
from search_api.http.account_care_views import (
    AccountBody,
    AccountChange,
    AccountOrganisation,
    AccountView,
    Ended,
    NewPasswordBody,
    ReasonBody,
    RoleView,
    SessionView,
)
from search_api.http.account_views import KeyView
from search_api.http.state import ActorNow, OfficeNow
from search_api.http.views import Page

router = APIRouter(tags=["accounts"])
Name = Annotated[str, Path(max_length=64, description="Login name.")]
KeyNumber = Annotated[int, Path(ge=1, le=2**31 - 1, description="Number of the key.")]
Because = Annotated[str, Query(max_length=1000, description="Why; goes on the audit trail.")]
ADMINISTRATOR = "administrator"


@router.get("/accounts", summary="Accounts")
def accounts(office: OfficeNow) -> Page[AccountView]:
    """By login name, disabled ones among them."""
    with office.reading() as session:
        items = [AccountView.of(user) for user in users.all_users(session)]
    return Page(items=items, total=len(items))


@router.post("/accounts", summary="Add an account", status_code=201)
def add(office: OfficeNow, actor: ActorNow, body: AccountBody) -> AccountView:
    """The person changes the first password; it is kept as Argon2id only."""
    with office.session() as session:
        user = users.add_user(
            session, actor, body.name, roles=body.roles, password=body.password,
            organisation=body.organisation, label=body.label,
        )  # fmt: skip
        return AccountView.of(user)


@router.get("/accounts/roles", summary="Roles")
def all_roles() -> list[RoleView]:
    """Every role that an account can have."""
    return [RoleView(name=role.name, label=role.label) for role in roles()]


@router.get("/accounts/organisations", summary="Organisations of accounts")
def organisations(office: OfficeNow) -> list[AccountOrganisation]:
    """By name."""
    with office.reading() as session:
        return [
            AccountOrganisation(name=row.name, created=row.created.isoformat(), accounts=number)
            for row, number in all_organisations(session)
        ]


@router.get("/accounts/{name}", summary="An account")
def one(office: OfficeNow, name: Name) -> AccountView:
    """404 when there is none of that name."""
    with office.reading() as session:
        return AccountView.of(users.find_user(session, name))


@router.patch("/accounts/{name}", summary="Change an account")
def change(office: OfficeNow, actor: ActorNow, name: Name, body: AccountChange) -> AccountView:
    """Name for people, organisation, roles; signed-in sessions have the new ones at once."""
    with office.session() as session:
        user = users.find_user(session, name)
        if body.roles is not None and set(body.roles) != user.roles:
            if ADMINISTRATOR not in body.roles:
                _not_oneself(actor, name)
            users.set_roles(session, actor, name, body.roles)
        if body.label is not None or body.organisation is not None:
            users.set_person(session, actor, name, label=body.label, organisation=body.organisation)
        return AccountView.of(user)


@router.post("/accounts/{name}/disable", summary="Disable an account")
def disable(office: OfficeNow, actor: ActorNow, name: Name, body: ReasonBody) -> AccountView:
    """Its sessions end and its keys are revoked; what it made stays."""
    _not_oneself(actor, name)
    with office.session() as session:
        users.disable(session, actor, name, body.reason)
        return AccountView.of(users.find_user(session, name))


@router.post("/accounts/{name}/enable", summary="Open an account again")
def enable(office: OfficeNow, actor: ActorNow, name: Name, body: ReasonBody) -> AccountView:
    """Its keys stay revoked; waits after wrong passwords are over."""
    with office.session() as session:
        users.enable(session, actor, name, body.reason)
        return AccountView.of(users.find_user(session, name))


@router.post("/accounts/{name}/password", summary="Set an account's password", status_code=204)
def password(office: OfficeNow, actor: ActorNow, name: Name, body: NewPasswordBody) -> None:
    """Every session of the account ends."""
    with office.session() as session:
        users.set_password(session, actor, name, body.password)


@router.get("/accounts/{name}/sessions", summary="Sessions of an account")
def signed_in(office: OfficeNow, name: Name) -> list[SessionView]:
    """Those that are not over, the last used first."""
    with office.reading() as session:
        return [SessionView.of(row) for row in sessions.running(session, users.find_user(session, name))]


@router.delete("/accounts/{name}/sessions", summary="Sign an account out everywhere")
def sign_out(office: OfficeNow, actor: ActorNow, name: Name, reason: Because = "") -> Ended:
    """The account may sign in again; API keys stay."""
    with office.session() as session:
        return Ended(ended=sessions.end_all(session, actor, users.find_user(session, name), reason))


@router.get("/accounts/{name}/keys", summary="API keys of an account")
def key_list(office: OfficeNow, name: Name) -> Page[KeyView]:
    """Oldest first, revoked ones among them."""
    with office.reading() as session:
        items = [KeyView.of(key) for key in keys.all_keys(session, name)]
    return Page(items=items, total=len(items))


@router.delete("/accounts/{name}/keys/{number}", summary="Revoke an account's API key", status_code=204)
def revoke(office: OfficeNow, actor: ActorNow, name: Name, number: KeyNumber, reason: Because = "") -> None:
    """It is refused from now on."""
    with office.session() as session:
        keys.revoke(session, actor, number, of=name, reason=reason)


def _not_oneself(actor: Actor, name: str) -> None:
    """Nobody locks themselves out, so an administrator is always left.

    Raises:
        AccountError: it is the account of the one who acts.
    """
    if actor.name == name:
        raise AccountError("another administrator has to do this", "own_account")
