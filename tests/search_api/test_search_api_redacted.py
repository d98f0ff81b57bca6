"""Confidential records before readers who are not their owner: redacted or not at all, on every way to them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpora.model import AccessLevel
from indexer.engine.filters import Eq, Not
from indexer.ingest import ingest, rebuild, verify
from indexer.viewer import LOCAL_OWNER, PUBLIC, Viewer
from indexer.workspace import Workspace
from search_api.http.app import create_app
from search_api.http.settings import Settings
from search_api.http.state import _viewer
from search_api.retrieval import Searcher
from search_api.retrieval.models import SearchRequest, SimilarRequest

RECORD = """---
kind: mediation
title: {title}
access: restricted
owner: 青溪金融纠纷调解中心
---
案件编号：青调〔2024〕第{number}号
调解组织：青溪金融纠纷调解中心
调解员：蓝畹秋（主持）
申请人：{person}，女，住青溪市临波区长河路18号3幢502室，电话13800138000
被申请人：{firm}
受理日期：2024年5月13日
结案日期：2024年6月5日
请求金额：128,000元

【基本案情】
{person}听信直播间老师，与{short}签订两年期荐股服务协议，一次付清服务费。三个月后老师离职，群里只剩早报。{person}认为宣传保本，要求退还服务费。

【争议焦点】
已服务的三个月如何计价。依照《中华人民共和国证券法》第八十八条，{short}应当了解客户。

