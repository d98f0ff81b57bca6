"""Court documents: fields, sections, nesting of quoted instances. All texts are made up."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.model import CourtLevel, Document, DocumentType, Kind, Procedure, SectionRole, Tier
from corpora.parse import parse, parse_text
from corpora.parse.cause import civil_cause
from corpora.readers.raw import RawDocument

R = SectionRole

FIRST = """上海金融法院
民 事 判 决 书
（2031）沪74民初8801号
原告：苏眠舟，男，1980年2月3日出生，汉族，住上海市徐汇区。
委托诉讼代理人：甘若谷，上海远橹律师事务所律师。
被告：云崖仪器股份有限公司，住所地上海市青浦区。
法定代表人：冷秋白，董事长。
第三人：穗川会计师事务所（特殊普通合伙），住所地广州市。
原告苏眠舟与被告云崖仪器股份有限公司（以下简称云崖公司）证券虚假陈述责任纠纷一案，本院于2031年1月5日立案后，依法适用普通程序公开开庭进行了审理。本案现已审理终结。
苏眠舟向本院提出诉讼请求：1.判令云崖公司赔偿投资差额损失56,000元；2.诉讼费用由被告负担。
云崖公司辩称，原告买入与年报无关，请求驳回。
本院经审理认定事实如下：2028年4月20日云崖公司发布年度报告。
另查明，原告共买入2,000股。
本院认为，本案的争议焦点为：虚假陈述是否具有重大性，损失如何计算。本院确认实施日为2028年4月20日，揭露日为2029年6月1日，基准日为2029年7月15日，基准价为8.25元，属于诱多型虚假陈述。依照《中华人民共和国证券法》第八十五条、《中华人民共和国民事诉讼法》第六十七条之规定，判决如下：
一、被告云崖仪器股份有限公司于本判决生效之日起十日内赔偿原告苏眠舟31,000元；
二、驳回原告苏眠舟的其他诉讼请求。
案件受理费1,200元，由被告负担700元，原告负担500元。
如不服本判决，可以在判决书送达之日起十五日内，向本院递交上诉状，上诉于上海市高级人民法院。
审 判 长　　江　屿
审 判 员　　白 露 生
人民陪审员　　单雁
二〇三一年九月八日
书 记 员　　柳絮
"""

SECOND = """上海市高级人民法院
民事判决书
（2032）沪民终990号
上诉人（原审被告）：云崖仪器股份有限公司，住所地上海市青浦区。
委托诉讼代理人：韦行之，上海砚北律师事务所律师。
被上诉人（原审原告）：苏眠舟，男，1980年2月3日出生，住上海市徐汇区。
上诉人云崖仪器股份有限公司因与被上诉人苏眠舟证券虚假陈述责任纠纷一案，不服上海金融法院（2031）沪74民初8801号民事判决，向本院提起上诉。本院依法组成合议庭进行了审理，现已审理终结。
云崖公司上诉请求：撤销一审判决，改判驳回苏眠舟的全部诉讼请求。
苏眠舟辩称，一审判决正确，应予维持。
苏眠舟向一审法院起诉请求：云崖公司赔偿56,000元。
一审法院认定事实：2028年4月20日云崖公司发布年度报告。
一审法院认为，虚假陈述具有重大性。据此，一审法院判决：一、云崖公司赔偿31,000元；二、驳回其他诉讼请求。
本院二审查明的事实与一审法院查明的事实一致，本院予以确认。
本院认为，云崖公司的上诉请求不能成立。依照《中华人民共和国民事诉讼法》第一百七十七条第一款第一项规定，判决如下：
驳回上诉，维持原判。
二审案件受理费600元，由云崖仪器股份有限公司负担。
本判决为终审判决。
审判长　方既白
审判员　苗青
审判员　石磊
二〇三二年三月一日
"""

RULING = """浙江省杭州市西湖区人民法院
民事裁定书
（2030）浙0106民初7701号
原告：钱塘某投资有限公司，住所地杭州市。
被告：霍连城，男，汉族，住杭州市。
原告钱塘某投资有限公司与被告霍连城委托理财合同纠纷一案，本院于2030年3月2日立案。原告于2030年4月9日向本院提出撤诉申请。
本院认为，原告的撤诉申请符合法律规定，应予准许。依照《中华人民共和国民事诉讼法》第一百四十八条第一款规定，裁定如下：
准许原告钱塘某投资有限公司撤诉。
案件受理费50元，由原告负担。
审判员　乔木
二〇三〇年四月十日
书记员　安然
"""

CRIMINAL = """北京市第二中级人民法院
刑事判决书
（2030）京02刑初66号
公诉机关北京市人民检察院第二分院。
被告人莫千里，男，1979年5月6日出生，汉族，大学文化，原系某基金公司交易员。2029年8月1日被逮捕。现羁押于北京市第一看守所。
辩护人梅知远，北京市澄怀律师事务所律师。
北京市人民检察院第二分院以京二分检刑诉〔2030〕5号起诉书指控被告人莫千里犯利用未公开信息交易罪，于2030年2月1日向本院提起公诉。本院依法组成合议庭，公开开庭审理了本案。现已审理终结。
公诉机关指控：2027年至2028年间，被告人莫千里利用职务便利交易股票，获利人民币300万元。
被告人莫千里辩称，其行为不构成犯罪。
经审理查明：2027年3月至2028年1月，被告人莫千里操作他人账户交易股票二十只。
本院认为，被告人莫千里的行为已构成利用未公开信息交易罪。依照《中华人民共和国刑法》第一百八十条第四款之规定，判决如下：
被告人莫千里犯利用未公开信息交易罪，判处有期徒刑三年，并处罚金人民币三百万元。
如不服本判决，可在接到判决书的第二日起十日内上诉于北京市高级人民法院。
审判长　纪晓
二〇三〇年六月三十日
"""


def own(document: Document, role: SectionRole) -> str:
    return "\n".join(
        document.text[s.start : s.end] for s in document.sections if s.role is role and not s.instance
    )


def test_first_instance_fields() -> None:
    document = parse_text(FIRST)
    assert document.kind is Kind.JUDGMENT
    assert document.case_number == "(2031)沪74民初8801号"
    assert document.identifiers == ("(2031)沪74民初8801号",)
    assert document.court is not None and document.court.name == "上海金融法院"
    assert document.court.level is CourtLevel.INTERMEDIATE and document.court.region == "上海"
    assert document.document_type is DocumentType.JUDGMENT
    assert document.procedure is Procedure.FIRST
    assert document.cause == "证券虚假陈述责任纠纷"
    assert document.date == dt.date(2031, 9, 8)
    assert document.outcome == "部分支持"
    assert document.effective is None
    assert document.tier is Tier.COURT
    assert document.dispute_types == ("L01",)
    assert document.warnings == ()


def test_first_instance_people() -> None:
    document = parse_text(FIRST)
    assert [(p.name, p.role, p.is_person) for p in document.parties] == [
        ("苏眠舟", "原告", True),
        ("云崖仪器股份有限公司", "被告", False),
        ("穗川会计师事务所（特殊普通合伙）", "第三人", False),
    ]
    assert all(document.text[p.start : p.end] == p.name for p in document.parties)
    assert document.agents == ("甘若谷",)
    assert document.judges == ("江屿", "白露生", "单雁")


def test_first_instance_sections_cover_the_text_in_order() -> None:
    document = parse_text(FIRST)
    assert [s.role for s in document.sections] == [
        R.HEADER,
        R.PARTIES,
        R.PROCEEDINGS,
        R.CLAIMS,
        R.FACTS,
        R.REASONING,
        R.RULING,
        R.CLOSING,
    ]
    assert own(document, R.CLAIMS).startswith("苏眠舟向本院提出诉讼请求") and "云崖公司辩称" in own(
        document, R.CLAIMS
    )
    assert own(document, R.FACTS).endswith("原告共买入2,000股。")
    assert own(document, R.REASONING).endswith("判决如下：")
    assert own(document, R.RULING).startswith("一、被告") and "案件受理费" not in own(document, R.RULING)


def test_amounts_know_their_section_and_statutes_their_span() -> None:
    document = parse_text(FIRST)
    by_section = {(a.yuan, a.section) for a in document.amounts}
    assert (56000.0, R.CLAIMS) in by_section and (31000.0, R.RULING) in by_section
    assert "证券法#85" in {s.key for s in document.statutes}
    cited = next(s for s in document.statutes if s.key == "证券法#85")
    assert "八十五条" in document.text[cited.start : cited.end]


def test_focus_span() -> None:
    document = parse_text(FIRST)
    assert [document.text[s.start : s.end] for s in document.focus] == [
        "虚假陈述是否具有重大性，损失如何计算"
    ]


def test_second_instance_nests_the_first() -> None:
    document = parse_text(SECOND)
    assert document.procedure is Procedure.SECOND and document.effective is True
    assert document.tier is Tier.HIGH and document.outcome == "维持"
    assert document.case_number == "(2032)沪民终990号"
    assert document.cited_cases == ("(2031)沪74民初8801号",)
    quoted = {s.role: document.text[s.start : s.end] for s in document.sections if s.instance == 1}
    assert quoted[R.FACTS].startswith("一审法院认定事实")
    assert quoted[R.REASONING].startswith("一审法院认为")
    assert quoted[R.RULING].startswith("一、云崖公司赔偿31,000元")
    assert quoted[R.CLAIMS].startswith("苏眠舟向一审法院起诉请求")
    assert own(document, R.FACTS).startswith("本院二审查明")
    assert own(document, R.RULING) == "驳回上诉，维持原判。"
    assert [p.role for p in document.parties] == ["上诉人（原审被告）", "被上诉人（原审原告）"]


def test_quoted_sections_lie_inside_an_outer_one() -> None:
    document = parse_text(SECOND)
    outer = [s for s in document.sections if not s.instance]
    for section in (s for s in document.sections if s.instance):
        assert any(o.start <= section.start and section.end <= o.end for o in outer)


def test_ruling_of_withdrawal() -> None:
    document = parse_text(RULING)
    assert document.document_type is DocumentType.RULING
    assert document.outcome == "准许撤诉"
    assert document.cause == "委托理财合同纠纷"
    assert document.judges == ("乔木",)


def test_criminal_judgment() -> None:
    document = parse_text(CRIMINAL)
    assert document.cause == "利用未公开信息交易罪" and document.outcome == "有罪"
    assert [(p.name, p.role) for p in document.parties] == [("莫千里", "被告人")]
    assert document.agents == ("梅知远",)
    assert own(document, R.FACTS).startswith("经审理查明")
    assert own(document, R.CLAIMS).startswith("公诉机关指控")
    assert document.dispute_types == ()


def test_lost_line_breaks_still_give_the_parts() -> None:
    flat = FIRST.replace("\n", "")
    roles = {s.role for s in parse_text(flat, Kind.JUDGMENT).sections}
    assert {R.PARTIES, R.FACTS, R.REASONING, R.RULING, R.CLOSING} <= roles


def test_the_id_follows_the_case_number_not_the_wrapping() -> None:
    wrapped = FIRST.replace("\n", "\n\n")
    assert parse_text(wrapped).id == parse_text(FIRST).id != parse_text(SECOND).id


def test_what_is_missing_is_said() -> None:
    document = parse_text("甲公司与乙公司的往来说明。", Kind.JUDGMENT)
    assert set(document.warnings) == {"未找到案号", "未找到审理法院", "未找到裁判日期", "未找到裁判主文"}


def test_crawl_layout_takes_title_and_falls_back_to_its_date() -> None:
    text = RULING.replace("二〇三〇年四月十日\n", "")
    fields = {
        "title": "某公司与霍连城委托理财合同纠纷一审民事裁定书",
        "publictime": "2030-05-01",
        "category": "民事",
    }
    (document,) = parse(
        RawDocument(text=text, path="1.txt", layout="crawl", kind=Kind.JUDGMENT, fields=fields)
    )
    assert document.title == fields["title"] and document.date == dt.date(2030, 5, 1)


def test_fields_override_the_text() -> None:
    fields = {
        "title": "示例",
        "dispute_types": "L03,L02",
        "fictional": "true",
        "access": "restricted",
        "owner": "甲中心",
    }
    (document,) = parse(
        RawDocument(text=FIRST, path="a.md", layout="front-matter", kind=Kind.JUDGMENT, fields=fields)
    )
    assert (document.title, document.dispute_types, document.fictional) == ("示例", ("L03", "L02"), True)
    assert (document.access.value, document.owner) == ("restricted", "甲中心")


def test_bare_fact_section() -> None:
    raw = RawDocument(
        text="经审理查明,原告甲x1于2030年借款给被告5万元",
        path="c.json",
        record="7",
        layout="cjrc",
        kind=Kind.JUDGMENT,
        fields={"cause": "民间借贷纠纷"},
    )
    (document,) = parse(raw)
    assert [s.role for s in document.sections] == [R.FACTS]
    assert document.cause == "民间借贷纠纷" and document.warnings == ()


@pytest.mark.parametrize("text", [FIRST, SECOND, RULING, CRIMINAL])
def test_key_parts_survive_full_width_digits(text: str) -> None:
    wide = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert parse_text(wide).case_number == parse_text(text).case_number


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*FIRST.splitlines(), *SECOND.splitlines(), "", "　　", "#"]), max_size=40))
def test_any_mix_of_lines_gives_ordered_sections(lines: list[str]) -> None:
    document = parse_text("\n".join(lines), Kind.JUDGMENT)
    outer = [s for s in document.sections if not s.instance]
    assert all(a.end <= b.start for a, b in zip(outer, outer[1:], strict=False))
    assert all(0 <= s.start < s.end <= len(document.text) for s in document.sections)


@pytest.mark.parametrize(
    ("opening", "cause"),
    [
        ("上诉人甲乙丙有限公司因与被上诉人丁某技术开发合同纠纷一案，不服一审判决。", "技术开发合同纠纷"),
        (
            "再审申请人王小明因与被申请人李某、赵大海合作开发房地产合同纠纷一案，申请再审。",
            "合作开发房地产合同纠纷",
        ),
        (
            "原告东山海运有限公司与被告西水港务局港口货物保管合同纠纷一案，本院立案受理。",
            "港口货物保管合同纠纷",
        ),
    ],
)
def test_cause_is_taken_as_written(opening: str, cause: str) -> None:
    assert civil_cause(opening, "") == cause


def test_several_charges_are_joined() -> None:
    document = parse_text(CRIMINAL.replace("犯利用未公开信息交易罪", "犯利用未公开信息交易罪、内幕交易罪"))
    assert document.cause == "利用未公开信息交易罪、内幕交易罪"


def test_own_confirmation_of_lower_facts_begins_the_facts() -> None:
    text = (
        "东海省高级人民法院\n民事判决书\n（2021）沪民终9号\n上诉人（原审被告）：甲公司。\n被上诉人（原审原告）：乙公司。\n"
        "上诉人甲公司因与被上诉人乙公司买卖合同纠纷一案，不服一审判决，向本院提起上诉。\n"
        "一审法院查明：双方签有合同。\n一审法院认为：合同有效。判决：甲公司付款。\n"
        "甲公司上诉请求：撤销一审判决。\n原审第三人丙公司述称：同意一审判决。\n"
        "一审法院查明的事实有证据佐证，本院予以确认。\n本院另查明：丙公司已注销。\n"
        "根据双方的请求和答辩，本案争议焦点为合同效力。\n本院认为，合同有效。依照《中华人民共和国民法典》第五百零九条，判决如下：\n"
        "驳回上诉，维持原判。\n本判决为终审判决。\n审判长 张三\n二〇二一年三月一日\n"
    )
    begins = {
        section.role: text[section.start :][:6]
        for section in parse_text(text, Kind.JUDGMENT).sections
        if not section.instance
    }
    assert begins[SectionRole.CLAIMS] == "甲公司上诉请"
    assert begins[SectionRole.FACTS] == "一审法院查明"
    assert begins[SectionRole.REASONING] == "根据双方的请"
    assert begins[SectionRole.RULING] == "驳回上诉，维"


def test_gazette_case_keeps_earlier_instances_apart() -> None:
    text = (
        "#甲诉乙买卖合同纠纷案\n【裁判摘要】\n货到应付款。\n原告：甲某，女，30岁。\n被告：乙某，男，40岁。\n"
        "原告甲某因与被告乙某发生买卖合同纠纷，向东海县人民法院提起诉讼。\n原告甲某诉称：货款未付。\n"
        "东海县人民法院一审查明：货已交付。\n东海县人民法院一审认为：应当付款。据此判决：\n乙某付款。\n"
        "乙某不服一审判决，向东海市中级人民法院提起上诉称：货有瑕疵。\n东海市中级人民法院二审查明：货无瑕疵。\n"
        "东海市中级人民法院二审认为：上诉无理。据此判决：\n驳回上诉，维持原判。\n"
    )
    sections = parse_text(text, Kind.REFERENCE).sections
    own = {s.role: text[s.start : s.end] for s in sections if s.instance == 0}
    quoted = {s.role: text[s.start : s.end] for s in sections if s.instance == 1}
    assert own[SectionRole.RULING] == "驳回上诉，维持原判。" and own[SectionRole.CLAIMS].startswith(
        "乙某不服"
    )
    assert quoted[SectionRole.RULING] == "乙某付款。" and quoted[SectionRole.CLAIMS].startswith(
        "原告甲某诉称"
    )


APPEAL = """上海市高级人民法院
民事裁定书
（2031）沪民终84号
上诉人（一审被告）：岚澜商贸有限公司。
被上诉人（一审原告）：甘棠。
"""


def test_appeal_about_jurisdiction_alone_is_told_by_what_was_appealed_and_judged() -> None:
    told = "岚澜商贸有限公司因与甘棠合同纠纷一案，不服上海市第一中级人民法院（2031）沪01民初3号民事裁定，向本院提起上诉。\n"
    objection = (
        "岚澜公司在答辩期内提出管辖权异议。\n"
        "上海市第一中级人民法院认为：该院有管辖权。裁定：驳回岚澜公司对本案管辖权提出的异议。\n"
    )
    ending = (
        "本院认为：一审裁定对管辖的认定正确。依照《中华人民共和国民事诉讼法》第一百七十七条的规定，裁定如下：\n"
        "驳回上诉，维持原裁定。\n"
    )
    assert parse_text(APPEAL + told + objection + ending).procedure is Procedure.JURISDICTION
    merits = told.replace("民事裁定", "民事判决")
    assert parse_text(APPEAL + merits + objection + ending).procedure is Procedure.SECOND


def test_a_word_on_the_procedure_in_the_opening_is_no_reasoning() -> None:
    text = (
        APPEAL
        + "岚澜商贸有限公司与甘棠合同纠纷一案，向本院提起上诉，申请缓交受理费。本院经审查认为，该申请不符合条件。逾期未交。\n"
        "本院认为：上诉人未交受理费。根据《诉讼费用交纳办法》第二十二条的规定，裁定如下：\n本案按自动撤回上诉处理。\n"
    )
    document = parse_text(text)
    reasoning = [text[s.start : s.end] for s in document.sections if s.role is SectionRole.REASONING]
    assert [part.startswith("本院认为：上诉人未交受理费") for part in reasoning] == [True]


def test_a_request_to_withdraw_in_a_paragraph_of_its_own_is_a_claim() -> None:
    text = (
        APPEAL + "上诉人岚澜商贸有限公司与被上诉人甘棠合同纠纷一案，不服一审判决，向本院提起上诉。\n"
        "在本院审理期间，岚澜商贸有限公司以达成和解为由，请求撤回上诉。\n"
        "本院认为，应予准许。依照《中华人民共和国民事诉讼法》第一百八十条的规定，裁定如下：\n准许撤回上诉。\n"
    )
    document = parse_text(text)
    claims = [text[s.start : s.end] for s in document.sections if s.role is SectionRole.CLAIMS]
    assert claims == ["在本院审理期间，岚澜商贸有限公司以达成和解为由，请求撤回上诉。"]
