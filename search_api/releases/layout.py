"""A batch as a paper: title, issuers, preface, contents, cases in order."""

from collections.abc import Iterator, Sequence

from search_api.papers import Heading, Paper, Paragraph
from search_api.papers.blocks import Block
from search_api.releases.forms import Form
from search_api.releases.model import CaseContent

_NUMERALS = "零一二三四五六七八九十"
FICTIONAL = "本批含虚构示例案例，人物、机构与案情均非真实，仅用于演示。"


def numeral(number: int) -> str:
    """1 to 99 in Chinese: 一, 十二, 二十."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")


def paper(
    title: str,
    number: str,
    issuers: Sequence[str],
    preface: str,
    form: Form,
    cases: Sequence[CaseContent],
    *,
    state: str,
    sha256: str = "",
) -> Paper:
    """The batch for print.

    Args:
        title: Of the batch.
        number: 批次号.
        issuers: 发布单位.
        preface: 前言.
        form: Of its cases.
        cases: In order.
        state: What is printed under the title, such as 草稿 or the date of publication.
        sha256: Of the edition; empty for a draft.
    """
    facts = (("发布单位", "、".join(issuers)), ("批次", number), ("状态", state))
    blocks: list[Block] = []
    if any(case.fictional for case in cases):
        blocks.append(Paragraph(FICTIONAL, "note"))
    if preface.strip():
        blocks += [Heading("前言"), Paragraph(preface)]
    if len(cases) > 1:
        blocks += [Heading("目录"), *(Paragraph(line) for line in contents(cases))]
    for at, case in enumerate(cases, 1):
        blocks += _case(case, form, at if len(cases) > 1 else 0)
    if sha256:
        blocks.append(Paragraph(f"本批内容校验值（SHA-256）：{sha256}", "note"))
    return Paper(title, tuple(fact for fact in facts if fact[1]), tuple(blocks), f"{title}　{number}".strip())


def contents(cases: Sequence[CaseContent]) -> list[str]:
    """Lines of the table of contents."""
    return [f"案例{numeral(at)}　{case.title}" for at, case in enumerate(cases, 1)]


def _case(case: CaseContent, form: Form, number: int) -> Iterator[Block]:
    yield Heading(f"案例{numeral(number)}　{case.title}" if number else case.title)
    if case.subtitle.strip():
        yield Paragraph(f"——{case.subtitle}", "quote")
    for section in form.sections:
        text = case.section(section.key).text
        if text:
            yield Heading(section.heading, 2)
            yield Paragraph(text)
