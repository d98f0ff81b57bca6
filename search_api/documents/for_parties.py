"""The page for the parties (给当事人看): redacted, in plain words, without scores or anything of the search."""

import re

from corpora.model import Document, Kind, SectionRole
from indexer.viewer import Viewer
from search_api.cases.parties import party_line
from search_api.cases.sums import claimed, granted, yuan
from search_api.documents.masking import shown_to_parties
from search_api.documents.plain import plain_words
from search_api.frozen import Frozen
from search_api.papers import Heading, Paper, Paragraph
from search_api.retrieval.context import Context
from search_api.retrieval.rules import rule

_R = SectionRole
FACTS, REASONS, RULING = 900, 600, 500
"""Code points of each part, cut at the end of a sentence."""
ARTICLES = 5
NOTICE = "每个案件的事实和证据都不一样。本页只帮助了解类似纠纷是怎样处理的，不预示您的案件会有同样的结果，也不是法律意见。"
PRACTICE = "调解案例是双方自愿协商的结果，不是法院裁判的依据。"
_HEAD = re.compile(r"^\s*【[^】]{2,12}】")
_END = re.compile(r"[。！？；;\n]")
_PROCEDURAL = ("民事诉讼法", "刑事诉讼法", "行政诉讼法")


class PlainRule(Frozen):
    """A rule that the case rests on."""

    label: str
    """The article."""
    text: str
    """Its text or gist; empty when the library holds neither."""
    gist: bool
    """Whether the text says in our own words what the article says (要点，非条文原文)."""


class PlainTerm(Frozen):
    """A legal term of the page in everyday words."""

    term: str
    """The term."""
    plain: str
    """What it means."""


class PartiesPage(Frozen):
    """A case in plain words, with names and numbers taken out."""

    title: str
    """Redacted title."""
    what: str
    """What kind of case it is, in plain words."""
    year: int | None
    """Year of the decision or close."""
    parties: str
    """Kinds of parties, without names."""
    happened: str
    """What happened."""
    dispute: str
    """What the parties argued about; empty when the document does not say."""
    outcome: str
    """How it ended, in one sentence; empty when unknown."""
    result: str
    """The result in the words of the document, redacted."""
    why: str
    """Why, in the words of the document, redacted; empty when it does not say."""
    claimed: str
    """What was claimed; empty when unknown."""
    granted: str
    """What was granted or agreed; empty when unknown."""
    days: int | None
    """Days a mediation took."""
    rules: list[PlainRule]
    """Rules that the case rests on, procedure left out."""
    terms: list[PlainTerm]
    """Legal terms of the page in everyday words."""
    notices: list[str]
    """What the parties must know of this page."""
    fictional: bool
    """Made-up sample material."""


def parties_page(context: Context, document: Document, viewer: Viewer) -> PartiesPage:
    """The page of a document.

    Raises:
        NotToBeShown: a name or number would still be there after redaction.
    """
    shown = shown_to_parties(document)
    words = plain_words()
    happened = _part(shown, FACTS, _R.FACTS, _R.CLAIMS) or _cut(shown.text, FACTS)
    why = _part(shown, REASONS, _R.ABSTRACT, _R.REASONING, _R.SIGNIFICANCE)
    result = _part(shown, RULING, _R.RULING)
    dispute = "；".join(shown.text[s.start : s.end].strip() for s in shown.focus[:3])
    told = "\n".join((happened, why, result, dispute))
    facts = shown.mediation
    return PartiesPage(
        title=shown.title,
        what=words.kinds.get(shown.kind.value, "一份相关文件"),
        year=shown.date.year if shown.date else None,
        parties=party_line(shown),
        happened=happened,
        dispute=dispute,
        outcome=words.outcomes.get(shown.outcome, ""),
        result=result,
        why=why,
        claimed=yuan(claimed(document)),
        granted=yuan(granted(document)),
        days=facts.days if facts else None,
        rules=_rules(context, shown, viewer),
        terms=[PlainTerm(term=g.term, plain=g.plain) for g in words.glossary if g.term in told],
        notices=[NOTICE, *([PRACTICE] if shown.kind is Kind.MEDIATION else [])],
        fictional=shown.fictional,
    )


def parties_paper(page: PartiesPage) -> Paper:
    """The page for print."""
    blocks: list[Heading | Paragraph] = []
    parts = (
        ("发生了什么", page.happened),
        ("争的是什么", page.dispute),
        ("结果怎样", "\n".join(filter(None, (page.outcome, page.result)))),
        ("为什么这样处理", page.why),
    )
    for heading, text in parts:
        if text:
            blocks += [Heading(heading, 1), Paragraph(text)]
    if page.rules:
        blocks.append(Heading("依据的规定", 1))
        for item in page.rules:
            mark = "（要点，非条文原文）" if item.gist else ""
            blocks.append(Paragraph(f"{item.label}{mark}：{item.text}" if item.text else item.label))
    if page.terms:
        blocks.append(Heading("词语解释", 1))
        blocks += [Paragraph(f"{term.term}：{term.plain}") for term in page.terms]
    blocks.append(Heading("请注意", 1))
    blocks += [Paragraph(notice) for notice in page.notices]
    facts = [
        ("这是什么", page.what + ("（示例，虚构）" if page.fictional else "")),
        ("年份", f"{page.year}年" if page.year else ""),
        ("当事人", page.parties),
        ("请求金额", page.claimed),
        ("判决或达成金额", page.granted),
        ("用时", f"{page.days}天" if page.days is not None else ""),
    ]
    return Paper(
        title=page.title,
        facts=tuple((name, value) for name, value in facts if value),
        blocks=tuple(blocks),
        footer="姓名、机构名称和编号已隐去",
    )


def _part(document: Document, most: int, *roles: SectionRole) -> str:
    """The first of the roles that the document has, its own instance only."""
    for role in roles:
        text = "\n".join(
            _body(document.text[s.start : s.end], s.heading)
            for s in document.sections
            if s.role is role and not s.instance
        ).strip()
        if text:
            return _cut(text, most)
    return ""


def _body(text: str, heading: str) -> str:
    """A section without its heading."""
    text = text.strip()
    return _HEAD.sub("", text.removeprefix(heading) if heading else text).strip("：: \n　")


def _cut(text: str, most: int) -> str:
    """The beginning, up to the end of a sentence."""
    text = text.strip()
    if len(text) <= most:
        return text
    ends = [m.end() for m in _END.finditer(text, most // 2, most)]
    return text[: ends[-1] if ends else most].rstrip() + "……"


def _rules(context: Context, document: Document, viewer: Viewer) -> list[PlainRule]:
    keys = dict.fromkeys(
        s.key for s in document.statutes if s.article is not None and not s.law.startswith(_PROCEDURAL)
    )
    found = [rule(context, key, viewer) for key in list(keys)[:ARTICLES]]
    return [PlainRule(label=r.label, text=r.text, gist=r.gist) for r in found]
