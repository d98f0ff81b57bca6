"""Gazette cases of older and printed forms: how suits, appeals, protests and rulings are told there.

All texts are made up.
"""

import pytest

from corpora.model import Document, SectionRole
from corpora.parse import parse
from corpora.readers.raw import RawDocument

R = SectionRole
PARTIES = """原告：甘棠，男，40岁，住江州市。
被告：岚澜商贸有限公司，住所地：江州市。
"""
FIRST = """原告甘棠因与被告岚澜商贸有限公司发生买卖合同纠纷，向江州市鼓楼区人民法院提起诉讼。
原告甘棠诉称：请求判令交货。
江州市鼓楼区人民法院一审查明：
2029年双方订立合同。
江州市鼓楼区人民法院一审认为：
合同有效。据此，江州市鼓楼区人民法院于2030年1月5日判决：
岚澜公司十日内交货。
"""
LAST = """江州市中级人民法院经二审，确认了一审查明的事实。
江州市中级人民法院二审认为：
上诉理由不能成立。据此，江州市中级人民法院于2030年6月7日判决：
驳回上诉，维持原判。
"""


def official(text: str, category: str = "") -> Document:
    return parse(RawDocument(text, "", "1", "official", None, {"title": "", "category": category}))[0]


def own(document: Document) -> dict[SectionRole, list[str]]:
    parts: dict[SectionRole, list[str]] = {}
    for section in document.sections:
        if not section.instance:
            parts.setdefault(section.role, []).append(document.text[section.start : section.end])
    return parts


def gazette(
    body: str, title: str = "甘棠诉岚澜商贸有限公司买卖合同纠纷案", parties: str = PARTIES
) -> Document:
    return official(f"#{title}\n{parties}{body}")


@pytest.mark.parametrize(
    "appeal",
    [
        "岚澜公司不服一审判决，向江州市中级人民法院提起上诉称：甘棠从未催告。",
        "江州市鼓楼区人民检察院以原判定性错误为由，向江州市中级人民法院提出抗诉。",
        "岚澜公司上诉称：货已交付。",
    ],
)
def test_an_appeal_or_protest_opens_the_deciding_instance(appeal: str) -> None:
    parts = own(gazette(f"{FIRST}{appeal}\n{LAST}"))
    assert parts[R.CLAIMS] == [appeal]
    assert [p.startswith("江州市中级人民法院二审认为") for p in parts[R.REASONING]] == [True]


def test_nobody_appealed_in_whatever_words() -> None:
    document = gazette(FIRST + "一审判决后，双方在法定期限内均没有提出上诉。\n")
    assert own(document)[R.CLAIMS] == ["原告甘棠诉称：请求判令交货。"]


def test_words_after_an_appeal_go_on_with_it_until_the_court_speaks() -> None:
    told = (
        "岚澜公司不服，向江州市中级人民法院提出上诉。\n"
        "岚澜公司的主要理由是：货已交付。\n"
        "甘棠对原审判决无异议。\n"
        "江州市人民检察院出庭意见认为，一审判决认定的事实清楚。\n"
    )
    parts = own(gazette(f"{FIRST}{told}{LAST}"))
    assert len(parts[R.CLAIMS]) == 1
    assert parts[R.CLAIMS][0].startswith("岚澜公司的主要理由是")
    assert parts[R.CLAIMS][0].endswith("事实清楚。")


def test_what_the_court_answers_to_the_appeal_is_its_reasoning() -> None:
    appeal = "一审宣判后，岚澜公司不服，向江州市中级人民法院提起上诉，请求改判。\n"
    holding = (
        "江州市中级人民法院二审认为：\n"
        "关于岚澜公司上诉称货已交付，经查不能成立。\n"
        "据此，江州市中级人民法院于2030年6月7日判决：\n"
        "驳回上诉。\n"
    )
    parts = own(gazette(FIRST + appeal + holding))
    assert parts[R.CLAIMS] == [appeal.strip()]
    assert "经查不能成立" in parts[R.REASONING][0]


def test_acts_of_parties_among_the_facts_found_are_no_claims() -> None:
    body = FIRST.replace(
        "2029年双方订立合同。", "2029年双方订立合同。\n甘棠收货前向岚澜公司提出异议，其主要理由是包装破损。"
    )
    parts = own(gazette(body))
    assert len(parts[R.CLAIMS]) == 1 and parts[R.FACTS][0].endswith("包装破损。")


