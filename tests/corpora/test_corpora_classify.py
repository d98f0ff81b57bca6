"""Dispute types from text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.classify import classify
from corpora.vocab import dispute_types


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("券商软件卡了下单失败，亏了2万", "S02"),
        ("我买的上市公司股票，后来公司财务造假被证监会处罚", "L01"),
        ("期货账户爆仓了，期货公司没通知我就强平", "F02"),
        ("投顾老师带盘收了我5万服务费，要求退费", "S06"),
        ("银行理财经理卖给我的产品亏了一半", "B05"),
        ("保险公司拒赔，说我没有如实告知", "I05"),
        ("卡被盗刷，钱没了", "B04"),
        ("私募基金到期兑付不了，管理人失联", "P03"),
        ("融资融券账户被强平，未通知追加担保物", "S04"),
        ("信托公司未尽受托人义务，信托财产损失", "T02"),
        ("催收爆通讯录，骚扰家人", "B02"),
        ("证券公司客户经理代炒股，亏损严重", "S09"),
        ("开户时说佣金万二，实际佣金万三", "S01"),
        ("想全额退保，拿回现金价值", "I02"),
        ("债券违约，受托管理人没有召集债券持有人会议", "L06"),
        ("雪球产品敲入后亏损", "S11"),
        ("期货穿仓后公司要我补钱", "F03"),
        ("股票质押式回购违约处置", "S05"),
    ],
)
def test_lay_words(text: str, code: str) -> None:
    found = classify(text)
    kind = dispute_types().get(code)
    assert kind is not None
    assert (found.l2, found.l1) == (code, kind.l1)


def test_nothing_to_go_by() -> None:
    found = classify("今天天气很好")
    assert (found.l1, found.l2, found.confidence, found.alternatives, found.cause) == ("", "", 0.0, (), "")


def test_cause_decides() -> None:
    found = classify("原告甲与被告乙证券虚假陈述责任纠纷一案")
    assert found.cause == "证券虚假陈述责任纠纷"
    assert found.l2 == "L01"


def test_title_counts_more_than_the_body() -> None:
    body = "双方对信用卡的事实没有争议。" + "其他情况从略。" * 40
    assert classify(body, title="融资融券交易纠纷").l2 == "S04"


def test_the_cause_in_the_head_wins() -> None:
    text = "甲与乙营业信托纠纷一案。" + "略。" * 100 + "另案为民间借贷纠纷、民间借贷纠纷、民间借贷纠纷。"
    assert classify(text).cause == "营业信托纠纷"


@given(st.text(max_size=200))
def test_confidence_is_bounded_and_stable(text: str) -> None:
    found = classify(text)
    assert found == classify(text)
    shares = [found.confidence, *(share for _, share in found.alternatives)]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares) and sum(shares) <= 1.0001


def test_stray_words_in_a_case_of_another_field_are_no_evidence() -> None:
    text = "被告人甲犯盗窃罪一案。" + "其在银行附近徘徊，手机绑定银行卡和支付软件。其余情况从略。" * 30
    assert classify(text).l2 == ""
