"""Candidates for a dispute: who is listed and why, fair lots, shortfalls, panels, strike and rank."""

import datetime as dt
from collections import Counter
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts.matching.dispute import Dispute, Party
from experts.matching.expertise import Precedent, field_reason
from experts.matching.faults import BallotInvalid
from experts.matching.matcher import match
from experts.matching.results import Bar, MatchResult
from experts.matching.rules import rules
from experts.matching.strike import Ballot, strikes_allowed, tally
from experts.recusal import Recusals
from experts.roster.organisation import Area, Capacity, Organisation
from experts.roster.person import Load, Person
from experts.roster.roster import Roster, sample_roster

TODAY = dt.date(2026, 11, 20)
MATCHING = {"on": TODAY, "conflicts": Recusals(sample_roster().firm_facts)}


def matched(dispute: Dispute, roster: Roster | None = None, **options: object) -> MatchResult:
    return match(dispute, roster or sample_roster(), **(MATCHING | options))  # type: ignore[arg-type]


def person(number: int, **values: object) -> Person:
    base: dict[str, object] = {
        "id": f"P{number:03d}", "name": f"人{number}", "organisation": "O1", "roles": ("mediator_full_time",),
        "fields": ("S06",), "modes": ("现场",), "region": {"region": "甲省"}, "load": Load(limit=10, open=2),
        "availability": {"mon": ("am",)},
    }  # fmt: skip
    return Person.model_validate(base | values)


def roster_of(*people: Person) -> Roster:
    organisation = Organisation(
        id="O1",
        name="甲中心",
        fields=("S06",),
        capacity=Capacity(open_cases=1000),
        area=Area(regions=("甲省",)),
    )
    return Roster(organisations=(organisation,), people=people)


DISPUTE = Dispute(types=("S06",), region="甲省")


def test_at_least_three_candidates_with_reasons_from_a_complaint_in_plain_words() -> None:
    text = "交了两万元服务费进荐股群，老师说稳赚，跟着买一直亏，要求退还投顾服务费。"
    found = matched(Dispute(text=text, region="示省", city="澄江市"), seed="1")
    assert found.dispute.types[0] == "S06"
    assert len(found.people) >= 3 and not found.shortfall
    for candidate in (*found.people, *found.organisations):
        assert candidate.points == sum(reason.points for reason in candidate.reasons)
        assert candidate.grade == rules().grade(candidate.points)
        assert {"field", "place", "load"} <= {reason.kind for reason in candidate.reasons}
    organisations = {c.name for c in found.organisations}
    assert {candidate.organisation for candidate in found.people} <= organisations


@pytest.mark.parametrize("code", ["S06", "F02", "B04", "I03", "L01", "T01", "P03", "Z02"])
def test_every_trade_of_the_sample_has_three_or_says_why_not(code: str) -> None:
    found = matched(Dispute(types=(code,), region="示省"))
    assert len(found.people) >= 3 or found.shortfall


def test_the_same_seed_gives_the_same_order_and_another_one_another() -> None:
    dispute = Dispute(types=("S06",), region="示省")
    orders = [[c.id for c in matched(dispute, seed=seed).people] for seed in ("a", "a", "b", "c", "d")]
    assert orders[0] == orders[1]
    assert len({tuple(order) for order in orders}) > 1
    assert matched(dispute).seed != matched(dispute).seed


def test_equals_are_chosen_equally_over_a_thousand_seeds() -> None:
    """Each of 8 equals is first, and is among the 5 listed, as often as chance has it: within 4 standard deviations
    of the binomial distribution (a fair lot fails this with a probability below 0.1 %)."""
    roster = roster_of(*(person(number) for number in range(8)))
    first: Counter[str] = Counter()
    listed: Counter[str] = Counter()
    seeds = 1000
    for seed in range(seeds):
        found = matched(DISPUTE, roster, seed=f"seed {seed}", conflicts=Recusals())
        first[found.people[0].id] += 1
        listed.update(c.id for c in found.people)
    for counts, share in ((first, 1 / 8), (listed, 5 / 8)):
        bound = 4 * sqrt(seeds * share * (1 - share))
        assert len(counts) == 8
        assert all(abs(count - seeds * share) <= bound for count in counts.values()), counts


