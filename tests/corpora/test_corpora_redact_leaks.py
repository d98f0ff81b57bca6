"""Leaks of a source in texts made from it: every form of a name, numbers, and facts that meet."""

import pytest

from corpora.model import Document, Kind
from corpora.parse import parse_text
from corpora.redact.known import secrets_of
from corpora.redact.leaks import find_leaks
from corpora.redact.rare import places_of

RECORD = """案件编号：青调〔2024〕第067号
调解组织：青溪金融纠纷调解中心
调解员：蓝畹秋（主持）
申请人：柴玉洁，曾用名柴小玉，女，住青溪市临波区长河路18号3幢502室，电话13800138000
被申请人：砚石投资顾问有限公司青溪分公司
受理日期：2024年5月13日
请求金额：128,356元

【基本案情】
柴玉洁于2023年11月2日与砚石公司签订服务协议，付款128,356元。
"""


@pytest.fixture(scope="module")
def source() -> Document:
    return parse_text(RECORD, kind=Kind.MEDIATION)


@pytest.mark.parametrize(
    ("text", "form", "kind"),
    [
        ("柴玉洁与某公司", "full", "person"),
        ("柴 玉 洁", "full", "person"),
        ("柴·玉·洁_定稿", "full", "person"),
        ("柴\u200b玉\u200b洁", "full", "person"),
        ("柴\u3000玉洁", "full", "person"),
        ("柴小玉来电", "alias", "person"),
        ("柴*洁", "covered", "person"),
        ("玉洁表示同意", "given", "person"),
        ("蓝畹秋主持", "full", "mediator"),
        ("砚石投资顾问有限公司", "short", "organisation"),
        ("砚石投顾", "short", "organisation"),
        ("砚 石 公 司", "short", "organisation"),
        ("青调[2024]第067号", "number", "case_number"),
        ("１３８００１３８０００", "number", "phone"),
        ("138-0013-8000", "number", "phone"),
        ("青溪市临波区长河路18号3幢502室", "address", "address"),
    ],
)
def test_every_form_is_found(source: Document, text: str, form: str, kind: str) -> None:
    (leak, *_) = find_leaks(source, {"title": text})
    assert (leak.where, leak.form, leak.kind) == ("title", form, kind)
    assert text[leak.start : leak.end] == leak.text
    assert leak.sure == (form not in ("covered", "given", "core"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "某投资咨询公司退还服务费",
        "申请人柴某与某公司和解",
        "调解结果：退还八成",
        "2024年调解案件统计",
        "3月6日",
    ],
)
def test_a_clean_text_has_no_leak(source: Document, text: str) -> None:
    assert find_leaks(source, {"body": text}) == []


def test_places_are_named_and_sure_ones_come_first(source: Document) -> None:
    leaks = find_leaks(
        source, {"body": "玉洁同意。", "file": "柴玉洁.docx", "cell 3": "砚石公司", "alt": "签字页"}
    )
    assert [(leak.where, leak.sure) for leak in leaks] == [("file", True), ("cell 3", True), ("body", False)]


def test_of_overlapping_forms_the_longest_is_told(source: Document) -> None:
    leaks = find_leaks(source, {"body": "砚石投资顾问有限公司青溪分公司"})
    assert [leak.text for leak in leaks] == ["砚石投资顾问有限公司青溪分公司"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("某投资者于2023年11月2日付款128,356元。", "date+amount"),
        ("当事人付款12.8356万元。", "amount"),
        ("青溪市某投资者于2023年11月2日签约。", ""),
        ("临波区某投资者于2023年11月2日签约。", "date+place"),
        ("付款12万元。", ""),
        ("2023年11月2日签约。付款的事另说。", ""),
    ],
)
def test_facts_that_meet_are_hinted_at(source: Document, text: str, kinds: str) -> None:
    found = [leak.kind for leak in find_leaks(source, {"body": text}) if leak.form == "rare_fact"]
    assert found == ([kinds] if kinds else [])
    assert all(not leak.sure for leak in find_leaks(source, {"body": text}))


def test_several_sources_and_officials() -> None:
    first = parse_text("原告：周小满，男。\n审判员　陈大寒\n", kind=Kind.JUDGMENT)
    second = parse_text("原告：吴小暑，男。\n", kind=Kind.JUDGMENT)
    texts = {"body": "周小满、吴小暑、陈大寒"}
    assert {leak.of for leak in find_leaks([first, second], texts)} == {"周小满", "吴小暑"}
    assert {leak.of for leak in find_leaks([first], texts, officials=True)} == {"周小满", "陈大寒"}


def test_masked_names_of_the_source_are_no_secret() -> None:
    document = parse_text("原告：周某，男。证人吴某甲。\n", kind=Kind.JUDGMENT)
    assert not [secret for secret in secrets_of(document) if secret.kind == "person"]


def test_a_given_name_may_end_like_a_cover() -> None:
    document = parse_text("原告：周小辛，男。\n被告：吴长庚，男。证人欧阳乙、周丙。\n", kind=Kind.JUDGMENT)
    assert {s.text for s in secrets_of(document) if s.form == "full" and s.kind == "person"} == {
        "周小辛",
        "吴长庚",
    }
    text = "被告吴长庚赔偿原告周小辛，欧阳乙、周丙作证。"
    assert {leak.of for leak in find_leaks(document, {"body": text}) if leak.sure} == {"周小辛", "吴长庚"}


def test_places_of_a_text() -> None:
    assert places_of("住示范省青禾市云溪区柳巷8号。") >= {"云溪区"}


def test_a_name_like_a_late_cover_is_a_leak_where_nobody_else_is_covered_so() -> None:
    source = parse_text("原告：周小辛，男。\n被告：刘丁，男。证人李某甲在场。\n", kind=Kind.JUDGMENT)
    assert {leak.of for leak in find_leaks(source, {"body": "被告刘丁赔偿原告。"}) if leak.sure} == {"刘丁"}
