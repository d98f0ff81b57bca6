"""Policies by role and use, explanations, originals kept apart, and the laws of redacting twice."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpora.redact import load_policy, policy_names, redact
from corpora.redact.explain import explain, rules
from corpora.redact.found import Group
from corpora.redact.lexicon import lexicon
from corpora.redact.operators import year
from corpora.redact.originals import Originals, OriginalsError, originals_of, restore
from corpora.sample import sample_path

TEXT = (
    "原告：周小满，女，1985年3月2日出生，住示范省青禾市云溪区柳巷8号，电话13812345678。\n"
    "委托诉讼代理人：吴小暑，律师。\n被告：海棠证券股份有限公司。\n法定代表人：郑谷雨，董事长。\n"
    "被害人钱白露、证人孙霜降作证。\n调解员：冯立冬\n审判员　陈大寒\n"
)


@pytest.mark.parametrize(
    ("policy", "kept", "gone"),
    [
        (
            "default",
            ["海棠证券股份有限公司", "陈大寒"],
            ["周小满", "吴小暑", "郑谷雨", "钱白露", "柳巷", "冯立冬"],
        ),
        ("strict", [], ["周小满", "吴小暑", "海棠", "陈大寒", "青禾市", "1985", "冯立冬"]),
        (
            "publication",
            [
                "周小满",
                "吴小暑",
                "郑谷雨",
                "海棠证券股份有限公司",
                "陈大寒",
                "1985年3月2日",
                "示范省青禾市云溪区",
            ],
            ["钱白露", "孙霜降", "柳巷", "13812345678"],
        ),
        ("release", ["1985年××", "云溪区××", "某证券公司"], ["周小满", "陈大寒", "冯立冬", "海棠", "3月2日"]),
        ("consult", ["陈大寒", "1985年××", "某证券公司"], ["周小满", "冯立冬", "海棠", "柳巷"]),
        ("log", ["[人名]", "[机构]", "[住址]"], ["周", "吴小暑", "海棠", "陈大寒", "1985", "5678"]),
        ("numbers", ["周小满", "海棠证券股份有限公司"], ["13812345678", "柳巷", "1985"]),
    ],
)
def test_each_policy_keeps_and_hides(policy: str, kept: list[str], gone: list[str]) -> None:
    text = redact(TEXT, policy).text
    assert all(part in text for part in kept), text
    assert not any(part in text for part in gone), text


def test_every_policy_is_tried_above_and_says_on_what_it_rests() -> None:
    assert set(policy_names()) == {"default", "strict", "publication", "release", "consult", "log", "numbers"}
    publication = load_policy("publication")
    assert publication.basis and not publication.basis_checked
    assert set(publication.people) == {Group.VICTIM, Group.WITNESS}


def test_groups_hold_roles_of_the_lexicon() -> None:
    words = lexicon()
    assert {word for word in words.groups if word != "标题"} <= set(words.roles) | {"执行事务合伙人"}
    assert set(words.groups.values()) == set(Group) - {Group.OTHER}


def test_every_rule_is_named_once_in_code_and_data() -> None:
    folder = Path(str(files("corpora.redact"))) / "recognisers"
    kinds = "person|identity|phone|account|bank_card|plate|birth|documents|online|address|organisation"
    pattern = re.compile(rf'"((?:{kinds})(?:\.[a-z_]+)|plate)"')
    used = {name for file in folder.glob("*.py") for name in pattern.findall(file.read_text("utf-8"))}
    assert used == set(rules())


def test_every_replacement_is_explained_without_the_original() -> None:
    redaction = redact(TEXT, "release")
    told = list(explain(redaction))
    assert [(t.start, t.end) for t in told] == [(r.start, r.end) for r in redaction.replacements]
    first = told[0]
    assert (first.kind, first.recogniser, first.role, first.operator) == (
        "person",
        "person.role",
        "原告",
        "pseudonym",
    )
    for item in told:
        words = f"{item.rule}{item.role}{item.recogniser}{item.replacement}"
        assert TEXT[item.start : item.end] not in words and item.rule


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1985年3月2日", "1985年××"),
        ("1985-03-02", "1985年××"),
        ("一九八五年三月", "一九八五年××"),
        ("3月2日", "××"),
    ],
)
def test_year(date: str, expected: str) -> None:
    assert year(date) == expected


def test_originals_undo_a_redaction_and_nothing_else() -> None:
    names: dict[str, str] = {}
    redaction = redact(TEXT, "strict", names)
    originals = originals_of(TEXT, redaction, "strict", names)
    stored = originals.to_bytes()
    assert restore(redaction.text, Originals.from_bytes(stored)) == TEXT
    assert Originals.from_bytes(stored).pseudonyms["周小满"] == "周某"
    with pytest.raises(OriginalsError, match="changed"):
        restore(redaction.text + " ", originals)
    with pytest.raises(OriginalsError, match="stored originals"):
        Originals.from_bytes(b"{}")


def test_originals_do_not_show_themselves() -> None:
    originals = originals_of(TEXT, redact(TEXT), "default", {"周小满": "周某"})
    shown = f"{originals} {originals!r} {originals.places} {originals.places[0]}"
    assert not any(name in shown for name in ("周小满", "周某", "柳巷", "13812345678"))


_WORDS = (
    "原告：|被告：|法定代表人：|周小满|吴小暑|周某甲|吴××|、|，男，|1985年3月2日|出生|住|身份证号|电话|诉称|与|和|作证|。|\n|"
    "青禾市云溪区柳巷8号|11010519491231002X|13812345678|18×××42|账号|海棠证券股份有限公司|（以下简称海棠证券）|海棠公司|沪A12345|云XXXXXX"
)
PIECES = st.lists(st.sampled_from(_WORDS.split("|")), max_size=25).map("".join)


@settings(max_examples=200, deadline=None)
@given(PIECES, st.sampled_from(policy_names()))
def test_laws_of_every_policy(text: str, policy: str) -> None:
    redaction = redact(text, policy)
    end = 0
    for item in redaction.replacements:
        assert end <= item.start < item.end <= len(text)
        end = item.end
    assert restore(redaction.text, originals_of(text, redaction, policy)) == text


@settings(max_examples=200, deadline=None)
@given(PIECES, st.sampled_from(["default", "strict", "release", "log"]))
@example("11010519491231002X1985年3月2日出生", "default")
@example("11010519491231002X13812345678，11010519491231002X11010519491231002X", "strict")
def test_no_number_and_no_whole_name_is_left(text: str, policy: str) -> None:
    left = redact(text, policy).text
    for number in ("11010519491231002X", "13812345678"):
        alone = rf"(?<![0-9A-Za-z×]){number}(?![0-9A-Za-z×.元万亿份股])"
        assert not re.search(alone, left)
    for name in ("周小满", "吴小暑"):
        if f"原告：{name}，男" in text or f"被告：{name}。" in text:
            assert name not in left


def test_redacting_the_sample_records_twice_changes_nothing() -> None:
    for file in sorted(sample_path().glob("mediation-*.md"))[::6]:
        for policy in ("default", "release"):
            once = redact(file.read_text(encoding="utf-8"), policy).text
            assert redact(once, policy).text == once, (file.name, policy)
