"""Consults: redaction on the way in, routing, limits, steps, citations checked, rating, proposal."""

import datetime as dt
from collections.abc import Sequence

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from corpora.model import Document, Kind, Source
from experts.consults import working
from experts.consults.asking import Attachment, Question, ask, second_opinion
from experts.consults.errors import BadCitation, ConsultError, NoConsult, NotYours, OutOfOrder
from experts.consults.limits import Limits, limits, reminder, set_limits
from experts.consults.rights import require_seen, sees
from experts.consults.states import STATES, STEPS, after
from experts.recusal import Recusals
from experts.roster.person import Client
from experts.roster.roster import sample_roster
from indexer.viewer import Viewer
from office.audit.models import AuditEntry
from office.consults import store
from office.consults.models import Consult
from office.errors import OfficeError
from office.identity import LOCAL_ACTOR, Actor
from office.store import Office

ASKER = Actor("chen", frozenset({"mediator"}), "澄江金融纠纷调解中心")
EDITOR = Actor("gu", frozenset({"editor"}))
OFFICER = Actor("liu", frozenset({"officer"}))
MONDAY = dt.datetime(2026, 3, 2, 3, tzinfo=dt.UTC)
TEXT = "申请人张伟（身份证号110101199001011234，电话13800001234）称证券公司没有做风险测评就卖给他高风险资管产品，亏损后要求赔偿。"


class Library:
    """Holds one case and nothing else."""

    def resolve(self, identifier: str, viewer: Viewer) -> list[str]:
        return []

    def documents(self, ids: Sequence[str], viewer: Viewer) -> dict[str, Document]:

        known = {
            "case-1": Document(
                id="case-1", kind=Kind.JUDGMENT, title="甲与乙纠纷", text="x", source=Source("x")
            )
        }
        return {id: known[id] for id in ids if id in known}


def _ask(office: Office, actor: Actor = ASKER, words: str = TEXT, **values: object) -> Consult:
    with office.session() as session:
        question = Question("适当性义务如何认定", words, types=("S07",), **values)  # type: ignore[arg-type]
        return ask(session, actor, question, sample_roster(), Recusals(), at=MONDAY)


def _expert(consult: Consult) -> Actor:
    return Actor(consult.candidates[0].lower(), frozenset({"expert"}))


def test_what_is_kept_is_redacted(office: Office) -> None:
    body = "原告：张伟，电话13800001234。被告：岭柏证券股份有限公司。" + "经审理查明，张伟买入产品。" * 400
    attached = (Attachment("张伟诉岭柏证券股份有限公司纠纷", body),)
    consult = _ask(office, attachments=attached)
    with office.reading() as session:
        kept = store.attachments(session, consult.id)
        trail = "".join(entry.detail for entry in session.scalars(select(AuditEntry)))
    for words in (consult.question, consult.title, kept[0].text, kept[0].title, trail):
        assert "13800001234" not in words
        assert "110101199001011234" not in words
        assert "张伟" not in words
        assert "岭柏" not in words
    assert len(kept[0].text) <= 6000


def test_routed_to_experts_of_the_field_and_dated(office: Office) -> None:
    consult = _ask(office)
    people = sample_roster().by_person
    assert 1 <= len(consult.candidates) <= 5
    assert all("expert_adviser" in people[id].roles for id in consult.candidates)
    assert consult.taken_due == dt.date(2026, 3, 3)
    found = reminder(consult, dt.date(2026, 3, 9))
    assert found is not None
    assert found.working_days == -4
    assert "逾期4个工作日" in found.text