def test_steps_of_the_court_between_the_parties_are_no_claims() -> None:
    body = FIRST.replace(
        "请求判令交货。", "请求判令交货。\n江州市鼓楼区人民法院受理此案后，主持双方调解未果。"
    )
    assert own(gazette(body))[R.CLAIMS] == ["原告甘棠诉称：请求判令交货。"]


def test_a_court_begins_to_speak_in_the_line_of_the_suit() -> None:
    told = (
        "被告人柳某因盗窃一案，由江州市人民检察院提起公诉。江州市人民法院受理该案后，经公开审理查明：1987年3月柳某入室行窃。\n"
        "江州市人民法院认为：柳某的行为构成盗窃罪。依照刑法第一百五十一条的规定，于1987年9月1日判决：判处柳某拘役六个月。\n"
    )
    parts = own(gazette(told, "柳某盗窃案", "被告人：柳某，男，22岁。1987年7月20日被逮捕。\n"))
    assert parts[R.FACTS][0].startswith("江州市人民法院受理该案后") and parts[R.FACTS][0].endswith(
        "入室行窃。"
    )
    assert parts[R.RULING] == ["判处柳某拘役六个月。"]


def test_what_happened_before_the_suit_is_the_facts_where_no_court_finds_any() -> None:
    told = (
        "1985年4月，甘棠与岚澜公司订立合同。甘棠付款后没有收到货物。甘棠于1986年1月向江州市人民法院起诉，要求交货。\n"
        "江州市人民法院认为：合同有效。据此，江州市人民法院判决：\n"
        "岚澜公司交货。\n"
    )
    parts = own(gazette(told))
    assert parts[R.FACTS] == ["1985年4月，甘棠与岚澜公司订立合同。甘棠付款后没有收到货物。"]
    assert parts[R.CLAIMS] == ["甘棠于1986年1月向江州市人民法院起诉，要求交货。"]


@pytest.mark.parametrize("ruling", ["驳回上诉，维持原判。", "维持一审判决第一项，撤销第二项。"])
def test_a_ruling_without_a_colon_in_the_line_of_the_holding(ruling: str) -> None:
    holding = f"江州市中级人民法院认为：上诉理由不能成立。依照刑事诉讼法第一百三十六条的规定，于1987年4月26日，裁定{ruling}\n"
    appeal = "甘棠不服一审判决，向江州市中级人民法院提出上诉，请求改判。\n"
    parts = own(gazette(FIRST + appeal + holding))
    assert parts[R.RULING] == [ruling]
    assert parts[R.REASONING][0].endswith("裁定")


def test_head_lines_are_no_abstract_and_a_printed_paper_is_read_as_one() -> None:
    paper = """#柳某等故意伤害案
法公布（2031）2号
中华人民共和国最高人民法院
刑事裁定书
（2030）刑复字第14号
被告人柳某，男，1949年11月26日出生，汉族，江州市人。
江州市中级人民法院审理江州市人民检察院指控被告人柳某犯故意伤害罪一案，于2029年5月6日判处柳某有期徒刑五年，并依法报请本院核准。本院依法组成合议庭，对本案进行了复核，现已复核终结。
经复核查明：2028年3月2日，柳某与人争执后动手。
本院认为，柳某的行为构成故意伤害罪。依照《中华人民共和国刑事诉讼法》第二百三十九条的规定，裁定如下：
发回江州市高级人民法院重新审判。
审判长 司南
二〇三一年二月十七日
"""
    parts = own(official(paper))
    assert R.ABSTRACT not in parts
    assert parts[R.FACTS] == ["经复核查明：2028年3月2日，柳某与人争执后动手。"]
    assert parts[R.REASONING][0].startswith("本院认为，柳某")
    assert parts[R.RULING] == ["发回江州市高级人民法院重新审判。"]


PROCURATORIAL = """### （检例第999号）江州乙公司等骗取调解书虚假诉讼监督案
【要旨】
应当监督。
【基本案情】
2029年4月26日，岚澜公司以买卖合同纠纷为由向江州市人民法院起诉江州乙公司。
【检察机关监督情况】
线索发现
2030年收到举报。
调查核实
调取了账目。
监督意见
2030年10月21日，江州市人民检察院提出抗诉，认为双方没有交易。
监督结果
2031年1月18日，江州市中级人民法院撤销调解书。
【指导意义】
应当重视。
"""


