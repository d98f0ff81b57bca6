"""Comparison of names: rules on invented names, properties, data of the vocabularies."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.names import load_pairs, measure_names
from experts.names import FactError, Facts, compare, read_facts
from experts.names.compare import RELATIONS
from experts.names.vocabulary import institutions, simplified, spelling, trades

LABELS = Path(__file__).parents[1] / "labels" / "name-pairs.jsonl"


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("中信证券", "中信建投", None),
        ("中信证券股份有限公司", "中信建投证券股份有限公司", None),
        ("工行", "中国工商银行", "short_name"),
        ("工行城东支行", "中国工商银行股份有限公司", "branch"),
        ("中国银行", "中国工商银行", None),
        ("南京银行", "南京证券", None),
        ("岭柏证券股份有限公司", "岭柏期货有限公司", "group_name"),
        ("岭柏证券股份有限公司", "岭柏建材有限公司", None),
        ("岭柏证券股份有限公司", "岭柏证券资产管理有限公司", "subsidiary"),
        ("岭柏证券汀洲营业部", "岭柏证券望浔营业部", "branch"),
        ("岭柏电缆上海分公司", "岭柏电缆有限公司", "branch"),
        ("北京岭柏科技有限公司", "上海岭柏科技有限公司", None),
        ("北京岭柏科技有限公司", "岭柏科技（北京）有限公司", "same"),
        ("岭柏期货（原岭川期货经纪有限公司）", "岭川期货", "former_name"),
        ("岭柏证券有限责任公司", "岭柏证券股份有限公司", "former_name"),
        ("岭柏农商行", "岭柏农村商业银行股份有限公司", "abbreviation"),
        ("*ST岭柏", "岭柏药业股份有限公司", "short_name"),
        ("岭柏成长混合型证券投资基金", "岭柏基金管理有限公司", "manager"),
        ("岭柏期贷有限公司", "岭柏期货有限公司", "same"),
        ("岭柏银杏有限公司", "岭柏银行有限公司", None),
        ("岭柏重机", "岭柏重型机械股份有限公司", "abbreviation"),
        ("汀北岭柏村镇银行股份有限公司", "岭柏银行股份有限公司", "parent"),
        ("岭柏谷雨一号私募基金", "岭柏资产管理有限公司", None),
        ("岭柏双利债券型证券投资基金", "岭柏基金", "manager"),
        ("被告王芳芳", "王芳芳", "same"),
        ("张伟", "ZHANG Wei", "same"),
        ("张伟律师", "张伟", "same"),
        ("张伟", "张玮", None),
        ("J. Harrow & Co. Ltd", "J Harrow and Company Limited", "same"),
        ("Harrow Bank plc", "Harrow Bank plc Shanghai Branch", "branch"),
    ],
)
def test_names_alone(a: str, b: str, relation: str | None) -> None:
    found = compare(a, b)
    assert found.possible_conflict == (relation is not None)
    if relation:
        assert found.relation == relation


def _facts(*lines: dict[str, str]) -> Facts:
    return Facts.of(lines)


def test_attributes_keep_homonyms_apart_but_not_groups() -> None:
    two = [{"side": "a", "credit_code_tail": "1A2B"}, {"side": "b", "credit_code_tail": "9Z8Y"}]
    assert compare("岭柏贸易有限公司", "岭柏贸易有限公司", _facts(*two)).relation == "homonym"
    assert compare("岭柏贸易有限公司", "岭柏贸易有限公司东城分公司", _facts(*two)).possible_conflict
    owned = {"entity": "岭柏贸易有限公司", "parent": "青原实业有限公司"}
    assert compare("岭柏贸易有限公司", "青原实业有限公司", _facts(*two, owned)).relation == "parent"


def test_a_code_on_one_side_proves_nothing() -> None:
    assert compare("张伟", "张伟", _facts({"side": "a", "id_tail": "1234"})).possible_conflict


def test_one_code_makes_two_spellings_one_person() -> None:
    same = [{"side": "a", "id_tail": "1234"}, {"side": "b", "id_tail": "1234"}]
    assert compare("钱文澜", "钱文岚", _facts(*same)).possible_conflict
    assert not compare("钱文澜", "孙武", _facts(*same)).possible_conflict


def test_a_whole_code_needs_no_alike_name() -> None:
    same = [{"side": s, "credit_code": "91990000MA0EXAMPLE"} for s in ("a", "b")]
    assert compare("岭柏贸易有限公司", "青原实业有限公司", _facts(*same)).possible_conflict


def test_owners_elsewhere_outweigh_a_shared_trade_name() -> None:
    owners = [
        {"entity": "岭柏证券股份有限公司", "controller": "甲原集团有限公司"},
        {"entity": "岭柏期货有限公司", "controller": "乙原集团有限公司"},
    ]
    assert compare("岭柏证券股份有限公司", "岭柏期货有限公司", _facts(*owners)).relation == "homonym"


def test_up_and_down_is_a_group_but_down_and_up_is_not() -> None:
    one = [
        {"entity": "甲支付有限公司", "parent": "丙集团有限公司"},
        {"entity": "乙租赁有限公司", "parent": "丙集团有限公司"},
    ]
    assert compare("甲支付有限公司", "乙租赁有限公司", _facts(*one)).possible_conflict
    joint = [{"entity": "合营贸易有限公司", "parent": name} for name in ("甲支付有限公司", "乙租赁有限公司")]
    assert not compare("甲支付有限公司", "乙租赁有限公司", _facts(*joint)).possible_conflict


NAMES = st.sampled_from(
    ["岭柏证券股份有限公司", "岭柏证券", "岭柏期货有限公司",
     "岭柏证券东门营业部", "青原集团有限公司", "张伟", "张玮",
     "Harrow Bank plc", "岭柏一号私募证券投资基金", "工行", "", "（）", "公司", "岭柏（原名：青原证券公司）"]
) | st.text(max_size=12)  # fmt: skip


@given(NAMES, NAMES)
def test_never_fails_and_looks_the_same_from_both_sides(a: str, b: str) -> None:
    there, back = compare(a, b), compare(b, a)
    assert there.possible_conflict == back.possible_conflict
    assert there.relation in RELATIONS
    assert there.possible_conflict == (there.relation not in ("homonym", "different"))


@given(NAMES.filter(lambda n: n.strip() != ""))
def test_a_name_is_a_conflict_with_itself(name: str) -> None:
    assert compare(name, name).possible_conflict


def test_facts_are_checked(tmp_path: Path) -> None:
    for line, said in [
        ({"entity": "甲"}, "what is known"),
        ({"entity": "甲", "brother": "乙"}, "no relation"),
        ({"side": "c", "birth": "1990"}, '"a" or "b"'),
        ({"entity": "甲", "parent": ["乙"]}, "text"),
    ]:
        with pytest.raises(FactError, match=said):
            Facts.of([line])
    file = tmp_path / "facts.jsonl"
    file.write_text('{"entity": "甲", "parent": "乙"}\nnot json\n', "utf-8")
    with pytest.raises(FactError, match="line 2"):
        read_facts(file)


def test_development_half_stays_told_right() -> None:
    report = measure_names(load_pairs(LABELS, "dev"))
    assert report.pairs == 181
    assert report.recall >= 0.99
    assert report.precision >= 0.99


def test_vocabularies_have_their_shape() -> None:
    names = [name for names in institutions().institutions for name in names]
    assert len(names) == len(set(names))
    registered = {names[0] for names in institutions().institutions}
    assert all(g.name in registered and set(g.parent_of) <= registered for g in institutions().groups)
    assert not set(simplified().values()) & {chr(c) for c in simplified()}
    assert trades().sector("证券资产管理") == "资管"
    assert set(trades().heads) <= set(trades().sectors.values())
    assert all(len(wrong) == len(right) for wrong, right in spelling().misprints.items())


def test_pairs_file_has_two_halves() -> None:
    lines = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    assert len(lines) >= 300
    assert {line["split"] for line in lines} == {"dev", "held"}
