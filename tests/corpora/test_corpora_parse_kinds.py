"""Guiding, typical, mediation, penalty, statute, policy documents and their detection. All texts are made up."""

import datetime as dt

import pytest

from corpora.model import AccessLevel, Kind, SectionRole, Tier
from corpora.parse import parse, parse_text
from corpora.readers.raw import RawDocument

R = SectionRole

GUIDING = """### 指导案例901号：闻笛诉岚澜期货有限公司期货经纪合同纠纷案

（最高人民法院审判委员会讨论通过2031年5月6日发布）

关键词

民事/期货经纪合同/强行平仓/通知义务

裁判要点

期货公司强行平仓前未依约通知的，应当承担相应责任。

相关法条

《中华人民共和国期货和衍生品法》第四十一条

基本案情

原告闻笛诉称：被告未通知即平仓，请求赔偿90000元。法院经审理查明：2029年3月双方签订合同。

裁判结果

上海金融法院于2030年8月9日作出（2030）沪74民初777号民事判决：岚澜期货有限公司赔偿闻笛54000元。宣判后双方均未上诉。

裁判理由

法院生效裁判认为：通知义务不因行情急变而免除。

（生效裁判审判人员：甲子明、乙丑生）
"""

TYPICAL = """典型案例：投资者与某证券公司交易系统故障纠纷案
一、基本案情
2030年5月，投资者周某因系统故障无法撤单，损失8000元。
二、争议焦点
免责条款能否适用。
三、调解过程
调解员核对日志，提出方案。
四、调解结果
双方达成协议，公司补偿5000元。
五、典型意义
系统故障的责任应当按过错分担。
"""

MEDIATION = """案件编号：岭调〔2031〕第12号
来源渠道：法院委派
调解组织：岭南某证券纠纷调解中心　　调解员：游方（主持）、司南
调解程序：普通
受理日期：2031年3月1日
结案日期：2031年3月29日
申请人：阮某（普通投资者，女，56岁）
被申请人：栖云证券股份有限公司
请求金额：12.5万元

【基本案情】
阮某称营业部推荐产品与其风险等级不符。

【无争议事实】
双方确认购买日期与金额。

【调解结果】
协议金额：60,000元
已履行金额：60,000元
履行情况：三日内到账
司法确认：未申请
满意度：满意
结案方式：达成协议（书面）
"""

PENALTY = """中国证券监督管理委员会上海监管局行政处罚决定书
沪〔2031〕15号
当事人：白鹭科技股份有限公司，住所：上海市杨浦区。
当事人：崔巍，男，1970年1月出生，时任董事长，住址：上海市。
依据《中华人民共和国证券法》的有关规定，我局对白鹭科技信息披露违法违规行为进行了立案调查、审理。本案现已调查、审理终结。
经查明，当事人存在以下违法事实：
2028年年度报告虚增收入3,000万元。
我局认为，上述行为违反《证券法》第七十八条第二款的规定，构成《证券法》第一百九十七条第二款所述情形。
根据当事人违法行为的事实，依据《证券法》第一百九十七条第二款的规定，我局决定：
一、对白鹭科技股份有限公司责令改正，给予警告，并处以300万元罚款；
二、对崔巍给予警告，并处以100万元罚款。
上述当事人应自收到本处罚决定书之日起15日内，将罚款汇交国库。
2031年7月8日
"""

STATUTE = """# 中华人民共和国示范调解法

2029年1月1日 通过

2031年2月3日 修订

<!-- INFO END -->

## 第一章　总　则

第一条 为了规范示范调解，制定本法。

第二条 本法适用于下列活动：

（一）示范；

（二）依照《中华人民共和国证券法》第九十四条进行的调解。

## 第二章　程　序

第二条之一 调解应当自愿。

第三条　依照本法
第二条规定不予受理的，应当说明理由。
"""


