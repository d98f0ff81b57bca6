"""Court papers of other procedures and odd layouts: parties, causes, sections. All texts are made up."""

import pytest

from corpora.model import Document, Procedure, SectionRole
from corpora.parse import parse, parse_text
from corpora.readers.raw import RawDocument

R = SectionRole


ADMINISTRATIVE = """浙江省杭州市中级人民法院
行 政 判 决 书
(2031)浙01行终100号
上诉人（原审原告）鹭洲餐饮有限公司，住所地杭州市上城区。
法定代表人丁甲，总经理。
被上诉人（原审被告）云溪区市场监督管理局，住所地杭州市。
出庭负责人李丁，副局长。
上诉人鹭洲餐饮有限公司因诉云溪区市场监督管理局行政处罚一案，不服云溪区人民法院（2030）浙0199行初55号行政判决，向本院提起上诉。
原审法院经审理查明，2030年3月1日，被告作出处罚决定。
原审法院认为，处罚并无不当，判决驳回诉讼请求。
上诉人鹭洲餐饮有限公司上诉称：处罚过重。
经审理查明，本院查明的事实与原审判决认定的事实一致。
本院认为，原审判决正确。依照《中华人民共和国行政诉讼法》第八十九条第一款第（一）项之规定，判决如下：
驳回上诉，维持原判。
二审案件受理费50元，由上诉人负担。
审判长周戊
二〇三一年四月六日
"""
ENFORCEMENT = """广东省深圳市中级人民法院
执 行 裁 定 书
（2030）粤03执异321号
异议人（案外人）：陈某，男，1980年1月1日出生，住深圳市。
申请执行人：山岚银行股份有限公司深圳分行，住所地深圳市。
被执行人：青芜科技有限公司，住所地深圳市。
本院在执行山岚银行股份有限公司深圳分行与青芜科技有限公司金融借款合同纠纷一案中，案外人陈某提出书面异议。
异议人陈某称，涉案房产系其购买，请求中止执行。
本院查明，2028年5月1日，异议人签订买卖合同。
本院认为，异议人的请求不成立。依照《中华人民共和国民事诉讼法》第二百二十七条规定，裁定如下：
驳回异议人陈某的异议请求。
案外人、当事人对裁定不服，可以自本裁定送达之日起十五日内向人民法院提起诉讼。
审判长　黄某
二〇三〇年八月八日
"""
MEDIATED = """江苏省南京市鼓楼区人民法院
民 事 调 解 书
（2030）苏0106民初3456号
原告：周某，女，1990年2月2日生，汉族，住南京市鼓楼区。
被告：长庚保险股份有限公司，住所地南京市建邺区。
原告周某与被告长庚保险股份有限公司人身保险合同纠纷一案，本院于2030年4月1日立案后进行了审理。
原告周某向本院提出诉讼请求：支付保险金人民币叁拾万元整。
经本院主持调解，双方当事人自愿达成如下协议：
一、被告于2030年6月30日前支付原告保险金20万元；
二、双方再无其他争议。
案件受理费2900元，由被告负担。
审判员　钱某
二〇三〇年五月二十五日
"""
JURISDICTION = """中华人民共和国最高人民法院
民事裁定书
（2031）民二终字第333号
上诉人（一审被告）：霍某。
被上诉人（一审原告）：苇湖水利有限公司。
上诉人霍某因与被上诉人苇湖水利有限公司股权转让纠纷管辖权异议一案，不服江西省高级人民法院（2031）赣民二初字第8号民事裁定，向本院提出上诉。
苇湖水利有限公司起诉称：霍某违约。
一审法院认为：本案应由该院管辖，裁定驳回异议。
霍某不服上述裁定，向本院提出上诉，认为：案件影响重大。
本院认为：上诉理由不成立。依照《中华人民共和国民事诉讼法》第一百七十条的规定，裁定如下：
驳回上诉，维持原裁定。
审判长杨某
二〇三一年××月××日
"""
DECISION = """中华人民共和国最高人民法院
再审决定书
（2034）刑监字第71号
原审自诉人申望舒诉被告人温某某、江汀侵占罪一案，不服辽宁省高级人民法院（2033）辽刑监字第7号驳回申诉通知，向本院提出申诉。
本院经审查认为，温某某、江汀的申诉符合规定。依照《中华人民共和国刑事诉讼法》第二百四十三条第二款的规定，决定如下：
指令辽宁省高级人民法院再审。
二〇三四年六月十五日
"""


def own(document: Document) -> dict[SectionRole, str]:
    return {s.role: document.text[s.start : s.end] for s in document.sections if not s.instance}


