"""Nobody without the right learns that a restricted record exists, by whatever route.

Two services, one over a library with a restricted record and one over the same library without it: to those without the
right every route answers alike on both, and words that stand only in the record never appear.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpora.model import AccessLevel, Document, Kind, Section, SectionRole, Statute
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from tests.search_api.conftest import documents
from tests.search_api.organisation import ROLES, organisation
from tests.search_api.probing import everything, plain, probes

ASKED = ("青松专案", "m-hidden", "甲调〔2023〕77号", "j-false-1", "s-85", "云杉科技股份有限公司")
"""What the requests ask for: words, number and id of the record, and the public cases and law that it cites."""
TOLD = ("白鹭", "穗禾")
"""Words that stand beside those in title, parties and text of the record, and in no request."""
LEAVE_OUT = (
    "/v1/logout", "/v1/me/password", "/v1/login", "/v1/audit", "/v1/audit/export", "/v1/audit/check",
)  # fmt: skip
"""They end the sessions of the other requests; the audit trail tells administrators what was asked for."""
THOROUGH = ("nobody", "administrator", "stranger")
"""Asked everything; the other roles only for the title and the id."""
OUTSIDERS = ("nobody", *ROLES, "stranger")


def hidden() -> Document:
    text = (
        "申请人穗禾与云杉科技股份有限公司因虚假陈述发生争议，申请证券调解。本案与（2021）沪74民初1号为同一事实，代号青松专案、白鹭。"
        "调解员建议参照证券法第八十五条，由云杉科技股份有限公司补偿穗禾三万元。"
    )
    return Document(
        id="m-hidden",
        kind=Kind.MEDIATION,
        title="青松专案（白鹭）调解记录",
        text=text,
        case_number="甲调〔2023〕77号",
        identifiers=("甲调〔2023〕77号",),
        sections=(Section(SectionRole.FACTS, 0, 40), Section(SectionRole.RULING, 40, len(text))),
        statutes=(Statute("证券法", 85),),
        cited_cases=("（2021）沪74民初1号", "(2021)沪74民初1号"),
        access=AccessLevel.RESTRICTED,
        owner="甲调解中心",
        date=dt.date(2023, 5, 1),
    )


Clients = dict[str, TestClient]


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Clients, Clients]]:
    homes: list[Path] = []
    public = [d for d in documents() if d.access is AccessLevel.PUBLIC]

    for held in ([*public, hidden()], public):
        home = tmp_path_factory.mktemp("leaks")
        with Workspace.open(home, create=True) as workspace:
            workspace.library.put(held, LOCAL_OWNER)
            workspace.sync()
        homes.append(home)
    limits: dict[str, Any] = {"audit_reads": False, "anonymous": True}
    with organisation(homes[0], **limits) as (_, full), organisation(homes[1], **limits) as (_, bare):
        yield full, bare


def test_its_owner_finds_it_by_every_way(services: tuple[Clients, Clients]) -> None:
    mine = services[0]["owner_org"]
    answers = {
        "search": mine.get("/v1/search", params={"q": "青松专案", "facet": ["all"]}),
        "number": mine.get("/v1/search", params={"q": "甲调〔2023〕77号"}),
        "document": mine.get("/v1/documents/m-hidden"),
        "similar": mine.get("/v1/documents/j-false-1/similar"),
        "cited by": mine.get("/v1/documents/s-85/cited-by"),
    }
    assert {way for way, answer in answers.items() if "白鹭" not in everything(answer)} == set()
    assert mine.get("/v1/holdings").json()["kinds"]["mediation"] == 1


@pytest.mark.slow
@pytest.mark.parametrize("role", OUTSIDERS)
def test_to_others_every_route_answers_as_if_it_were_not_there(
    services: tuple[Clients, Clients], role: str
) -> None:
    full, bare = services[0][role], services[1][role]
    api = full.get("/v1/openapi.json").json()
    asked = told = 0
    for probe in probes(api, ASKED if role in THOROUGH else ASKED[:2], LEAVE_OUT):
        with_it = full.request(probe.method, probe.path, **probe.options)
        without = bare.request(probe.method, probe.path, **probe.options)
        assert plain(with_it) == plain(without), f"{role}: {probe}"
        said = everything(with_it)
        assert not any(word in said for word in TOLD), f"{role}: {probe}"
        assert with_it.status_code < 500, f"{role}: {probe}: {with_it.text}"
        asked += 1
        told += with_it.status_code < 400
    assert told > 20, f"{told} of {asked} requests were answered"


def test_hidden_and_absent_are_told_alike(services: tuple[Clients, Clients]) -> None:
    for role in ("nobody", "public", "mediator", "stranger", "administrator"):
        client = services[0][role]
        for path in ("/v1/documents/{}", "/v1/documents/{}/similar", "/v1/documents/{}/cited-by"):
            there, nowhere = (client.get(path.format(id)) for id in ("m-hidden", "m-nothing"))
            assert there.status_code == nowhere.status_code == 404
            assert there.text.replace("m-hidden", "m-nothing").replace(
                there.headers["x-request-id"], ""
            ) == nowhere.text.replace(nowhere.headers["x-request-id"], "")
            assert set(there.headers) == set(nowhere.headers)
