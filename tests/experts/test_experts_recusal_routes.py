"""No step of an appointment puts somebody in charge whom the check for recusal finds, over random rosters and disputes."""

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from experts.matching.appointing import open_matter, read_matter, take_step
from experts.matching.dispute import Dispute, Party
from experts.matching.faults import MatchingError, NotEligible
from experts.matching.matcher import match
from experts.recusal import Recusals, check
from experts.roster.keeping import load
from experts.roster.person import Affiliations, Client, Holding, Person
from experts.roster.roster import Roster, sample_roster
from experts.roster.sample import fill
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


def _person(n: int, client: str | None, stock: str | None) -> Person:
    return Person(
        id=f"T{n:02}",
        name=f"卫示例{n}",
        organisation="O01",
        roles=("mediator_full_time",),
        fields=("S07",),
        areas=("示省",),
        modes=("现场", "音视频"),
        region={"region": "示省", "city": "澄江市"},  # type: ignore[arg-type]
        load={"limit": 10, "open": 0},  # type: ignore[arg-type]
        affiliations=Affiliations(
            clients=(Client(name=client),) if client else (), holdings=(Holding(name=stock),) if stock else ()
        ),
    )


PEOPLE = st.lists(st.tuples(st.none() | FIRM, st.none() | FIRM), min_size=4, max_size=6).map(
    lambda links: [_person(n, *pair) for n, pair in enumerate(links)]
)
STEP = st.one_of(
    st.tuples(st.just("pick"), st.integers(0, 5), st.integers(0, 1)),
    st.tuples(st.just("appoint"), st.integers(0, 5), st.integers(0, 5)),
    st.tuples(st.just("ballot"), st.integers(0, 5), st.integers(0, 1)),
    st.tuples(st.just("replace"), st.integers(0, 5), st.just(0)),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    PEOPLE,
    st.lists(FIRM, min_size=2, max_size=2, unique=True),
    st.lists(STEP, max_size=6),
    FIRM,
    st.booleans(),
)
def test_whoever_is_in_charge_has_no_open_ground(
    people: list[Person], parties: list[str], steps: list[tuple[str, int, int]], later: str, joins: bool
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
        opening = [("consent", {"party": n, "given": True, "form": "书面"}) for n in (0, 1)]
        for step, detail in [*opening, ("refer", {"organisation": "O01"})]:
            with office.session() as session:
                take_step(session, seal, LOCAL_ACTOR, number, step, detail, DAY)
        if joins:  # an interest that became known after the match
            from experts.roster.editing import edit

            with office.session() as session:
                links = {"affiliations.clients": [{"name": later}]}
                edit(session, seal, LOCAL_ACTOR, "people", "T00", links, "新披露")
        for name, who, other in steps:
            try:
                with office.session() as session:
                    take_step(
                        session, seal, LOCAL_ACTOR, number, name, _detail(name, who, other, result), DAY
                    )
            except MatchingError:
                continue
            with office.reading() as session:
                held = read_matter(session, seal, LOCAL_ACTOR, number)
                now = load(session, seal, private=True).by_person
            chosen = held.course.selection.people if held.course.selection else ()
            for id in chosen:
                assert check(now[id], dispute) == (), f"{name} put {id} in charge"


def _detail(name: str, who: int, other: int, result: object) -> dict[str, object]:
    id = f"T{who:02}"
    if name == "pick":
        return {"party": other, "person": id}
    if name == "appoint":
        return {"people": sorted({id, f"T{other:02}"}), "presiding": id, "reason": "当事人协商不成"}
    if name == "ballot":
        listed = [candidate.id for candidate in result.people]  # type: ignore[attr-defined]
        return {"party": other, "struck": [], "ranked": listed}
    return {"person": id, "reason": "本人请求"}


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
