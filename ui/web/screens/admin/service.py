"""Calls about accounts and the audit trail."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from pydantic import TypeAdapter

from search_api.http.account_care_views import (
    AccountOrganisation,
    AccountView,
    Ended,
    RoleView,
    SessionView,
    TrailCheck,
)
from search_api.http.account_views import AuditView, KeyView
from search_api.http.views import Page
from ui.web.client import call
from ui.web.screens.admin.state import Admin

ROWS = 50
"""Entries of a page of the trail."""


def accounts() -> list[AccountView]:
    """Every account."""
    return Page[AccountView].model_validate(call("GET", "/v1/accounts").json()).items


def account(name: str) -> AccountView:
    """One account."""
    return AccountView.model_validate(call("GET", _path(name)).json())


def add(**values: Any) -> AccountView:
    """Add an account; fields of ``AccountBody``."""
    return AccountView.model_validate(call("POST", "/v1/accounts", json=values).json())


def change(name: str, label: str, organisation: str, roles: Sequence[str]) -> None:
    """Change an account."""
    call("PATCH", _path(name), json={"label": label, "organisation": organisation, "roles": list(roles)})


def set_disabled(name: str, disabled: bool, reason: str) -> None:
    """Disable an account, or open it again."""
    call("POST", f"{_path(name)}/{'disable' if disabled else 'enable'}", json={"reason": reason})


def set_password(name: str, password: str) -> None:
    """Set a password; the account's sessions end."""
    call("POST", f"{_path(name)}/password", json={"password": password})


def sessions(name: str) -> list[SessionView]:
    """Sessions that are not over."""
    return TypeAdapter(list[SessionView]).validate_python(call("GET", f"{_path(name)}/sessions").json())


def sign_out(name: str, reason: str) -> int:
    """End every session; how many there were."""
    answer = call("DELETE", f"{_path(name)}/sessions", params={"reason": reason})
    return Ended.model_validate(answer.json()).ended


def keys(name: str) -> list[KeyView]:
    """API keys, revoked ones among them."""
    return Page[KeyView].model_validate(call("GET", f"{_path(name)}/keys").json()).items


def revoke(name: str, number: int, reason: str) -> None:
    """End a key."""
    call("DELETE", f"{_path(name)}/keys/{number}", params={"reason": reason})


def roles() -> dict[str, str]:
    """Chinese name by name of every role."""
    rows = TypeAdapter(list[RoleView]).validate_python(call("GET", "/v1/accounts/roles").json())
    return {role.name: role.label for role in rows}


def organisations() -> list[AccountOrganisation]:
    """Organisations of accounts."""
    rows = call("GET", "/v1/accounts/organisations").json()
    return TypeAdapter(list[AccountOrganisation]).validate_python(rows)


def trail(state: Admin) -> Page[AuditView]:
    """A page of the audit trail."""
    params = _conditions(state) | {"limit": ROWS} | ({"cursor": state.before} if state.before else {})
    return Page[AuditView].model_validate(call("GET", "/v1/audit", params=params).json())


def trail_file(state: Admin, format: str) -> bytes:
    """The entries of these conditions as .jsonl or .csv."""
    return call("GET", "/v1/audit/export", params=_conditions(state) | {"format": format}).content


def check_trail() -> TrailCheck:
    """Whether the trail is as it was written."""
    return TrailCheck.model_validate(call("GET", "/v1/audit/check").json())


def _conditions(state: Admin) -> dict[str, Any]:
    given = {
        "who": state.who, "action": state.action, "object_id": state.object, "since": state.since, "until": state.until,
    }  # fmt: skip
    return {name: value for name, value in given.items() if value}


def _path(name: str) -> str:
    return f"/v1/accounts/{quote(name, safe='')}"
