"""The order of authority of 法发〔2020〕24号 art. 4 for any query; search within results; rules; opposing outcomes."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from corpora.model import Court, CourtLevel, Document, Kind, Section, SectionRole, Statute, Tier
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from search_api.authority.ordering import home_of, placed
from search_api.retrieval import QueryError, Searcher, today
from search_api.retrieval.models import Hit, SearchRequest, SearchResult, SimilarRequest

TODAY = dt.date(2026, 11, 21)
TEXT = "银行理财经理推介高风险产品，未做风险测评，投资者亏损，法院认为银行{how}适当性义务。案件编号{n}。"
HOME = "上海市浦东新区人民法院"
COURTS = {
    "own": Court("上海市浦东新区人民法院", CourtLevel.BASIC, "上海"),
    "above": Court("上海金融法院", CourtLevel.INTERMEDIATE, "上海"),
    "high": Court("上海市高级人民法院", CourtLevel.HIGH, "上海"),
    "far": Court("广东省高级人民法院", CourtLevel.HIGH, "广东"),
    "spc": Court("最高人民法院", CourtLevel.SUPREME, ""),
}
CASES: list[tuple[str, Kind, Tier, str, int, str]] = [
    ("own-new", Kind.JUDGMENT, Tier.COURT, "own", 2025, "支持"),
    ("own-old", Kind.JUDGMENT, Tier.COURT, "own", 2019, "支持"),
    ("above-new", Kind.JUDGMENT, Tier.COURT, "above", 2025, "驳回"),
    ("high-new", Kind.JUDGMENT, Tier.HIGH, "high", 2024, "支持"),
    ("far-new", Kind.JUDGMENT, Tier.HIGH, "far", 2026, "支持"),
    ("spc-old", Kind.JUDGMENT, Tier.SUPREME, "spc", 2015, "支持"),
    ("spc-new", Kind.JUDGMENT, Tier.SUPREME, "spc", 2026, "支持"),
    ("guiding-old", Kind.GUIDING, Tier.GUIDING, "spc", 2013, "支持"),
    ("library", Kind.REFERENCE, Tier.LIBRARY, "far", 2024, "支持"),
    ("practice", Kind.MEDIATION, Tier.PRACTICE, "own", 2026, "达成协议"),
]


def _case(n: int, id: str, kind: Kind, tier: Tier, court: str, year: int, outcome: str) -> Document:
    text = TEXT.format(how="违反了" if outcome == "支持" else "履行了", n=n * 7919)
    return Document(
        id, kind, f"理财亏损案{n}", text,
        sections=(Section(SectionRole.FACTS, 0, 30), Section(SectionRole.REASONING, 30, len(text))),
        court=COURTS[court], tier=tier, date=dt.date(year, 5, 1), outcome=outcome,
        statutes=(Statute("证券法", 88),) if n % 2 else (Statute("民事诉讼法", 67),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    with Workspace.open(tmp_path_factory.mktemp("authority"), create=True) as opened:
        made = [_case(n, *row) for n, row in enumerate(CASES)]
        far = replace(
            made[0], id="unlike", title="卖房", text="房屋买卖合同约定过户时间，卖方拒绝过户，银行。"
        )
        guiding = replace(
            far, id="unlike-guiding", kind=Kind.GUIDING, tier=Tier.GUIDING, statutes=(), sections=()
        )
        opened.library.put([*made, guiding], LOCAL_OWNER)
        opened.sync()
        yield Searcher(opened)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(today, "today", lambda: TODAY)


def ids(hits: list[Hit]) -> list[str]:
    return [hit.id for hit in hits]


def search(desk: Searcher, home: str = HOME, **options: object) -> SearchResult:
    request = SearchRequest(
        query="银行理财 风险测评 适当性义务", sort="authority", home_court=home, group=False, **options
    )  # type: ignore[arg-type]
    return desk.search(request, LOCAL_OWNER)


def test_tiers_then_three_years_then_streams(desk: Searcher) -> None:
    found = ids(search(desk, limit=100).hits)
    tiers = [found.index(id) for id in ("guiding-old", "spc-new", "spc-old", "high-new")]
    assert tiers == [0, 1, 2, 3]
    assert set(found[4:6]) == {"own-new", "above-new"} and found[6] == "own-old"
    assert found[7:10] == ["library", "far-new", "practice"]
    assert found[-1] == "unlike-guiding", "what is hardly alike is not lifted by its authority"


def test_places_are_told_and_counted(desk: Searcher) -> None:
    result = search(desk, limit=100)
    by_id = {h.id: h.authority for h in result.hits}
    assert by_id["guiding-old"] and by_id["guiding-old"].recent is None and by_id["guiding-old"].tier == 1
    assert by_id["spc-old"] and by_id["spc-old"].recent is False
    assert by_id["far-new"] and by_id["far-new"].stream == "elsewhere" and by_id["far-new"].tier is None
    assert sum(s.count for s in result.streams) == len(result.hits)
    assert [s.tier for s in result.streams[:4]] == [1, 2, 3, 4]


def test_without_a_home_court_every_high_court_is_third(desk: Searcher) -> None:
    by_id = {h.id: h.authority for h in search(desk, home="", limit=100).hits}
    assert by_id["far-new"] and by_id["far-new"].tier == 3 and "本省" not in by_id["far-new"].label


def test_pages_join_without_gap(desk: Searcher) -> None:
    whole = ids(search(desk, limit=100).hits)
    pages = [search(desk, limit=4, offset=offset) for offset in (0, 4, 8)]
    assert [id for page in pages for id in ids(page.hits)] == whole[:12]
    assert pages[0].next_cursor == "4"


def test_similar_cases_take_the_same_order(desk: Searcher) -> None:
    text = "我在银行买理财，经理没有做风险测评就推介高风险产品，结果亏损。"
    request = SimilarRequest(text=text, sort="authority", home_court=HOME, group=False, limit=5)
    assert ids(desk.similar(request, LOCAL_OWNER).hits)[:3] == ["guiding-old", "spc-new", "spc-old"]


def test_a_home_court_must_be_a_court(desk: Searcher) -> None:
    with pytest.raises(QueryError, match="不是法院名称"):
        search(desk, home="浦东")
    own = home_of("上海市高级人民法院", TODAY)
    assert placed(_case(1, "x", Kind.JUDGMENT, Tier.COURT, "own", 2025, "支持"), own).tier is None


def test_searching_within_only_shrinks(desk: Searcher) -> None:
    wide = desk.search(SearchRequest(query="理财", group=False, limit=100), LOCAL_OWNER)
    narrow = desk.search(SearchRequest(query="理财", within=("履行了",), group=False, limit=100), LOCAL_OWNER)
    assert set(ids(narrow.hits)) < set(ids(wide.hits)) and narrow.query == "理财"
    assert set(ids(narrow.hits)) == {"above-new", "practice"}
    similar = desk.similar(SimilarRequest(text="理财亏损没做测评", within=("履行了",)), LOCAL_OWNER)
    assert set(ids(similar.hits)) <= {"above-new", "practice"} and similar.hits
    none = desk.similar(SimilarRequest(text="理财亏损没做测评", within=("不存在的说法",)), LOCAL_OWNER)
    assert not none.hits


def test_rules_leave_procedure_out_unless_it_is_asked_for(desk: Searcher) -> None:
    told = desk.search(SearchRequest(query="理财 适当性", rules=True, group=False), LOCAL_OWNER).rules
    assert [r.key for r in told] == ["证券法#88"] and told[0].cited_by == 5 and not told[0].asked
    asked = desk.search(SearchRequest(query="民事诉讼法第六十七条", rules=True), LOCAL_OWNER).rules
    assert asked[0].key == "民事诉讼法#67" and asked[0].asked


def test_the_other_outcome_is_found_beyond_the_page(desk: Searcher) -> None:
    request = SimilarRequest(text="银行违反了适当性义务，理财亏损", limit=2, opposing=True, group=False)
    sides = desk.similar(request, LOCAL_OWNER).opposing
    assert sides and sides.direction == "granted" and ids(sides.opposite) == ["above-new"]
    assert sides.best and sides.best.outcome in ("支持", "达成协议")
