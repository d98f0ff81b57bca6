"""What similar mediations came to: enough cases, nobody's single case."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from corpora.model import AccessLevel, Document, Kind, MediationFacts, Section, SectionRole
from indexer.viewer import LOCAL_OWNER, PUBLIC, Viewer
from indexer.workspace import Workspace
from search_api.http.app import create_app
from search_api.http.settings import Settings
from search_api.reference.guarding import LEAST, SMALL, cells, withheld
from search_api.reference.models import Reference
from search_api.reference.service import reference
from search_api.reference.statistics import days_distribution, methods, share_distribution
from search_api.retrieval import QueryError, Searcher

STORY = "投资咨询公司收了三万元荐股服务费，承诺收益，亏损后要求退还服务费。"
OTHERS = Viewer(roles=frozenset({"mediator"}), organisation="乙调解中心")
OWNERS = Viewer(roles=frozenset({"mediator"}), organisation="甲调解中心")


def case(
    n: int, outcome: str = "达成协议", method: str = "现场", access: AccessLevel = AccessLevel.PUBLIC
) -> Document:
    agreed = 10_000.0 + 500 * n if outcome == "达成协议" else None
    text = f"投资者支付荐股服务费三万元，要求投资咨询公司退还服务费。第{n}号案件，双方协商。结果：{outcome}。"
    return Document(
        f"m{n:03d}", Kind.MEDIATION, f"荐股退费案{n}", text,
        sections=(Section(SectionRole.FACTS, 0, 30), Section(SectionRole.RULING, 30, len(text))),
        dispute_types=("S06",), outcome=outcome, access=access, owner="甲调解中心" if access != "public" else "",
        date=dt.date(2025, 1, 1) + dt.timedelta(days=n),
        mediation=MediationFacts(
            claimed=30_000.0, agreed=agreed, days=5 + n, method=method, procedure="普通", outcome=outcome
        ),
    )  # fmt: skip


def library(home: Path, documents: list[Document]) -> Workspace:
    opened = Workspace.open(home, create=True)
    assert opened.library.secret  # made before the first twin is there
    opened.library.put(documents, LOCAL_OWNER)
    opened.sync()
    return opened


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    made = [case(n, method="电话、现场" if n % 2 else "现场") for n in range(32)]
    made += [case(n, "未达成") for n in range(32, 38)]
    made.append(
        Document("house", Kind.MEDIATION, "房屋租赁调解", "租客退租要求退还押金。", dispute_types=("B08",))
    )
    with library(tmp_path_factory.mktemp("many"), made) as opened:
        yield Searcher(opened)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    hidden = AccessLevel.REDACTED  # as twins are kept; the records themselves are left out of this library
    made = [case(n, access=hidden) for n in range(9)] + [case(9, "未达成", access=hidden)]
    with library(tmp_path_factory.mktemp("few"), made) as opened:
        yield Searcher(opened)


def ask(searcher: Searcher, viewer: Viewer = LOCAL_OWNER, **options: object) -> Reference:
    return reference(searcher.context, text=STORY, viewer=viewer, **options)  # type: ignore[arg-type]


def test_enough_cases_give_shares_and_distributions(many: Searcher) -> None:
    told = ask(many)
    assert told.cases == 38 and "house" not in told.ids
    outcomes = {c.label: c for c in told.outcomes.cells}
    assert (outcomes["达成协议"].count, outcomes["未达成"].count) == (32, 6)
    assert outcomes["未达成"].share == pytest.approx(6 / 38, abs=1e-4)
    assert set(outcomes["未达成"].ids) == {f"m{n:03d}" for n in range(32, 38)}
    assert told.share.sufficient and told.share.cases == 32
    assert told.share.middle == pytest.approx((10_000 + 500 * 15.5) / 30_000, abs=1e-4)
    assert sum(band.count or 0 for band in told.share.bands) == 32
    assert told.days.low and told.days.middle and told.days.low < told.days.middle
    by_method = {m.label: m for m in told.methods}
    assert (by_method["现场"].used, by_method["现场"].settled) == (38, 32)
    assert by_method["现场"].rate == pytest.approx(32 / 38, abs=1e-4) and by_method["电话"].rate is None


def test_too_few_cases_are_said_to_be_too_few(many: Searcher) -> None:
    told = ask(many, filters=("date=2025-01-01..2025-01-20",))
    assert told.cases == 20 and not told.share.sufficient and told.share.middle is None
    assert "样本不足（20件" in told.share.note and not told.share.bands
    assert all(c.share is None for c in told.outcomes.cells)


def test_small_counts_are_withheld_from_others(few: Searcher) -> None:
    told = ask(few, OTHERS)
    assert told.cases == 10
    assert all(c.withheld and c.count is None and not c.ids for c in told.outcomes.cells), (
        "1 of 10 gives 9 away"
    )
    assert any("少于5件" in notice for notice in told.notices)
    assert all(m.withheld for m in told.methods)


def test_nothing_is_counted_that_may_not_be_seen(few: Searcher, many: Searcher) -> None:
    told = ask(few, PUBLIC)
    assert told.cases == 0 and not told.outcomes.cells and not told.methods
    assert "（0件" in told.share.note
    assert ask(few, OWNERS).cases == 0, "the owner sees the records, not their twins"
    assert ask(many, PUBLIC).cases == 38


def test_exactly_one_case_is_asked_about(many: Searcher) -> None:
    with pytest.raises(QueryError):
        reference(many.context, viewer=LOCAL_OWNER)
    own = reference(many.context, document_id="m001", viewer=LOCAL_OWNER)
    assert "m001" not in own.ids and own.cases == 37


COUNTS = st.dictionaries(st.sampled_from("甲乙丙丁戊己"), st.integers(0, 60), max_size=6)


@given(COUNTS)
def test_no_small_count_can_be_worked_out(counts: dict[str, int]) -> None:
    hidden = withheld(counts)
    total = sum(counts.values())
    if hidden and total >= SMALL:
        assert len(hidden) > 1 and sum(counts[h] for h in hidden) >= SMALL
    groups = {label: [f"{label}{n}" for n in range(count)] for label, count in counts.items()}
    for cell in cells(groups, total=total, guarded=True):
        assert cell.count is None or cell.count == 0 or cell.count >= SMALL
        assert cell.withheld == (cell.count is None) and (not cell.withheld or not cell.ids)
        assert cell.share is None or total >= LEAST
    assert [c.count for c in cells(groups, total=total, guarded=False)] == list(counts.values())


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 90), st.floats(0, 100_000)), max_size=60))
def test_figures_come_only_from_enough_settled_cases(rows: list[tuple[bool, int, float]]) -> None:
    documents = [
        Document(
            f"m{n}", Kind.MEDIATION, "t", "x", outcome="达成协议" if done else "未达成",
            mediation=MediationFacts(claimed=50_000.0, agreed=agreed, days=days, method="电话"),
        )
        for n, (done, days, agreed) in enumerate(rows)
    ]  # fmt: skip
    settled = sum(done for done, _, _ in rows)
    for found in (share_distribution(documents, guarded=False), days_distribution(documents, guarded=False)):
        assert found.cases == settled and found.sufficient == (settled >= LEAST)
        assert (found.middle is None) == (not found.sufficient)
        assert not found.sufficient or sum(b.count or 0 for b in found.bands) == settled
    for method in methods(documents, guarded=False):
        assert (method.used, method.settled) == (len(rows), settled)


def test_over_http(many: Searcher) -> None:
    home = many.context.workspace.home
    with TestClient(create_app(Settings(home=home)), raise_server_exceptions=False) as client:
        body = client.post("/v1/reference", json={"text": STORY}).json()
        assert body["share"]["sufficient"] and body["notices"]
        assert client.post("/v1/reference", json={}).json()["code"] == "bad_query"
        bad = client.post("/v1/reference", json={"text": STORY, "filters": ["nothing=1"]})
        assert bad.status_code == 422
