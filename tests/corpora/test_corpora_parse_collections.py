"""Records of a collection: what kind they are, their cause, court and dispute type."""

import pytest

from corpora.model import CourtLevel, Kind
from corpora.parse import parse
from corpora.readers.raw import RawDocument


def _record(title: str, text: str, **fields: str) -> RawDocument:
    return RawDocument(text, "corpus.jsonl", "c1", "beir", None, {"title": title, **fields})


def test_facts_under_a_cause_are_a_judgment_with_that_cause() -> None:
    text = "2015年4月24日,被告罗某以银行为被保险人投保个人贷款保证保险,逾期后原告保险公司理赔并向其追偿。"
    document = parse(_record("保证保险合同纠纷", text))[0]
    assert (document.kind, document.cause) == (Kind.JUDGMENT, "保证保险合同纠纷")
    assert document.dispute_types == ("I06",)


def test_a_cause_that_the_vocabulary_does_not_list_is_taken_from_the_title() -> None:
    document = parse(
        _record("侵害其他虚构权纠纷", "2008年9月5日,甲乙双方签订授权合同,约定了使用的范围和费用。")
    )[0]
    assert (document.kind, document.cause, document.dispute_types) == (
        Kind.JUDGMENT,
        "侵害其他虚构权纠纷",
        (),
    )


def test_a_case_as_a_gazette_tells_it_has_its_court_and_cause() -> None:
    text = (
        "原告：甲，男，40岁。\n被告：乙财产保险股份有限公司东海支公司。\n"
        "原告甲因与被告乙保险公司发生财产保险合同纠纷，向东海市西城区人民法院提起诉讼。\n"
        "原告诉称：车辆出险，被告拒绝赔付。\n东海市西城区人民法院认为：被告应当赔付。判决：被告赔付三万元。\n"
        "乙保险公司不服，向东海市中级人民法院提起上诉。\n东海市中级人民法院经审理认为：原判正确。\n"
        "据此，东海市中级人民法院于2005年3月1日判决：驳回上诉，维持原判。"
    )
    document = parse(
        _record("甲诉乙财产保险股份有限公司东海支公司财产保险合同纠纷案", text, source="公报案例")
    )[0]
    assert (document.kind, document.cause) == (Kind.REFERENCE, "财产保险合同纠纷")
    assert document.court is not None and document.court.level is CourtLevel.INTERMEDIATE
    assert document.dispute_types and document.dispute_types[0].startswith("I")


def test_other_records_are_told_by_their_own_text() -> None:
    assert (
        parse(_record("诉讼合并的审查思路和要点", "审判实践中，合并审理的标准不一。"))[0].kind is Kind.OTHER
    )


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("示例证券管理办法第十二条", "示例证券管理办法#12"),
        ("中华人民共和国证券法第八十五条", "证券法#85"),
        ("示例条例第三条之一", "示例条例#3-1"),
    ],
)
def test_a_record_titled_as_an_article_is_that_article(title: str, key: str) -> None:
    raw = RawDocument(
        "违反《示例条例》第九条的，依照前款处理。", "c.jsonl", "7", "beir", None, {"title": title}
    )
    (found,) = parse(raw)
    assert found.kind is Kind.STATUTE and found.identifiers == (key,)
    assert found.text == raw.text and [s.article for s in found.statutes] == [9]
