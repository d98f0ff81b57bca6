"""The searcher over a small library."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.viewer import LOCAL_OWNER, PUBLIC, Viewer
from search_api.retrieval import DocumentNotFound, QueryError, Searcher
from search_api.retrieval.models import SearchRequest, SearchResult, SimilarRequest

MEMBER = Viewer(organisation="甲调解中心")
WORDS = ["理财", "适当性义务", "揭露日", "虚假陈述", "强行平仓", "保证金", "银行", "风险", "我买的", "2020年"]
PHRASES = ["风险测评", "强行平仓", "保本保息", "虚增利润", "不存在的说法", "适当性"]


def ask(searcher: Searcher, query: str, viewer: Viewer = LOCAL_OWNER, **options: object) -> SearchResult:
    return searcher.search(SearchRequest(query=query, **options), viewer)  # type: ignore[arg-type]


def ids(result: SearchResult) -> list[str]:
    return [hit.id for hit in result.hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("理财经理没有做风险测评就推荐高风险产品", "j-loan"),
        ("期货保证金不足被强行平仓", "j-margin"),
        ("爆仓", "j-margin"),
        ("（2020）云01民终88号", "j-loan"),
        ("请找(2022)鄂01民初7号这个案子", "j-margin"),
        ("证券法第八十五条", "s-85"),
        ("《中华人民共和国证券法》第85条", "s-85"),
        ("理财亏损调解记录", "m-secret"),
    ],
)
def test_what_is_meant_comes_first(searcher: Searcher, query: str, first: str) -> None:
    assert ids(ask(searcher, query))[0] == first


def test_a_statute_mention_finds_the_cases_that_cite_it(searcher: Searcher) -> None:
    found = ask(searcher, "证券法第八十五条", group=False)
    assert {"j-false-1", "j-false-2", "j-false-3"} <= set(ids(found))
    assert found.understood["statutes"] == ["证券法#85"]


def test_parallel_cases_fold_under_one_row(searcher: Searcher) -> None:
    folded = ask(searcher, "云杉科技虚增利润")
    row = next(h for h in folded.hits if h.id.startswith("j-false"))
    assert row.group_size == 3 and row.group
    assert row.id in row.members and len(set(row.members)) == 3
    assert sum(h.id.startswith("j-false") for h in folded.hits) == 1
    apart = ask(searcher, "云杉科技虚增利润", group=False)
    assert sum(h.id.startswith("j-false") for h in apart.hits) == 3
    assert folded.total == apart.total


@pytest.mark.parametrize("query", ["理财 青松", "", "青松", "理财亏损调解记录", "kind:mediation"])
def test_a_restricted_document_does_not_exist_for_others(searcher: Searcher, query: str) -> None:
    for stranger in (PUBLIC, Viewer(organisation="乙调解中心")):
        found = ask(searcher, query, stranger, facets=("all",))
        assert "m-secret" not in ids(found)
        assert "mediation" not in {f.value for f in found.facets["kind"] if f.count}
        assert found.holdings and "mediation" not in found.holdings.kinds
    assert "m-secret" in ids(ask(searcher, query, MEMBER))


def test_restricted_documents_are_hidden_everywhere(searcher: Searcher) -> None:
    assert searcher.document("m-secret", LOCAL_OWNER)
    assert searcher.document("m-secret", PUBLIC) is None
    assert searcher.document("m-secret", MEMBER)
    with pytest.raises(DocumentNotFound):
        searcher.similar(SimilarRequest(document_id="m-secret"), PUBLIC)
    found = searcher.similar(SimilarRequest(text="理财产品亏损，证券公司补偿"), PUBLIC)
    assert "m-secret" not in ids(found)


def test_mediation_is_practice_whatever_it_claims(searcher: Searcher) -> None:
    (hit,) = ask(searcher, "kind:mediation").hits
    assert hit.tier == "practice"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.sampled_from(WORDS), max_size=4), phrase=st.sampled_from(PHRASES), more=st.booleans()
)
def test_a_quoted_phrase_only_shrinks_the_result(
    searcher: Searcher, words: list[str], phrase: str, more: bool
) -> None:
    query = " ".join(words) + (' "风险"' if more else "")
    before = ask(searcher, query, limit=100, group=False)
    after = ask(searcher, f'{query} "{phrase}"', limit=100, group=False)
    assert set(ids(after)) <= set(ids(before))
    assert after.total <= before.total
    for hit in after.hits:
        document = searcher.document(hit.id, LOCAL_OWNER)
        assert document and phrase in document.text + document.title


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_text_can_be_searched(searcher: Searcher, text: str) -> None:
    try:
        found = ask(searcher, text)
    except QueryError as error:
        assert error.message
    else:
        assert all(0 <= hit.score <= 1 for hit in found.hits)
        assert [h.rank for h in found.hits] == list(range(1, len(found.hits) + 1))


def test_exclusion_filters_and_totals_agree(searcher: Searcher) -> None:
    assert "j-loan" not in ids(ask(searcher, "风险 -测评"))
    found = ask(searcher, "民法典 kind:判决 year:2020..2021", facets=("kind", "year"))
    assert set(ids(found)) <= {"j-loan", "j-false-1", "j-false-2", "j-false-3"}
    everything = ask(searcher, "", facets=("kind",))
    assert everything.total == sum(f.count for f in everything.facets["kind"]) == 7


def test_a_facet_ignores_its_own_filter_but_not_the_others(searcher: Searcher) -> None:
    found = ask(searcher, "", filters=("kind=statute",), facets=("kind", "year"))
    kinds = {f.value: f for f in found.facets["kind"]}
    assert kinds["judgment"].count == 5 and kinds["statute"].selected and kinds["statute"].label == "法律条文"
    assert [f.value for f in found.facets["year"]] == ["2020"]


def test_sort_by_date_and_paging_are_stable(searcher: Searcher) -> None:
    newest = ask(searcher, "", sort="date", group=False)
    dates = [h.date for h in newest.hits if h.date]
    assert dates == sorted(dates, reverse=True)
    pages = [ask(searcher, "责任", limit=2, offset=o, group=False) for o in (0, 2, 4)]
    whole = ask(searcher, "责任", limit=6, group=False)
    assert [id for p in pages for id in ids(p)] == ids(whole)


def test_snippets_are_cut_from_the_text_with_exact_marks(searcher: Searcher) -> None:
    found = ask(searcher, '"风险测评" 理财')
    (hit,) = found.hits
    document = searcher.document(hit.id, LOCAL_OWNER)
    assert document
    for snippet in hit.snippets:
        assert document.text[snippet.start : snippet.start + len(snippet.text)] == snippet.text
    marked = [hit.snippets[0].text[a:b] for a, b in hit.snippets[0].marks]
    assert "风险测评" in "".join(marked) and hit.snippets[0].section == "facts"


def test_similar_cases_say_why(searcher: Searcher) -> None:
    found = searcher.similar(SimilarRequest(document_id="j-false-1"), LOCAL_OWNER)
    assert "j-false-1" not in ids(found)
    top = found.hits[0]
    assert top.id in {"j-false-2", "j-false-3"} and top.group_size == 2
    assert top.similarity and top.similarity.law == 1.0
    assert "证券法" in top.why and "85" in top.why
    far = found.hits[-1]
    assert not far.id.startswith("j-false")
    assert far.similarity and top.similarity.facts and far.similarity.facts is not None
    assert top.similarity.facts > far.similarity.facts
    for hit in found.hits:
        for score in hit.similarity.model_dump().values() if hit.similarity else ():
            assert score is None or 0 <= score <= 1


def test_similar_takes_exactly_one_of_text_and_id(searcher: Searcher) -> None:
    for request in (SimilarRequest(), SimilarRequest(text="x", document_id="j-loan")):
        with pytest.raises(QueryError):
            searcher.similar(request, LOCAL_OWNER)


def test_look_alikes_are_offered_not_merged(searcher: Searcher) -> None:
    found = ask(searcher, "爆仓")
    assert "穿仓" in found.understood["did_you_mean"]
    assert all("穿仓" not in e["terms"] for e in found.understood["expansions"])
