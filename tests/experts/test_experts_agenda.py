"""Half days: the weekly pattern, what is set by hand, what matters book and give up, and what matching makes of it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from experts.matching.appointing import Appointment, open_matter, take_step
from experts.matching.dispute import Dispute, Party
from experts.matching.faults import MatchingError, NotEligible
from experts.matching.matcher import match
from experts.recusal import Recusals
from experts.roster.agenda import Agenda
from experts.roster.booking import set_halves
from experts.roster.editing import edit, edit_all
from experts.roster.errors import NotAllowed, RosterRefused
from experts.roster.keeping import load
from experts.roster.person import Person
from experts.roster.sample import load_sample
from office.identity import LOCAL_ACTOR, Actor
from office.roster import slots as stored
from office.sealing import Seal
from office.store import Office

TODAY = dt.date(2026, 9, 14)
MONDAY = TODAY + dt.timedelta(days=7)
HOLIDAY = dt.date(2026, 10, 1)
ALWAYS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("am", "pm"))


def someone(**values: Any) -> Person:
    given = {"id": "P900", "name": "示例某", "roles": ("mediator_full_time",), "availability": ALWAYS}
    return Person.model_validate({**given, **values})


def test_the_weekly_half_days_without_holidays_and_outside_the_term() -> None:
    agenda, person = Agenda(), someone(term={"to": "2026-10-31"})
    assert agenda.free(person, MONDAY) == ("am", "pm")
    assert agenda.free(person, HOLIDAY) == ()  # a Thursday
    assert agenda.free(person, dt.date(2026, 11, 2)) == ()
    assert agenda.free(someone(availability={"mon": ("pm",)}), MONDAY) == ("pm",)


def test_what_is_set_counts_before_the_week_and_a_booking_before_all() -> None:
    day = dt.date(2026, 9, 19)  # a Saturday
    agenda = Agenda({
        ("P900", day, "am"): ("free", None), ("P900", MONDAY, "am"): ("busy", None), ("P900", MONDAY, "pm"): ("booked", 7),
    })  # fmt: skip
    person = someone()
    assert agenda.free(person, day) == ("am",)
    assert [agenda.state(person, MONDAY, half) for half in ("am", "pm")] == ["busy", "booked"]  # type: ignore[arg-type]
    assert agenda.matter(person, MONDAY, "pm") == 7
    other = someone(id="P901")
    assert (MONDAY, "am") not in agenda.coming([person, other], MONDAY, 1)
    assert agenda.coming([other], MONDAY, 1) == [(MONDAY, "am"), (MONDAY, "pm")]


@pytest.fixture
def seal(tmp_path: Path) -> Seal:
    return Seal(tmp_path / "secret.key")


@pytest.fixture
def staffed(office: Office, seal: Seal) -> Office:
    with office.session() as session:
        load_sample(session, seal, LOCAL_ACTOR)
    return office


def test_half_days_are_set_by_the_person_and_the_officer_only(staffed: Office, seal: Seal) -> None:
    own, other = Actor("p001", frozenset({"expert"})), Actor("p002", frozenset({"expert"}))
    stranger = Actor("o", frozenset({"officer"}), "云帆资本市场调解中心")
    with staffed.session() as session:
        roster = load(session, seal)
        person = roster.by_person["P001"]
        for actor in (other, stranger, Actor("m", frozenset({"mediator"}))):
            with pytest.raises(NotAllowed):
                set_halves(session, actor, roster, person, {(MONDAY, "am"): "busy"}, TODAY)
        set_halves(session, own, roster, person, {(MONDAY, "am"): "busy", (MONDAY, "pm"): "free"}, TODAY)
        assert Agenda.load(session, MONDAY, 1).free(person, MONDAY) == ("pm",)
        set_halves(session, LOCAL_ACTOR, roster, person, {(MONDAY, "am"): None, (MONDAY, "pm"): None}, TODAY)
        assert stored.slots(session, MONDAY, MONDAY) == []
        for day in (TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=400)):
            with pytest.raises(RosterRefused, match="日期"):
                set_halves(session, LOCAL_ACTOR, roster, person, {(day, "am"): "free"}, TODAY)


Take = Callable[..., Appointment]


@pytest.fixture
def take(staffed: Office, seal: Seal) -> Take:
    """Takes a step of a matter, whose candidates can be had on every working day."""
    with staffed.session() as session:
        always: Any = {
            ("people", person.id): {"availability": ALWAYS} for person in load(session, seal).people
        }
        edit_all(session, seal, LOCAL_ACTOR, always, "测试")

    def step(matter: int, name: str, **detail: Any) -> Appointment:
        with staffed.session() as session:
            return take_step(session, seal, LOCAL_ACTOR, matter, name, detail, TODAY)

    return step


def referred(
    office: Office, seal: Seal, take: Take, wished: dt.date | None = None, half: str | None = None
) -> Appointment:
    parties = (Party(name="张示例"), Party(name="李示例", side="respondent"))
    dispute = Dispute(types=("S06",), region="示省", parties=parties, wished=wished, half=half)  # type: ignore[arg-type]
    with office.session() as session:
        roster = load(session, seal, private=True)
        conflicts = Recusals.load(session, roster.firm_facts)
        agenda = Agenda.load(session, TODAY)
        result = match(dispute, roster, conflicts, on=TODAY, seed="s", agenda=agenda)
        made = open_matter(session, seal, LOCAL_ACTOR, result)
    for party in (0, 1):
        take(made.matter.id, "consent", party=party, given=True, form="书面")
    return take(made.matter.id, "refer", organisation="O01")


def appointed(take: Take, matter: int, *people: str) -> Appointment:
    return take(matter, "appoint", people=list(people), presiding=people[0], reason="协商不成")


def state(office: Office, seal: Seal, id: str, half: str) -> str:
    with office.reading() as session:
        return Agenda.load(session, MONDAY, 1).state(load(session, seal).by_person[id], MONDAY, half)  # type: ignore[arg-type]


def test_the_day_wished_for_is_booked_at_the_appointment(staffed: Office, seal: Seal, take: Take) -> None:
    made = referred(staffed, seal, take, MONDAY, "pm")
    one, two = (candidate.id for candidate in made.result.people[:2])
    held = appointed(take, made.matter.id, one, two)
    assert [(m.day, m.half) for m in held.course.meetings] == [(MONDAY, "pm")]
    assert [step.step for step in held.steps][-2:] == ["appoint", "meet"]
    assert [state(staffed, seal, id, "pm") for id in (one, two)] == ["booked", "booked"]
    again = referred(staffed, seal, take, MONDAY, "pm")
    reasons = {c.id: [r.text for r in c.reasons if r.kind == "slot"] for c in again.result.people}
    assert reasons[one] == [f"{MONDAY}（周一）只有上午可约"]
    held = appointed(take, again.matter.id, one)
    assert held.course.meetings == ()  # nobody is booked twice; the officer arranges another day
    with pytest.raises(RosterRefused, match="不可预约"):
        take(again.matter.id, "meet", day=MONDAY.isoformat(), half="pm")
    take(again.matter.id, "meet", day=MONDAY.isoformat(), half="am")


def test_bookings_end_with_a_replacement_a_cancellation_and_the_close(
    staffed: Office, seal: Seal, take: Take
) -> None:
    made = referred(staffed, seal, take)
    number, one, two = made.matter.id, made.result.people[0].id, made.result.people[1].id
    appointed(take, number, one)
    take(number, "meet", day=MONDAY.isoformat(), half="am")
    take(number, "replace", person=one, reason="本人请求")
    assert state(staffed, seal, one, "am") == "free"
    appointed(take, number, two)
    take(number, "meet", day=MONDAY.isoformat(), half="am")
    take(number, "cancel", day=MONDAY.isoformat(), half="am")
    assert state(staffed, seal, two, "am") == "free"
    take(number, "meet", day=MONDAY.isoformat(), half="am")
    with pytest.raises(MatchingError):
        take(number, "cancel", day=MONDAY.isoformat(), half="pm")
    with staffed.session() as session:
        roster = load(session, seal)
        with pytest.raises(RosterRefused, match="已有预约"):
            set_halves(session, LOCAL_ACTOR, roster, roster.by_person[two], {(MONDAY, "am"): "free"}, TODAY)
    take(number, "object", party=0, reason="不接受")
    assert state(staffed, seal, two, "am") == "free"


def test_nobody_meets_the_parties_whose_interest_became_known(
    staffed: Office, seal: Seal, take: Take
) -> None:
    made = referred(staffed, seal, take)
    chosen = made.result.people[0].id
    appointed(take, made.matter.id, chosen)
    with staffed.session() as session:
        links = {"affiliations.clients": [{"name": "李示例"}]}
        edit(session, seal, LOCAL_ACTOR, "people", chosen, links, "补充申报")
    with pytest.raises(NotEligible, match="更换"):
        take(made.matter.id, "meet", day=MONDAY.isoformat(), half="am")


@pytest.mark.parametrize(
    "detail", [{"day": "下周一", "half": "am"}, {"day": "2026-09-21", "half": "noon"}, {"day": "2026-09-21"}]
)
def test_a_half_day_that_is_none_is_refused(
    staffed: Office, seal: Seal, take: Take, detail: dict[str, str]
) -> None:
    made = referred(staffed, seal, take)
    appointed(take, made.matter.id, made.result.people[0].id)
    with pytest.raises(MatchingError):
        take(made.matter.id, "meet", **detail)
