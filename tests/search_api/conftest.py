"""A small library of made-up cases."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpora.model import AccessLevel, Document, Kind, Section, SectionRole, Statute, Tier
from corpora.parse import parse_text
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from search_api.retrieval import Searcher

FALSE_STATEMENT = """东海金融法院
民 事 判 决 书
（2021）沪74民初{n}号
原告：{name}，男，住东海市。
被告：云杉科技股份有限公司，住所地东海市。
原告{name}与被告云杉科技股份有限公司证券虚假陈述责任纠纷一案，本院于2021年3月1日立案后，依法审理，现已审理终结。
{name}向本院提出诉讼请求：判令被告赔偿投资差额损失{money}元。
本院经审理认定事实如下：云杉科技在年度报告中虚增利润，构成虚假记载。揭露日为2020年4月28日。{name}在实施日后买入云杉股票，揭露日后卖出。
本院认为，本案的争议焦点为损失与虚假陈述之间是否存在因果关系。被告在年度报告中虚增利润，构成证券虚假陈述，原告在实施日至揭露日之间买入，推定交易因果关系成立。依照《中华人民共和国证券法》第八十五条的规定，被告应当承担赔偿责任。
依照《中华人民共和国证券法》第八十五条之规定，判决如下：
一、被告云杉科技股份有限公司赔偿{name}{money}元。
审判长 丁一
二〇二一年九月{day}日
"""
OTHERS = {
    "j-loan": """北山市中级人民法院
民 事 判 决 书
（2020）云01民终88号
上诉人（原审被告）：某商业银行北山分行。
被上诉人（原审原告）：钱某。
本院经审理认定事实如下：银行理财经理向钱某推介高风险理财产品，未进行风险测评，承诺“保本保息”，到期亏损四十万元。
本院认为，银行未尽适当性义务，未充分揭示风险，应当赔偿本金损失。依照《中华人民共和国民法典》第五百条，判决如下：
驳回上诉，维持原判。
二〇二〇年十二月一日
""",
    "j-margin": """江川市中级人民法院
民 事 判 决 书
（2022）鄂01民初7号
原告：孙某。
被告：江川期货有限公司。
本院经审理认定事实如下：行情剧烈波动，原告保证金不足，期货公司通知追加保证金后强行平仓，原告主张平仓时间不当。
本院认为，期货公司履行了通知义务，强行平仓符合合同约定。依照《中华人民共和国民法典》第五百零九条，判决如下：
驳回原告的诉讼请求。
二〇二二年六月三日
""",
}


def documents() -> list[Document]:
    made = []
    for n, (name, money) in enumerate([("赵某甲", "12000"), ("李某乙", "98000.5"), ("周某丙", "3300")], 1):
        text = FALSE_STATEMENT.format(n=n, name=name, money=money, day="一二三"[n - 1])
        made.append(replace(parse_text(text, Kind.JUDGMENT), id=f"j-false-{n}"))
    for id, text in OTHERS.items():
        made.append(replace(parse_text(text, Kind.JUDGMENT), id=id))
    text = "申请人购买理财产品亏损，与证券公司就适当性义务发生争议。调解员组织双方协商，证券公司补偿两万元。内部代号青松。"
    made.append(
        Document(
            id="m-secret",
            kind=Kind.MEDIATION,
            title="理财亏损调解记录",
            text=text,
            sections=(Section(SectionRole.FACTS, 0, 25), Section(SectionRole.RULING, 25, len(text))),
            tier=Tier.SUPREME,
            access=AccessLevel.RESTRICTED,
            owner="甲调解中心",
            date=dt.date(2023, 5, 1),
        )
    )
    law = "上市公司在信息披露中有虚假记载的，应当按照本条要点承担赔偿责任。"
    made.append(
        Document(
            id="s-85",
            kind=Kind.STATUTE,
            title="证券法第八十五条",
            text=law,
            identifiers=("证券法#85",),
            statutes=(Statute("证券法", 85),),
            date=dt.date(2020, 3, 1),
        )
    )
    return made


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    home: Path = tmp_path_factory.mktemp("library")
    with Workspace.open(home, create=True) as opened:
        opened.library.put(documents(), LOCAL_OWNER)
        opened.sync()
        yield opened


@pytest.fixture(scope="session")
def searcher(workspace: Workspace) -> Searcher:
    return Searcher(workspace)
