"""No step of an appointment or a consult puts somebody in charge whom the check for recusal finds, over random rosters
and disputes. Nobody is put in charge in any other way: over HTTP and in the terminal the same steps are taken."""

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpora.model import Document
from experts.consults import working
from experts.consults.asking import Question, ask, second_opinion
from experts.consults.errors import ConsultError
from experts.matching.appointing import open_matter, read_matter, take_step
from experts.matching.dispute import Dispute, Party
from experts.matching.faults import MatchingError, NotEligible
from experts.matching.matcher import match
from experts.matching.matter import STEPS
from experts.matching.results import MatchResult
from experts.recusal import Recusals, check
from experts.roster.editing import edit
from experts.roster.errors import RosterError
from experts.roster.keeping import load
from experts.roster.person import Affiliations, Client, Holding, Person
from experts.roster.roster import Roster, sample_roster
from experts.roster.sample import fill
from indexer.viewer import Viewer
from office.identity import LOCAL_ACTOR
from office.sealing import Seal
from office.store import Office

DAY = dt.date(2026, 3, 2)
FIRMS = [
    "岭柏证券股份有限公司",
    "岭柏证券资产管理有限公司",
    "川柏银行股份有限公司",
    "青原置业有限公司",
    "赵示例",
]
FIRM = st.sampled_from(FIRMS)


def _person(n: int, client: str | None, stock: str | None, role: str = "mediator_full_time") -> Person:
    return Person(
        id=f"T{n:02}",
        name=f"卫示例{n}",
        organisation="O01",
        roles=(role,),  # type: ignore[arg-type]
        fields=("S07",),
        areas=("示省",),
        modes=("现场", "音视频"),
        region={"region": "示省", "city": "澄江市"},  # type: ignore[arg-type]
        load={"limit": 10, "open": 0},  # type: ignore[arg-type]
        availability=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("am", "pm")),  # type: ignore[arg-type]
        affiliations=Affiliations(
            clients=(Client(name=client),) if client else (), holdings=(Holding(name=stock),) if stock else ()
        ),
    )


PEOPLE = st.lists(st.tuples(st.none() | FIRM, st.none() | FIRM), min_size=4, max_size=6).map(
    lambda links: [_person(n, *pair) for n, pair in enumerate(links)]
)
TAKEN = st.tuples(st.sampled_from(STEPS), st.integers(0, 5), st.integers(0, 5))
"""Every step there is, with people and parties by number."""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    PEOPLE,
    st.lists(FIRM, min_size=2, max_size=2, unique=True),
    st.lists(TAKEN, max_size=8),
    FIRM,
    st.sampled_from(["never", "after the match", "once selected"]),
)
def test_whoever_is_put_in_charge_has_no_open_ground(
    people: list[Person], parties: list[str], steps: list[tuple[str, int, int]], later: str, known: str
) -> None:
    dispute = Dispute(
        types=("S07",), region="示省", city="澄江市", parties=tuple(Party(name=name) for name in parties)
    )
    roster = Roster(organisations=sample_roster().organisations[:1], people=tuple(people))
    with tempfile.TemporaryDirectory() as folder, Office.open(Path(folder), "") as office:
        seal = Seal(Path(folder) / "key")
        with office.session() as session:
            fill(session, seal, LOCAL_ACTOR, roster, "测试")
            kept = load(session, seal, private=True)
            result = match(dispute, kept, Recusals.load(session, kept.firm_facts), on=DAY, seed="s")
            number = open_matter(session, seal, LOCAL_ACTOR, result).matter.id
        assert not any(check(kept.by_person[candidate.id], dispute) for candidate in result.people)
        opening = [("consent", {"party": n, "given": True, "form": "书面"}) for n in (0, 1)]
        for step, detail in [*opening, ("refer", {"organisation": "O01"})]:
            with office.session() as session:
                take_step(session, seal, LOCAL_ACTOR, number, step, detail, DAY)

        def disclose() -> None:
            with office.session() as session:
                links = {"affiliations.clients": [{"name": later}]}
                edit(session, seal, LOCAL_ACTOR, "people", "T00", links, "新披露")

        if known == "after the match":
            disclose()
        serving: tuple[str, ...] = ()
        meetings = 0
        for name, who, other in steps:
            if known == "once selected" and serving:
                disclose()
                known = "told"
            try:
                with office.session() as session:
                    detail = _detail(name, who, other, result)
                    take_step(session, seal, LOCAL_ACTOR, number, name, detail, DAY)
            except (MatchingError, RosterError):
                continue
            with office.reading() as session:
                course = read_matter(session, seal, LOCAL_ACTOR, number).course
                now = load(session, seal, private=True).by_person
            chosen = course.selection.people if course.selection else ()
            for id in chosen:
                fresh = id not in serving or len(course.meetings) > meetings
                assert not fresh or check(now[id], dispute) == (), f"{name} put {id} in charge"
            serving, meetings = chosen, len(course.meetings)