def test_from_question_to_rated_answer(office: Office) -> None:
    consult = _ask(office)
    expert = _expert(consult)
    with office.session() as session:
        row = store.consult(session, consult.id, lock=True)
        assert row is not None
        working.take(session, expert, row, expert.name, sample_roster())
        assert row.answer_due is not None
        working.step(session, expert, row, "return", "请补充签约时间")
        with pytest.raises(NotYours):
            working.step(session, expert, row, "add", "2025年1月签约")
        working.step(session, ASKER, row, "add", "2025年1月签约，电话13800001234")
        answered = working.answer(
            session, expert, row, "应当由证券公司证明已履行适当性义务，见证券法第八十九条。", Library(),
            statutes=["证券法第八十八条"], cases=["case-1"],
        )  # fmt: skip
        assert [entry["article"] for entry in answered.basis] == ["第八十八条", "第八十九条"]
        assert {entry["state"] for entry in answered.basis} == {"unverified"}
        with pytest.raises(NotYours):
            working.rate(session, OFFICER, row, 5, "")
        with pytest.raises(ConsultError, match="评分达到"):
            working.propose(session, expert, row)
        working.rate(session, ASKER, row, 5, "很清楚")
        assert not sees(EDITOR, row)
        working.propose(session, expert, row)
        assert row.proposed is not None
        assert sees(EDITOR, row)
        with pytest.raises(ConsultError, match="已经推荐"):
            working.propose(session, OFFICER, row)
        names = [step.step for step in store.steps(session, row.id)]
        notes = "".join(step.note for step in store.steps(session, row.id))
    assert names == ["ask", "take", "return", "add", "answer", "rate", "propose"]
    assert "13800001234" not in notes


def test_citations_are_checked(office: Office) -> None:
    consult = _ask(office)
    expert = _expert(consult)
    with office.session() as session:
        row = store.consult(session, consult.id, lock=True)
        assert row is not None
        working.take(session, expert, row, expert.name, sample_roster())
        with pytest.raises(BadCitation, match="法条"):
            working.answer(session, expert, row, "答复", Library(), statutes=["某某办法第三百条款"])
        with pytest.raises(BadCitation, match="检索库中没有"):
            working.answer(session, expert, row, "答复", Library(), cases=["（2099）示01民终1号"])


def test_only_those_concerned_see_and_act(office: Office) -> None:
    consult = _ask(office)
    stranger = Actor("wu", frozenset({"mediator", "expert"}))
    elsewhere = Actor("he", frozenset({"officer"}), "别的机构")
    assert sees(ASKER, consult)
    assert sees(OFFICER, consult)
    assert sees(_expert(consult), consult)
    assert not sees(stranger, consult)
    assert not sees(elsewhere, consult)
    with pytest.raises(NoConsult):
        require_seen(stranger, consult, consult.id)
    with office.session() as session:
        row = store.consult(session, consult.id, lock=True)
        assert row is not None
        with pytest.raises(NotYours):
            working.take(session, stranger, row, consult.candidates[0], sample_roster())
        with pytest.raises(NotYours):
            working.step(session, stranger, row, "withdraw", "不问了")


def test_nobody_takes_it_who_was_not_routed_to(office: Office) -> None:
    consult = _ask(office)
    unchecked = next(
        person for person in sample_roster().people
        if person.id not in consult.candidates and person.state.state == "on_roster" and "expert_adviser" in person.roles
    )  # fmt: skip
    themselves = Actor(unchecked.id.lower(), frozenset({"expert"}))
    with office.session() as session:
        row = store.consult(session, consult.id, lock=True)
        assert row is not None
        for actor in (OFFICER, LOCAL_ACTOR):
            with pytest.raises(ConsultError, match="没有分派给这位专家"):
                working.take(session, actor, row, unchecked.id, sample_roster())
        with pytest.raises(ConsultError, match="没有分派给这位专家"):
            working.take(session, themselves, row, unchecked.id, sample_roster())
        with pytest.raises(ConsultError, match="没有这位在册专家"):
            working.take(session, OFFICER, row, "P999", sample_roster())
        assert (row.state, row.expert) == ("asked", "")
        working.take(session, OFFICER, row, consult.candidates[0], sample_roster())
        working.step(session, OFFICER, row, "pass", "本人临时出差")
        with pytest.raises(ConsultError, match="没有分派给这位专家"):
            working.take(session, OFFICER, row, consult.candidates[0], sample_roster())


def test_second_opinion_goes_to_others(office: Office) -> None:
    consult = _ask(office)
    expert = _expert(consult)
    with office.session() as session:
        row = store.consult(session, consult.id, lock=True)
        assert row is not None
        with pytest.raises(OutOfOrder):
            second_opinion(session, ASKER, row, "意见不一", sample_roster(), Recusals())
        working.take(session, expert, row, expert.name, sample_roster())
        working.answer(session, expert, row, "答复", Library())
        again = second_opinion(session, ASKER, row, "意见不一", sample_roster(), Recusals())
        assert set(again.candidates) == set(row.candidates) - {row.expert}
        assert again.parent_id == row.id
        with pytest.raises(OutOfOrder):
            second_opinion(session, ASKER, row, "再来", sample_roster(), Recusals())