def test_a_better_grade_comes_first_whatever_the_lot() -> None:
    strong = person(1, record={"closed": {"S06": 40}}, procedures=("普通",), load=Load(limit=10))
    roster = roster_of(strong, *(person(n, fields=("S01",)) for n in range(2, 6)))
    for seed in range(30):
        assert matched(DISPUTE, roster, seed=str(seed)).people[0].id == "P001"


@pytest.mark.parametrize(
    ("values", "bar"),
    [
        ({"state": {"state": "suspended"}}, Bar.STATE),
        ({"term": {"from": "2024-01-01", "to": "2026-11-19"}}, Bar.TERM),
        ({"roles": ("expert_adviser",)}, Bar.ROLE),
        ({"load": {"limit": 3, "open": 3}}, Bar.LOAD),
        ({"fields": ("I03",)}, Bar.FIELD),
        ({"region": {"region": "乙省"}}, Bar.PLACE),
    ],
)  # fmt: skip
def test_who_cannot_serve_is_left_out_with_the_class_of_reason(values: dict[str, object], bar: Bar) -> None:
    found = matched(DISPUTE, roster_of(person(1), person(2, **values)))
    assert [c.id for c in found.people] == ["P001"]
    assert [(b.id, b.bar) for b in found.barred] == [("P002", bar)]


def test_fewer_than_three_says_how_many_why_and_what_to_do() -> None:
    found = matched(
        DISPUTE,
        roster_of(person(1), person(2, load=Load(limit=1, open=1)), person(3, region={"region": "乙省"})),
    )
    for part in ("只有1人", "在办已满1人", "地区与方式不合1人", "在线"):
        assert part in found.shortfall


def test_languages_must_be_spoken_and_online_reaches_far() -> None:
    signer = person(1, languages=("普通话", "手语"), region={"region": "乙省"}, modes=("音视频",))
    roster = roster_of(signer, person(2))
    found = matched(DISPUTE.model_copy(update={"languages": ("手语",)}), roster)
    assert [c.id for c in found.people] == ["P001"]
    assert [b.bar for b in found.barred] == [Bar.LANGUAGE]
    assert matched(DISPUTE.model_copy(update={"languages": ("手语",), "online": False}), roster).people == ()


def test_fields_count_by_code_trade_and_neighbour() -> None:
    points = rules().people
    worth = [field_reason(("S06",), fields, points) for fields in (("S06",), ("证券",), ("S01",), ("F01",))]
    assert [reason.points if reason else 0 for reason in worth] == [30, 22, 12, 0]
    assert worth[2] is not None and "S01" in worth[2].text


def test_the_day_wished_for_counts() -> None:
    monday = DISPUTE.model_copy(update={"wished": dt.date(2026, 11, 23), "half": "am"})
    slots = {
        "wished": person(1),
        "same day": person(2, availability={"mon": ("pm",)}),
        "none": person(3, availability={}),
    }
    found = {c.id: c for c in matched(monday, roster_of(*slots.values())).people}
    texts = [[r.text for r in found[p.id].reasons if r.kind == "slot"] for p in slots.values()]
    assert texts == [["2026-11-23（周一）上午可约"], ["2026-11-23（周一）只有下午可约"], []]


def test_similar_records_speak_for_who_handled_them_in_that_organisation() -> None:
    precedents = [
        Precedent("d1", "退费七成", "甲中心", ("人1", "人9")),
        Precedent("d2", "退费五成", "乙中心", ("人2",)),
    ]
    found = {c.id: c for c in matched(DISPUTE, roster_of(person(1), person(2)), precedents=precedents).people}
    assert any("退费七成" in r.text for r in found["P001"].reasons)
    assert not any(r.kind == "precedents" for r in found["P002"].reasons)


def test_success_and_satisfaction_do_not_count() -> None:
    good = person(1, record={"closed": {"S06": 40}, "agreed": {"S06": 40}, "satisfaction": 5})
    bad = person(2, record={"closed": {"S06": 40}, "agreed": {}, "satisfaction": 1, "complaints": 9})
    points = {c.points for c in matched(DISPUTE, roster_of(good, bad)).people}
    assert len(points) == 1


