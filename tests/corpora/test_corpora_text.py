"""Normal form, numerals, dates and money."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.text import chinese_to_int, find_amounts, find_dates, fold, normalize

ANY_TEXT = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.characters(categories=["Cs"]),
        st.sampled_from("（）〔〕㈠①㎡ﬁ⻓⼀\u200b\u3000Ａ９\r\n\t案"),
    ),
    max_size=80,
)


@given(ANY_TEXT)
def test_normal_form_keeps_offsets(text: str) -> None:
    normal = normalize(text)
    assert len(normal.starts) == len(normal.text)
    assert list(normal.starts) == sorted(normal.starts)
    assert all(0 <= start < len(text) for start in normal.starts)
    for at, char in enumerate(normal.text):
        start, end = normal.original_span(at, at + 1)
        assert end == start + 1
        assert char in normalize(text[start:end]).text
    assert normal.original_span(0, len(normal.text) + 9)[1] <= len(text)


@given(ANY_TEXT)
def test_fold_keeps_length_and_settles(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_whitespace_stays_one_for_one(text: str) -> None:
    normal = normalize(text)
    for at, char in enumerate(normal.text):
        if char in "\n\t\r":
            assert text[normal.starts[at]] == char


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("ＡＢｃ１２３", "abc123"),
        ("（２０２０）", "(2020)"),
        ("〔2020〕", "(2020)"),
        ("⻓⻔⻅", "长门见"),
        ("⼀⼆⽉", "一二月"),
        ("㈠", "(一)"),
        ("①", "1"),
        ("a\u200bb", "ab"),
        ("民\u3000事", "民 事"),
        ("㎡", "m2"),
        ("【要点】", "(要点)"),
        ("……", "……"),
        ("\ud800x", "\ud800x"),
        ("\x00\x07", "\x00\x07"),
        ("Éß", "Éß"),
    ],
)
def test_normal_form(written: str, normal: str) -> None:
    assert normalize(written).text == normal


def test_span_of_an_expanded_character() -> None:
    normal = normalize("甲㈠乙")
    assert normal.text == "甲(一)乙"
    assert normal.original_span(1, 4) == (1, 2)
    assert normal.original_span(2, 5) == (1, 3)
    assert normal.normal_span(1, 2) == (1, 4)


def test_normalising_is_fast() -> None:
    text = "原告诉称，被告于二〇二〇年三月披露（更正）公告，损失１２３元。" * 40_000
    took = []
    for _ in range(3):
        began = time.perf_counter()
        normalize(text)
        took.append(time.perf_counter() - began)
    assert len(text.encode()) / min(took) > 5e6


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("廿三", 23),
        ("卅", 30),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一百十一", 111),
        ("二百五", 250),
        ("两千零二十", 2020),
        ("二〇二〇", 2020),
        ("二○一五", 2015),
        ("壹佰贰拾叁", 123),
        ("一万五", 15000),
        ("三千五百万", 35_000_000),
        ("两亿三千万", 230_000_000),
        ("一亿零五百", 100_000_500),
        ("一万亿", 10**12),
        ("3万", 30000),
        ("１２", 12),
        ("零", 0),
        ("一二", 12),
        ("", None),
        ("万", None),
        ("第一", None),
        ("一百千", None),
        ("百百", None),
        ("abc", None),
        ("一亿五万七亿亿", None),
        ("1.5", None),
    ],
)
def test_numerals(numeral: str, value: int | None) -> None:
    assert chinese_to_int(numeral) == value


@given(st.text(alphabet="〇零一二三四五六七八九十百千万亿两廿壹佰0123 ", max_size=14))
def test_numerals_never_raise(text: str) -> None:
    value = chinese_to_int(text)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2020年3月5日", ["2020-03-05"]),
        ("二〇二〇年三月五日", ["2020-03-05"]),
        ("二○一五年十二月三十一日", ["2015-12-31"]),
        ("二0一五年六月十六日", ["2015-06-16"]),
        ("2020-03-05", ["2020-03-05"]),
        ("2020.3.5", ["2020-03-05"]),
        ("2020/3/5", ["2020-03-05"]),
        ("２０２０年１月２日", ["2020-01-02"]),
        ("2020 年 3 月 5 日", ["2020-03-05"]),
        ("二零二零年廿月五日", []),
        ("二零二一年十月廿三日", ["2021-10-23"]),
        ("2020年3月5日至2021年1月1日", ["2020-03-05", "2021-01-01"]),
        ("2020年3月5日签约，同年4月1日", ["2020-03-05", "2020-04-01"]),
        ("2020年3月5日签约，次年4月1日", ["2020-03-05", "2021-04-01"]),
        ("2011年8月1日、8月12日", ["2011-08-01", "2011-08-12"]),
        ("2011年8月1日签约，同月5日付款", ["2011-08-01", "2011-08-05"]),
        ("8月1日、8月12日", []),
        ("同年4月1日", []),
        ("2020年2月30日", []),
        ("2019年2月29日", []),
        ("2020年2月29日", ["2020-02-29"]),
        ("2020年13月1日", []),
        ("2020年3月", []),
        ("9999年1月1日", []),
        ("1.2.3.4", []),
        ("版本2020.3.5.1", []),
        ("12020年3月5日", []),
        ("2020年3月5号", ["2020-03-05"]),
        ("一九九九年元月一日", ["1999-01-01"]),
        ("", []),
    ],
)
def test_dates(text: str, dates: list[str]) -> None:
    assert [found.value.isoformat() for found in find_dates(text)] == dates


def test_date_span() -> None:
    text = "于二〇二〇年三月五日起"
    (found,) = find_dates(text)
    assert text[found.start : found.end] == "二〇二〇年三月五日"
    assert found.value == dt.date(2020, 3, 5)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("3,000,000.00元", [(3_000_000, "3,000,000.00元")]),
        ("１，０００元", [(1000, "１，０００元")]),
        ("120万元", [(1_200_000, "120万元")]),
        ("1.2亿元", [(120_000_000, "1.2亿元")]),
        ("人民币5000元", [(5000, "人民币5000元")]),
        ("￥500", [(500, "￥500")]),
        ("RMB 88.8", [(88.8, "RMB 88.8")]),
        ("壹佰万元整", [(1_000_000, "壹佰万元整")]),
        ("人民币壹仟贰佰叁拾肆元伍角陆分", [(1234.56, "人民币壹仟贰佰叁拾肆元伍角陆分")]),
        ("三万五千元", [(35000, "三万五千元")]),
        ("5元3角2分", [(5.32, "5元3角2分")]),
        ("12.5万余元", [(125_000, "12.5万余元")]),
        ("5-10万元", [(50_000, "5"), (100_000, "10万元")]),
        ("5万元至10万元", [(50_000, "5万元"), (100_000, "10万元")]),
        ("亏了20万", [(200_000, "20万")]),
        ("本金约3亿", [(300_000_000, "3亿")]),
        ("0.29元", [(0.29, "0.29元")]),
        ("100 元", [(100, "100 元")]),
        ("甲付1000元，乙付2000元", [(1000, "1000元"), (2000, "2000元")]),
        ("300块钱", [(300, "300块钱")]),
        ("80余万元", [(800_000, "80余万元")]),
        ("三十多万元", [(300_000, "三十多万元")]),
        ("年利率30%", []),
        ("20万股", []),
        ("10元/股", []),
        ("100万美元", []),
        ("2020年", []),
        ("多元化解", []),
        ("一元化领导", []),
        ("第3条", []),
        ("500港元", []),
    ],
)
def test_amounts(text: str, amounts: list[tuple[float, str]]) -> None:
    assert [(a.yuan, text[a.start : a.end]) for a in find_amounts(text)] == amounts


@given(st.text(alphabet="0123456789,.，元万亿角分零壹贰佰拾整人民币￥%/股 至-年月日二〇", max_size=40))
def test_dates_and_amounts_never_raise_and_lie_in_the_text(text: str) -> None:
    for found in [*find_dates(text), *find_amounts(text)]:
        assert 0 <= found.start < found.end <= len(text)
    starts = [a.start for a in find_amounts(text)]
    assert starts == sorted(starts)
