"""One document beyond its text: citation, key dates, Word file, page for the parties."""

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as Word
from docx.oxml.ns import qn
from fastapi.testclient import TestClient

from corpora.model import (
    AccessLevel,
    Court,
    Document,
    DocumentType,
    KeyDate,
    KeyValue,
    Kind,
    Statute,
    Tier,
)
from corpora.parse import parse_text
from corpora.sample import __file__ as sample_package
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from search_api.cases.sums import claimed, granted, yuan
from search_api.documents.citation import citation
from search_api.documents.for_parties import parties_page
from search_api.documents.masking import shown_to_parties
from search_api.documents.plain import plain_words
from search_api.documents.timeline import timeline
from search_api.documents.word import document_paper
from search_api.http.app import create_app
from search_api.http.settings import Settings
from search_api.retrieval import Searcher

SAMPLES = sorted((Path(sample_package).parent / "documents").glob("*.md"))


def _judgment() -> Document:
    return Document(
        "x", Kind.JUDGMENT, "甲诉乙案", "正文", case_number="(2021)沪74民初1号",
        court=Court("上海金融法院"), document_type=DocumentType.JUDGMENT, date=dt.date(2021, 9, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("document", "cited"),
    [
        (_judgment(), "上海金融法院（2021）沪74民初1号民事判决书"),
        (replace(_judgment(), document_type=DocumentType.RULING), "上海金融法院（2021）沪74民初1号民事裁定书"),
        (replace(_judgment(), document_type=None), "上海金融法院（2021）沪74民初1号"),
        (replace(_judgment(), fictional=True), "【示例】上海金融法院（2021）沪74民初1号民事判决书"),
        (replace(_judgment(), case_number=""), "上海金融法院：甲诉乙案，2021年9月1日"),
        (Document("g", Kind.GUIDING, "甲诉乙保证合同案", "", identifiers=("指导案例68号",)), "指导案例68号：甲诉乙保证合同案"),
        (
            Document("r", Kind.REFERENCE, "甲诉乙案", "", identifiers=("2024-08-2-314-001",), tier=Tier.LIBRARY),
            "2024-08-2-314-001：甲诉乙案（人民法院案例库入库案例）",
        ),
        (
            Document("s", Kind.STATUTE, "刑法第133条之一", "", statutes=(Statute("刑法", 133, 1),), date=dt.date(2020, 12, 26)),
            "《刑法》第一百三十三条之一（2020年12月26日文本）",
        ),
        (Document("m", Kind.MEDIATION, "退费调解", "", date=dt.date(2025, 1, 1)), "退费调解（调解案例，2025年，非裁判依据）"),
    ],
)  # fmt: skip
def test_citations(document: Document, cited: str) -> None:
    assert citation(document) == cited


def test_key_dates_stand_in_order_and_wrong_orders_are_told() -> None:
    days = (
        KeyDate("基准日", dt.date(2020, 6, 9)),
        KeyDate("实施日", dt.date(2019, 4, 30), 3, 9),
        KeyDate("揭露日", dt.date(2020, 4, 28)),
    )
    line = timeline(replace(_judgment(), key_dates=days, key_values=(KeyValue("基准价", 7.36),)))
    assert [e.name for e in line.events] == ["实施日", "揭露日", "基准日", "裁判或结案"]
    assert [e.days_after for e in line.events] == [None, 364, 42, 449]
    assert line.values == {"基准价": "7.36元"} and not line.warnings
    wrong = (KeyDate("实施日", dt.date(2021, 1, 1)), KeyDate("揭露日", dt.date(2020, 1, 1)))
    assert "请核对" in timeline(replace(_judgment(), key_dates=wrong)).warnings[0]
    assert not timeline(_judgment()).events


def test_a_paper_holds_the_whole_text_once(searcher: Searcher) -> None:
    for id in ("j-false-1", "j-loan", "m-secret", "s-85"):
        document = searcher.document(id, LOCAL_OWNER)
        assert document
        told = "".join(getattr(b, "text", "") for b in document_paper(document).blocks if hasattr(b, "style"))
        assert "".join(told.split()) == "".join(document.text.split())


@pytest.mark.parametrize("file", SAMPLES, ids=lambda f: f.stem)
def test_no_party_is_named_to_the_parties(file: Path) -> None:
    document = parse_text(file.read_text("utf-8"))
    if document.kind in (Kind.STATUTE, Kind.POLICY):
        pytest.skip("statutes and policies name no parties")
    public = replace(document, access=AccessLevel.PUBLIC, owner="")
    shown = shown_to_parties(public)
    for party in public.parties:
        if "某" not in party.name and len(party.name) > 1:
            assert party.name not in shown.text + shown.title
    if public.case_number:
        assert public.case_number.partition(")")[2] not in shown.text
    assert [s.role for s in shown.sections] == [s.role for s in public.sections]
    assert all(0 <= s.start <= s.end <= len(shown.text) for s in shown.sections)


def test_the_page_is_plain_and_without_scores(searcher: Searcher) -> None:
    document = searcher.document("j-false-1", LOCAL_OWNER)
    assert document
    page = parties_page(searcher.context, document, LOCAL_OWNER)
    told = page.model_dump_json()
    assert "赵某甲" not in told or "某甲" in told
    assert "云杉科技" not in told and "沪74民初1号" not in told
    assert page.outcome == "法院支持了提出请求的一方。" and page.claimed == "1.2万元" == page.granted
    assert {t.term for t in page.terms} >= {"揭露日", "虚假陈述"}
    assert page.rules[0].label == "《证券法》第85条" and page.rules[0].text and page.notices
    assert not {"score", "similarity", "tier", "id"} & set(page.model_dump())


def test_a_confidential_record_is_shown_redacted_even_to_its_owner(searcher: Searcher) -> None:
    document = searcher.document("m-secret", LOCAL_OWNER)
    assert document
    page = parties_page(searcher.context, document, LOCAL_OWNER)
    assert page.what.startswith("一起经过调解") and any("不是法院裁判的依据" in n for n in page.notices)


def test_plain_words_name_known_kinds_and_outcomes() -> None:
    words = plain_words()
    assert set(words.kinds) <= {kind.value for kind in Kind}
    assert len({g.term for g in words.glossary}) == len(words.glossary)
    assert all(text.endswith("。") for text in (*words.outcomes.values(), *(g.plain for g in words.glossary)))


def test_what_is_asked_for_is_not_any_sum() -> None:
    text = """东海市中级人民法院
民 事 判 决 书
（2023）云01民终5号
上诉人（原审被告）：云杉证券有限公司。
被上诉人（原审原告）：钱某，男。
一审中，钱某要求云杉证券有限公司赔偿投资损失1,240,000元。
云杉证券有限公司上诉主张：改判。理由是：300万元合格投资者标准已满足。
本院经审理认定事实如下：钱某认购200万元。
本院认为，责任比例应予调整，判决如下：
一、云杉证券有限公司赔偿钱某868,000元。
二〇二三年九月一日
"""
    document = parse_text(text, Kind.JUDGMENT)
    assert (claimed(document), granted(document)) == (1_240_000, 868_000)
    assert [yuan(v) for v in (None, 0.5, 12_000, 3.2e8)] == ["", "0.5元", "1.2万元", "3.2亿元"]


def test_routes(workspace: Workspace) -> None:
    with TestClient(create_app(Settings(home=workspace.home)), raise_server_exceptions=False) as client:
        assert "沪74民初1号" in client.get("/v1/documents/j-false-1/citation").json()["citation"]
        assert client.get("/v1/documents/j-false-1/timeline").json()["events"][0]["name"] == "揭露日"
        assert client.get("/v1/documents/j-loan/timeline").json()["events"] == []
        for path in ("docx", "for-parties/docx"):
            answer = client.get(f"/v1/documents/j-false-1/{path}")
            assert answer.status_code == 200 and "attachment" in answer.headers["content-disposition"]
            word = Word(io.BytesIO(answer.content))
            fonts = word.styles["Normal"].element.rPr.rFonts
            assert fonts.get(qn("w:eastAsia")) == "宋体"
        assert client.get("/v1/documents/j-false-1/for-parties").json()["what"] == "法院判过的一起类似案件"
        for path in ("citation", "timeline", "docx", "for-parties", "for-parties/docx"):
            assert client.get(f"/v1/documents/none/{path}").status_code == 404
