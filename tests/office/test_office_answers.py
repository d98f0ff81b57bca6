"""Standard answers in the office store: two people, versions, what was answered, what was not."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from corpora.model import Document, Kind
from indexer.viewer import Viewer
from office.answers import records, versions
from office.answers.affected import citing, outdated
from office.answers.counsel import lawyer_review
from office.answers.current import bank_of, current_bank
from office.answers.errors import AnswerError
from office.answers.listing import listing
from office.answers.records import Shown
from office.answers.verified import unverified
from office.bank import shipped
from office.identity import Actor
from office.store import Office

EDITORS = frozenset({"editor"})
ANNA, BO = Actor("anna", EDITORS), Actor("bo", EDITORS)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office.open(tmp_path, "") as opened:
        yield opened


def content(**changes: object) -> dict[str, object]:
    return shipped()[0].model_dump(mode="json", exclude_none=True) | changes


def test_two_people_bring_a_version_to_users(office: Office) -> None:
    with office.session() as session:
        row = versions.propose(session, ANNA, content(short_answer="改过的简短回答。"), "条文修订")
        assert (row.version, row.state, row.author) == (2, "draft", "anna")
        assert versions.published(session, "BA-001") == (1, shipped()[0])
        with pytest.raises(AnswerError, match="author"):
            versions.review(session, ANNA, "BA-001")
        with pytest.raises(AnswerError, match="reviewed"):
            versions.publish(session, BO, "BA-001")
        versions.review(session, BO, "BA-001")
        with pytest.raises(AnswerError, match="author"):
            versions.publish(session, ANNA, "BA-001")
        versions.publish(session, BO, "BA-001")
    with office.reading() as session:
        bank = bank_of(session)
        assert bank.versions["BA-001"] == 2 and bank.entries[0].short_answer == "改过的简短回答。"
        assert versions.version(session, "BA-001", 1).short_answer == shipped()[0].short_answer


def test_a_lawyers_review_stands_for_the_published_text_only(office: Office) -> None:
    counsel = Actor("lin", frozenset({"staff"}))
    day = dt.date(2026, 11, 20)
    with office.session() as session:
        row = lawyer_review(session, counsel, "BA-001", "示例律师林某（示例律师事务所）", "全文", day)
        assert (row.version, row.state, row.publisher) == (2, "published", "lin")
        shown = bank_of(session)
        reviewed = next(entry for entry in shown.entries if entry.id == "BA-001")
        assert shown.versions["BA-001"] == 2
        assert reviewed.review_note == "已对照条文，已由示例律师林某（示例律师事务所）复核（2026-11-20）"
        assert reviewed == shipped()[0].model_copy(update={"reviewer": reviewed.reviewer, "checked": day})
        assert versions.version(session, "BA-001", 1).review_note.startswith("已对照条文，未经律师复核")
        versions.propose(
            session, ANNA, reviewed.model_dump(mode="json") | {"short_answer": "改过的简短回答。"}
        )
        with pytest.raises(AnswerError, match="draft"):
            lawyer_review(session, counsel, "BA-001", "示例律师林某", "")
        versions.review(session, BO, "BA-001")
        versions.publish(session, BO, "BA-001")
        newest = versions.published(session, "BA-001")
        assert newest is not None and "未经律师复核" in newest[1].review_note


def test_a_lawyers_review_that_cannot_be_is_refused(office: Office) -> None:
    counsel = Actor("lin", frozenset({"staff"}))
    with office.session() as session:
        with pytest.raises(AnswerError, match="may not"):
            lawyer_review(session, ANNA, "BA-001", "示例律师", "")
        with pytest.raises(AnswerError, match="which lawyer"):
            lawyer_review(session, counsel, "BA-001", " ", "")
        with pytest.raises(AnswerError, match="to come"):
            lawyer_review(session, counsel, "BA-001", "示例律师", "", dt.date.today() + dt.timedelta(1))
        with pytest.raises(AnswerError, match="ZZ-999"):
            lawyer_review(session, counsel, "ZZ-999", "示例律师", "")
        assert versions.versions(session, "BA-001") == []


def test_withdrawn_entries_are_not_shown(office: Office) -> None:
    with office.session() as session:
        with pytest.raises(AnswerError, match="why"):
            versions.withdraw(session, ANNA, "BA-001", " ")
        versions.withdraw(session, ANNA, "BA-001", "条文废止")
    with office.reading() as session:
        assert "BA-001" not in bank_of(session).versions
        assert next(row for row in listing(session) if row.id == "BA-001").state == "withdrawn"
    with office.session() as session:
        versions.propose(session, ANNA, content())
        versions.review(session, BO, "BA-001")
        versions.publish(session, BO, "BA-001")
        assert bank_of(session).versions["BA-001"] == 3


def test_bad_content_and_strangers_are_refused(office: Office) -> None:
    with office.session() as session:
        with pytest.raises(AnswerError, match="variants"):
            versions.propose(session, ANNA, content(variants=["只有一种"]))
        with pytest.raises(AnswerError, match="X99"):
            versions.propose(session, ANNA, content(dispute_types=["X99"]))
        with pytest.raises(AnswerError, match="may not"):
            versions.propose(session, Actor("eve", frozenset({"public"})), content())
        with pytest.raises(AnswerError, match="ZZ-999"):
            versions.review(session, BO, "ZZ-999")


def test_what_was_answered_can_be_told_later_without_personal_data(office: Office) -> None:
    asked = "我叫王小明，电话13800138000，账户被盗怎么办"
    with office.session() as session:
        part = Shown(asked, "BA-001", 1, 0.91)
        none = Shown(asked, "", 0, 0.2, unanswered=True, dispute_type="S01", nearest="BA-003")
        number = records.keep(session, ANNA, asked, "2026-11-21", [part, none])
    with office.session() as session:
        row = records.record_of(session, number)
        assert row.answered and row.shown[0] == {"entry_id": "BA-001", "version": 1, "confidence": 0.91}
        assert "13800138000" not in row.question
        (question,) = records.open_questions(session)
        assert "13800138000" not in question.question and question.nearest == "BA-003"
        records.give_feedback(session, BO, number, "BA-001", False, "没说清时间")
        with pytest.raises(AnswerError, match="not shown"):
            records.give_feedback(session, BO, number, "BA-002", True)
        assert records.handle(session, BO, [question.id], "consult", "C-1") == 1
        assert records.handle(session, BO, [question.id], "consult", "C-1") == 0
        assert records.open_questions(session) == []


class OneText:
    """A library that holds one newer article."""

    def resolve(self, identifier: str, viewer: Viewer) -> list[str]:
        return ["s-57"] if identifier == "证券法#57" else []

    def documents(self, ids: Sequence[str], viewer: Viewer) -> dict[str, Document]:
        new = Document(
            id="s-57", kind=Kind.STATUTE, title="证券法第五十七条", text="新", date=dt.date(2026, 6, 1)
        )
        return dict.fromkeys(ids, new)


def test_what_cannot_be_verified_is_not_published(office: Office) -> None:
    unknown = {"law": "证券法", "article": 225, "version": "2019-12-28", "keywords": ["示例"]}
    with office.session() as session:
        row = versions.propose(session, ANNA, content(id="", basis=[unknown]))
        assert row.entry_id == "BX-001" and row.version == 1
        assert versions.propose(session, ANNA, content(id="")).entry_id == "BX-002"
        versions.review(session, BO, "BX-001")
        with pytest.raises(AnswerError, match="1 of its articles") as refused:
            versions.publish(session, BO, "BX-001")
        assert "第二百二十五条" in refused.value.told and row.state == "reviewed"
        versions.review(session, BO, "BX-002")
        with pytest.raises(AnswerError, match="not_verified|could not be verified"):
            versions.publish(session, BO, "BX-002", OneText())
        assert versions.publish(session, BO, "BX-002").state == "published"
        assert "BX-002" in bank_of(session).versions


def test_the_words_of_the_rule_have_to_stand_in_the_official_text() -> None:
    (fault,) = unverified(shipped()[0], OneText())
    assert "第五十七条" in fault and "未经客户的委托" in fault
    assert unverified(shipped()[0]) == []


def test_people_are_told_which_field_is_wrong(office: Office) -> None:
    told = {
        "其他问法至少要5项": {"variants": ["只有一种"]},
        "简短回答没有填写": {"short_answer": ""},
        "依据至少要1项": {"basis": []},
    }
    with office.session() as session:
        for words, change in told.items():
            with pytest.raises(AnswerError) as refused:
                versions.propose(session, ANNA, content(**change))
            assert words in refused.value.told


def test_entries_that_cite_a_changed_law_are_listed(office: Office) -> None:
    with office.reading() as session:
        rows = citing(session, "证券法", 57)
        assert {"BA-001", "BA-002"} <= {row.entry_id for row in rows}
        assert all(row.key == "证券法#57" for row in rows)
        assert len(citing(session, "证券法")) > len(rows) and citing(session, "海商法") == []
        found = outdated(session, OneText())
        assert {row.entry_id for row in found} == {row.entry_id for row in rows}
        assert {row.newer for row in found} == {"2026-06-01"}


def test_without_an_office_store_the_bank_is_the_shipped_one(tmp_path: Path) -> None:
    bank = current_bank(tmp_path)
    assert len(bank.entries) == sum(entry.state == "published" for entry in shipped())
    assert set(bank.versions.values()) == {1} and not (tmp_path / "office.db").exists()
