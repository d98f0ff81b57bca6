"""Made-up requests for every route of the OpenAPI description, as a role: none may end in a fault of the service.

``python -m tests.search_api.soak --role mediator --cases 20000`` (``make soak`` for every role) prints the statuses that
were answered and every request that ended in 500 or above; exit 1 when there was one.
"""

import argparse
import collections
import logging
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings

from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from tests.search_api.conftest import documents
from tests.search_api.organisation import ROLES, organisation

LEAVE_OUT = ("/v1/logout", "/v1/me/password")
"""They end the session of the other requests."""


@dataclass
class Soaked:
    """What came of it."""

    statuses: collections.Counter[int] = field(default_factory=collections.Counter)
    faults: dict[str, str] = field(default_factory=dict)
    """By route and status: one request that ended so."""

    @property
    def cases(self) -> int:
        return sum(self.statuses.values())


def soak(client: TestClient, cases: int) -> Soaked:
    """About so many requests, the same number for each route."""
    found = Soaked()
    operations = list(_operations(client))
    for operation in operations:
        _one(client, operation, max(1, round(cases / len(operations))), found)
    return found


def _operations(client: TestClient) -> Iterator[Any]:
    schema = schemathesis.openapi.from_dict(client.get("/v1/openapi.json").json())
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path not in LEAVE_OUT:
            yield operation


def _one(client: TestClient, operation: Any, cases: int, found: Soaked) -> None:
    @settings(
        max_examples=cases, database=None, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        options = case.as_transport_kwargs(base_url="http://testserver")
        method, url = options.pop("method"), options.pop("url")
        options.pop("cookies", None)
        try:
            answer = client.request(method, url, **options)
        except (UnicodeError, ValueError, TypeError):
            return  # nothing that a client can put on the wire
        found.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            found.faults.setdefault(
                f"{operation.method.upper()} {operation.path} {answer.status_code}", f"{options}"[:1000]
            )

    ask()


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--role", choices=[*ROLES, "nobody"], action="append")
    parser.add_argument("--cases", type=int, default=20_000, help="requests of each role")
    given_options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with Workspace.open(home, create=True) as workspace:
            workspace.library.put(documents(), LOCAL_OWNER)
            workspace.sync()
        with organisation(home) as (_, clients):
            for role in given_options.role or [*ROLES, "nobody"]:
                done = soak(clients[role], given_options.cases)
                faults += len(done.faults)
                sys.stdout.write(f"{role}: {done.cases} requests, {dict(sorted(done.statuses.items()))}\n")
                for place, request in done.faults.items():
                    sys.stdout.write(f"  {place}: {request}\n")
                sys.stdout.flush()
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
