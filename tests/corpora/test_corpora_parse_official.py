"""Gazette, guiding and procuratorial cases: instances told one after the other, causes and parties by titles.

All texts are made up.
"""

import datetime as dt

import pytest

from corpora.model import Document, Kind, SectionRole
from corpora.parse import parse
from corpora.parse.cause import charges, civil_cause
from corpora.parse.named import parties_in_title
from corpora.parse.titles import cause_in_title, charges_in_title
from corpora.readers.raw import RawDocument

R = SectionRole
HEAD = """#甘棠诉岚澜商贸有限公司买卖合同纠纷案
【裁判摘要】
出卖人应当交付。
原告：甘棠，男，40岁，住江州市。
被告：岚澜商贸有限公司，住所地：江州市。
法定代表人：司南，该公司董事长。
原告甘棠（以下简称甘某）因与被告岚澜商贸有限公司（以下简称岚澜公司）发生买卖合同纠纷，向江州市鼓楼区人民法院提起诉讼。
原告甘棠诉称：请求判令交货。
被告岚澜公司辩称：货已交付。
江州市鼓楼区人民法院一审查明：
2029年双方订立合同。
本案的争议焦点是：货物是否已经交付。
江州市鼓楼区人民法院一审认为：
合同有效。
被告岚澜公司辩称货已交付，没有证据，不予采纳。
据此，江州市鼓楼区人民法院依照《中华人民共和国民法典》第五百九十八条的规定，于2030年1月5日判决：
被告岚澜公司十日内交货。
"""
ONE = HEAD + "一审宣判后，双方当事人均未提出上诉，一审判决已经发生法律效力。\n"
TWO = (
    HEAD
    + """一审宣判后，岚澜公司不服一审判决，向江州市中级人民法院提起上诉，称其已经交货。
江州市中级人民法院经二审，确认了一审查明的事实。
二审的争议焦点是：签收单是否真实。
江州市中级人民法院二审认为：
对于上诉人岚澜公司的上诉理由，经查不能成立。
据此，江州市中级人民法院依照《中华人民共和国民事诉讼法》第一百七十七条第一款第一项的规定，于2030年6月7日判决：
一、维持江州市鼓楼区人民法院（2029）江0102民初1号民事判决；
二、驳回上诉。
本判决为终审判决。
"""
)
INLINE = """## 柳某不服江州市某委员会收费复查决定案
原告：柳某，男，33岁，江州市人。
被告：江州市某委员会。
原告柳某不服复查决定，向江州市人民法院提起行政诉讼。原告柳某诉称：决定违法。
江州市人民法院经审理查明：1994年3月2日发生争执。
江州市人民法院认为：决定没有依据。据此，江州市人民法院依照《中华人民共和国行政诉讼法》第五十四条的规定，于1994年12月1日判决：撤销复查决定。
"""


def gazette(text: str) -> Document:
    return parse(RawDocument(text, "", "1", "official", None, {"title": "", "category": ""}))[0]


def own(document: Document) -> dict[SectionRole, str]:
    return {s.role: document.text[s.start : s.end] for s in document.sections if not s.instance}


def test_no_appeal_leaves_the_first_instance_the_deciding_one() -> None:
    document = gazette(ONE)
    parts = own(document)
    assert document.kind is Kind.REFERENCE
    assert parts[R.CLAIMS].startswith("原告甘棠诉称") and parts[R.FACTS].startswith(
        "江州市鼓楼区人民法院一审查明"
    )
    assert parts[R.REASONING].startswith("本案的争议焦点") and parts[R.REASONING].endswith("1月5日判决：")
    assert parts[R.RULING].startswith("被告岚澜公司十日内交货")


def test_second_instance_decides_and_its_holding_is_one_piece() -> None:
    document = gazette(TWO)
    parts = own(document)
    assert parts[R.CLAIMS].startswith("一审宣判后") and parts[R.FACTS].startswith("江州市中级人民法院经二审")
    assert parts[R.REASONING].startswith("二审的争议焦点") and "经查不能成立" in parts[R.REASONING]
    assert parts[R.RULING].startswith("一、维持")
    assert {s.role for s in document.sections if s.instance == 1} >= {
        R.CLAIMS,
        R.FACTS,
        R.REASONING,
        R.RULING,
    }
    assert document.court is not None and document.court.name == "江州市中级人民法院"
    assert document.date == dt.date(2030, 6, 7)


def test_short_name_in_brackets_makes_no_second_party() -> None:
    assert [p.name for p in gazette(TWO).parties] == ["甘棠", "岚澜商贸有限公司"]


def test_ruling_and_claims_in_the_line_of_other_parts() -> None:
    parts = own(gazette(INLINE))
    assert parts[R.CLAIMS] == "原告柳某诉称：决定违法。"
    assert parts[R.RULING] == "撤销复查决定。" and parts[R.REASONING].endswith("12月1日判决：")


