"""三日一价: dates beside their names, whoever writes them which way round."""

import datetime as dt

import pytest

from corpora.parse.key_dates import find_key_dates, find_key_values

D = dt.date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("虚假陈述实施日为2028年4月20日。", {"实施日": D(2028, 4, 20)}),
        ("本院认定2029年6月1日为虚假陈述揭露日。", {"揭露日": D(2029, 6, 1)}),
        ("应以2029年6月1日作为案涉虚假陈述的揭露日。", {"揭露日": D(2029, 6, 1)}),
        (
            "更正日：2029-07-02，基准日：2029-08-20，存在虚假陈述。",
            {"更正日": D(2029, 7, 2), "基准日": D(2029, 8, 20)},
        ),
        (
            "原告主张揭露日为2029年1月1日。本院认为，揭露日应认定为2029年6月1日，属虚假陈述。",
            {"揭露日": D(2029, 6, 1)},
        ),
        ("自揭露日至2029年8月20日，虚假陈述影响消除。", {}),
        ("虚假陈述揭露日不应认定为2029年6月1日。", {}),
        ("借款日为2029年6月1日，基准日为2029年8月20日。", {}),
    ],
)
def test_key_dates(text: str, expected: dict[str, dt.date]) -> None:
    found = find_key_dates(text)
    assert {k.name: k.value for k in found} == expected
    assert all(text[k.start : k.end][:4].isdigit() for k in found)


def test_the_courts_own_words_count_most() -> None:
    claim = "揭露日为2029年1月1日，揭露日为2029年1月1日。"
    court = "虚假陈述揭露日为2029年6月1日。"
    found = find_key_dates(claim + court, ((len(claim), len(claim + court)),))
    assert found[0].value == D(2029, 1, 1) or found[0].value == D(2029, 6, 1)
    single = find_key_dates("揭露日为2029年1月1日。" + court, ((len("揭露日为2029年1月1日。"), 60),))
    assert single[0].value == D(2029, 6, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("虚假陈述，基准价为8.25元。", {"基准价": 8.25}),
        ("以12.3元/股为基准价，虚假陈述。", {"基准价": 12.3}),
        ("本案属于诱空型虚假陈述，不构成诱多。", {"方向": "诱空"}),
        ("买卖合同基准价为8元。", {"基准价": 8.0}),
        ("市场基准利率为3%。", {}),
    ],
)
def test_key_values(text: str, expected: dict[str, object]) -> None:
    found = find_key_values(text)
    assert {k.name: k.value for k in found} == expected
    assert all(text[k.start : k.end] for k in found)