def test_work_of_the_procuratorate_is_no_reasoning_but_its_view_is() -> None:
    parts = own(official(PROCURATORIAL, "最高检案例"))
    assert ["没有交易" in part for part in parts[R.REASONING]] == [True]
    assert parts[R.REASONING][0].startswith("监督意见")
    assert parts[R.RULING][0].startswith("监督结果")


def test_evidence_of_a_charge_is_no_reasoning() -> None:
    text = PROCURATORIAL.replace("【检察机关监督情况】", "【指控与证明犯罪】").replace("监督意见\n", "")
    assert R.REASONING not in own(official(text, "最高检案例"))


def test_cause_of_a_case_corrected_as_a_sham_is_what_it_was_about() -> None:
    assert official(PROCURATORIAL, "最高检案例").cause == "买卖合同纠纷"


def test_charge_and_suing_organ_of_a_criminal_case_with_a_public_interest_suit() -> None:
    text = """### 指导案例999号：柳家成滥伐林木刑事附带民事公益诉讼案
裁判要点
可以参考专家意见。
基本案情
岚州省江县人民检察院指控被告人柳家成犯滥伐林木罪提起公诉，在诉讼过程中，又提起附带民事公益诉讼。被告人依照约定交纳保证金。
裁判结果
江县人民法院于2030年8月3日作出判决：柳家成犯滥伐林木罪。
裁判理由
法院生效裁判认为：构成滥伐林木罪。
"""
    document = official(text, "最高法案例")
    assert document.cause == "滥伐林木罪"
    assert {p.name for p in document.parties} == {"柳家成", "岚州省江县人民检察院"}


def test_the_named_one_of_a_group() -> None:
    text = """### （检例第998号） 柳某某等17人聚众斗殴案
【要旨】
依法处理。
【基本案情】
犯罪嫌疑人柳某某等9人系西村人。
犯罪嫌疑人甘某某等8人系东村人。
两村因排水发生纠纷。
【诉讼过程】
决定不起诉。
"""
    assert [p.name for p in official(text, "最高检案例").parties] == ["柳某某", "甘某某"]


def test_evidence_between_the_words_of_two_parties_parts_them_not() -> None:
    between = (
        "请求判令交货。\n以上证据用以证明双方订立合同的事实。\n"
        "2.江州市某区人民法院（2029）民事裁定书。\n被告岚澜公司辩称：货已交付。"
    )
    parts = own(gazette(FIRST.replace("请求判令交货。", between)))
    assert len(parts[R.CLAIMS]) == 1 and parts[R.CLAIMS][0].endswith("货已交付。")


def test_a_judgment_told_among_the_facts_is_no_ruling() -> None:
    told = "江州市鼓楼区人民法院一审查明：另案中江州市某区人民法院于2029年12月15日判决：恒某公司停止销售，赔偿损失。"
    parts = own(gazette(FIRST.replace("江州市鼓楼区人民法院一审查明：", told)))
    assert len(parts[R.RULING]) == 1 and parts[R.RULING][0].startswith("岚澜公司十日内交货")


def test_nobody_appealed_is_no_claim() -> None:
    document = gazette(FIRST + "宣判后，双方当事人均未在法定期限内提起上诉，判决已发生法律效力。\n")
    assert own(document)[R.CLAIMS] == ["原告甘棠诉称：请求判令交货。"]


def test_those_behind_others_in_a_title_are_the_ones_the_ruling_names() -> None:
    text = """### 指导案例997号：江州银行诉岚澜商贸有限公司等金融借款合同纠纷案
裁判要点
应当承担保证责任。
基本案情
2029年，岚澜商贸有限公司（以下简称岚澜公司）借款，恒云置业有限公司（以下简称恒云公司）和陈志舟保证。
远橹运输有限公司（以下简称远橹公司）证明借款已经交付。陈志舟没有付款，陈志舟称不知情。
裁判结果
江州市人民法院于2030年8月3日作出判决：一、岚澜公司还款；二、恒云公司、陈志舟承担连带责任。
裁判理由
法院生效裁判认为：保证有效。
"""
    names = [p.name for p in official(text, "最高法案例").parties]
    assert names == ["江州银行", "岚澜商贸有限公司", "恒云置业有限公司", "陈志舟"]
    alone = text.replace("有限公司等金融", "有限公司金融")
    assert [p.name for p in official(alone, "最高法案例").parties] == ["江州银行", "岚澜商贸有限公司"]