def _detail(name: str, who: int, other: int, result: MatchResult) -> dict[str, Any]:
    id, party = f"T{who:02}", other % 2
    listed = [candidate.id for candidate in result.people]
    day = (DAY + dt.timedelta(days=7 + who)).isoformat()
    details: dict[str, dict[str, Any]] = {
        "consent": {"party": party, "given": True, "form": "书面"},
        "refer": {"organisation": "O01"},
        "pick": {"party": party, "person": id},
        "ballot": {"party": party, "struck": [], "ranked": listed},
        "appoint": {"people": sorted({id, f"T{other:02}"}), "presiding": id, "reason": "当事人协商不成"},
        "meet": {"day": day, "half": "am"},
        "cancel": {"day": day, "half": "am"},
        "object": {"party": party, "reason": "不接受"},
        "replace": {"person": id, "reason": "本人请求"},
        "drop": {"person": id},
        "close": {"outcome": "agreed", "on": DAY.isoformat()},
    }
    return details[name]


ADVISERS = st.lists(st.none() | FIRM, min_size=1, max_size=6).map(
    lambda clients: [_person(n, client, None, "expert_adviser") for n, client in enumerate(clients)]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    ADVISERS,
    FIRM,
    st.lists(st.tuples(st.sampled_from(["take", "pass", "answer", "second"]), st.integers(0, 6)), max_size=8),
)
def test_whoever_is_asked_or_takes_a_consult_has_no_ground_against_those_named(
    people: list[Person], firm: str, steps: list[tuple[str, int]]
) -> None:
    roster = Roster(organisations=sample_roster().organisations[:1], people=tuple(people))
    named = Dispute(parties=(Party(name=firm),))
    words = f"申请人卢示例称被申请人{firm}没有做风险测评就卖给他高风险产品，亏损后要求赔偿，责任如何分担？"
    with (
        tempfile.TemporaryDirectory() as folder,
        Office.open(Path(folder), "") as office,
        office.session() as session,
    ):
        question = Question("适当性义务如何认定", words, types=("S07",))
        consults = [ask(session, LOCAL_ACTOR, question, roster, Recusals())]
        for name, who in steps:
            consult, id = consults[-1], f"T{who:02}"
            try:
                if name == "take":
                    working.take(session, LOCAL_ACTOR, consult, id, roster)
                elif name == "pass":
                    working.step(session, LOCAL_ACTOR, consult, "pass", "不熟悉")
                elif name == "answer":
                    working.answer(session, LOCAL_ACTOR, consult, "答复", Nothing())
                else:
                    consults.append(
                        second_opinion(session, LOCAL_ACTOR, consult, "意见不一", roster, Recusals())
                    )
            except (ConsultError, RosterError):
                continue
        for consult in consults:
            for id in {*consult.candidates, consult.expert} - {""}:
                assert check(roster.by_person[id], named) == (), f"{id} is asked about {firm}"


class Nothing:
    """A library without documents."""

    def resolve(self, identifier: str, viewer: Viewer) -> list[str]:
        return []

    def documents(self, ids: Sequence[str], viewer: Viewer) -> dict[str, Document]:
        return {}


def test_a_clean_person_is_appointed_and_one_with_an_interest_is_not(tmp_path: Path) -> None:
    people = tuple(_person(n, FIRMS[0] if n == 0 else None, None) for n in range(4))
    dispute = Dispute(
        types=("S07",), region="示省", city="澄江市", parties=(Party(name="岭柏证券"), Party(name="钱某某"))
    )
    with Office.open(tmp_path, "") as office:
        seal = Seal(tmp_path / "key")
        with office.session() as session:
            fill(
                session,
                seal,
                LOCAL_ACTOR,
                Roster(organisations=sample_roster().organisations[:1], people=people),
                "测试",
            )
            kept = load(session, seal, private=True)
            result = match(dispute, kept, Recusals.load(session, kept.firm_facts), on=DAY, seed="s")
            number = open_matter(session, seal, LOCAL_ACTOR, result).matter.id
        assert {candidate.id for candidate in result.people} == {"T01", "T02", "T03"}

        def step(name: str, **detail: object) -> None:
            with office.session() as session:
                take_step(session, seal, LOCAL_ACTOR, number, name, detail, DAY)

        step("consent", party=0, given=True, form="书面")
        step("consent", party=1, given=True, form="书面")
        step("refer", organisation="O01")
        with pytest.raises(NotEligible):
            step("appoint", people=["T00"], presiding="T00", reason="当事人协商不成")
        with pytest.raises(NotEligible):
            step("pick", party=0, person="T00")
        step("appoint", people=["T01"], presiding="T01", reason="当事人协商不成")
        with office.reading() as session:
            selection = read_matter(session, seal, LOCAL_ACTOR, number).course.selection
        assert selection is not None
        assert selection.people == ("T01",)
