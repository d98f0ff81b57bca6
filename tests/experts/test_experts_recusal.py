"""Recusal: what is found, what decisions cover, and that no route bypasses it."""

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from experts.matching.dispute import Agent, Dispute, Party
from experts.matching.matcher import match
from experts.matching.results import Bar
from experts.recusal import RecusalRefused, Recusals, check, decide, dispute_key, grounds, history
from experts.roster.errors import NotAllowed
from experts.roster.person import (
    Affiliations,
    CaseHeard,
    Client,
    Employer,
    Holding,
    Person,
    Private,
    Relative,
)
from experts.roster.roster import Roster, sample_roster
from office.identity import LOCAL_ACTOR, Actor
from office.sealing import Seal
from office.store import Office

DAY = dt.date(2026, 3, 2)
OFFICER = Actor("liu", frozenset({"officer"}))


def _person(**values: object) -> Person:
    base = {"id": "T01", "name": "卫示例", "roles": ("mediator_full_time",)}
    return Person.model_validate(base | values)


def _against(*parties: str, agents: tuple[Agent, ...] = (), case: str = "") -> Dispute:
    return Dispute(parties=tuple(Party(name=name) for name in parties), agents=agents, case_number=case)


def _ids(person: Person, dispute: Dispute, facts: tuple[dict[str, str], ...] = ()) -> set[str]:
    return {finding.ground.id for finding in check(person, dispute, facts)}


def test_each_kind_of_interest_is_found_by_its_ground() -> None:
    links = Affiliations(
        employers=(Employer(name="岭柏证券股份有限公司", end=dt.date(2020, 1, 1)),),
        clients=(Client(name="青原置业有限公司"),),
        holdings=(Holding(name="沐岭药业股份有限公司"),),
        cases=(CaseHeard(number="（2025）示0101民初12号", capacity="代理人"),),
    )
    private = Private(
        relatives=(Relative(relation="配偶", name="赵示例", employer="川柏银行股份有限公司东门支行"),)
    )
    person = _person(affiliations=links, private=private)
    assert _ids(person, _against("岭柏证券")) == {"relation"}
    assert _ids(person, _against("青原置业有限公司")) == {"relation"}
    assert _ids(person, _against("沐岭药业股份有限公司")) == {"interest"}
    assert _ids(person, _against("川柏银行")) == {"interest"}
    assert _ids(person, _against("赵示例")) == {"kin"}
    assert _ids(person, _against("卫示例")) == {"self"}
    assert _ids(person, _against("别人", agents=(Agent(name="钱某", firm="岭柏证券"),))) == {"relation"}
    assert _ids(person, _against("别人", case="(2025)示0101民初12号")) == {"same_case"}
    assert _ids(person, _against("别人", "岭南建材有限公司")) == set()


def test_groups_by_facts() -> None:
    person = _person(affiliations=Affiliations(employers=(Employer(name="岭柏期货有限公司"),)))
    facts = ({"entity": "岭柏期货有限公司", "parent": "青原实业集团有限公司"},)
    assert _ids(person, _against("青原实业集团有限公司"), facts) == {"interest"}
    assert _ids(person, _against("青原实业集团有限公司")) == set()


def test_an_identity_number_keeps_a_homonym_apart() -> None:
    person = _person(private=Private(id_number="990000197001011234"))
    other = Dispute(parties=(Party(name="卫示例", facts={"id_tail": "5678"}),))
    assert check(person, other) == ()
    same = Dispute(parties=(Party(name="卫示例", facts={"id_tail": "1234"}),))
    assert [f.ground.id for f in check(person, same)] == ["self"]


def test_nothing_private_is_told() -> None:
    person = _person(
        private=Private(relatives=(Relative(relation="配偶", name="赵示例", employer="川柏银行"),))
    )
    for finding in check(person, _against("川柏银行股份有限公司", "赵示例")):
        told = finding.ground.name + finding.mark
        assert not any(word in told for word in ("赵示例", "川柏", "配偶"))


def test_decisions_cover_what_they_were_taken_on_and_no_more(office: Office, tmp_path: Path) -> None:
    seal = Seal(tmp_path / "key")
    person = _person(affiliations=Affiliations(clients=(Client(name="青原置业有限公司"),)))
    dispute = _against("青原置业有限公司", "钱文澜")
    with office.session() as session:
        with pytest.raises(RecusalRefused, match="第2方"):
            decide(session, seal, OFFICER, person, dispute, "consented", "已披露", consents={0: "卷宗第3页"})
        with pytest.raises(NotAllowed):
            decide(session, seal, Actor("m", frozenset({"mediator"})), person, dispute, "cleared", "同名")
        with pytest.raises(RecusalRefused, match="理由"):
            decide(session, seal, OFFICER, person, dispute, "cleared", " ")
        consents = {0: "卷宗第3页", 1: "卷宗第4页"}
        decide(session, seal, OFFICER, person, dispute, "consented", "已披露", consents=consents)
    with office.reading() as session:
        recusals = Recusals.load(session, ())
        assert recusals.grounds(person, dispute) == ()
        assert recusals.grounds(person, _against("青原置业有限公司", "孙武")) != ()
        more = person.model_copy(
            update={
                "affiliations": Affiliations(clients=(Client(name="青原置业有限公司"), Client(name="钱文澜")))
            }
        )
        assert recusals.grounds(more, dispute) == (grounds()["relation"].name,)
    with office.session() as session:
        decide(session, seal, OFFICER, person, dispute, "recuse", "当事人申请回避")
    with office.reading() as session:
        assert Recusals.load(session, ()).grounds(person, dispute) == (grounds()["decided"].name,)
        assert [entry.decision for entry in history(session, OFFICER, person.id)] == ["consented", "recuse"]


