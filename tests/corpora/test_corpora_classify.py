"""Dispute types from text."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.classify import classify
from corpora.classify.features import reduced
from corpora.classify.finder import Finder
from corpora.classify.model import NONE, model
from corpora.classify.train import concepts, examples, sharpness
from corpora.vocab import dispute_types

LABELS = Path(__file__).parents[1] / "labels" / "disputes.jsonl"


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


@pytest.mark.parametrize(
    "text",
    [
        "老板拖欠我三个月工资，去哪里申请仲裁",
        "离婚以后孩子的抚养费他一直不给",
        "邻居家漏水泡坏了我家的墙，不肯修",
    ],
)
def test_disputes_of_other_fields_have_no_type(text: str) -> None:
    assert classify(text).l2 == ""


def test_lending_between_persons_is_no_type() -> None:
    text = "原告李某与被告王某民间借贷纠纷一案。被告向原告借款十万元，出具借条，到期未还。"
    assert classify(text).l2 == ""


def test_the_cause_beats_the_words() -> None:
    story = "保险公司代借款人偿还了银行贷款本金和利息，借款人逾期未还，贷款合同约定罚息。"
    found = classify(story * 4, title="保证保险合同纠纷", reasons=True)
    assert found.l2 == "I06"
    assert found.reasons[0].kind == "cause" and found.reasons[0].text == "保证保险合同纠纷"


def test_a_cause_that_the_vocabulary_does_not_list_speaks_for_its_trade() -> None:
    assert classify("原告货主与被告远洋公司渔船保险合同纠纷一案，船舶沉没后请求赔付。").l1 == "保险"


def test_statutes_and_parties_speak_for_a_trade() -> None:
    found = classify("申请人：甲。被申请人：乙期货有限公司。依据《期货和衍生品法》，请求赔偿。", reasons=True)
    assert found.l1 == "期货衍生品"
    assert {"statute", "party"} <= {reason.kind for reason in found.reasons}


def test_reasons_are_words_of_the_text_heaviest_first() -> None:
    text = "老师在直播间推荐股票，收了我两万八服务费，跟着买全亏了，要求退费。"
    found = classify(text, title="投诉", reasons=True)
    words = [reason for reason in found.reasons if reason.kind == "words"]
    assert found.l2 == "S06" and 0 < len(words) <= 5
    assert all(reason.text == f"投诉\n{text}"[reason.start : reason.end] for reason in found.reasons)
    assert [r.weight for r in words] == sorted((r.weight for r in words), reverse=True)
    assert classify(text).reasons == ()


def test_without_the_words_shown_the_type_is_less_sure() -> None:
    text = "期货公司没打电话就把我的豆粕全平了，平完价格就涨回来。"
    found = classify(text, reasons=True)
    shown = max((r for r in found.reasons if r.kind == "words"), key=lambda r: r.weight)
    left = classify(text[: shown.start] + text[shown.end :])
    assert left.l2 != found.l2 or left.confidence < found.confidence


def test_words_of_any_length_are_found_in_one_pass() -> None:
    finder = Finder({"退保": 1, "退保金": 2, "保金": 3, "金": 4})
    assert list(finder.all("办退保金")) == [(1, 4, 2), (1, 3, 1), (2, 4, 3)]
    assert list(finder.longest("办退保金，退保")) == [(1, 4, 2), (5, 7, 1)]


def test_the_weights_are_of_this_vocabulary_and_these_concepts() -> None:
    trained = model()
    assert set(trained.codes) == {kind.code for kind in dispute_types().all()} | {NONE}
    seen = trained.extractor

    def told(word: str) -> set[int]:
        return {number for number in seen.features(word) if number >= seen.first_concept}

    numbers: dict[str, set[int]] = {
        name: set.intersection(*(told(word) for word in words if len(word) > 1))
        for name, words in concepts().items()
    }
    assert all(numbers.values()), "run python -m corpora.classify.train"


def test_every_type_has_descriptions_to_learn_from() -> None:
    counts = Counter(example.code for example in examples() if example.told)
    assert min(counts[kind.code] for kind in dispute_types().all()) >= 15
    texts = [example.text for example in examples() if example.told]
    assert len(set(texts)) == len(texts)


def _pairs(text: str) -> set[str]:
    letters = "".join(filter(str.isalnum, reduced(text)))
    return {letters[at : at + 2] for at in range(len(letters) - 1)}


def test_no_description_is_near_an_evaluation_text() -> None:
    ours = [_pairs(example.text) for example in examples() if example.told]
    near = 0
    for line in (
        LABELS.read_text("utf-8") + LABELS.with_name("disputes-2.jsonl").read_text("utf-8")
    ).splitlines():
        theirs = _pairs(json.loads(line)["text"])
        near += sum(len(pairs & theirs) >= 0.5 * min(len(pairs), len(theirs)) for pairs in ours)
    assert near == 0


def test_a_sharper_temperature_for_scores_that_are_too_modest() -> None:
    import numpy as np

    scores = np.array([[0.2, 0.0], [0.2, 0.0], [0.0, 0.2], [0.2, 0.0]])
    assert sharpness(scores, [0, 0, 1, 0]) > 3
    assert sharpness(scores * 10, [1, 0, 1, 0]) < 1