【调解结果】
双方达成协议，{short}退还110,000元。
协议金额：110,000元
司法确认：青溪市临波区人民法院（2024）浙0203民特{number}号，裁定有效
"""
PUBLIC_CASE = """北山市中级人民法院
民 事 判 决 书
（2020）云01民终88号
上诉人（原审被告）：某投资顾问公司。
被上诉人（原审原告）：钱某。
本院经审理认定事实如下：投资顾问公司在直播间承诺保本，钱某支付服务费后亏损，要求退还服务费。
本院认为，投资顾问公司未了解客户。依照《中华人民共和国证券法》第八十八条，判决如下：
驳回上诉，维持原判。
二〇二〇年十二月一日
"""
OURS = Viewer(frozenset({"mediator"}), "青溪金融纠纷调解中心", "ours")
OTHER = Viewer(frozenset({"mediator"}), "乙调解中心", "other")
REGULATOR = Viewer(frozenset({"regulator"}), "", "regulator")
NO_ROLE = Viewer(frozenset(), "乙调解中心", "no role")
SECRETS = (
    "柴玉洁", "砚石投资顾问有限公司", "砚石", "蓝畹秋", "青溪金融纠纷调解中心", "青调〔2024〕第067号", "067",
    "长河路", "13800138000", "(2024)浙0203民特067号",
)  # fmt: skip


@dataclass(frozen=True)
class Site:
    workspace: Workspace
    searcher: Searcher
    original: str
    twin: str


def write(folder: Path) -> Path:
    folder.mkdir()
    for number, person, firm in (
        ("067", "柴玉洁", "砚石投资顾问有限公司"),
        ("068", "芮爱玲", "望杉投资顾问有限公司"),
    ):
        text = RECORD.format(
            number=number,
            person=person,
            firm=firm,
            short=firm[:2] + "公司",
            title=f"{person}诉{firm[:2]}退费",
        )
        (folder / f"{person}.md").write_text(text, encoding="utf-8")
    (folder / "case.txt").write_text(PUBLIC_CASE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("redacted")
    with Workspace.open(folder / "home", create=True) as workspace:
        summary = ingest([write(folder / "in")], workspace)
        assert (summary.added, summary.failed) == (3, [])
        assert verify(workspace).ok
        searcher = Searcher(workspace)
        (original,) = searcher.resolve("柴玉洁诉砚石退费", LOCAL_OWNER)
        ids = workspace.library.get_many(workspace.library.ids(), REGULATOR)
        (twin,) = (id for id, d in ids.items() if d.access is AccessLevel.REDACTED and "柴某" in d.text)
        yield Site(workspace, searcher, original, twin)


def found(site: Site, viewer: Viewer, query: str = "", **more: Any) -> Any:
    request = SearchRequest(query=query, group=False, facets=("all",), limit=50, **more)
    return site.searcher.search(request, viewer)


@pytest.mark.parametrize(
    ("viewer", "sees"),
    [
        (LOCAL_OWNER, "original"),
        (OURS, "original"),
        (OTHER, "twin"),
        (REGULATOR, "twin"),
        (NO_ROLE, ""),
        (PUBLIC, ""),
    ],
)
def test_each_reader_sees_the_record_or_its_twin_or_nothing(site: Site, viewer: Viewer, sees: str) -> None:
    ids = {hit.id for hit in found(site, viewer).hits}
    assert (site.original in ids, site.twin in ids) == (sees == "original", sees == "twin")
    expected = 3 if sees else 1
    assert len(ids) == site.searcher.holdings(viewer).total == expected
    assert site.workspace.engine.count(viewer=viewer) == found(site, viewer).total == expected
    for id, visible in ((site.original, sees == "original"), (site.twin, sees == "twin")):
        assert (site.searcher.document(id, viewer) is not None) is visible
        assert (site.searcher.resolve(id, viewer) == [id]) is visible
        assert (site.workspace.library.get(id, viewer) is not None) is visible
    vectors = site.workspace.encoder.encode(["直播间荐股退还服务费"])  # type: ignore[union-attr]
    near = {hit.id for hit in site.workspace.engine.vector(vectors, viewer=viewer, limit=50).hits}
    assert near == ids


@pytest.mark.parametrize("viewer", [OTHER, REGULATOR])
@pytest.mark.parametrize("secret", SECRETS)
def test_what_was_redacted_finds_nothing(site: Site, viewer: Viewer, secret: str) -> None:
    for query in (f'"{secret}"', secret):
        result = found(site, viewer, query, mode="lexical")
        assert secret not in without_query(result)
    assert found(site, viewer, f'"{secret}"').total == 0
    assert site.searcher.resolve(secret, viewer) == []
    assert site.workspace.library.citing(secret, viewer) == []


def test_hidden_names_change_nothing_for_who_may_not_know_them(site: Site, tmp_path: Path) -> None:
    """Two libraries whose records differ in hidden names only answer alike, to the last figure."""
    source = write(tmp_path / "in")
    record = source / "柴玉洁.md"
    text = (
        record.read_text(encoding="utf-8")
        .replace("柴玉洁", "柴慕云")
        .replace("砚石", "紫陌")
        .replace("067", "071")
    )
    record.write_text(text, encoding="utf-8")
    with Workspace.open(tmp_path / "home", create=True) as workspace:
        ingest([source], workspace)
        others = Searcher(workspace)

        def answers(searcher: Searcher) -> Iterator[object]:
            for query in (
                "柴玉洁 服务费 退还",
                "柴玉洁的服务费能不能退还，砚石公司在直播间荐股保本",
                '服务费 -"柴玉洁"',
                "砚石投资顾问有限公司",
                " ".join(f"词{n}" for n in range(120)) + " 柴玉洁 服务费",
            ):
                result = searcher.search(SearchRequest(query=query, group=False, facets=("all",)), REGULATOR)
                yield result.total
                yield [(h.title, h.score, h.why, [s.text for s in h.snippets]) for h in result.hits]
                yield {name: [(f.value, f.count) for f in counts] for name, counts in result.facets.items()}
                yield result.understood
            case = "柴玉洁在直播间听信老师荐股，砚石公司承诺保本，支付服务费后要求退还。"
            result = searcher.similar(SimilarRequest(text=case, group=False), REGULATOR)
            yield [(h.title, h.score, h.similarity, h.why) for h in result.hits]

        assert list(answers(site.searcher)) == list(answers(others))


@pytest.mark.parametrize("field", ["party", "organisation", "owner", "identifier", "court", "id"])
def test_filters_and_facets_do_not_tell(site: Site, field: str) -> None:
    values = {
        "party": ("柴玉洁", "砚石投资顾问有限公司"),
        "organisation": ("青溪金融纠纷调解中心", "青溪"),
        "owner": ("青溪金融纠纷调解中心",),
        "identifier": ("(2024)浙0203民特067号",),
        "court": ("青溪金融纠纷调解中心", "青溪"),
        "id": (site.original,),
    }[field]
    for value in values:
        result = found(site, REGULATOR, filters=(f"{field}={value}",))
        assert result.total == 0 and not result.hits
        # The counts of a field leave its own filter out, so that another value can be chosen.
        counted = [f for name, counts in result.facets.items() for f in counts if f.count and name != field]
        assert not counted
        if value != values[0]:  # a part of a hidden name is not completed to it
            assert values[0] not in result.model_dump_json()
        everything = found(site, REGULATOR, filters=(f"{field}!={value}",))
        assert everything.total == 3


def test_a_twins_owner_cannot_be_asked_for(site: Site) -> None:
    engine = site.workspace.engine
    owner = Eq("owner", "青溪金融纠纷调解中心")
    assert engine.count(viewer=REGULATOR, filter=owner) == 0
    assert engine.count(viewer=REGULATOR, filter=Not(owner)) == engine.count(viewer=REGULATOR) == 3
    assert engine.count(viewer=REGULATOR, filter=Not(Not(owner))) == 0
    assert engine.count(viewer=OURS, filter=owner) == 2


def test_similar_cases_show_twins_with_redacted_evidence(site: Site) -> None:
    case = "柴玉洁在直播间听信老师荐股，砚石公司承诺保本，支付服务费后要求退还。"
    result = site.searcher.similar(SimilarRequest(text=case, group=False), REGULATOR)
    (hit,) = (h for h in result.hits if h.id == site.twin)
    assert hit.access == "redacted" and hit.similarity is not None and hit.snippets
    for secret in SECRETS:
        assert secret not in without_query(result)
    of_twin = site.searcher.similar(SimilarRequest(document_id=site.twin), REGULATOR)
    assert of_twin.hits and all(secret not in of_twin.model_dump_json() for secret in SECRETS)
    with pytest.raises(ValueError, match="没有标识"):
        site.searcher.similar(SimilarRequest(document_id=site.original), REGULATOR)


def without_query(result: Any) -> str:
    """The answer without what only repeats the question."""
    return str(
        json.dumps(result.model_dump(mode="json", exclude={"query", "understood"}), ensure_ascii=False)
    )


def test_the_service_shows_no_more(site: Site) -> None:
    app = create_app(Settings(home=site.workspace.home))
    app.dependency_overrides[_viewer] = lambda: REGULATOR
    with TestClient(app) as client:
        answers = [
            client.get("/v1/search", params={"q": "服务费", "facet": "all", "group": False}),
            client.get("/v1/facets", params={"field": "all"}),
            client.get(f"/v1/documents/{site.twin}"),
            client.get(f"/v1/documents/{site.twin}/similar"),
            client.get(f"/v1/documents/{site.twin}/cited-by"),
            client.get("/v1/holdings"),
            client.get("/v1/health"),
        ]
        for answer in answers:
            assert answer.status_code == 200
            for secret in (*SECRETS, site.original):
                assert secret not in answer.text, (answer.url, secret)
        shown = client.get(f"/v1/documents/{site.twin}").json()
        assert shown["parsed"]["access"] == "redacted" and shown["source"] == ""
        assert [p["name"] for p in shown["parsed"]["parties"]] == ["柴某", "某投资咨询公司"]
        for path in (site.original, f"{site.original}/similar", f"{site.original}/cited-by"):
            assert client.get(f"/v1/documents/{path}").status_code == 404


def test_twins_follow_their_records(tmp_path: Path) -> None:
    source = write(tmp_path / "in")
    record = source / "柴玉洁.md"
    with Workspace.open(tmp_path / "home", create=True) as workspace:
        ingest([source], workspace)
        twins = {
            id
            for id, d in workspace.library.records(workspace.library.ids()).items()
            if d.access == "redacted"
        }
        assert len(twins) == 2

        text = record.read_text(encoding="utf-8")
        record.write_text(text.replace("三个月后老师离职", "两个月后老师停课"), encoding="utf-8")
        summary = ingest([source], workspace)
        assert (summary.updated, summary.added, summary.removed) == (1, 0, 0)
        seen = workspace.library.get_many(workspace.library.ids(), REGULATOR)
        assert {id for id, d in seen.items() if d.access == "redacted"} == twins
        assert any("停课" in d.text for d in seen.values())

        record.write_text(text.replace("access: restricted", "access: public"), encoding="utf-8")
        ingest([source], workspace)
        assert workspace.engine.count(viewer=REGULATOR) == workspace.library.holdings(REGULATOR).total == 3
        assert workspace.engine.count(viewer=REGULATOR, filter=Eq("access", "redacted")) == 1

        record.write_text(text, encoding="utf-8")
        ingest([source], workspace)
        (kept,) = workspace.library.resolve("柴玉洁诉砚石退费", LOCAL_OWNER)
        workspace.library.delete([kept])
        workspace.sync()
        assert workspace.engine.count(viewer=REGULATOR, filter=Eq("access", "redacted")) == 1
        assert verify(workspace).ok
        assert rebuild(workspace) == 3 and verify(workspace).ok
        assert workspace.engine.count(viewer=REGULATOR, filter=Eq("access", "redacted")) == 1


def test_a_record_that_cannot_be_redacted_is_shown_to_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "in")
    with Workspace.open(tmp_path / "home", create=True) as workspace:
        ingest([source], workspace)
        assert workspace.engine.count(viewer=REGULATOR) == 3
        monkeypatch.setattr("indexer.ingest.prepare.redacted_twin", lambda document, id: None)
        for path in source.glob("*.md"):
            path.write_text(path.read_text(encoding="utf-8") + "\n回访：已完成。\n", encoding="utf-8")
        assert ingest([source], workspace).updated == 2
        assert workspace.engine.count(viewer=REGULATOR) == workspace.library.holdings(REGULATOR).total == 1
        assert workspace.engine.count(viewer=OURS) == 3 and verify(workspace).ok


def test_two_libraries_name_the_twin_of_one_record_differently(site: Site, tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "home", create=True) as workspace:
        ingest([write(tmp_path / "in")], workspace)
        assert site.original in workspace.library.ids() and site.twin not in workspace.library.ids()