def test_organisations_need_the_court_the_procedure_and_room() -> None:
    roster = sample_roster()
    court = "汐城金融法院"
    found = matched(Dispute(types=("S06",), court=court, procedure="小额速调"))
    assert {c.id for c in found.organisations} == {"O02", "O03"}
    bars = {b.id: b.bar for b in found.barred if b.kind == "organisation"}
    assert bars["O08"] is Bar.STATE and bars["O01"] is Bar.COURT
    assert all(roster.by_person[c.id].organisation in {"O02", "O03"} for c in found.people)


def test_hard_disputes_get_panels_with_one_who_presides() -> None:
    found = matched(Dispute(types=("L01", "L06"), region="示省", procedure="疑难复杂"), seed="p")
    people = sample_roster().by_person
    assert found.panels
    assert len({panel.presiding for panel in found.panels}) == len(found.panels)
    for panel in found.panels:
        assert "疑难复杂" in people[panel.presiding].procedures
        assert len({panel.presiding, *panel.members}) == 3
        fields = {code for id in (panel.presiding, *panel.members) for code in people[id].fields}
        assert {"L01", "L06"} <= fields


def test_experts_are_looked_for_everywhere_and_mediators_are_none() -> None:
    found = matched(Dispute(types=("F04",), purpose="evaluate"))
    people = sample_roster().by_person
    assert {"P049", "P060"} <= {c.id for c in found.people}
    assert all("neutral_evaluator" in people[c.id].roles for c in found.people)


NAMES = st.sampled_from(
    sorted(
        {e.name for p in sample_roster().people for e in p.affiliations.employers}
        | {r.employer for p in sample_roster().people if p.private for r in p.private.relatives if r.employer}
        | {p.name for p in sample_roster().people}
    )
)
CODES = st.sampled_from(["S06", "L01", "F02", "B04", "T01", "P03", "I03"])


@given(names=st.lists(NAMES, min_size=1, max_size=3), code=CODES, seed=st.text(max_size=5))
@settings(max_examples=40, deadline=None)
def test_nobody_tied_to_a_party_is_ever_listed(names: list[str], code: str, seed: str) -> None:
    roster = sample_roster()
    found = matched(Dispute(types=(code,), parties=tuple(Party(name=name) for name in names)), seed=seed)
    listed = {c.id for c in found.people} | {
        id for panel in found.panels for id in (panel.presiding, *panel.members)
    }
    for id in listed:
        one = roster.by_person[id]
        relatives = one.private.relatives if one.private else ()
        own = {one.name, *(e.name for e in one.affiliations.employers), *(r.employer for r in relatives)}
        assert own.isdisjoint(names)


def test_strikes_leave_somebody_and_ranks_add_up() -> None:
    assert [strikes_allowed(n) for n in (2, 3, 5, 10)] == [0, 1, 2, 4]
    listed = ["A", "B", "C", "D", "E"]
    ballots = {"0": Ballot(("A",), ("B", "C")), "1": Ballot(("E",), ("C", "B"))}
    assert tally(ballots, listed, "s").order[:2] in ((("B", 3), ("C", 3)), (("C", 3), ("B", 3)))
    assert tally(ballots, listed, "s").order[2] == ("D", 6)
    assert tally({"0": Ballot(("A",), ()), "1": Ballot((), ())}, ["A", "B", "C"], "s").chosen in {"B", "C"}


@pytest.mark.parametrize(
    "ballot",
    [Ballot(("A", "B", "C"), ()), Ballot(("A",), ("A",)), Ballot((), ("X",)), Ballot((), ("A", "A"))],
)
def test_ballots_that_do_not_fit(ballot: Ballot) -> None:
    with pytest.raises(BallotInvalid):
        tally({"0": ballot}, ["A", "B", "C", "D", "E"], "s")


@settings(deadline=None)
@given(st.data(), st.integers(2, 10))
def test_nobody_struck_is_chosen_and_two_parties_always_leave_one(data: st.DataObject, size: int) -> None:
    listed = [f"P{n}" for n in range(size)]
    ballots = {}
    for party in ("0", "1"):
        order = data.draw(st.permutations(listed))
        strikes = data.draw(st.integers(0, strikes_allowed(size)))
        ballots[party] = Ballot(tuple(order[:strikes]), tuple(order[strikes:]))
    chosen = tally(ballots, listed, "s").chosen
    assert chosen is not None
    assert all(chosen not in ballot.struck for ballot in ballots.values())
