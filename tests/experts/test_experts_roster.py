"""The roster: data and vocabularies, the history of changes, undoing, scope of officers, what is public, what is due."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from experts.exchange.changes import RecordChange, field_changes
from experts.roster.duties import Limits, due
from experts.roster.editing import edit, set_state
from experts.roster.errors import ChangedSince, NotAllowed, NotOnRoster, RosterRefused
from experts.roster.fields import field_code, trades
from experts.roster.finding import Wanted, find_organisations, find_people
from experts.roster.keeping import apply, load
from experts.roster.person import Person, Record
from experts.roster.publicity import public_person, shipped_publicity
from experts.roster.roster import Roster, plain, sample_roster
from experts.roster.sample import load_sample
from experts.roster.success import LEAST, success
from experts.roster.terms import code_of, labels, vocabulary
from experts.roster.undoing import undo
from office.errors import OfficeError
from office.identity import LOCAL_ACTOR, Actor
from office.roster import store
from office.sealing import Seal
from office.store import Office

TODAY = dt.date(2026, 11, 20)
OFFICER_OF_O03 = Actor("o", frozenset({"officer"}), "云帆资本市场调解中心")


@pytest.fixture
def seal(tmp_path: Path) -> Seal:
    return Seal(tmp_path / "secret.key")


@pytest.fixture
def kept(office: Office, seal: Seal) -> Office:
    with office.session() as session:
        assert load_sample(session, seal, LOCAL_ACTOR) == 60
    return office


def test_the_sample_is_fictional_and_whole() -> None:
    roster = sample_roster()
    assert (len(roster.people), len(roster.organisations)) == (60, 12)
    assert all(item.mark == "示例" for item in (*roster.people, *roster.organisations))
    assert all(Person.model_validate(plain(person)) == person for person in roster.people)


def test_every_way_of_writing_a_value_means_one_code() -> None:
    for name in type(vocabulary()).model_fields:
        terms = getattr(vocabulary(), name)
        ways = [way for term in terms for way in {term.code, term.label, *term.also}]
        assert len(ways) == len(set(ways)), name
        assert all(code_of(name, way) in labels(name) for way in ways)


def test_fields_by_code_name_and_trade() -> None:
    assert field_code("s06") == field_code("投资咨询（投顾、荐股、退费）") == "S06"
    assert field_code("证券") == "证券" and "证券" in trades()
    assert field_code("S99") is None


def test_what_is_stored_comes_back_with_private_fields_only_where_asked(kept: Office, seal: Seal) -> None:
    with kept.reading() as session:
        whole, bare = load(session, seal, private=True), load(session, seal)
    assert whole.by_person == sample_roster().by_person
    assert whole.by_organisation == sample_roster().by_organisation
    assert all(person.private is None for person in bare.people)
    assert {tuple(sorted(f.items())) for f in whole.firm_facts} == {
        tuple(sorted(f.items())) for f in sample_roster().firm_facts
    }


def test_a_second_loading_of_the_sample_adds_nothing(kept: Office, seal: Seal) -> None:
    with kept.session() as session:
        assert load_sample(session, seal, LOCAL_ACTOR) == 0


def test_changes_keep_who_when_old_new_and_why(kept: Office, seal: Seal) -> None:
    with kept.session() as session:
        set_state(session, seal, LOCAL_ACTOR, "people", "P001", "suspended", "本人申请", TODAY)
        edit(session, seal, LOCAL_ACTOR, "people", "P001", {"private.phone": "000-00009999"}, "换号")
    with kept.reading() as session:
        rows, total = store.history(session, "people", "P001", 3, 0)
        history = {row.label: (store.opened(row, seal), row.who, row.reason) for row in rows}
        assert load(session, seal).by_person["P001"].state.state == "suspended"
    assert total > 3
    assert history["联系电话"] == (("000-00001001", "000-00009999"), "local", "换号")
    assert history["状态原因"] == (("首次聘任", "本人申请"), "local", "本人申请")


def test_history_is_never_rewritten(kept: Office) -> None:
    for statement in ("UPDATE roster_changes SET reason = ''", "DELETE FROM roster_changes"):
        with pytest.raises((OfficeError, DBAPIError)), kept.session() as session:
            session.execute(text(statement))


def test_a_reason_is_needed_and_values_must_fit(kept: Office, seal: Seal) -> None:
    refusals = [
        ({"education": "博士"}, " "),
        ({"term.to": "2001-01-01"}, "x"),
        ({"organisation": "O99"}, "x"),
        ({"years.practice": -1}, "x"),
    ]
    for values, reason in refusals:
        with pytest.raises(RosterRefused), kept.session() as session:
            edit(session, seal, LOCAL_ACTOR, "people", "P001", values, reason)
    with pytest.raises(NotOnRoster), kept.session() as session:
        edit(session, seal, LOCAL_ACTOR, "people", "P999", {}, "x")
    with pytest.raises(RosterRefused), kept.session() as session:
        set_state(session, seal, LOCAL_ACTOR, "people", "P001", "gone", "x", TODAY)
    with kept.reading() as session:
        assert load(session, seal, private=True).by_person == sample_roster().by_person


def test_two_officers_cannot_overwrite_each_other(kept: Office, seal: Seal) -> None:
    with kept.session() as session:
        edit(session, seal, LOCAL_ACTOR, "people", "P001", {"education": "博士"}, "更正", version=1)
    with pytest.raises(ChangedSince), kept.session() as session:
        edit(session, seal, LOCAL_ACTOR, "people", "P001", {"education": "硕士"}, "更正", version=1)


def test_undoing_puts_back_private_and_other_fields_unless_changed_again(kept: Office, seal: Seal) -> None:
    values = {"private.phone": "000-00009999", "education": "博士", "training": {"2026": 50}}
    with kept.session() as session:
        edit(session, seal, LOCAL_ACTOR, "people", "P001", values, "更正")
        batch = store.history(session, "people", "P001", 1, 0)[0][0].batch
    with kept.session() as session:
        assert undo(session, seal, LOCAL_ACTOR, batch, "误改") == 3
    with kept.reading() as session:
        assert load(session, seal, private=True).by_person["P001"] == sample_roster().by_person["P001"]
        first = store.history(session, "people", "P060", 1, 0)[0][0].batch
    with pytest.raises(RosterRefused), kept.session() as session:
        undo(session, seal, LOCAL_ACTOR, batch, "再来")
    with kept.session() as session:
        assert undo(session, seal, LOCAL_ACTOR, first, "不要了") == 0
        gone = load(session, seal)
    assert {item.state.state for item in (*gone.people, *gone.organisations)} == {"left"}
    assert not any(person.published for person in gone.people)


def test_an_officer_of_one_organisation_keeps_its_people_only(kept: Office, seal: Seal) -> None:
    with kept.session() as session:
        edit(session, seal, OFFICER_OF_O03, "people", "P015", {"education": "博士"}, "更正")
    for id, values in (
        ("P001", {"education": "博士"}),
        ("P015", {"organisation": "O01"}),
        ("P001", {"organisation": "O03"}),
    ):
        with pytest.raises(NotAllowed), kept.session() as session:
            edit(session, seal, OFFICER_OF_O03, "people", id, values, "x")
    with pytest.raises(NotAllowed), kept.session() as session:
        edit(session, seal, Actor("m", frozenset({"mediator", "administrator"})), "people", "P015", {}, "x")


def test_all_of_a_batch_or_nothing(kept: Office, seal: Seal) -> None:
    roster = sample_roster()
    good = roster.by_person["P015"].model_copy(update={"education": "博士"})
    foreign = roster.by_person["P001"].model_copy(update={"education": "博士"})
    changes = [
        RecordChange("people", p, "changed", field_changes("people", roster.by_person[p.id], p))
        for p in (good, foreign)
    ]
    with pytest.raises(NotAllowed), kept.session() as session:
        apply(session, seal, OFFICER_OF_O03, changes, "导入")
    with kept.reading() as session:
        assert load(session, seal).by_person["P015"].education == roster.by_person["P015"].education


@given(
    st.dictionaries(st.sampled_from(["S06", "L01", "F02"]), st.tuples(st.integers(0, 60), st.floats(0, 1)))
)
def test_no_rate_is_told_below_thirty_cases(counts: dict[str, tuple[int, float]]) -> None:
    closed = {code: count for code, (count, _) in counts.items()}
    agreed = {code: int(count * share) for code, (count, share) in counts.items()}
    told = success(Record(closed=closed, agreed=agreed))
    assert (told.rate is None) == (told.agreed is None) == (sum(closed.values()) < LEAST)
    assert all((row.rate is None) == (row.closed < LEAST) for row in told.mix)
    assert ("样本不足" in told.note) == (told.rate is None)


def test_experts_show_less_than_mediators_and_nobody_shows_certificate_numbers() -> None:
    roster, chosen = sample_roster(), shipped_publicity()
    mediator = public_person(roster.by_person["P001"], roster, chosen)
    expert = public_person(roster.by_person["P007"], roster, chosen)
    assert mediator.record is not None and expert.record is None
    assert mediator.certificates == ("法律职业资格", "信息系统项目管理师")
    left = public_person(roster.by_person["P012"], roster, chosen)
    assert left.state.label == "暂停" and "培训" not in left.state.model_dump_json()


def test_finding_by_trade_place_and_words() -> None:
    roster = sample_roster()
    people = find_people(roster.people, roster, Wanted(field="期货衍生品", language="英语"))
    assert people and all(
        any(code.startswith("F") for code in p.fields) and "英语" in p.languages for p in people
    )
    inside = find_people(roster.people, roster, Wanted(words="景曜投资顾问"), full=True)
    assert (
        [p.id for p in inside]
        != []
        == [p.id for p in find_people(roster.people, roster, Wanted(words="景曜投资顾问"))]
    )
    assert {o.id for o in find_organisations(roster, Wanted(place="锡林郭勒"))} == {"O05"}


def roster_with(**values: object) -> Roster:
    base: dict[str, object] = {
        "id": "P1", "name": "甲", "roles": ("mediator_full_time",), "published": True, "load": {"limit": 5, "open": 1},
        "training": {2024: 40, 2025: 40}, "state": {"state": "on_roster", "date": "2020-01-01"},
    }  # fmt: skip
    return Roster(people=(Person.model_validate(base | values),))


@pytest.mark.parametrize(
    ("values", "kind", "said"),
    [
        ({"term": {"to": "2026-11-19"}}, "term", "已于"),
        ({"term": {"to": "2026-12-31"}}, "term", "将于"),
        ({"courts": [{"name": "甲院", "to": "2026-01-01"}]}, "certificate_of_court", "甲院"),
        ({"load": {"limit": 5}, "record": {"last_closed": "2025-11-01"}}, "inactive", "12个月"),
        ({"load": {"limit": 5}, "term": {"from": "2024-01-01"}}, "inactive", "核实"),
        ({"training": {2023: 2, 2024: 8, 2025: 0}}, "training", "连续3年"),
        ({"record": {"complaints": 2}}, "complaint", "2次"),
        ({"load": {"limit": 5, "open": 6}}, "load", "超过"),
        ({"published": False}, "unpublished", "公示"),
    ],
)  # fmt: skip
def test_what_is_due(values: dict[str, object], kind: str, said: str) -> None:
    found = due(roster_with(**values), Limits(), TODAY)
    assert [one.kind for one in found] == [kind]
    assert said in found[0].text


def test_nothing_is_due_of_those_who_left_or_are_in_order() -> None:
    assert due(roster_with(), Limits(), TODAY) == []
    assert due(roster_with(state={"state": "left"}, term={"to": "2020-01-01"}), Limits(), TODAY) == []