def test_guiding_case() -> None:
    document = parse_text(GUIDING)
    assert document.kind is Kind.GUIDING and document.tier is Tier.GUIDING and document.effective is True
    assert document.identifiers == ("指导案例901号",)
    assert document.keywords == ("民事", "期货经纪合同", "强行平仓", "通知义务")
    assert document.cause == "期货经纪合同纠纷" and document.date == dt.date(2031, 5, 6)
    assert [s.role for s in document.sections] == [
        R.HEADER,
        R.HEADER,
        R.ABSTRACT,
        R.HEADER,
        R.FACTS,
        R.RULING,
        R.REASONING,
    ]
    assert document.judges == ("甲子明", "乙丑生")
    assert document.cited_cases == ("(2030)沪74民初777号",)
    assert document.court is not None and document.court.name == "上海金融法院"


def test_typical_case_is_public() -> None:
    document = parse_text(TYPICAL)
    assert (
        document.kind is Kind.TYPICAL
        and document.access is AccessLevel.PUBLIC
        and document.tier is Tier.PRACTICE
    )
    assert {s.role for s in document.sections} >= {R.FACTS, R.REASONING, R.RULING, R.SIGNIFICANCE}
    assert document.section_text(R.SIGNIFICANCE).endswith("按过错分担。")
    assert [document.text[s.start : s.end] for s in document.focus] == ["免责条款能否适用。"]


def test_mediation_record() -> None:
    document = parse_text(MEDIATION)
    facts = document.mediation
    assert document.kind is Kind.MEDIATION and facts is not None
    assert document.access is AccessLevel.RESTRICTED and document.owner == "岭南某证券纠纷调解中心"
    assert (facts.record_number, facts.channel, facts.procedure) == ("岭调〔2031〕第12号", "法院委派", "普通")
    assert (facts.claimed, facts.agreed, facts.paid) == (125000.0, 60000.0, 60000.0)
    assert (facts.accepted_on, facts.closed_on, facts.days) == (dt.date(2031, 3, 1), dt.date(2031, 3, 29), 28)
    assert facts.mediators == ("游方", "司南") and facts.satisfaction == 4
    assert facts.undisputed_facts == "双方确认购买日期与金额。"
    assert document.outcome == "达成协议" and document.tier is Tier.PRACTICE
    assert [(p.name, p.is_person) for p in document.parties] == [
        ("阮某", True),
        ("栖云证券股份有限公司", False),
    ]


def test_mediation_without_agreement_keeps_its_reason() -> None:
    text = MEDIATION.replace("协议金额：60,000元\n已履行金额：60,000元\n", "").replace(
        "结案方式：达成协议（书面）", "结案方式：期满未成\n不成原因：金额差距过大"
    )
    document = parse_text(text)
    assert document.outcome == "未达成" and document.mediation is not None
    assert document.mediation.agreed is None and document.mediation.failure_reason == "金额差距过大"


def test_ledger_row() -> None:
    fields = {
        "案件编号": "L-7",
        "申请人": "甲某",
        "被申请人": "乙证券公司",
        "请求金额（元）": "8000",
        "结案方式": "和解撤回",
    }
    raw = RawDocument(
        text="\n".join(f"{k}：{v}" for k, v in fields.items()), path="a.csv", layout="ledger", fields=fields
    )
    (document,) = parse(raw)
    assert document.kind is Kind.MEDIATION and document.mediation is not None
    assert document.mediation.claimed == 8000.0 and document.outcome == "和解撤回"


def test_mediation_in_prose() -> None:
    text = (
        "调解案例\n投资者邵某与某期货公司因手续费发生争议，要求退还2万元。\n"
        "经调解员多次沟通，双方于2031年4月2日达成调解协议，公司退还12000元，当日已全部履行。"
    )
    document = parse_text(text, Kind.MEDIATION)
    assert document.mediation is not None
    assert (document.mediation.claimed, document.mediation.agreed) == (20000.0, 12000.0)
    assert document.outcome == "达成协议" and document.date == dt.date(2031, 4, 2)