@pytest.mark.parametrize(
    ("text", "procedure", "cause", "parties"),
    [
        (ADMINISTRATIVE, Procedure.SECOND, "行政处罚", ["鹭洲餐饮有限公司", "云溪区市场监督管理局"]),
        (
            ENFORCEMENT,
            Procedure.ENFORCEMENT,
            "金融借款合同纠纷",
            ["陈某", "山岚银行股份有限公司深圳分行", "青芜科技有限公司"],
        ),
        (MEDIATED, Procedure.FIRST, "人身保险合同纠纷", ["周某", "长庚保险股份有限公司"]),
        (JURISDICTION, Procedure.JURISDICTION, "股权转让纠纷", ["霍某", "苇湖水利有限公司"]),
        (DECISION, Procedure.RETRIAL_REVIEW, "侵占罪", ["申望舒", "温某某", "江汀"]),
    ],
)
def test_papers_of_other_procedures(text: str, procedure: Procedure, cause: str, parties: list[str]) -> None:
    document = parse_text(text)
    assert (document.procedure, document.cause) == (procedure, cause)
    assert [p.name for p in document.parties] == parties
    assert all(document.text[p.start : p.end] == p.name for p in document.parties)


def test_officer_who_appears_ends_no_list_and_is_no_party() -> None:
    assert "出庭负责人李丁" in own(parse_text(ADMINISTRATIVE))[R.PARTIES]


def test_notice_of_remedy_is_no_ruling() -> None:
    parts = own(parse_text(ENFORCEMENT))
    assert parts[R.CLAIMS].startswith("异议人陈某称") and parts[R.RULING] == "驳回异议人陈某的异议请求。"
    assert parts[R.CLOSING].startswith("案外人、当事人对裁定不服")


def test_agreement_is_the_ruling_of_a_mediation_paper() -> None:
    parts = own(parse_text(MEDIATED))
    assert parts[R.RULING].startswith("一、被告于") and "自愿达成" not in parts[R.CLAIMS]


def test_suit_told_before_the_first_instance_is_not_this_courts() -> None:
    parts = own(parse_text(JURISDICTION))
    assert parts[R.CLAIMS].startswith("霍某不服上述裁定") and parts[R.REASONING].startswith("本院认为")


def test_hidden_date_is_not_replaced_by_the_day_of_publication() -> None:
    raw = RawDocument(JURISDICTION, "", "", "crawl", None, {"title": "", "publictime": "2032-01-01"})
    assert parse(raw)[0].date is None


@pytest.mark.parametrize(
    ("title", "names", "charge"),
    [
        (
            "慕容青岚制作、贩卖、传播淫秽物品牟利罪请示刑事决定书",
            ["慕容青岚"],
            "制作、贩卖、传播淫秽物品牟利罪",
        ),
        (
            "霍砚舟、白鹿鸣、甘露等非法买卖制毒物品罪请示刑事决定书",
            ["霍砚舟", "白鹿鸣", "甘露"],
            "非法买卖制毒物品罪",
        ),
        ("柳絮隐瞒、掩饰犯罪所得、犯罪所得收益罪刑事决定书", ["柳絮"], "隐瞒、掩饰犯罪所得、犯罪所得收益罪"),
    ],
)
def test_accused_and_charge_from_a_title(title: str, names: list[str], charge: str) -> None:
    head = "中华人民共和国最高人民法院\n刑事决定书\n（2031）刑他字第5号\n"
    text = head + "本院决定如下：\n由甲市中级人民法院审判。\n二〇三一年六月一日"
    document = parse(RawDocument(text, "", "", "crawl", None, {"title": title}))[0]
    assert [p.name for p in document.parties] == names and document.cause == charge


RUN_TOGETHER = (
    "北京市第二中级人民法院民事判决书(2032)京02民终8888号上诉人(原审被告)：砚池投资管理有限公司，住所地北京市东城区。"
    "法定代表人：钱一，总经理。委托诉讼代理人：孙二，北京远山律师事务所律师。被上诉人(原审原告)：李梅，女，1968年9月9日出生，住北京市。"
    "上诉人砚池投资管理有限公司因与被上诉人李梅委托理财合同纠纷一案，不服北京市东城区人民法院(2031)京0101民初7777号民事判决，向本院提起上诉。"
    "砚池投资管理有限公司上诉请求：撤销一审判决。李梅辩称，同意一审判决。李梅向一审法院起诉请求：返还投资款50万元。"
    "一审法院认定事实：2029年1月双方签订合同。一审法院认为，合同有效。判决：一、返还50万元。二审中，当事人没有提交新证据。"
    "本院对一审查明的事实予以确认。本院认为，一审判决正确。依照《中华人民共和国民事诉讼法》第一百七十七条第一款第一项规定，判决如下："
    "驳回上诉，维持原判。二审案件受理费8800元，由砚池投资管理有限公司负担。本判决为终审判决。审判长吴九二〇三二年五月五日书记员冯小"
)


def test_text_without_any_line_break() -> None:
    document = parse_text(RUN_TOGETHER)
    assert [(p.name, p.role) for p in document.parties] == [
        ("砚池投资管理有限公司", "上诉人(原审被告)"),
        ("李梅", "被上诉人(原审原告)"),
    ]
    parts = own(document)
    assert parts[R.CLAIMS].startswith("砚池投资管理有限公司上诉请求") and parts[R.CLAIMS].endswith(
        "同意一审判决。"
    )
    assert parts[R.FACTS].startswith("二审中") and parts[R.RULING].startswith("驳回上诉")