def test_no_second_opinion_without_another_who_was_checked(office: Office) -> None:
    consult = _ask(office)
    expert = _expert(consult)
    with office.session() as session:
        row = store.consult(session, consult.id, lock=True)
        assert row is not None
        row.candidates = row.candidates[:1]
        working.take(session, expert, row, expert.name, sample_roster())
        working.answer(session, expert, row, "答复", Library())
        with pytest.raises(ConsultError, match="没有其他可以提出意见的人"):
            second_opinion(session, ASKER, row, "意见不一", sample_roster(), Recusals())
        assert store.children(session, row.id) == []


def test_limits_of_an_organisation(office: Office) -> None:
    with office.session() as session:
        assert limits(session, ASKER.organisation) == Limits(1, 5)
        with pytest.raises(NotYours):
            set_limits(session, ASKER, ASKER.organisation, Limits(2, 10))
        with pytest.raises(ConsultError, match="1至60"):
            set_limits(session, OFFICER, ASKER.organisation, Limits(0, 10))
        set_limits(session, OFFICER, ASKER.organisation, Limits(2, 10))
    assert _ask(office).taken_due == dt.date(2026, 3, 4)


def test_a_reminder_a_day(office: Office) -> None:
    consult = _ask(office)
    today = working.china_day(working.now())
    with office.session() as session:
        row = store.consult(session, consult.id, lock=True)
        assert row is not None
        assert working.remind(session, OFFICER, [row], today) == [row]
        assert working.remind(session, OFFICER, [row], today) == []


def test_the_record_of_steps_and_answers_stays(office: Office) -> None:
    consult = _ask(office)
    for statement in ("UPDATE consult_steps SET note = 'x'", "DELETE FROM consult_steps"):
        with pytest.raises((OfficeError, DBAPIError, IntegrityError)), office.session() as session:
            session.execute(text(statement))
    with office.reading() as session:
        assert len(store.steps(session, consult.id)) == 1


def test_an_empty_question_is_refused(office: Office) -> None:
    with office.session() as session, pytest.raises(ConsultError, match="标题"):
        ask(session, ASKER, Question("x", "  "), sample_roster(), Recusals())


def test_steps_lead_to_known_states() -> None:
    for name, (_, wanted, following) in STEPS.items():
        assert {*wanted, following} - {""} <= set(STATES)
        if name != "ask":
            with pytest.raises(OutOfOrder):
                after("withdrawn", name)


def test_nobody_with_an_interest_in_those_named_is_asked(office: Office) -> None:
    roster = sample_roster()
    plain = _ask(office)
    expert = roster.by_person[plain.candidates[0]]
    firm = "岭柏证券股份有限公司"
    links = expert.affiliations.model_copy(update={"clients": (Client(name=firm),)})
    tied = expert.model_copy(update={"affiliations": links})
    people = tuple(tied if person.id == tied.id else person for person in roster.people)
    with office.session() as session:
        words = f"{TEXT}被申请人：{firm}。"
        question = Question("适当性义务如何认定", words, types=("S07",))
        made = ask(
            session, ASKER, question, roster.model_copy(update={"people": people}), Recusals(), at=MONDAY
        )
        assert tied.id not in made.candidates
        assert made.candidates
        assert firm not in made.question


def test_an_interest_is_found_where_redaction_saw_no_name(office: Office) -> None:
    roster = sample_roster()
    tied = roster.by_person[_ask(office).candidates[0]]
    firm = "岭柏证券股份有限公司"
    links = tied.affiliations.model_copy(update={"clients": (Client(name=firm),)})
    changed = tied.model_copy(update={"affiliations": links})
    people = tuple(changed if person.id == tied.id else person for person in roster.people)
    words = f"申请人称被申请人{firm[:4]} {firm[4:]}没有做风险测评就卖给他高风险产品，亏损后要求赔偿。"
    with office.session() as session:
        question = Question("适当性义务如何认定", words, types=("S07",))
        other = roster.model_copy(update={"people": people})
        assert tied.id not in ask(session, ASKER, question, other, Recusals(), at=MONDAY).candidates
