"""Filters as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.filters import And, Eq, Filter, FilterError, In, Not, Or, Range
from indexer.engine.filters_text import format_filter, parse_filter, parse_filters


@pytest.mark.parametrize(
    "text, expected",
    [
        ("kind=judgment", Eq("kind", "judgment")),
        ("kind=judgment,guiding", In("kind", ("judgment", "guiding"))),
        ("region=上海", Eq("region", "上海")),
        (" court != 甲 法院 ", Not(Eq("court", "甲 法院"))),
        ('court="甲, ""乙"" 法院", 丙法院', In("court", ('甲, "乙" 法院', "丙法院"))),
        ("statute=证券法#85", Eq("statute", "证券法#85")),
        ("party=a=b", Eq("party", "a=b")),
        ("year=2023", Eq("year", 2023)),
        ("year=2019..2023", Range("year", 2019, 2023)),
        ("year=2019..", Range("year", 2019, None)),
        ("year=..2019", Range("year", None, 2019)),
        ("year=2019,2021", In("year", (2019, 2021))),
        ("year=2019,2021..2022", Or((Eq("year", 2019), Range("year", 2021, 2022)))),
        ("date=2024-02", Range("date", 20240201, 20240229)),
        ("date=2023..2024-02", Range("date", 20230101, 20240229)),
        ("date=2023-5-1", Eq("date", 20230501)),
        ("date=20230501", Eq("date", 20230501)),
        ("amount=5万..1.5亿", Range("amount", 50_000, 150_000_000)),
        ("amount=1000元", Eq("amount", 1000)),
    ],
)
def test_parse(text: str, expected: Filter) -> None:
    assert parse_filter(text) == expected
    again = parse_filters(format_filter(expected))
    assert again == expected


@pytest.mark.parametrize(
    "text, says",
    [
        ("judgment", "field=value"),
        ("", "field=value"),
        ("colour=red", "no field colour"),
        ("kind=", "empty"),
        ("court=甲,,乙", "empty"),
        ("kind=verdict", "one of judgment"),
        ("year=23", "four digits"),
        ("year=２０２３", "four digits"),
        ("year=2023..2019", "ends before"),
        ("year=..", "neither"),
        ("date=2023-02-30", "no date"),
        ("date=2023-13", "no date"),
        ("date=soon", "form"),
        ("amount=much", "sum in yuan"),
        ("amount=-5", "sum in yuan"),
        ('court="甲', "not closed"),
        ('court="甲"乙', "comma"),
        ("fictional=yes", "true, false"),
    ],
)
def test_bad(text: str, says: str) -> None:
    with pytest.raises(FilterError, match=says):
        parse_filter(text)


def test_several_all_hold() -> None:
    assert parse_filters([]) is None
    assert parse_filters(["year=2020", "region=北京"]) == And((Eq("year", 2020), Eq("region", "北京")))


_values = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
_keyword = st.sampled_from(["court", "party", "statute", "cause"])
_numbers = st.one_of(
    st.tuples(st.just("year"), st.integers(1000, 9999)),
    st.tuples(st.just("amount"), st.integers(0, 10**15)),
)
_leaf = st.one_of(
    st.builds(Eq, _keyword, _values),
    st.builds(In, _keyword, st.lists(_values, min_size=2, max_size=4).map(tuple)),
    st.builds(lambda pair: Eq(*pair), _numbers),
    st.builds(
        lambda pair, more: Range(pair[0], pair[1], pair[1] + more if pair[1] + more < 9999 else None),
        _numbers,
        st.integers(0, 50),
    ),
)
_one = _leaf | st.builds(Not, _leaf)


@given(st.lists(_one, min_size=1, max_size=4))
def test_round_trip(filters: list[Filter]) -> None:
    texts = [text for filter in filters for text in format_filter(filter)]
    expected = filters[0] if len(filters) == 1 else And(tuple(filters))
    assert parse_filters(texts) == expected


@given(st.text(max_size=40))
def test_any_text_is_a_filter_or_a_filter_error(text: str) -> None:
    try:
        parse_filter(text)
    except FilterError as error:
        assert str(error)


@given(st.sampled_from(["year", "date", "amount", "kind", "court"]), st.text(max_size=20))
def test_any_value_is_a_filter_or_a_filter_error(name: str, value: str) -> None:
    try:
        parse_filter(f"{name}={value}")
    except FilterError as error:
        assert str(error)
