"""The course of an appointment: consent first, the choice, the checks at every step, what it does to the roster."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from experts.matching.appointing import Appointment, open_matter, read_matter, take_step
from experts.matching.dispute import Dispute, Party
from experts.matching.faults import ConsentMissing, MatchingError, NotEligible, StepOutOfOrder
from experts.matching.matcher import match
from experts.matching.matter import STEPS, Course
from experts.recusal import Recusals
from experts.roster.editing import edit
from experts.roster.errors import NotAllowed, NotOnRoster
from experts.roster.keeping import load
from experts.roster.sample import load_sample
from office.errors import OfficeError
from office.identity import LOCAL_ACTOR, Actor
from office.sealing import Seal
from office.store import Office

TODAY = dt.datetime.now(dt.UTC).date()
PARTIES = (Party(name="张三"), Party(name="李四投资咨询有限公司", side="respondent"))
FREE = Course(parties=2, listed=("A", "B", "C", "D", "E"), seed="s")


def consented(course: Course = FREE) -> Course:
    for party in range(course.parties):
        course = course.after("consent", {"party": party, "given": True, "form": "书面"})
    return course


def referred() -> Course:
    return consented().after("refer", {"organisation": "O1"})


def test_nothing_is_referred_without_the_consent_of_every_party() -> None:
    one = FREE.after("consent", {"party": 0, "given": True, "form": "在线"})
    with pytest.raises(ConsentMissing):
        one.after("refer", {"organisation": "O1"})
    with pytest.raises(MatchingError, match="形式"):
        FREE.after("consent", {"party": 0, "given": True})
    assert one.after("consent", {"party": 1, "given": False}).state == "refused"
    assert referred().state == "referred"


def test_the_parties_agree_on_somebody() -> None:
    course = referred().after("pick", {"party": 0, "person": "B"})
    assert course.after("pick", {"party": 1, "person": "C"}).state == "referred"
    agreed = course.after("pick", {"party": 1, "person": "B"})
    assert agreed.selection is not None and (agreed.selection.people, agreed.selection.way) == (
        ("B",),
        "agreed",
    )


def test_the_organisation_appoints_with_a_reason_and_one_presides() -> None:
    with pytest.raises(MatchingError, match="理由"):
        referred().after("appoint", {"people": ["A"], "presiding": "A", "reason": " "})
    with pytest.raises(MatchingError, match="主持"):
        referred().after("appoint", {"people": ["A", "B"], "presiding": "C", "reason": "协商不成"})
    course = referred().after("appoint", {"people": ["A", "B"], "presiding": "B", "reason": "协商不成"})
    assert course.state == "selected"
    assert course.after("object", {"party": 0, "reason": "不接受"}).state == "refused"


def test_those_the_parties_chose_themselves_can_be_replaced_but_not_objected_to() -> None:
    course = referred().after("pick", {"party": 0, "person": "B"}).after("pick", {"party": 1, "person": "B"})
    with pytest.raises(StepOutOfOrder):
        course.after("object", {"party": 0, "reason": "改主意"})
    again = course.after("replace", {"person": "B", "reason": "身体原因"})
    assert again.state == "referred" and "B" not in again.open_list
    with pytest.raises(MatchingError):
        again.after("appoint", {"people": ["B"], "presiding": "B", "reason": "协商不成"})


def test_a_candidate_dropped_after_ballots_does_not_win() -> None:
    course = referred().after("ballot", {"party": 0, "struck": ["A"], "ranked": ["B", "C"]})
    course = course.after("drop", {"person": "B"})
    done = course.after("ballot", {"party": 1, "struck": [], "ranked": ["C", "D"]})
    assert done.selection is not None and done.selection.presiding == "C"


EITHER = st.integers(0, 1)
STEP = st.one_of(
    st.tuples(
        st.just("consent"),
        st.fixed_dictionaries(
            {"party": EITHER, "given": st.booleans(), "form": st.sampled_from(["书面", ""])}
        ),
    ),
    st.just(("refer", {"organisation": "O1"})),
    st.tuples(st.just("pick"), st.fixed_dictionaries({"party": EITHER, "person": st.sampled_from("ABF")})),
    st.tuples(
        st.just("ballot"),
        st.fixed_dictionaries(
            {"party": EITHER, "struck": st.just([]), "ranked": st.permutations(["A", "B"])}
        ),
    ),
    st.just(("appoint", {"people": ["A"], "presiding": "A", "reason": "协商不成"})),
    st.just(("object", {"party": 0, "reason": "不接受"})),
    st.just(("replace", {"person": "A", "reason": "更换"})),
    st.just(("drop", {"person": "A"})),
    st.just(("close", {"outcome": "agreed", "on": "2026-01-01"})),
)


@given(st.lists(STEP, max_size=14))
@settings(max_examples=200, deadline=None)
def test_no_order_of_steps_puts_anybody_in_charge_without_consent(
    steps: list[tuple[str, dict[str, Any]]],
) -> None:
    course = FREE
    for step, detail in steps:
        assert step in STEPS
        try:
            course = course.after(step, detail)
        except MatchingError:
            continue
        if course.state in {"referred", "selected", "closed"}:
            assert course.consents == {0: True, 1: True}
        if course.state in {"selected", "closed"}:
            assert course.selection is not None and course.selection.presiding in course.selection.people
            assert not set(course.selection.people) & set(course.gone)


@pytest.fixture
def seal(tmp_path: Path) -> Seal:
    return Seal(tmp_path / "secret.key")


@pytest.fixture
def opened(office: Office, seal: Seal) -> Appointment:
    with office.session() as session:
        load_sample(session, seal, LOCAL_ACTOR)
    with office.session() as session:
        roster = load(session, seal, private=True)
        dispute = Dispute(text="交了服务费，要求退费", types=("S06",), region="示省", parties=PARTIES)
        result = match(dispute, roster, Recusals.load(session, roster.firm_facts), on=TODAY, seed="s")
        return open_matter(session, seal, LOCAL_ACTOR, result)


Step = Callable[..., Appointment]


@pytest.fixture
def step(office: Office, seal: Seal, opened: Appointment) -> Step:
    def take(name: str, **detail: Any) -> Appointment:
        with office.session() as session:
            return take_step(session, seal, LOCAL_ACTOR, opened.matter.id, name, detail, TODAY)

    return take


def refer(step: Step) -> None:
    for party in (0, 1):
        step("consent", party=party, given=True, form="书面")
    step("refer", organisation="O01")


def test_an_appointment_raises_the_load_and_its_close_enters_the_record(
    office: Office, seal: Seal, opened: Appointment, step: Step
) -> None:
    refer(step)
    chosen = opened.result.people[0].id
    with office.reading() as session:
        before = load(session, seal).by_person[chosen]
    step("pick", party=0, person=chosen)
    step("pick", party=1, person=chosen)
    with office.reading() as session:
        assert load(session, seal).by_person[chosen].load.open == before.load.open + 1
    step("close", outcome="agreed", on=TODAY.isoformat())
    with office.reading() as session:
        after = load(session, seal).by_person[chosen]
    assert after.load.open == before.load.open
    assert after.record.closed["S06"] == before.record.closed["S06"] + 1
    assert after.record.agreed["S06"] == before.record.agreed["S06"] + 1
    assert after.record.last_closed == TODAY


def test_who_is_tied_to_a_party_is_refused_by_every_way_of_choosing(
    office: Office, seal: Seal, opened: Appointment, step: Step
) -> None:
    refer(step)
    chosen, other = opened.result.people[0].id, opened.result.people[1].id
    with office.session() as session:  # found out only after the list was drawn
        employer = {"name": PARTIES[1].name, "position": "顾问", "from": "2024-01-01"}
        edit(session, seal, LOCAL_ACTOR, "people", chosen, {"affiliations.employers": [employer]}, "补充申报")
    with pytest.raises(NotEligible, match="回避"):
        step("pick", party=0, person=chosen)
    with pytest.raises(NotEligible):
        step("appoint", people=[other, chosen], presiding=other, reason="协商不成")
    step("ballot", party=0, struck=[], ranked=[other])
    with pytest.raises(MatchingError, match="不在候选名单"):
        step("ballot", party=1, struck=[], ranked=[chosen])
    last = step("ballot", party=1, struck=[], ranked=[])
    assert last.course.selection is not None and last.course.selection.presiding == other
    assert chosen in last.course.gone


def test_a_matter_is_for_officers_and_another_organisations_officer_sees_none(
    office: Office, seal: Seal, opened: Appointment
) -> None:
    with office.reading() as session:
        with pytest.raises(NotAllowed):
            read_matter(session, seal, Actor("m", frozenset({"mediator"})), opened.matter.id)
        with pytest.raises(NotOnRoster):
            read_matter(session, seal, Actor("o", frozenset({"officer"}), "乙机构"), opened.matter.id)
        assert read_matter(session, seal, LOCAL_ACTOR, opened.matter.id).result == opened.result


def test_the_organisation_that_a_matter_is_referred_to_keeps_it_too(
    office: Office, seal: Seal, opened: Appointment, step: Step
) -> None:
    own = Actor("o", frozenset({"officer"}), "澄江金融纠纷调解中心")
    with office.reading() as session, pytest.raises(NotOnRoster):
        read_matter(session, seal, own, opened.matter.id)
    refer(step)
    with office.reading() as session:
        assert read_matter(session, seal, own, opened.matter.id).course.organisation == "O01"


def test_names_of_parties_are_not_in_the_database_and_steps_stay_as_written(
    office: Office, opened: Appointment, step: Step
) -> None:
    refer(step)
    with office.reading() as session:
        for table in ("matters", "matter_steps", "audit_entries", "roster_changes"):
            rows = session.execute(text(f"SELECT * FROM {table}")).all()
            assert rows and not any("张三" in str(row) or "李四" in str(row) for row in rows)
    for change in ("UPDATE matter_steps SET step = 'x'", "DELETE FROM matter_steps"):
        with pytest.raises((OfficeError, DBAPIError)), office.session() as session:
            session.execute(text(change))


def test_a_dispute_without_parties_cannot_be_kept(office: Office, seal: Seal) -> None:
    with office.session() as session:
        load_sample(session, seal, LOCAL_ACTOR)
        roster = load(session, seal, private=True)
        result = match(Dispute(types=("S06",)), roster, Recusals.load(session, roster.firm_facts), on=TODAY)
        with pytest.raises(MatchingError, match="申请人"):
            open_matter(session, seal, LOCAL_ACTOR, result)