def test_penalty() -> None:
    document = parse_text(PENALTY)
    assert document.kind is Kind.PENALTY and document.date == dt.date(2031, 7, 8)
    assert document.court is not None and document.court.name == "中国证券监督管理委员会上海监管局"
    assert [p.name for p in document.parties] == ["白鹭科技股份有限公司", "崔巍"]
    assert [s.role for s in document.sections] == [
        R.HEADER,
        R.PARTIES,
        R.PROCEEDINGS,
        R.FACTS,
        R.REASONING,
        R.RULING,
        R.CLOSING,
    ]
    assert document.outcome == "警告、罚款、责令改正"


def test_statute_articles() -> None:
    documents = parse(
        RawDocument(text=STATUTE, path="示范调解法(2031-02-03).md", layout="statute", kind=Kind.STATUTE)
    )
    assert [d.identifiers for d in documents] == [
        ("示范调解法#1",),
        ("示范调解法#2",),
        ("示范调解法#2-1",),
        ("示范调解法#3",),
    ]
    second = documents[1]
    assert second.title == "示范调解法第二条" and second.date == dt.date(2031, 2, 3)
    assert second.extra["chapter"] == "第一章 总 则" and documents[2].extra["chapter"] == "第二章 程 序"
    assert {s.key for s in second.statutes} == {"证券法#94"}
    assert "第二章" not in second.text and documents[3].text.endswith("说明理由。")
    assert len({d.id for d in documents}) == 4


def test_statute_version_is_part_of_the_id() -> None:
    old = parse(
        RawDocument(text=STATUTE, path="示范调解法(2029-01-01).md", layout="statute", kind=Kind.STATUTE)
    )
    new = parse(
        RawDocument(text=STATUTE, path="示范调解法(2031-02-03).md", layout="statute", kind=Kind.STATUTE)
    )
    assert old[0].id != new[0].id and old[0].identifiers == new[0].identifiers


def test_part_of_a_code_may_start_late() -> None:
    text = "# 中华人民共和国示范法典\n\n<!-- INFO END -->\n\n第一千零一条 甲。\n\n第一千零二条 乙。\n"
    documents = parse(RawDocument(text=text, path="后编.md", layout="statute", kind=Kind.STATUTE))
    assert [d.extra["article"] for d in documents] == ["1001", "1002"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (GUIDING, Kind.GUIDING),
        (TYPICAL, Kind.TYPICAL),
        (MEDIATION, Kind.MEDIATION),
        (PENALTY, Kind.PENALTY),
        ("示范管理办法\n第一条 为了规范，制定本办法。\n第二条 本办法自公布之日起施行。", Kind.STATUTE),
        ("关于开展示范工作的通知\n示发〔2031〕3号\n各单位：请遵照执行。", Kind.POLICY),
        ("今天天气很好。", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_detection(text: str, kind: Kind) -> None:
    assert parse_text(text).kind is kind


def test_a_stated_kind_wins() -> None:
    assert parse_text(GUIDING, Kind.OTHER).kind is Kind.OTHER


def test_a_number_before_the_title_is_no_party() -> None:
    text = (
        "关键词\n期货/强行平仓\n裁判要点\n通知在先，平仓在后。\n基本案情\n客户保证金不足。\n裁判结果\n驳回。"
    )
    fields = {"title": "示例指导案例9903号：柳某诉岸北期货有限公司期货强行平仓纠纷案", "kind": "guiding"}
    (document,) = parse(RawDocument(text, "guiding.md", "", "front-matter", Kind.GUIDING, fields))
    assert [party.name for party in document.parties] == ["柳某", "岸北期货有限公司"]


def test_penalty_names_every_party_and_keeps_its_parts_apart() -> None:
    text = PENALTY.replace("当事人：崔巍，男", "崔巍，男").replace(
        "依据《中华人民共和国证券法》", "依据2019年修订的《中华人民共和国证券法》"
    )
    document = parse_text(text)
    assert [p.name for p in document.parties] == ["白鹭科技股份有限公司", "崔巍"]
    parts = {s.role: document.text[s.start : s.end] for s in document.sections}
    assert parts[R.PROCEEDINGS].startswith("依据2019年") and parts[R.RULING].startswith("一、对白鹭科技")
