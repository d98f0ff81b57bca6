"""The analyzer: the same terms for an index and a query, with spans of the original."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.sample import sample_path
from indexer.analysis import Analyzer, default_analyzer, words
from indexer.analysis.analyzer import MAX_TERM
from indexer.analysis.pure import PureJieba
from tests.shared import SHARED, needs_shared

ANALYZER = default_analyzer()


@pytest.mark.parametrize(
    "text, term",
    [
        ("见（２０２０）沪７４民初１号判决", "(2020)沪74民初1号"),
        ("(2014)沪一中刑初字第0012号", "(2014)沪一中刑初字第12号"),
        ("（2013）沪高民一（民）终字第11号", "(2013)沪高民一(民)终字第11号"),
        ("见〔2020〕沪74民初1号之二", "(2020)沪74民初1号"),
        ("证券法第八十五条规定", "第85条"),
        ("证券法第 85 条", "85"),
        ("第一百四十二条之一", "第142条之1"),
        ("二〇二三年五月一日", "2023年5月1日"),
        ("2023年5月1日", "2023年5月"),
        ("2023-05-01", "2023年5月1日"),
        ("12.5万元", "125000元"),
        ("1,250,000.50元", "1250000.5元"),
        ("3亿元", "300000000元"),
        ("指导性案例第 68 号", "指导案例68号"),
        ("检例第219号", "检例第219号"),
        ("⺠事纠纷", "民事"),
        ("ＬＰＲ上浮", "lpr"),
    ],
)
def test_terms(text: str, term: str) -> None:
    assert term in ANALYZER.terms(text)
    assert term in ANALYZER.query_terms(text)


def test_same_thing_written_differently_is_the_same_term() -> None:
    for one, other in [
        ("第八十五条", "第85条"),
        ("12.5万元", "125000元"),
        ("二〇二三年五月一日", "2023-5-1"),
        ("(2020)沪74民初1号", "〔２０２０〕 沪74民初1号"),
    ]:
        assert set(ANALYZER.terms(one)) == set(ANALYZER.terms(other)), one


def test_our_terms_are_kept_whole_with_the_terms_inside_them() -> None:
    analyzer = Analyzer(("虚假陈述", "证券虚假陈述责任纠纷", "平行案件"), ())
    found = analyzer.terms("关于证券虚假陈述责任纠纷的平行案件")
    assert {"证券虚假陈述责任纠纷", "虚假陈述", "虚假", "平行案件"} <= set(found)


def test_every_shipped_term_is_found_in_itself() -> None:
    for term in ANALYZER._terms:
        plain = term.lower()
        assert set(ANALYZER.query_terms(term)) or plain in ANALYZER.stop_words, term


def test_stop_words_are_dropped_from_queries_only() -> None:
    assert "的" in ANALYZER.terms("基金的损失")
    assert ANALYZER.query_terms("基金的损失，的") == [t for t in ANALYZER.terms("基金的损失") if t != "的"]


def test_long_runs_are_cut_alike() -> None:
    (term,) = ANALYZER.terms("x" * 70_000)
    assert term == "x" * MAX_TERM and ANALYZER.query_terms("x" * 70_000) == [term]


def test_fingerprint_depends_on_everything() -> None:
    prints = {
        Analyzer(terms, stop).fingerprint
        for terms, stop in [((), ()), (("甲乙",), ()), ((), ("甲乙",)), (("丙丁",), ())]
    }
    assert len(prints) == 4
    assert Analyzer(("a", "b"), ()).fingerprint == Analyzer(("b", "a", "a"), ()).fingerprint


_text = st.text(
    st.sampled_from(
        "证券虚假陈述责任纠纷第八十五条之一二〇三年月日万元(（2020)）沪74民初1号，。 \n ＡｂＣ㈠⺠𠮷½"
    ),
    max_size=60,
)


@given(_text | st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_spans_lie_in_the_original(text: str) -> None:
    for token in ANALYZER.tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.term and not any(char.isspace() for char in token.term)
    assert [token.term for token in ANALYZER.tokens(text)] == ANALYZER.terms(text)


@given(_text, _text)
def test_a_phrase_matches_exactly_what_contains_it(text: str, quoted: str) -> None:
    index = ANALYZER.index_bigrams(text)
    whole = ANALYZER.bigrams(text)
    plain = "".join(pair[0] for pair in whole) + (whole[-1][1:] if whole else "")
    for wanted in (quoted, text[3:9]):
        phrase = ANALYZER.phrase(wanted)
        if phrase:
            joined = "".join(pair[0] for pair in phrase) + phrase[-1][1:]
            size = len(phrase)
            matched = any(index[at : at + size] == phrase for at in range(len(index) - size + 1))
            assert matched == (joined in plain)


def test_no_phrase_runs_over_the_border_of_title_and_text() -> None:
    index = ANALYZER.index_bigrams("甲案", "乙方")
    assert "案乙" not in index and {"甲案", "乙方", "甲"} <= set(index)


def test_lone_surrogates_do_no_harm() -> None:
    assert ANALYZER.terms("基金\ud800损失") and ANALYZER.bigrams("基\ud800金")


@pytest.fixture(scope="module")
def without_rjieba() -> Iterator[Analyzer]:
    """The default analyzer of a machine on which the compiled segmenter cannot be loaded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "rjieba", None)
        analyzer = Analyzer(ANALYZER._terms, tuple(ANALYZER.stop_words))
        assert isinstance(analyzer._segmenter._jieba, PureJieba)
        assert analyzer.fingerprint
        yield analyzer


def test_the_fallback_opens_the_same_index(without_rjieba: Analyzer) -> None:
    assert without_rjieba.fingerprint == ANALYZER.fingerprint


def test_a_fallback_that_was_not_compared_has_its_own_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    monkeypatch.setattr(words, "version", lambda name: "0.43")
    assert words.segmenter_version() == "jieba 0.43"


def test_the_fallback_gives_the_same_tokens_on_the_sample_corpus(without_rjieba: Analyzer) -> None:
    count = 0
    for path in sorted(sample_path().rglob("*")):
        if path.is_file():
            text = path.read_text("utf-8", errors="replace")
            assert without_rjieba.tokens(text) == ANALYZER.tokens(text), path.name
            count += 1
    assert count >= 100


@needs_shared
def test_the_fallback_gives_the_same_tokens_on_real_judgments(without_rjieba: Analyzer) -> None:
    assert SHARED is not None
    for path in sorted((SHARED / "data" / "judgments").rglob("*.txt"))[::10]:
        text = path.read_text("utf-8", errors="replace")
        assert without_rjieba.tokens(text) == ANALYZER.tokens(text), path.name


@pytest.mark.parametrize(
    "text",
    [
        "13.85-8.90",
        "a_b.c-12%",
        "x1.2y",
        "COVID-19 T+1 AT&T c++ LPR-1",
        "甲𠮷㐀#a二𠮷",
        "五任𠮷",
        "鿿_a",
        "--a--",
    ],
)
def test_the_fallback_agrees_where_the_two_libraries_part(text: str, without_rjieba: Analyzer) -> None:
    assert without_rjieba.tokens(text) == ANALYZER.tokens(text)
