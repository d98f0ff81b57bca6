"""Query syntax."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.retrieval.syntax import FieldTerm, ParsedQuery, parse_query, render_query

ALPHABET = st.sampled_from(list('"“”「」-－:：, 理财保本案由法院kindyear2020()〔〕\n\t\x00𠮷é'))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ParsedQuery()),
        ("理财  亏损", ParsedQuery("理财 亏损")),
        ('"保本保息" 理财', ParsedQuery("理财", ("保本保息",))),
        ("“保本 保息”理财", ParsedQuery("理财", ("保本 保息",))),
        ("「适当性」", ParsedQuery("", ("适当性",))),
        ("理财 -基金", ParsedQuery("理财", (), ("基金",))),
        ('理财 -"私募 基金"', ParsedQuery("理财", (), ("私募 基金",))),
        ("案由:证券欺诈责任纠纷", ParsedQuery("", (), (), (FieldTerm("cause", "证券欺诈责任纠纷"),))),
        ("法院：上海金融法院 强平", ParsedQuery("强平", (), (), (FieldTerm("court", "上海金融法院"),))),
        ("-kind:statute 强平", ParsedQuery("强平", (), (), (FieldTerm("kind", "statute", True),))),
        ('court:"上海 金融"', ParsedQuery("", (), (), (FieldTerm("court", "上海 金融"),))),
        ("原告：某甲", ParsedQuery("原告：某甲")),
        ("T-bond 合同", ParsedQuery("T-bond 合同")),
        ("- --", ParsedQuery()),
    ],
)
def test_parse(text: str, expected: ParsedQuery) -> None:
    assert parse_query(text) == expected


@pytest.mark.parametrize("text", ['理财 "保本', "“保本", 'a"b'])
def test_unbalanced_quotes_are_tolerated_with_a_note(text: str) -> None:
    parsed = parse_query(text)
    assert not parsed.phrases
    assert "引号" in parsed.notes[0]


def test_running_text_keeps_its_own_quotes_and_colons() -> None:
    story = "公司在年报中称“业绩大增”，后来被查明是虚构的。原告因此买入股票并遭受损失。" * 5
    parsed = parse_query(f'案由：证券纠纷 {story} "揭露日" kind:judgment')
    assert parsed.phrases == ("揭露日",)
    assert parsed.fields == (FieldTerm("kind", "judgment"),)
    assert "业绩大增" in parsed.words and parsed.words.startswith("案由")


@given(st.text(ALPHABET, max_size=60) | st.text(max_size=200))
def test_any_text_is_a_query_and_survives_a_round_trip(text: str) -> None:
    once = parse_query(text)
    again = parse_query(render_query(once))
    assert (again.words, again.phrases, again.excluded, again.fields) == (
        once.words,
        once.phrases,
        once.excluded,
        once.fields,
    )


@given(st.text(ALPHABET, max_size=150), st.text(st.sampled_from("保本理财 甲乙"), min_size=1, max_size=10))
def test_a_quoted_phrase_is_only_added(text: str, phrase: str) -> None:
    if '"' in text.translate(str.maketrans("“”「」", '""""')):
        return
    before, after = parse_query(text), parse_query(f'{text} "{phrase}"')
    assert set(before.phrases) <= set(after.phrases)
    assert (before.words, before.excluded, before.fields) == (after.words, after.excluded, after.fields)
