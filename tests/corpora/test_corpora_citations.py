"""Statutes cited in a text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.citations import find_statutes, parse_statute

JIYAO = "全国法院民商事审判工作会议纪要"
XUJIA = "最高人民法院关于审理证券市场虚假陈述侵权民事赔偿案件的若干规定"
MINSU = "最高人民法院关于适用《民事诉讼法》的解释"

FORMS: list[tuple[str, list[str]]] = [
    ("《中华人民共和国证券法》第八十五条", ["证券法#85"]),
    ("《中华人民共和国证券法》第八十五条第一款第（二）项、第九十三条", ["证券法#85.1.2", "证券法#93"]),
    ("《证券法》第85条第1款", ["证券法#85.1"]),
    ("证券法第八十五条", ["证券法#85"]),
    ("依据民诉法第112条", ["民事诉讼法#112"]),
    ("中华人民共和国民法典第五百零九条", ["民法典#509"]),
    ("《民法典》第五百零九条第一款、第三款", ["民法典#509.1", "民法典#509.3"]),
    (
        "《民法典》第五百零九条第一款，第五百七十七条，《民事诉讼法》第六十七条",
        ["民法典#509.1", "民法典#577", "民事诉讼法#67"],
    ),
    ("《民法典》第五百七十七条和第五百八十四条之规定", ["民法典#577", "民法典#584"]),
    ("《合同法》第六十条至第六十二条", ["合同法#60", "合同法#61", "合同法#62"]),
    ("九民纪要第七十二至七十四条", [f"{JIYAO}#72", f"{JIYAO}#73", f"{JIYAO}#74"]),
    ("《全国法院民商事审判工作会议纪要》第72-73条", [f"{JIYAO}#72", f"{JIYAO}#73"]),
    ("《劳动合同法》第八十五、八十六条", ["劳动合同法#85", "劳动合同法#86"]),
    ("《刑法》第二百八十七条之二", ["刑法#287-2"]),
    ("刑法第一百八十条第一款、第四款", ["刑法#180.1", "刑法#180.4"]),
    (
        "《刑事诉讼法》第二百二十五条第一款第（一）项、第（三）项",
        ["刑事诉讼法#225.1.1", "刑事诉讼法#225.1.3"],
    ),
    ("《民事诉讼法》第二百条第二项、第六项", ["民事诉讼法#200.None.2", "民事诉讼法#200.None.6"]),
    ("《民事诉讼法》第一百七十条第一款第一项", ["民事诉讼法#170.1.1"]),
    ("《最高人民法院关于适用<中华人民共和国民事诉讼法>的解释》第九十条", [f"{MINSU}#90"]),
    ("《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第九十条", [f"{MINSU}#90"]),
    ("《最高人民法院关于适用《中华人民共和国民事诉讼法》的解释》第九十条", [f"{MINSU}#90"]),
    ("民诉法解释第九十条", [f"{MINSU}#90"]),
    ("最高人民法院《关于适用〈民事诉讼法〉的解释》第九十条", [f"{MINSU}#90"]),
    ("《虚假陈述司法解释》第7条、第8条", [f"{XUJIA}#7", f"{XUJIA}#8"]),
    ("公司法司法解释（三）第十三条", ["最高人民法院关于适用《公司法》若干问题的规定（三）#13"]),
    (
        "《中华人民共和国合同法》若干问题的解释(一)第九条",
        ["最高人民法院关于适用《合同法》若干问题的解释（一）#9"],
    ),
    ("《中华人民共和国公司法》（2018年修正）第二十条第三款", ["公司法#20.3"]),
    ("《中华人民共和国公司法(2018修正)》第二十条", ["公司法#20"]),
    ("《某省道路运输管理办法》(试行)(某政发(2000)19号)第十七条", ["某省道路运输管理办法#17"]),
    ("《中华人民共和国证券法》（以下简称《证券法》）第十条。该法第五条规定。", ["证券法#10", "证券法#5"]),
    (
        "《某省样例交易条例》(以下简称样例条例)第一条。样例条例第二条",
        ["某省样例交易条例#1", "某省样例交易条例#2"],
    ),
    ("《公司法》第三条。同法第四条。", ["公司法#3", "公司法#4"]),
    ("《证券法》第八十五条第二款规定，前款所称", ["证券法#85.2", "证券法#85.1"]),
    ("《证券法》第八十五条规定，前条规定的", ["证券法#85", "证券法#84"]),
    ("《民法典》第五百七十七条“违约的，应当负责”、第五百八十四条“损失”之规定", ["民法典#577", "民法典#584"]),
    ("《 证券法 》第 八十五 条", ["证券法#85"]),
    ("《期货和衍生品法》第四十一条", ["期货和衍生品法#41"]),
    ("反垄断法第五条", ["反垄断法#5"]),
    ("《借款合同》第五条", []),
    ("《公司章程》第八条", []),
    ("第三条约定", []),
    ("合同第六条与第七条", []),
    ("第二条生产线", []),
    ("《证券法》", []),
    ("《证券法》的精神。双方合同第六条", []),
    ("《证券法》第九条。第十条前条规定", ["证券法#9"]),
    ("", []),
]


def _short(text: str, own_law: str | None = None) -> list[str]:
    return [
        f.key + (f".{f.paragraph}" if f.paragraph or f.item else "") + (f".{f.item}" if f.item else "")
        for f in find_statutes(text, own_law)
    ]


@pytest.mark.parametrize(("text", "cited"), FORMS)
def test_citation(text: str, cited: list[str]) -> None:
    assert _short(text) == cited
    assert _short(f"本院认为，依照{text}，判决如下") == cited


def test_own_law() -> None:
    assert _short("违反本法第五条", "证券法") == ["证券法#5"]
    assert _short("违反本法第五条") == []


def test_parse_one() -> None:
    found = parse_statute("证券法第八十五条")
    assert found is not None and found.key == "证券法#85"
    alone = parse_statute("《民诉法》")
    assert alone is not None and alone.law == "民事诉讼法" and alone.article is None
    assert parse_statute("随便什么") is None


def test_span_covers_law_and_article() -> None:
    text = "依照《证券法》第八十五条、第九十三条"
    first, second = find_statutes(text)
    assert text[first.start : first.end] == "《证券法》第八十五条"
    assert text[second.start : second.end] == "第九十三条"


@given(
    st.text(
        alphabet="《》〈〉<>证券法民典第一二三百〇十条款项至、和（）()该本前简称以下0123 -“”的之规定\n",
        max_size=80,
    )
)
def test_never_raises_and_spans_lie_in_the_text(text: str) -> None:
    for found in find_statutes(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.law and "中华人民共和国" not in found.law


def test_time_grows_with_the_text_and_not_faster() -> None:
    part = (
        "经审理查明，双方于某日签订协议。本院认为，依照《中华人民共和国证券法》第八十五条、第九十三条之规定，应予支持。"
        + "案情" * 100
    )

    def took(times: int) -> float:
        text, best = part * times, 60.0
        for _ in range(3):
            began = time.perf_counter()
            assert len(find_statutes(text)) == 2 * times
            best = min(best, time.perf_counter() - began)
        return best

    assert took(4000) < 4 * 3 * took(
        1000
    )  # four times the text; three times as much again for a busy machine


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("《中华人民共和国证券法》第二十五条至二十八条", [25, 26, 27, 28]),
        ("《中华人民共和国行政诉讼法》第五十四条第（二）项第1、第2目和第六十一条第（三）项的规定", [54, 61]),
    ],
)
def test_ranges_without_a_second_mark_and_levels_below_the_item(text: str, articles: list[int]) -> None:
    assert [s.article for s in find_statutes(text)] == articles