@pytest.mark.parametrize(
    ("title", "charge"),
    [
        ("检例第11号 霍砚编造虚假恐怖信息案", ("编造虚假恐怖信息罪",)),
        ("柳青抢劫、盗窃，甘露盗窃案", ("抢劫罪", "盗窃罪")),
        ("柳某某等人合同诈骗立案监督案", ("合同诈骗罪",)),
        ("霍某某走私、运输毒品案", ("走私、运输毒品罪",)),
        ("江州市人民检察院诉白鹿职务侵占案", ("职务侵占罪",)),
        ("甘某绑架、盗窃、强制猥亵二审抗诉案", ("绑架罪", "盗窃罪", "强制猥亵罪")),
        ("苗圃（故意杀人）不核准追诉案", ("故意杀人罪",)),
        ("罪犯苗某减刑监督案", ()),
        ("柳青正当防卫案", ()),
    ],
)
def test_charges_in_titles(title: str, charge: tuple[str, ...]) -> None:
    assert charges_in_title(title, ("霍砚", "柳青", "甘露", "白鹿", "苗圃")) == charge


@pytest.mark.parametrize(
    ("title", "cause"),
    [
        ("鹭洲公司诉江州市林务局行政强制措施案", "行政强制措施"),
        ("罪犯苗某减刑监督案", "减刑监督"),
        ("白某等12人诉江州市某镇政府强制腾退和行政赔偿检察监督系列案", "强制腾退和行政赔偿"),
        ("柳某岸申请江州市公安局违法使用警械致伤赔偿案", "违法使用警械致伤赔偿"),
        ("银杏公司申请设立海事赔偿责任限制基金案", "申请设立海事赔偿责任限制基金"),
        ("苗某等与苗某禾等遗产继承案", "遗产继承"),
    ],
)
def test_causes_in_titles_without_a_dispute(title: str, cause: str) -> None:
    assert cause_in_title(title) == cause


@pytest.mark.parametrize(
    ("title", "names", "cause"),
    [
        ("霍某诉江州市文化局、江州某出版社侵犯著作权纠纷案", (), "侵犯著作权纠纷"),
        ("柳某溪与柳某岸离婚纠纷支持起诉案", (), "离婚纠纷"),
        ("甘棠与朱砚、田禾第三人撤销诉讼纠纷案", ("甘棠", "朱砚", "田禾"), "第三人撤销诉讼纠纷"),
        ("江州电网公司与某银行承兑汇票纠纷上诉案", (), "承兑汇票纠纷"),
        ("柳某诉某理工大学履行法定职责纠纷案", (), "履行法定职责纠纷"),
        ("苗某等诉某酒店等人身损害赔偿纠纷案", (), "人身损害赔偿纠纷"),
    ],
)
def test_disputes_in_titles(title: str, names: tuple[str, ...], cause: str) -> None:
    assert civil_cause("", title, names) == cause


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "指控被告人丁某犯抢劫罪、掩饰、隐瞒犯罪所得、犯罪所得收益罪，",
            ("抢劫罪", "掩饰、隐瞒犯罪所得、犯罪所得收益罪"),
        ),
        ("指控被告人丁某犯抢劫罪、掩饰、隐瞒犯罪所得罪一案", ("抢劫罪", "掩饰、隐瞒犯罪所得罪")),
        ("指控被告人甲犯贩卖毒品罪、被告人乙犯贩卖毒品罪、非法持有枪支罪", ("贩卖毒品罪", "非法持有枪支罪")),
        ("认定其犯帮助犯罪分子逃避处罚罪，", ("帮助犯罪分子逃避处罚罪",)),
    ],
)
def test_charges_of_an_accusation(text: str, found: tuple[str, ...]) -> None:
    assert charges(text) == found


@pytest.mark.parametrize(
    ("title", "parties"),
    [
        (
            "甲公司诉某市住房和城乡建设局征收补偿认定纠纷案",
            [("甲公司", "原告"), ("某市住房和城乡建设局", "被告")],
        ),
        ("运某公司与苑城公司执行复议案", [("运某公司", "当事人"), ("苑城公司", "当事人")]),
        ("柳溪申请执行鹭某实业公司执行复议案", [("柳溪", "申请执行人"), ("鹭某实业公司", "被执行人")]),
        ("投资者李某与某期货公司强行平仓纠纷调解案", [("李某", "当事人"), ("某期货公司", "当事人")]),
        ("柳岸、甘露等人伪造货币案", [("柳岸", "被告人"), ("甘露", "被告人")]),
        ("江州市人民检察院督促整治违建行政公益诉讼案", []),
    ],
)
def test_parties_in_titles(title: str, parties: list[tuple[str, str]]) -> None:
    assert [(p.name, p.role) for p in parties_in_title(title)] == parties


def test_title_in_the_line_after_its_number() -> None:
    text = "指导性案例950号\n甲公司诉乙公司期货交易纠纷案\n【裁判要点】 应当通知。\n"
    text += "【基本案情】 签订合同。\n【裁判理由】 应当通知。"
    document = gazette(text)
    assert document.cause == "期货交易纠纷" and document.identifiers == ("指导案例950号",)


def test_release_day_is_that_of_the_head_not_of_a_rule_in_the_claims() -> None:
    claims = "被告某公司辩称：该规定于2011年4月9日发布，6月1日施行。\n"
    document = gazette(TWO.replace("被告岚澜公司辩称：货已交付。\n", claims))
    assert document.date == dt.date(2030, 6, 7)
