"""A batch as a paper: title, issuers, preface, contents, cases in order; letters and papers in the form of their kind."""

import re
from collections.abc import Iterator, Sequence

from search_api.papers import Contents, Heading, Paper, Paragraph
from search_api.papers.blocks import Block, Style
from search_api.releases.forms import Form, SectionForm
from search_api.releases.model import CaseContent

_NUMERALS = "零一二三四五六七八九十"
FICTIONAL = "本批含虚构示例材料，人物、机构与内容均非真实，仅用于演示。"
_PUBLISHED = " 发布"
"""With which the state of an edition ends, after its day."""
_SUBHEAD = re.compile(r"[^。；：:，,？！\d]{2,30}")
"""A line of its own without any stop, as which the heading of a part that went into a section is kept."""
_STYLES: dict[str, Style] = {"plain": "body", "number": "centre", "salutation": "flush", "signature": "right"}


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
    """The batch for print; with several cases or chapters it has a cover and a table of contents.

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
    day = state.removesuffix(_PUBLISHED)
    told = len(cases) == 1 and cases[0].section("number").text == number
    facts = (
        ("发布单位", "、".join(issuers)),
        (form.number_name, "" if told else number),
        ("状态" if day == state else "发布日期", day),
    )
    blocks: list[Block] = []
    chapters = form.chapters and len(cases) == 1
    is_listed = len(cases) > 1 or chapters
    if is_listed:
        blocks.append(Contents())
    if any(case.fictional for case in cases):
        blocks.append(Paragraph(FICTIONAL, "note"))
    if preface.strip():
        blocks += [Heading(form.preface), Paragraph(preface)]
    for at, case in enumerate(cases, 1):
        if chapters:
            blocks += _chapters(case, form)
        else:
            blocks += _case(case, form, f"{form.prefix}{numeral(at)}" if len(cases) > 1 else "", title)
    if sha256:
        blocks.append(Paragraph(f"本批内容校验值（SHA-256）：{sha256}", "note"))
    return Paper(
        title, tuple(fact for fact in facts if fact[1]), tuple(blocks), f"{title}　{number}".strip(), cover=is_listed
    )  # fmt: skip


def _case(case: CaseContent, form: Form, number: str, title: str) -> Iterator[Block]:
    between = "　" if form.prefix else "、"
    if number or case.title != title:
        yield Heading(f"{number}{between}{case.title}" if number else case.title)
    if case.subtitle.strip():
        yield Paragraph(f"——{case.subtitle}", "quote")
    for section in form.sections:
        if text := case.section(section.key).text:
            if section.print == "headed":
                yield Heading(section.heading, 2)
            yield from _said(section, text)


def _chapters(case: CaseContent, form: Form) -> Iterator[Block]:
    """The sections as chapters: 前言 and 结语 without a number, the others 一、, 二、, …."""
    if case.subtitle.strip():
        yield Paragraph(f"——{case.subtitle}", "quote")
    number = 0
    for section in form.sections:
        if text := case.section(section.key).text:
            bare = section.key in ("summary", "ending")
            number += not bare
            yield Heading(section.heading if bare else f"{numeral(number)}、{section.heading}")
            yield from _said(section, text)


def _said(section: SectionForm, text: str) -> Iterator[Block]:
    if section.print == "salutation":
        text = text.rstrip("：: ") + "："
    if section.print == "signature":
        # Enclosures, contact and copies stand to the left, court and day to the right.
        for line in text.split("\n"):
            yield Paragraph(line, "flush" if "：" in line or ":" in line else "right")
        return
    if section.subheads:
        for line in text.split("\n"):
            yield Heading(line, 2) if _SUBHEAD.fullmatch(line) else Paragraph(line)
        return
    yield Paragraph(text, _STYLES.get(section.print, "body"))
