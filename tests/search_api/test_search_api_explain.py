"""Evidence: spans of the originals, proved by taking them out."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from corpora.model import Document, Kind, Section, SectionRole
from indexer.profiles import facts_text, focus_text
from indexer.viewer import LOCAL_OWNER, PUBLIC
from indexer.workspace import Workspace
from search_api.explain.comparing import compare_pair
from search_api.explain.differences import differences
from search_api.explain.models import Evidence
from search_api.explain.scoring import scores_without, without
from search_api.explain.service import pairs_of
from search_api.explain.units import facts_ranges, focus_ranges, units
from search_api.http.app import create_app
from search_api.http.settings import Settings
from search_api.retrieval import DocumentNotFound, QueryError, Searcher
from search_api.retrieval.asked import asked_document
from search_api.retrieval.models import SimilarRequest

STORY = "上市公司年报虚增利润，我在实施日之后买入股票，揭露日以后卖出亏损，要求按《证券法》第八十五条赔偿投资差额损失。"


def shown(evidence: list[Evidence]) -> list[Evidence]:
    assert evidence
    return evidence


def test_places_are_cut_from_the_originals(searcher: Searcher) -> None:
    view = compare_pair(searcher.context, text=STORY, document_id="", with_id="j-false-1", viewer=LOCAL_OWNER)
    assert view.query.text == STORY and view.document.id == "j-false-1"
    for item in (*view.evidence.facts, *view.evidence.focus, *view.evidence.law):
        assert item.drop > 0
        for place in (item.document, *item.also):
            assert view.document.text[place.start : place.end] == place.text
        for place in ([item.query] if item.query else []) + item.also_query:
            assert view.query.text[place.start : place.end] == place.text
    (law,) = [e for e in shown(view.evidence.law) if "第85条" in e.terms[0]]
    assert "第八十五条" in law.document.text and law.query and "第八十五条" in law.query.text
    assert [s.key for s in view.shared.statutes] == ["证券法#85"]


def test_without_a_passage_the_likeness_is_lower(searcher: Searcher) -> None:
    context = searcher.context
    asked = asked_document(context, STORY, "", LOCAL_OWNER)
    pair = pairs_of(context, asked, ["j-false-1"], LOCAL_OWNER)["j-false-1"]
    view = compare_pair(context, text=STORY, document_id="", with_id="j-false-1", viewer=LOCAL_OWNER)
    for item in shown(view.evidence.facts):
        ranges = [(p.start, p.end) for p in (item.document, *item.also)]
        (lower,) = scores_without(context, pair, "facts", [ranges])
        assert pair.score("facts") - lower == pytest.approx(item.drop, abs=2e-4)


def test_differences_tell_sums_dates_parties_and_outcome(searcher: Searcher) -> None:
    view = compare_pair(
        searcher.context, text="", document_id="j-false-1", with_id="j-loan", viewer=LOCAL_OWNER
    )
    rows = {row.label: row for row in view.differences}
    assert (rows["处理结果"].query, rows["处理结果"].document) == ("支持", "维持")
    assert rows["揭露日"].query == "2020-04-28" and not rows["揭露日"].document
    assert rows["请求金额"].query == "1.2万元" and not rows["请求金额"].same
    assert rows["提出请求一方"].query.startswith("自然人")
    assert "赵某甲" not in "".join(row.query for row in view.differences)
    same = compare_pair(
        searcher.context, text="", document_id="j-false-1", with_id="j-false-2", viewer=LOCAL_OWNER
    )
    assert {row.label: row.same for row in same.differences}["揭露日"]


def test_nothing_is_told_of_what_may_not_be_seen(searcher: Searcher) -> None:
    with pytest.raises(DocumentNotFound):
        compare_pair(searcher.context, text=STORY, document_id="", with_id="m-secret", viewer=PUBLIC)
    with pytest.raises(QueryError):
        compare_pair(searcher.context, text="", document_id="j-loan", with_id="j-loan", viewer=PUBLIC)


def test_hits_carry_evidence_only_on_request(searcher: Searcher) -> None:
    plain = searcher.similar(SimilarRequest(text=STORY), LOCAL_OWNER)
    assert all(hit.evidence is None for hit in plain.hits)
    asked = searcher.similar(SimilarRequest(text=STORY, explain=True), LOCAL_OWNER)
    assert [h.id for h in asked.hits] == [h.id for h in plain.hits]
    assert asked.hits[0].evidence and asked.hits[0].evidence.facts


def test_differences_of_a_case_with_itself_are_none(searcher: Searcher) -> None:
    document = searcher.document("j-false-1", LOCAL_OWNER)
    assert document and all(row.same for row in differences(document, document) if row.query)


TEXT = st.text(alphabet="甲乙丙，。；\n的了法", max_size=300)


@given(TEXT, st.integers(0, 300), st.integers(0, 300))
def test_units_lie_in_their_ranges_and_do_not_overlap(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    found = units(text, [(start, end)] if start < end else [])
    assert all(start <= a < b <= end for a, b in found)
    assert all(first[1] <= second[0] for first, second in zip(found, found[1:], strict=False))


@given(TEXT, st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=4))
def test_a_document_without_ranges_keeps_the_rest(text: str, ranges: list[tuple[int, int]]) -> None:
    half = len(text) // 2
    document = Document(
        "x", Kind.JUDGMENT, "t", text,
        sections=(Section(SectionRole.FACTS, 0, half), Section(SectionRole.REASONING, half, len(text))),
    )  # fmt: skip
    inside = [(min(a, len(text)), min(b, len(text))) for a, b in ranges]
    cut = {i for a, b in inside for i in range(a, b)}
    left = without(document, inside)
    assert left.text == "".join(c for i, c in enumerate(text) if i not in cut)
    kept_facts = "".join(c for i, c in enumerate(text[:half]) if i not in cut)
    assert left.section_text(SectionRole.FACTS) == kept_facts


def test_ranges_hold_what_is_compared(searcher: Searcher) -> None:
    for id in ("j-false-1", "j-loan", "j-margin", "m-secret"):
        document = searcher.document(id, LOCAL_OWNER)
        assert document
        told = "".join(document.text[a:b] for a, b in facts_ranges(document))
        assert "".join(facts_text(document).split()) in "".join(told.split())
        for a, b in focus_ranges(document):
            assert document.text[a:b].strip() in focus_text(document)


def test_compare_over_http(workspace: Workspace, tmp_path: Path) -> None:
    with TestClient(create_app(Settings(home=workspace.home)), raise_server_exceptions=False) as client:
        answer = client.post("/v1/compare", json={"text": STORY, "with_id": "j-false-1"})
        body = answer.json()
        assert answer.status_code == 200 and body["evidence"]["law"] and body["differences"]
        missing = client.post("/v1/compare", json={"text": STORY, "with_id": "none"})
        assert (missing.status_code, missing.json()["code"]) == (404, "document_not_found")
        both = client.post("/v1/compare", json={"text": "x", "document_id": "j-loan", "with_id": "j-margin"})
        assert both.status_code == 422
