"""White papers and judicial suggestions, from files of every format and by their cues alone. All are made up."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from corpora.identifiers import canonical_identifier, find_identifiers
from corpora.model import Document, Kind, SectionRole
from corpora.parse import parse, parse_text
from corpora.readers import RawDocument, read, read_bytes
from corpora.sample import sample_path
from tests.corpora.test_corpora_readers_formats import pdf

R = SectionRole
LETTER = """望浔市中级人民法院
关于防范场外配资风险的司法建议书
望法建〔2031〕7号
岚澜期货有限公司：
你公司去年起对异常账户逐户回访，成效已经显现。
我院在审理委托理财合同纠纷案件时发现，同一终端频繁切换多个账户下单的情形没有触发预警，客户对账户出借的后果也不了解。
为此，特建议：
一、把终端与账户的对应关系列入每日监测。
二、开户时请客户抄写不得出借账户的提示。
请你公司在两个月内向我院书面反馈。
望浔市中级人民法院
二〇三一年九月十二日
联系人：研究室
抄送：示省证监局。"""
PAPER = """芷汀市中级人民法院
私募基金纠纷审判白皮书
（2029—2030年）
目 录
前言............1
一、审理情况............2
二、问题及成因............3
三、工作建议............5
前言
两年来，全市法院审理的私募基金案件明显增加，本白皮书据此写成。
一、审理情况
两年共收案52件，审结47件，其中判决30件、调解17件。
二、问题及成因
管理人没有做底层资产的现场核查，托管人只看指令形式。
三、工作建议
管理人应按季度披露底层资产的变动，托管人发现异常应当先问后划。
芷汀市中级人民法院
2031年1月15日"""


def _docx(text: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    for line in text.split("\n"):
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()


def _pdf(text: str) -> bytes:
    lines = [line[at : at + 34] for line in text.split("\n") for at in range(0, len(line), 34)]
    return pdf([[(72, 760 - 22 * at, line) for at, line in enumerate(lines)]])


def _read(data: bytes, name: str) -> Document:
    (raw,) = read_bytes(data, name)
    assert isinstance(raw, RawDocument), raw
    (document,) = parse(raw)
    return document


def _text(document: Document, *roles: SectionRole) -> str:
    return "".join(document.section_text(*roles).split())


in_any_format = pytest.mark.parametrize(("suffix", "made"), [
    (".txt", str.encode), (".md", str.encode), (".docx", _docx), (".pdf", _pdf),
])  # fmt: skip


@in_any_format
def test_a_suggestion_of_any_format_is_read(suffix: str, made: Callable[[str], bytes]) -> None:
    document = _read(made(LETTER), f"建议{suffix}")
    assert document.kind is Kind.SUGGESTION
    assert document.title == "望浔市中级人民法院关于防范场外配资风险的司法建议书"
    assert document.identifiers == ("望法建(2031)7号",)
    assert document.date == dt.date(2031, 9, 12)
    assert document.court is not None and document.court.name == "望浔市中级人民法院"
    assert [(p.name, p.role) for p in document.parties] == [("岚澜期货有限公司", "被建议单位")]
    assert document.text[document.parties[0].start : document.parties[0].end] == "岚澜期货有限公司"
    assert "没有触发预警" in _text(document, R.FACTS) and "监测" not in _text(document, R.FACTS)
    advice = _text(document, R.RECOMMENDATION)
    assert "每日监测" in advice and "抄写" in advice and "书面反馈" in advice
    assert "抄送" in _text(document, R.CLOSING)


@in_any_format
def test_a_white_paper_of_any_format_is_read(suffix: str, made: Callable[[str], bytes]) -> None:
    document = _read(made(PAPER), f"白皮书{suffix}")
    assert document.kind is Kind.WHITE_PAPER
    assert document.title == "芷汀市中级人民法院私募基金纠纷审判白皮书（2029—2030年）"
    assert document.court is not None and document.court.name == "芷汀市中级人民法院"
    assert document.extra["issuer"] == "芷汀市中级人民法院"
    assert document.date == dt.date(2031, 1, 15)
    names = [(s.heading, s.role) for s in document.sections]
    assert names == [
        ("", R.HEADER), ("前言", R.ABSTRACT), ("审理情况", R.FACTS), ("问题及成因", R.REASONING), ("工作建议", R.RECOMMENDATION),
    ]  # fmt: skip


def test_both_issuers_of_a_joint_paper_are_told() -> None:
    joint = PAPER.replace("（2029—2030年）", "（2029—2030年）\n芷汀市中级人民法院、示省证监局")
    document = parse_text(joint)
    assert document.extra["issuer"] == "芷汀市中级人民法院、示省证监局"


def test_a_line_that_leads_to_the_advice_may_tell_what_was_found() -> None:
    long = "我院审理案件时发现，你公司对同一终端切换多个账户下单的情形长期没有监测，也没有向客户提示风险，为此，特建议："
    body = LETTER.split("我院在审理")[0] + long + LETTER.partition("特建议：")[2]
    document = parse_text(body)
    assert "长期没有监测" in _text(document, R.FACTS)
    assert "长期没有监测" not in _text(document, R.RECOMMENDATION)


def test_headings_of_a_letter_part_it() -> None:
    body = LETTER.replace("我院在审理", "【发现的问题】\n我院在审理").replace("为此，特建议：", "【建议】")
    assert [s.heading for s in parse_text(body).sections][-2:] == ["发现的问题", "建议"]


@pytest.mark.parametrize(("text", "kind"), [
    ("芷汀市中级人民法院关于印发私募基金纠纷审判白皮书的通知\n各基层法院：\n现印发给你们。", Kind.POLICY),
    ("芷汀市中级人民法院召开白皮书新闻发布会\n会上介绍了情况。", Kind.OTHER),
    ("芷汀市清渠区人民法院\n民事判决书\n(2031)示01民初7号\n原告称法院曾发出司法建议书。\n本院认为，不成立。", Kind.JUDGMENT),
    ("某退费纠纷调解案\n【基本案情】\n客户要求退费。\n【典型意义】\n法院随后发出司法建议书。", Kind.TYPICAL),
])  # fmt: skip
def test_what_only_speaks_of_one_is_something_else(text: str, kind: Kind) -> None:
    assert parse_text(text).kind is kind


def test_without_head_and_tail_nothing_is_filled_in() -> None:
    document = parse_text("退费问题治理白皮书\n一、情况\n共有七件。")
    assert document.kind is Kind.WHITE_PAPER
    assert (document.court, document.date, document.identifiers) == (None, None, ())
    bare = parse_text("关于退费问题的司法建议书\n没有写给谁的一段话。")
    assert bare.kind is Kind.SUGGESTION and bare.parties == ()


def test_numbers_of_suggestions_are_identifiers() -> None:
    assert canonical_identifier("望法建〔2031〕第07号") == "望法建(2031)7号"
    assert canonical_identifier("法建[2031]2号") == "法建(2031)2号"
    (found,) = find_identifiers("见《望法建（2031）7号》。")
    assert (found.start, found.end) == (2, 13)


def test_the_shipped_samples_are_recognised_without_being_told() -> None:
    paths = sorted(Path(sample_path()).glob("white-paper-*")) + sorted(
        Path(sample_path()).glob("suggestion-*")
    )
    assert len(paths) == 4
    for path in paths:
        (raw,) = read(path)
        assert isinstance(raw, RawDocument)
        document = parse_text(raw.text)
        assert document.kind.value == raw.fields["kind"]
        assert document.court and document.date and len(document.sections) >= 5
        assert document.kind is Kind.WHITE_PAPER or (document.identifiers and document.parties)
