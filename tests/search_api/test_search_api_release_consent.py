"""Drafts of confidential records: what enters them, who may draft, and what publication waits for."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpora.model import AccessLevel, Document, Kind
from corpora.parse import parse_text
from indexer.ingest import ingest
from indexer.viewer import LOCAL_OWNER, Viewer
from indexer.workspace import Workspace
from search_api.releases.checking import Batch, Written, check
from search_api.releases.editing import begun
from search_api.releases.findings import Level
from search_api.releases.forms import forms
from search_api.releases.model import CaseContent, Consent
from tests.search_api.organisation import add_plain_user, organisation
from tests.search_api.test_search_api_releases import BUREAU, RECORD, done

CENTRE = "示例调解中心"
NAMES = ("卓尔雅", "远帆", "和煦", "777号")
MEMBER = Viewer(frozenset({"regulator"}), CENTRE, "member")


def record(access: AccessLevel) -> Document:
    return replace(parse_text(RECORD, Kind.MEDIATION), access=access, owner=CENTRE)


def codes(access: AccessLevel, consent: Consent) -> dict[str, Level]:
    content = CaseContent(title="融资融券合同纠纷调解案", consent=consent)
    source = record(access)
    written = Written(1, content, source, source.id)
    batch = Batch("示例", "2026年第1批", (BUREAU,), "", forms()["mediation"], (written,))
    return {f.code: f.level for f in check(batch, lambda _: True, {})}


@pytest.mark.parametrize("access", [AccessLevel.RESTRICTED, AccessLevel.REDACTED])
@pytest.mark.parametrize(
    ("consent", "waits"),
    [
        (Consent(), True),
        (Consent(approval="  "), True),
        (Consent(parties=True), False),
        (Consent(approval="示例调解中心主任，2026年1月5日"), False),
    ],
)
def test_a_confidential_source_waits_for_consent_or_approval(
    access: AccessLevel, consent: Consent, waits: bool
) -> None:
    found = codes(access, consent)
    assert found.get("consent_missing") == (Level.BLOCK if waits else None)
    assert ("source_redacted" in found) == (access is AccessLevel.REDACTED)


def test_a_public_source_needs_no_consent() -> None:
    assert "consent_missing" not in codes(AccessLevel.PUBLIC, Consent())


def test_only_redacted_words_of_a_confidential_record_enter_a_shared_draft() -> None:
    shared = begun(record(AccessLevel.RESTRICTED), "mediation", MEMBER).model_dump_json()
    assert not [name for name in NAMES if name in shared] and "折算率" in shared
    own = begun(record(AccessLevel.RESTRICTED), "mediation", LOCAL_OWNER).model_dump_json()
    assert "卓尔雅" in own


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, TestClient]]:
    home: Path = tmp_path_factory.mktemp("consent")
    secret = home / "record.txt"
    secret.write_text(RECORD, encoding="utf-8")
    with Workspace.open(home, create=True) as workspace:
        ingest([secret], workspace, kind=Kind.MEDIATION, access="restricted", owner=CENTRE, workers=1)
    with organisation(home) as (app, clients):
        for name, body in (("own", CENTRE), ("other", BUREAU)):
            token = add_plain_user(app.state.service.office, name, ("regulator",), body)
            clients[name] = TestClient(app, raise_server_exceptions=False)
            clients[name].headers["authorization"] = f"Bearer {token}"
        yield clients


def begin(client: TestClient, number: str) -> int:
    body: dict[str, Any] = {"title": "调解案例", "form": "mediation", "issuers": [BUREAU]}
    made = done(client.post("/v1/releases", json=body), 201)
    done(client.patch(f"/v1/releases/{made['id']}", json={"number": number}))
    return int(made["id"])


def hit(client: TestClient) -> dict[str, Any]:
    asked = {"q": "担保品折算率调整提前平仓", "filter": "kind=mediation", "limit": 1}
    return dict(client.get("/v1/search", params=asked).json()["hits"][0])


def test_others_can_neither_draft_from_the_record_nor_read_it_in_a_draft(desk: dict[str, TestClient]) -> None:
    original = hit(desk["own"])
    assert original["access"] == "restricted" and hit(desk["other"])["access"] == "redacted"
    id = begin(desk["other"], "2026年第1批")
    asked = {"document_id": original["id"]}
    assert desk["other"].post(f"/v1/releases/{id}/cases", json=asked).status_code == 404
    assert desk["public"].post(f"/v1/releases/{id}/cases", json=asked).status_code == 403

    id = begin(desk["own"], "2026年第2批")
    done(desk["own"].post(f"/v1/releases/{id}/cases", json=asked), 201)
    seen = desk["other"].get(f"/v1/releases/{id}").text + desk["other"].get(f"/v1/releases/{id}/check").text
    assert not [name for name in NAMES if name in seen]
    findings = done(desk["other"].get(f"/v1/releases/{id}/check"))["findings"]
    assert "source_gone" in {f["code"] for f in findings if f["level"] == "block"}


def test_a_step_is_refused_until_consent_is_entered_and_again_when_it_is_taken_back(
    desk: dict[str, TestClient],
) -> None:
    own = desk["own"]
    id = begin(own, "2026年第3批")
    case = done(own.post(f"/v1/releases/{id}/cases", json={"document_id": hit(own)["id"]}), 201)
    address = f"/v1/releases/{id}/cases/{case['id']}"

    def blocking() -> set[str]:
        found = done(own.get(f"/v1/releases/{id}/check"))["findings"]
        return {f["code"] for f in found if f["level"] == "block"}

    assert "consent_missing" in blocking()
    refused = own.post(f"/v1/releases/{id}/steps", json={"action": "check"})
    assert (refused.status_code, refused.json()["code"]) == (409, "blocked")
    for consent, waits in (
        ({"parties": True, "approval": ""}, False),
        ({"parties": False, "approval": ""}, True),
    ):
        body = {"content": case["content"] | {"consent": consent}, "version": case["version"]}
        case = done(own.put(address, json=body))
        assert ("consent_missing" in blocking()) is waits
