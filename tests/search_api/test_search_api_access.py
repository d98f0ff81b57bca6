"""Who may use which route: the matrix is complete, sound, and kept to in every cell."""

import re
from collections.abc import Iterator
from typing import NoReturn

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from indexer.workspace import Workspace
from office.accounts.roles import role_names
from office.audit.reading import AuditFilter, page
from office.errors import OfficeError
from office.store import Office
from search_api.http.access.policy import policy, read
from search_api.http.app import create_app
from search_api.http.settings import Settings
from tests.search_api.organisation import ROLES, every_route, organisation

DENIED = (401, 403)
ROUTES = every_route(create_app())


@pytest.fixture(scope="module")
def service(workspace: Workspace) -> Iterator[tuple[FastAPI, dict[str, TestClient]]]:
    with organisation(workspace.home) as made:
        yield made


def filled(path: str) -> str:
    """A path whose parameters lead nowhere, so that a request that is let in changes nothing."""
    return re.sub(r"\{[^}]+\}", "999999", path)


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    rows = {(rule.method, rule.path) for rule in policy().rules}
    missing = sorted(f"{method} {path}" for method, path in set(ROUTES) - rows)
    assert not missing, (
        f"add a row to search_api/http/access/policy.yaml for each of {missing}: which roles may use it, "
        "and `audit: area.verb` if it shows or exports something"
    )
    gone = sorted(f"{method} {path}" for method, path in rows - set(ROUTES))
    assert not gone, (
        f"take these rows out of search_api/http/access/policy.yaml, there is no such route: {gone}"
    )


@pytest.mark.parametrize(("method", "path"), ROUTES, ids=lambda value: str(value))
def test_a_request_is_judged_by_the_row_of_the_route_that_answers_it(method: str, path: str) -> None:
    found = policy().find(method, filled(path))
    assert found is not None and found[0].path == path


@pytest.mark.parametrize(("method", "path"), ROUTES, ids=lambda value: str(value))
@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_each_cell_is_kept_to(
    service: tuple[FastAPI, dict[str, TestClient]], method: str, path: str, role: str
) -> None:
    if path in ("/v1/logout", "/v1/signout"):
        pytest.skip("would end the session that the other cells use; open to all")
    found = policy().find(method, filled(path))
    assert found is not None
    rule = found[0]
    answer = service[1][role].request(method, filled(path))
    if rule.is_open:
        # An open route may still ask for a password or a token of its own, in its own words.
        assert answer.status_code != 403 and '"unauthorized"' not in answer.text
    elif role == "nobody":
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    elif role in rule.roles:
        assert answer.status_code not in DENIED, answer.text
    else:
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_a_route_without_a_row_is_refused(service: tuple[FastAPI, dict[str, TestClient]]) -> None:
    clients = service[1]
    assert clients["administrator"].get("/v1/nothing").status_code == 403
    assert clients["nobody"].get("/v1/nothing").status_code == 401
    assert clients["administrator"].request("PROPFIND", "/v1/search").status_code == 403


@pytest.mark.parametrize(
    "path", ["/v1/search/", "/v1//search", "/v1/%73earch", "/v1/../v1/search", "//v1/search"]
)
def test_other_spellings_of_a_path_open_nothing(
    service: tuple[FastAPI, dict[str, TestClient]], path: str
) -> None:
    assert service[1]["nobody"].get(path).status_code == 401


def test_refusals_are_on_the_trail(service: tuple[FastAPI, dict[str, TestClient]]) -> None:
    app, clients = service
    clients["mediator"].get("/v1/audit")
    with app.state.service.office.reading() as session:
        (entry,) = page(session, AuditFilter(action="access.refused", who="mediator"), 1)
    assert entry["object_id"] == "GET /v1/audit"


def test_searches_and_views_are_on_the_trail_without_their_words(
    service: tuple[FastAPI, dict[str, TestClient]],
) -> None:
    app, clients = service
    clients["staff"].get("/v1/search", params={"q": "赵某甲与某银行", "filter": ["kind=judgment"]})
    clients["staff"].get("/v1/documents/j-false-1")
    clients["staff"].post("/v1/similar", json={"text": "赵某甲买入股票后亏损"})
    with app.state.service.office.reading() as session:
        rows = page(session, AuditFilter(who="staff"), 3)
    similar, view, search = rows
    assert (search["action"], search["detail"]) == ("search.words", {"characters": 7, "filters": 1})
    assert (view["action"], view["object_kind"], view["object_id"]) == (
        "document.view",
        "document",
        "j-false-1",
    )
    assert similar["action"] == "search.similar" and similar["detail"]["bytes"] > 0
    assert "赵某甲" not in str(rows)


def test_an_answer_that_cannot_be_recorded_stays_here(workspace: Workspace) -> None:
    app = create_app(Settings(home=workspace.home, office_url=""))

    class Full(Office):
        def session(self) -> NoReturn:
            raise OfficeError("The office store is full.")

    with TestClient(app, raise_server_exceptions=False) as client:
        app.state.service._office = Full(app.state.service.office.engine)
        answer = client.get("/v1/documents/j-false-1")
        assert (answer.status_code, answer.json()["code"]) == (503, "office_unavailable")
        assert "云杉" not in answer.text
        assert client.get("/v1/labels").status_code == 200


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("groups: {g: [king]}\nroutes: {}", "no role king"),
        ("groups: {}\nroutes: {GET /x: {allow: [king]}}", "no role king"),
        ("groups: {}\nroutes: {GET /x: {allow: all}}", "no group all"),
        ("groups: {}\nroutes: {GET /x: {allow: open, id: n}}", "no parameter n"),
        ("groups: {}\nroutes: {GETS /x: {allow: open}}", "GETS"),
        ("groups: {}\nroutes: {GET /x: {allow: open, also: 1}}", "also"),
    ],
)
def test_a_wrong_matrix_is_told(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read(text)


def test_literal_parts_come_before_parameters() -> None:
    found = read("groups: {}\nroutes: {'GET /a/{x}': {allow: open}, GET /a/b: {allow: [expert]}}")
    for path, expected in (("/a/b", "/a/b"), ("/a/c", "/a/{x}")):
        row = found.find("GET", path)
        assert row is not None and row[0].path == expected
    assert found.find("HEAD", "/a/b") is not None
    assert found.find("POST", "/a/b") is None


def test_a_role_that_nobody_may_use_anything_with_is_a_mistake() -> None:
    used = {role for rule in policy().rules if not rule.is_open for role in rule.roles}
    assert used == role_names()
