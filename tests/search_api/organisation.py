"""A service in organisation mode with one user of every role, for tests of access."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from office.accounts import sessions
from office.accounts.models import User, UserRole
from office.accounts.roles import roles
from office.base import now
from office.store import Office
from search_api.http.app import create_app
from search_api.http.settings import Settings

ROLES = tuple(role.name for role in roles())
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


def every_route(app: FastAPI) -> list[tuple[str, str]]:
    """``(method, path template)`` of every route, those outside the OpenAPI description too."""
    return [
        (method, route.path)
        for route in iter_route_contexts(app.routes)
        for method in sorted((route.methods or set()) & METHODS)
        if route.path is not None
    ]


def add_plain_user(office: Office, name: str, roles: tuple[str, ...], organisation: str = "") -> str:
    """A user without a password (hashing one takes its time), signed in; returns the token."""
    from office.accounts.models import Organisation

    with office.session() as session:
        if organisation and session.get(Organisation, organisation) is None:
            session.add(Organisation(name=organisation, created=now()))
            session.flush()
        user = User(
            name=name,
            label=name,
            organisation=organisation or None,
            password="",
            subject=f"test {name}",
            created=now(),
            grants=[UserRole(role=role) for role in roles],
        )
        session.add(user)
        session.flush()
        return sessions.start(session, user).value


@contextmanager
def organisation(home: Path, **settings: Any) -> Iterator[tuple[FastAPI, dict[str, TestClient]]]:
    """The application, and a client for every role by its name, for ``owner_org`` (a mediator of 甲调解中心), ``stranger``
    (a mediator of another organisation) and ``nobody``."""
    unlimited = {"requests_per_minute": 0, "sign_ins_per_minute": 0}
    app = create_app(Settings(home=home, mode="organisation", office_url="", **(unlimited | settings)))
    office = app.state.service.office
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as first:
        clients = {"nobody": first}
        people = {role: ((role,), "") for role in ROLES} | {
            "owner_org": (("mediator",), "甲调解中心"),
            "stranger": (("mediator",), "乙调解中心"),
        }
        for name, (given, org) in people.items():
            token = add_plain_user(office, name.replace("public", "people").replace("_", "-"), given, org)
            client = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
            client.headers["authorization"] = f"Bearer {token}"
            clients[name] = client
        yield app, clients
