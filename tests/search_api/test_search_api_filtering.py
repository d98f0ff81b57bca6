"""Filters as users write them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.filters import And, Filter, In, Not, Range
from search_api.retrieval.errors import QueryError
from search_api.retrieval.filtering import combine, parse_filters
from search_api.retrieval.syntax import FieldTerm


def nothing(field: str, value: str) -> list[str]:
    return []


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("kind=judgment", In("kind", ("judgment",))),
        ("类型=指导案例,典型案例", In("kind", ("guiding", "typical"))),
        ("kind!=statute", Not(In("kind", ("statute",)))),
        ("year=2020", Range("year", 2020, 2020)),
        ("year=2019,2021", In("year", (2019, 2021))),
        ("year=2019..2021", Range("year", 2019, 2021)),
        ("year>=2019", Range("year", 2019, None)),
        ("year=..2021", Range("year", None, 2021)),
        ("date=2020-05..2020-06-30", Range("date", 20200501, 20200630)),
        ("金额=50万..1.5亿", Range("amount", 500_000, 150_000_000)),
        ("court=上海金融法院", In("court", ("上海金融法院",))),
        ("fictional=true", In("fictional", ("true",))),
    ],
)
def test_one_filter(spec: str, expected: Filter) -> None:
    (made,) = parse_filters([spec], [], nothing)
    assert made.filter == expected


@pytest.mark.parametrize(
    "spec",
    ["x=1", "kind", "kind=nonsense", "year=abc", "date=2020-13-01", "amount=许多", "kind=", "court>=a"],
)
def test_a_bad_filter_says_what_is_wrong_in_chinese(spec: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_filters([spec], [], nothing)
    assert any("\u4e00" <= c <= "\u9fff" for c in caught.value.message)


def test_open_values_are_completed_and_fields_combined() -> None:
    made = parse_filters(
        ["court=上海"],
        [FieldTerm("kind", "判决"), FieldTerm("year", ">=2020", True)],
        lambda field, value: [f"{value}金融法院", f"{value}高院"],
    )
    assert combine(made) == And(
        (
            In("court", ("上海金融法院", "上海高院")),
            In("kind", ("judgment",)),
            Not(Range("year", 2020, None)),
        )
    )
    assert combine(made, without="court") == And((In("kind", ("judgment",)), Not(Range("year", 2020, None))))


@given(st.text(max_size=30))
def test_any_spec_is_a_filter_or_a_query_error(spec: str) -> None:
    with contextlib.suppress(QueryError):
        parse_filters([spec, f"year={spec}", f"date={spec}", f"amount={spec}"], [], nothing)
