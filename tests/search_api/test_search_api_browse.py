"""Ways in without a search: suggestions, did you mean, trees, statutes, releases, linked instances."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpora.model import AccessLevel, Court, Document, Kind, MediationFacts, Statute, Tier
from corpora.parse import parse_text
from corpora.parse.gist import gist_documents
from indexer.viewer import LOCAL_OWNER, PUBLIC, Viewer
from indexer.workspace import Workspace
from search_api.browse.asking_back import ask_back
from search_api.browse.instances import instances
from search_api.browse.releases import groups, items
from search_api.browse.statutes import statute_key, statute_page
from search_api.browse.suggesting import suggest
from search_api.browse.trees import tree
from search_api.http.app import create_app
from search_api.http.settings import Settings
from search_api.retrieval import DocumentNotFound, QueryError, Searcher
from search_api.retrieval.rules import rule

FIRST = """东海市第一人民法院
民 事 判 决 书
（2019）云0101民初5号
原告：赵某，男。
被告：云杉银行。
原告赵某与被告云杉银行金融借款合同纠纷一案，本院立案后依法审理。
本院经审理认定事实如下：双方签订借款合同。
本院认为，依照《中华人民共和国民法典》第六百七十五条，判决如下：
驳回原告的诉讼请求。
二〇一九年三月三日
"""
SECOND = """东海市中级人民法院
民 事 判 决 书
（2019）云01民终50号
上诉人（原审原告）：赵某，男。
被上诉人（原审被告）：云杉银行。
上诉人赵某因与被上诉人云杉银行金融借款合同纠纷一案，不服东海市第一人民法院（2019）云0101民初5号民事判决，向本院提起上诉。本院立案后依法审理。
本院经审理认定事实如下：双方签订借款合同。关于参考（2018）云01民终9号判决的主张，不予采纳。
本院认为，依照《中华人民共和国民法典》第六百七十五条，判决如下：
驳回上诉，维持原判。
二〇一九年九月九日
"""


def _documents() -> list[Document]:
    made = [
        replace(parse_text(FIRST, Kind.JUDGMENT), id="first"),
        replace(parse_text(SECOND, Kind.JUDGMENT), id="second"),
    ]
    other = SECOND.replace("（2019）云01民终50号", "（2018）云01民终9号").replace(
        "（2019）云0101民初5号", "（2018）云0101民初1号"
    )
    made.append(replace(parse_text(other, Kind.JUDGMENT), id="other"))
    text = "最高人民法院审判委员会讨论通过 2016年9月19日发布\n关键词 民事/保证/催收\n一方起诉另一方。"
    made.append(
        Document(
            "guiding", Kind.GUIDING, "指导案例68号：甲诉乙案", text, identifiers=("指导案例68号",),
            keywords=("民事", "保证"), tier=Tier.GUIDING, dispute_types=("B06",), date=dt.date(2016, 9, 19),
            extra={"case_numbers": "(2019)云01民终50号"}, cited_cases=("(2019)云01民终50号",),
        )
    )  # fmt: skip
    made.append(
        Document(
            "typical", Kind.TYPICAL, "证券公司退费典型案例", "案情：客户要求退费。某某证券业协会供稿。",
            dispute_types=("S06", "S01"), date=dt.date(2024, 3, 1),
        )
    )  # fmt: skip
    made.append(
        Document(
            "secret", Kind.MEDIATION, "内部调解", "双方在青松调解中心协商。", access=AccessLevel.RESTRICTED,
            owner="青松调解中心", cause="青松特有纠纷", court=Court("青松调解中心"),
            mediation=MediationFacts(organisation="青松调解中心"), statutes=(Statute("民法典", 675),),
        )
    )  # fmt: skip
    made.append(
        Document(
            "s-675", Kind.STATUTE, "民法典第六百七十五条", "借款人应当按照约定的期限返还借款。（测试用）",
            identifiers=("民法典#675",), statutes=(Statute("民法典", 675),), date=dt.date(2021, 1, 1),
        )
    )  # fmt: skip
    return made


@pytest.fixture(scope="module")
def browse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    with Workspace.open(tmp_path_factory.mktemp("browse"), create=True) as opened:
        opened.library.put(_documents(), LOCAL_OWNER)
        opened.sync()
        yield Searcher(opened)


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("金融借款", "cause", "金融借款合同纠纷"),
        ("东海市第一", "court", "东海市第一人民法院"),
        ("证券法85", "statute", "《证券法》第85条"),
        ("民法典第六百七十五条", "statute", "《民法典》第675条"),
        ("基金法", "statute", "《证券投资基金法》"),
        ("强行平", "term", "强行平仓"),
        ("qxpc", "term", "强行平仓"),
        ("zhengquanfa", "statute", "《证券法》"),
    ],
)
def test_what_is_typed_is_completed(browse: Searcher, typed: str, kind: str, text: str) -> None:
    found = suggest(browse.context, typed, LOCAL_OWNER)
    assert (kind, text) in {(s.kind, s.text) for s in found[:5]}


def test_suggestions_tell_nothing_of_hidden_records(browse: Searcher) -> None:
    own = Viewer(organisation="青松调解中心")
    assert {s.kind for s in suggest(browse.context, "青松", own)} >= {"cause", "institution"}
    for stranger in (PUBLIC, Viewer(organisation="别的中心")):
        assert not suggest(browse.context, "青松", stranger)
    assert not suggest(browse.context, "", LOCAL_OWNER)
    only = suggest(browse.context, "东海", LOCAL_OWNER, kinds=("cause",))
    assert not only


@pytest.mark.parametrize(
    ("query", "word", "other", "why"),
    [
        ("期货爆仓怎么办", "爆仓", "穿仓", "confused"),
        ("穿仓", "穿仓", "爆仓", "confused"),
        ("虚假呈述索赔", "虚假呈述", "虚假陈述", "homophone"),
        ("强行评仓", "强行评仓", "强行平仓", "homophone"),
    ],
)
def test_did_you_mean(query: str, word: str, other: str, why: str) -> None:
    (found,) = [item for item in ask_back(query) if item.other == other]
    assert (found.word, found.why) == (word, why) and other in found.query


@pytest.mark.parametrize("query", ["虚假陈述的揭露日", "强行平仓", "老人买理财亏损", "x" * 500, ""])
def test_right_words_are_not_corrected(query: str) -> None:
    assert not [item for item in ask_back(query) if item.why == "homophone"]


def test_trees_add_up_and_choose(browse: Searcher) -> None:
    roots = tree(browse, "cause", PUBLIC)
    by_name = {}

    def walk(nodes: list) -> None:  # type: ignore[type-arg]
        for node in nodes:
            by_name[node.value] = node
            assert node.count >= sum(child.count for child in node.children)
            walk(node.children)

    walk(roots)
    assert by_name["金融借款合同纠纷"].count == by_name["借款合同纠纷"].count == 3
    assert "青松特有纠纷" not in by_name and "青松特有纠纷" in {
        n.value for n in tree(browse, "cause", LOCAL_OWNER)
    }
    trades = {n.label: n for n in tree(browse, "dispute_type", PUBLIC, filters=("dispute_type=S06",))}
    assert trades["证券"].count == 1 and len(trades["证券"].children) == 2, "a case of two types is one case"
    assert [c.selected for c in trades["证券"].children if c.value == "S06"] == [True]


@pytest.mark.parametrize(
    ("law", "article", "key"),
    [
        ("证券法", "85", "证券法#85"),
        ("中华人民共和国证券法", "第八十五条", "证券法#85"),
        ("刑法", "133-1", "刑法#133-1"),
        ("刑法", "第一百三十三条之一", "刑法#133-1"),
        ("基金法", "98", "证券投资基金法#98"),
    ],
)
def test_articles_are_named_in_many_ways(law: str, article: str, key: str) -> None:
    assert statute_key(law, article) == key


def test_a_number_must_be_one() -> None:
    with pytest.raises(QueryError):
        statute_key("证券法", "第几条")
    with pytest.raises(QueryError):
        statute_key("证券法", "0")


def test_an_article_leads_to_its_cases(browse: Searcher) -> None:
    page = statute_page(browse.context, "民法典#675", PUBLIC, limit=2)
    assert page.rule.document_id == "s-675" and page.full_text.startswith("借款人") and not page.rule.gist
    assert page.total == 3 == page.rule.cited_by and page.kinds == {"judgment": 3}
    assert len(page.items) == 2 and page.next_cursor == "2"
    assert statute_page(browse.context, "民法典#675", LOCAL_OWNER).total == 4
    with pytest.raises(DocumentNotFound):
        statute_page(browse.context, "证券法#1", PUBLIC)


def test_the_version_of_the_day_is_shown_and_a_later_one_is_told(tmp_path: Path) -> None:
    def version(id: str, day: dt.date | None) -> Document:
        made = Document(id, Kind.STATUTE, f"民法典第一条 {id}", f"第一条 {id}", identifiers=("民法典#1",))
        return replace(made, date=day)

    days = {"b": dt.date(2014, 8, 31), "a": dt.date(2019, 12, 28), "c": dt.date(2005, 10, 27)}
    with Workspace.open(tmp_path, create=True) as opened:
        opened.library.put([version(id, day) for id, day in days.items()], LOCAL_OWNER)
        opened.sync()
        context = Searcher(opened).context
        assert rule(context, "民法典#1", PUBLIC).document_id == "a", "beside hits the newest one"

        def shown(on: dt.date | None) -> tuple[str, str, str, bool]:
            page = statute_page(context, "民法典#1", PUBLIC, on=on)
            assert [v.document_id for v in page.versions] == ["a", "b", "c"], "newest first"
            return page.rule.document_id, page.rule.version, page.full_text, page.later

        assert shown(None) == ("a", "2019-12-28", "第一条 a", False)
        assert shown(dt.date(2019, 12, 28)) == ("a", "2019-12-28", "第一条 a", False)
        assert shown(dt.date(2019, 12, 27)) == ("b", "2014-08-31", "第一条 b", False)
        assert shown(dt.date(2001, 1, 1)) == ("c", "2005-10-27", "第一条 c", True), (
            "none of that time is held"
        )


def test_an_official_text_of_ones_own_stands_before_the_gist(tmp_path: Path) -> None:
    gist = next(d for d in gist_documents() if "证券法#85" in d.identifiers)
    own = Document(
        "own", Kind.STATUTE, "证券法第八十五条", "第八十五条 原文", identifiers=("证券法#85",),
        access=AccessLevel.RESTRICTED, owner="甲所", date=dt.date(2019, 12, 28),
    )  # fmt: skip
    with Workspace.open(tmp_path, create=True) as opened:
        opened.library.set_gists([gist])
        opened.library.put([own], LOCAL_OWNER)
        opened.sync()
        context = Searcher(opened).context
        page = statute_page(context, "证券法#85", LOCAL_OWNER)
        assert (page.rule.gist, page.full_text) == (False, "第八十五条 原文")
        page = statute_page(context, "证券法#85", PUBLIC)
        assert (page.rule.gist, page.full_text) == (True, gist.text)
        assert [v.document_id for v in page.versions] == [gist.id], "nothing tells the public of the other"
        assert [rule(context, "证券法#85", viewer).gist for viewer in (LOCAL_OWNER, PUBLIC)] == [False, True]


def test_releases_are_browsed_by_group(browse: Searcher) -> None:
    batches = groups(browse.context, "batch", PUBLIC)
    assert [g.value for g in batches] == ["某某证券业协会 2024", "最高人民法院 2016-09-19"]
    assert {g.value: g.count for g in groups(browse.context, "topic", PUBLIC)} == {"保证": 1, "未注明": 1}
    (found,) = items(browse.context, "issuer", "最高人民法院", PUBLIC)
    assert found.id == "guiding" and found.topics == ["民事", "保证"]
    assert not items(browse.context, "issuer", "", PUBLIC, ("mediation",))
    assert [i.id for i in items(browse.context, "issuer", "", LOCAL_OWNER, ("mediation",))] == ["secret"]


def test_instances_are_linked_by_the_course_of_the_case(browse: Searcher) -> None:
    documents = browse.documents(["first", "second", "guiding"], PUBLIC)
    told = {
        id: [(i.id, i.relation) for i in instances(browse.context, document, PUBLIC)]
        for id, document in documents.items()
    }
    assert set(told["second"]) == {("guiding", "以本案为内容的案例"), ("first", "本案的下级审理")}
    assert ("second", "本案的后续审理") in told["first"]
    assert ("second", "同一案件的裁判文书") in told["guiding"]
    assert "other" not in {id for pairs in told.values() for id, _ in pairs}


def test_routes(browse: Searcher) -> None:
    home = browse.context.workspace.home
    with TestClient(create_app(Settings(home=home)), raise_server_exceptions=False) as client:
        assert client.get("/v1/suggest", params={"q": "金融借款"}).json()[0]["kind"] == "cause"
        assert client.get("/v1/did-you-mean", params={"q": "爆仓"}).json()
        assert client.get("/v1/trees/cause").json()
        assert client.get("/v1/trees/nothing").status_code == 422
        assert client.get("/v1/statutes/民法典/第六百七十五条").json()["total"] == 4
        early = client.get("/v1/statutes/民法典/675", params={"on": "1999-10-01"}).json()
        assert early["later"] and early["rule"]["version"] == "2021-01-01"
        assert client.get("/v1/statutes/民法典/675", params={"on": "昨天"}).status_code == 422
        resting = client.get("/v1/statutes/证券法/57").json()
        assert resting["total"] == 0 and "BA-001" in {a["id"] for a in resting["answers"]}
        assert client.get("/v1/statutes/民法典/x").json()["code"] == "bad_query"
        assert client.get("/v1/statutes/证券法/999").status_code == 404
        assert client.get("/v1/browse/batch").json()
        page = client.get("/v1/browse/issuer/items", params={"limit": 1}).json()
        assert page["total"] == 2 and page["next_cursor"] == "1"
        assert client.get("/v1/documents/first/instances").json()[0]["id"] == "second"
        assert client.get("/v1/documents/none/instances").status_code == 404
