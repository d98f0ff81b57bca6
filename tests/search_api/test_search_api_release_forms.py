"""White papers and suggestions: drafted from their own parts, printed in their own form, stored as what they are."""

import datetime as dt
import io
from pathlib import Path

import pytest
from docx import Document as Docx

from corpora.model import Document, Kind, Tier
from corpora.parse import parse
from corpora.parse.publications import ADDRESSEE
from corpora.readers import RawDocument, read
from corpora.sample import sample_path
from indexer.viewer import PUBLIC
from indexer.workspace import Workspace
from search_api.documents.citation import citation
from search_api.papers import to_docx
from search_api.releases.checking import Batch, Written, check
from search_api.releases.drafting import draft
from search_api.releases.editions import EditionContent, exported
from search_api.releases.findings import Level
from search_api.releases.forms import forms
from search_api.releases.layout import paper
from search_api.releases.model import CaseContent, Kept
from search_api.releases.personal import proposals, replaced
from search_api.releases.publishing import documents, remove, store
from search_api.retrieval import Searcher
from search_api.retrieval.models import SearchRequest

DAY = dt.date(2026, 3, 2)
PAPERS = ("white-paper-01-futures-trials.md", "white-paper-02-investment-advice-joint.md")
LETTERS = ("suggestion-01-advisory-fees.md", "suggestion-02-branch-recording.md")


def source(name: str) -> Document:
    (raw,) = read(sample_path() / name)
    assert isinstance(raw, RawDocument)
    (document,) = parse(raw)
    return document


def redacted(name: str, form: str) -> CaseContent:
    content = draft(source(name), forms()[form])
    while offered := proposals(content, source(name)):
        content = replaced(content, offered)
    return content


def edition(form: str, *names: str, number: str = "2024年度") -> EditionContent:
    cases = [redacted(name, form) for name in names]
    return EditionContent(
        title=cases[0].title if len(cases) == 1 else "示例选编", number=number, form=form, issuers=["汀洲市中级人民法院"],
        preface="", cases=cases, sources=list(names),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "form"), [*((n, "paper") for n in PAPERS), *((n, "suggestion") for n in LETTERS)]
)
def test_every_required_part_is_drafted_from_the_document(name: str, form: str) -> None:
    content, chosen = redacted(name, form), forms()[form]
    written = Written(1, content, source(name))
    batch = Batch(content.title, "2024年度", ("示例法院",), "", chosen, (written,))
    codes = {f.code for f in check(batch, lambda _: True, {})}
    assert not codes & {"section_missing", "section_short", "section_long", "title_form"}


def test_a_suggestion_is_cited_with_its_number() -> None:
    assert citation(source(LETTERS[0])).endswith("司法建议书（示例）（临法建〔2025〕4号）")


def test_several_chapters_in_one_part_keep_their_headings() -> None:
    content = draft(source(PAPERS[0]), forms()["paper"])
    text = content.section("findings").text
    assert "案件呈现的主要特点" in text.split("\n") and "审判中发现的突出问题" in text.split("\n")
    assert content.section("measures").text.startswith("（一）对期货公司")


def test_a_suggestion_is_printed_as_a_letter() -> None:
    content = draft(source(LETTERS[0]), forms()["suggestion"])
    made = paper(
        content.title, "临法建〔2025〕4号", ["示例法院"], "", forms()["suggestion"], [content], state="草稿"
    )
    lines = [(p.text, p.alignment) for p in Docx(io.BytesIO(to_docx(made))).paragraphs]
    texts = [text for text, _ in lines]
    assert "临法建〔2025〕4号" in texts and "示省证券业协会：" in texts
    assert "发现的问题" not in texts and "落款" not in texts
    court = next(alignment for text, alignment in lines if text == "澄江市临波区人民法院")
    assert court is not None and court.name == "RIGHT"


def test_a_white_paper_is_printed_in_chapters_with_contents() -> None:
    content = draft(source(PAPERS[0]), forms()["paper"])
    made = paper(content.title, "2024年度", ["示例法院"], "", forms()["paper"], [content], state="草稿")
    lines = [(p.text, p.style.name if p.style else "") for p in Docx(io.BytesIO(to_docx(made))).paragraphs]
    titles = [text for text, style in lines if style == "Heading 1"]
    assert titles == ["前言", "一、基本情况", "二、特点与成因", "三、对策建议", "结语"] and made.cover
    assert ("案件呈现的主要特点", "Heading 2") in lines
    page = exported(edition("paper", PAPERS[0]), "html", "2026-03-02 发布").decode()
    assert 'href="#part-2"' in page and 'id="part-2"' in page


def test_each_is_stored_as_what_it_is_and_found(tmp_path: Path) -> None:
    with Workspace.open(tmp_path, create=True) as workspace:
        book, letter = edition("paper", PAPERS[0]), edition("suggestion", *LETTERS, number="2025年第1批")
        made = [*documents(book, DAY), *documents(letter, DAY)]
        assert [d.kind for d in made] == [Kind.WHITE_PAPER, Kind.SUGGESTION, Kind.SUGGESTION]
        assert {d.tier for d in made} == {Tier.NONE}
        assert made[1].identifiers == ("临法建(2025)4号",) and made[0].identifiers != ()
        assert [p.role for p in made[2].parties] == [ADDRESSEE]
        assert all(
            d.court and d.court.name == "汀洲市中级人民法院" and d.date == DAY and d.fictional for d in made
        )
        store(workspace, made)
        searcher = Searcher(workspace)
        for kind, count in (("white_paper", 1), ("suggestion", 2), ("typical", 0)):
            assert searcher.search(SearchRequest(filters=(f"kind={kind}",)), PUBLIC).total == count
        assert searcher.search(SearchRequest(query="临法建〔2025〕4号"), PUBLIC).hits[0].id == made[1].id
        remove(workspace, book)
        remove(workspace, letter)
        assert Searcher(workspace).search(SearchRequest(filters=("kind=suggestion",)), PUBLIC).total == 0


def test_an_addressee_may_stay_with_a_reason_a_party_may_not() -> None:
    name = "示省证券业协会"
    content = redacted(LETTERS[0], "suggestion")
    addressee = content.section("addressee")
    block = addressee.blocks[0].model_copy(update={"text": f"{name}："})
    content = content.model_copy(update={
        "sections": [s if s.key != "addressee" else s.model_copy(update={"blocks": [block]}) for s in content.sections],
    })  # fmt: skip
    chosen = forms()["suggestion"]

    def blocked(written: CaseContent) -> bool:
        batch = Batch(
            "示例", "2025年第1批", ("示例法院",), "", chosen, (Written(1, written, source(LETTERS[0])),)
        )
        found = check(batch, lambda _: True, {})
        return any(f.level is Level.BLOCK and name in f.message for f in found)

    assert blocked(content)
    kept = Kept(value=name, kind="organisation", reason="公开的司法建议书写明被建议单位")
    assert not blocked(content.model_copy(update={"kept": [kept]}))