def test_being_the_party_cannot_be_consented_to(office: Office, tmp_path: Path) -> None:
    with office.session() as session, pytest.raises(RecusalRefused, match="不能因当事人同意"):
        decide(
            session,
            Seal(tmp_path / "key"),
            OFFICER,
            _person(),
            _against("卫示例"),
            "consented",
            "x",
            consents={0: "y"},
        )


def test_another_party_is_another_dispute() -> None:
    assert dispute_key(_against("甲", "乙")) == dispute_key(_against("乙", "甲"))
    assert dispute_key(_against("甲", "乙")) != dispute_key(_against("甲", "丙"))


FIRMS = [
    "岭柏证券股份有限公司",
    "岭柏期货有限公司",
    "川柏银行股份有限公司",
    "青原置业有限公司",
    "沐岭药业股份有限公司",
]
PEOPLE = ["赵示例", "钱示例", "孙示例", "李示例"]
FIRM, WHO = st.sampled_from(FIRMS), st.sampled_from(PEOPLE)
PERSON = st.builds(
    lambda n, name, past, client, stock, kin, work: _person(
        id=f"T{n:03}",
        name=name,
        organisation="O01",
        fields=("S07",),
        region={"region": "示省", "city": "澄江市"},
        areas=("示省",),
        modes=("现场", "音视频", "在线文字"),
        load={"limit": 10, "open": 0},
        affiliations={
            "employers": [{"name": past}] if past else [],
            "clients": [{"name": client}] if client else [],
            "holdings": [{"name": stock}] if stock else [],
        },
        private={"relatives": [{"relation": "子女", "name": kin, "employer": work}] if kin else []},
    ),
    st.integers(0, 999), WHO, st.none() | FIRM, st.none() | FIRM, st.none() | FIRM, st.none() | WHO, FIRM,
)  # fmt: skip
DISPUTE = st.builds(
    lambda parties, agent, firm, purpose, procedure: Dispute(
        types=("S07",), region="示省", parties=tuple(Party(name=p) for p in parties), purpose=purpose,
        agents=(Agent(name=agent, firm=firm),) if agent else (), procedure=procedure,
    ),
    st.lists(FIRM | WHO, min_size=1, max_size=3), st.none() | WHO, FIRM, st.just("mediate"),
    st.sampled_from(["普通", "疑难复杂"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PERSON, min_size=3, max_size=8, unique_by=lambda p: p.id), DISPUTE, st.text(max_size=4))
def test_matching_never_offers_whom_the_check_finds(
    people: list[Person], dispute: Dispute, seed: str
) -> None:
    roster = Roster(organisations=sample_roster().organisations[:3], people=tuple(people))
    found = match(dispute, roster, Recusals(), on=DAY, seed=seed or "s")
    offered = {c.id for c in found.people} | {
        p for panel in found.panels for p in (panel.presiding, *panel.members)
    }
    for person in people:
        if check(person, dispute):
            assert person.id not in offered
    for barred in found.barred:
        if barred.bar is Bar.CONFLICT:
            assert set(barred.grounds) <= {ground.name for ground in grounds().values()}


@settings(max_examples=15, deadline=None)
@given(PERSON, DISPUTE, st.lists(st.sampled_from(["recuse", "cleared"]), min_size=1, max_size=4))
def test_the_last_decision_counts(person: Person, dispute: Dispute, decisions: list[str]) -> None:
    found = check(person, dispute)
    with tempfile.TemporaryDirectory() as folder, Office.open(Path(folder), "") as office:
        seal = Seal(Path(folder) / "key")
        with office.session() as session:
            for decision in decisions:
                if found or decision == "recuse":
                    decide(session, seal, LOCAL_ACTOR, person, dispute, decision, "理由")  # type: ignore[arg-type]
        with office.reading() as session:
            left = Recusals.load(session, ()).grounds(person, dispute)
    if decisions[-1] == "recuse" or (not found and "recuse" in decisions):
        assert left
    elif decisions[-1] == "cleared" and found:
        assert not left


def test_the_sample_roster_meets_its_own_firms() -> None:
    roster = sample_roster()
    facts = roster.firm_facts
    person = roster.by_person["P001"]
    assert _ids(person, _against(person.affiliations.employers[0].name), facts) == {"relation"}
    assert _ids(person, _against("澄州商业银行股份有限公司")) == {"interest"}


def test_grounds_have_sources() -> None:
    assert all(ground.sources and ground.name for ground in grounds().values())
