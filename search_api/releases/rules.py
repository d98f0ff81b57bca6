"""Length and form of a batch and its cases."""

import re
from collections.abc import Iterator

from search_api.releases.findings import Finding, Level
from search_api.releases.forms import Form, SectionForm
from search_api.releases.model import CaseContent

_ITEMS = re.compile(r"[／/、；;\n]+")
_CASE_NUMBER = re.compile(r"[（(]\d{4}[）)].{2,20}号")


def batch_findings(title: str, number: str, issuers: list[str], form: Form, cases: int) -> Iterator[Finding]:
    """What a batch lacks."""
    if not title.strip():
        yield Finding.at("title_missing", Level.BLOCK, None, "title", "批次缺少标题。")
    if not number.strip():
        yield Finding.at(
            "number_missing", Level.BLOCK, None, "number", f"批次缺少批次号，例如：{form.number_hint}。"
        )
    elif not re.match(form.number, number.strip()):
        message = f"批次号“{number}”不合常用写法（{form.number_hint}）。"
        yield Finding.at("number_form", Level.WARN, None, "number", message)
    if not any(name.strip() for name in issuers):
        yield Finding.at("issuer_missing", Level.BLOCK, None, "issuers", "批次缺少发布单位。")
    if not cases:
        yield Finding.at("no_cases", Level.BLOCK, None, "", f"批次中还没有{form.label}。")


def case_findings(case: int, content: CaseContent, form: Form) -> Iterator[Finding]:
    """What a case lacks, or has too much of."""
    title = content.title.strip()
    if not title:
        yield Finding.at("title_missing", Level.BLOCK, case, "title", f"{form.item}缺少标题。")
    elif not re.match(form.title, title):
        yield Finding.at(
            "title_form", Level.WARN, case, "title", f"{form.title_hint}（现为{len(title)}字）。"
        )
    if found := _CASE_NUMBER.search(title):
        message = "标题中不宜写案号，案号会指向具体当事人。"
        yield Finding.at("title_number", Level.BLOCK, case, "title", message, found.start(), found.end())
    for section in form.sections:
        yield from _section(case, section, content.section(section.key).text)


def _section(case: int, form: SectionForm, text: str) -> Iterator[Finding]:
    length = len("".join(text.split()))
    if not length:
        if form.required:
            yield Finding.at("section_missing", Level.BLOCK, case, form.key, f"“{form.heading}”尚未撰写。")
        return
    if length < form.short:
        message = f"“{form.heading}”只有{length}字，一般不少于{form.short}字。"
        yield Finding.at("section_short", Level.WARN, case, form.key, message)
    if length > form.most:
        message = f"“{form.heading}”有{length}字，超过{form.most}字，请压缩。"
        yield Finding.at("section_long", Level.WARN, case, form.key, message)
    if form.items:
        items = [item for item in _ITEMS.split(text) if item.strip()]
        if len(items) > form.items:
            message = f"“{form.heading}”有{len(items)}个，一般不超过{form.items}个。"
            yield Finding.at("too_many_items", Level.WARN, case, form.key, message)
