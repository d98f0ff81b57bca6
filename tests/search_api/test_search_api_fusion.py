"""Fusion and folding."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.model import Document, Kind
from indexer.analysis import default_analyzer
from indexer.profiles import Profile, Profiler, likeness
from search_api.retrieval.fusion import QueryStyle, fuse, min_max, query_style, weights_for
from search_api.retrieval.grouping import parallel, representative

STYLES: tuple[QueryStyle, ...] = ("question", "keywords", "verbatim")
SCORES = st.dictionaries(st.sampled_from("abcdefg"), st.floats(-5, 50), max_size=7)


@given(SCORES, SCORES, st.floats(0, 1))
def test_fused_scores_are_in_the_unit_interval(
    a: dict[str, float], b: dict[str, float], weight: float
) -> None:
    fused = fuse([(a, 1 - weight), (b, weight)])
    assert set(fused) == (set(a) if weight < 1 else set()) | (set(b) if weight else set())
    assert all(-1e-9 <= score <= 1 + 1e-9 for score in fused.values())


def test_min_max_and_weight_zero_keep_the_lexical_order() -> None:
    assert min_max({"a": 1.0, "b": 3.0, "c": 2.0}) == {"a": 0.0, "b": 1.0, "c": 0.5}
    assert min_max({"a": 1.0, "b": 3.0, "c": 2.0}, depth=2) == {"a": 0.0, "b": 1.0, "c": 0.0}
    fused = fuse([({"a": 1.0, "b": 3.0}, 1.0), ({"a": 0.9, "b": 0.1}, 0.0)])
    assert fused["b"] > fused["a"]


@pytest.mark.parametrize(
    ("words", "quoted", "identifiers", "style"),
    [
        ("银行没告诉我风险，能赔吗？", False, 0, "question"),
        ("适当性义务 理财 亏损", False, 0, "keywords"),
        ("原告于某日购入理财产品后亏损。" * 12, False, 0, "story"),
        ("保本", True, 0, "verbatim"),
        ("2020年1月1日12000元", False, 0, "verbatim"),
        ("这个案子", False, 1, "verbatim"),
    ],
)
def test_query_style(words: str, quoted: bool, identifiers: int, style: str) -> None:
    assert query_style(words, quoted=quoted, identifiers=identifiers) == style


def test_vectors_weigh_less_the_more_verbatim_the_query_and_more_among_articles() -> None:
    for articles in (0.0, 0.5, 1.0):
        weights = [weights_for(style, articles) for style in STYLES]
        assert all(w.words + w.bigrams + w.vectors == pytest.approx(1) for w in weights)
        assert weights[0].without_vectors().vectors == 0
    shares = [weights_for(style, 0.0).vectors for style in STYLES]
    assert shares == sorted(shares, reverse=True)
    for style in STYLES:
        assert weights_for(style, 1.0).vectors > weights_for(style, 0.0).vectors


def case(id: str, name: str, money: str, extra: str = "") -> Document:
    text = (
        f"原告{name}买入股票。被告在年报中虚增利润。监管部门作出处罚决定。原告卖出后损失{money}元。"
        f"法院认为虚假陈述与损失有因果关系。被告应当赔偿{name}{money}元。驳回其他诉讼请求。案件受理费由被告负担。{extra}"
    )
    return Document(id=id, kind=Kind.JUDGMENT, title="判决书", text=text)


def profile(document: Document) -> Profile:
    return Profiler(default_analyzer(), None).make([document])[0]


def test_parallel_cases_differ_only_in_names_sums_and_dates() -> None:
    a, b = case("a", "赵某甲", "12000"), case("b", "李某", "9.8万")
    other = replace(a, text="上诉人主张期货公司强行平仓不当。经审理查明保证金不足。" * 3)
    assert likeness(profile(a).clauses, profile(b).clauses) == 1.0
    assert parallel(profile(a), profile(b))
    assert not parallel(profile(a), profile(other))
    assert not parallel(profile(a), profile(replace(b, kind=Kind.TYPICAL)))


def test_the_model_judgment_stands_for_its_group() -> None:
    a, b = case("a", "赵某甲", "1"), case("b", "李某", "2", "本案为示范判决。")
    assert representative({"a": profile(a), "b": profile(b)}) == "b"
