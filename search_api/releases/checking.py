"""Everything that keeps a batch from publication, and what a person should look at."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpora.model import AccessLevel, Document
from corpora.parse.publications import ADDRESSEE
from corpora.redact.leaks import find_leaks
from search_api.releases.cited import Held, statute_findings
from search_api.releases.findings import Finding, Level
from search_api.releases.forms import Form
from search_api.releases.model import CaseContent
from search_api.releases.personal import proposals
from search_api.releases.rules import batch_findings, case_findings

_KINDS = {"date": "日期", "amount": "金额", "place": "地点", "job": "职业", "age": "年龄"}


@dataclass(frozen=True, slots=True)
class Written:
    """A case as it is checked."""

    id: int
    content: CaseContent
    source: Document | None
    """What it was drafted from, as it is; ``None`` for a text of one's own or a source that is gone."""
    document_id: str = ""
    remarks: int = 0
    """Open remarks."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as it is checked."""

    title: str
    number: str
    issuers: Sequence[str]
    preface: str
    form: Form
    cases: Sequence[Written]


def check(batch: Batch, held: Held, published: Mapping[str, str]) -> list[Finding]:
    """Findings, those that block first.

    Args:
        batch: The batch.
        held: Whether the library holds an article or a law.
        published: Number of an earlier edition by the document that is in it.
    """
    found = list(batch_findings(batch.title, batch.number, list(batch.issuers), batch.form, len(batch.cases)))
    for case in batch.cases:
        found += case_findings(case.id, case.content, batch.form)
        for place, text in case.content.places().items():
            found += statute_findings(case.id, place, text, held)
        found += _undecided(case)
        found += _leaks(case, case.content.places(), batch.issuers)
        found += _source(case, published)
    sources = [case.source for case in batch.cases if case.source is not None]
    own = {"batch title": batch.title, "preface": batch.preface}
    for source in sources:
        found += _leaked(None, source, own, batch.issuers, {})
    found += _twice(batch.cases)
    return sorted(found, key=lambda f: f.level is not Level.BLOCK)


def named_texts(
    case: int | None, sources: Sequence[Document], texts: Mapping[str, str], issuers: Collection[str] = ()
) -> list[Finding]:
    """Leaks of any of the sources in the texts of a finished file: title, properties, alternative texts, cells."""
    return [f for source in sources for f in _leaked(case, source, texts, issuers, {})]


def _undecided(case: Written) -> Iterator[Finding]:
    for proposal in proposals(case.content, case.source):
        message = f"“{proposal.text}”建议改为“{proposal.replacement}”，尚未处理。"
        yield Finding.at(
            "redaction_open", Level.BLOCK, case.id, proposal.place, message, proposal.start, proposal.end
        )


def _leaks(case: Written, texts: Mapping[str, str], issuers: Collection[str]) -> Iterator[Finding]:
    if case.source is not None:
        kept = {item.value: item.kind for item in case.content.kept}
        yield from _leaked(case.id, case.source, texts, issuers, kept)


def _leaked(
    case: int | None,
    source: Document,
    texts: Mapping[str, str],
    issuers: Collection[str],
    kept: Mapping[str, str],
) -> Iterator[Finding]:
    parties = {party.name for party in source.parties if party.role != ADDRESSEE}
    for leak in find_leaks(source, texts, officials=True):
        at = (leak.start, leak.end)
        if leak.form == "rare_fact":
            names = "、".join(_KINDS.get(kind, kind) for kind in leak.kind.split("+"))
            message = f"同一句中有来源文书的{names}，可能使人认出当事人：“{_short(leak.text)}”。"
            yield Finding.at("rare_fact", Level.WARN, case, leak.where, message, *at)
        elif leak.of in issuers or (leak.text in kept and leak.of not in parties):
            continue
        elif leak.sure:
            message = f"来源文书中的“{leak.of or leak.text}”仍出现在此处：“{leak.text}”。"
            yield Finding.at("leak", Level.BLOCK, case, leak.where, message, *at)
        else:
            message = f"“{leak.text}”可能指向来源文书中的“{leak.of}”，请核对。"
            yield Finding.at("leak_maybe", Level.WARN, case, leak.where, message, *at)


def _source(case: Written, published: Mapping[str, str]) -> Iterator[Finding]:
    if case.document_id and case.source is None:
        message = "来源文书已不在库中或您无权查看，无法核对姓名是否去除。"
        yield Finding.at("source_gone", Level.BLOCK, case.id, "", message)
    if (
        case.source is not None
        and case.source.access is not AccessLevel.PUBLIC
        and not case.content.consent.given
    ):
        message = "来源是不公开的调解记录，须先登记当事人同意或公开批准。"
        yield Finding.at("consent_missing", Level.BLOCK, case.id, "consent", message)
    if case.source is not None and case.source.access is AccessLevel.REDACTED:
        message = "来源记录仅以脱敏件供您查看，真实姓名无从比对；请由记录所属机构的人员再核对一次。"
        yield Finding.at("source_redacted", Level.WARN, case.id, "", message)
    if case.document_id in published:
        message = f"同一案件已在“{published[case.document_id]}”发布过。"
        yield Finding.at("published_before", Level.WARN, case.id, "", message)
    if case.remarks:
        message = f"还有{case.remarks}条批注未处理。"
        yield Finding.at("remarks_open", Level.WARN, case.id, "", message)


def _twice(cases: Sequence[Written]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for case in cases:
        if case.document_id and case.document_id in seen:
            message = "同一来源文书在本批中出现两次。"
            yield Finding.at("twice", Level.BLOCK, case.id, "", message)
        seen.setdefault(case.document_id, case.id)


def _short(text: str, most: int = 60) -> str:
    plain = text.strip()
    return plain if len(plain) <= most else plain[:most] + "……"
