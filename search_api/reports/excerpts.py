"""What a report takes from a document, cut at sentence ends and redacted where the document is not public."""

import re

from corpora.model import AccessLevel, Document, Kind, SectionRole
from corpora.redact.record import redacted_twin
from indexer.profiles import facts_text
from search_api.reports.model import ReportCase, Tier
from search_api.retrieval.fields import field_names
from search_api.retrieval.rows import tier_of
from search_api.retrieval.similarity import statute_label

WITHHELD = "不公开的调解记录（内容不予摘录）"
"""Title of a record of which nothing may be quoted."""
HOLDING, FACTS, FOCUS = 900, 260, 300
"""Most code points of each excerpt."""
_END = re.compile(r"[。！？；]")
_LABEL = re.compile(r"【[^】]{2,12}】")
_OPINION = re.compile(r"本院(?:经审查)?认为[，,：:]?")


def short(text: str, most: int) -> str:
    """The beginning of a text up to a sentence end, with … when something was left out."""
    text = re.sub(r"\s*\n\s*", "\n", text).strip()
    if len(text) <= most:
        return text
    ends = [found.end() for found in _END.finditer(text, 0, most)]
    return text[: ends[-1]] + "……" if ends and ends[-1] > most // 3 else text[:most] + "……"


def holding(document: Document) -> tuple[str, str]:
    """裁判要点 of a document and the Chinese name of the part it is cut from; two empty texts when there is none."""
    roles = (SectionRole.ABSTRACT, SectionRole.REASONING, SectionRole.RULING)
    if document.kind is Kind.MEDIATION:
        roles = (SectionRole.ABSTRACT, SectionRole.RULING, SectionRole.SIGNIFICANCE)
    for role in roles:
        own = [s for s in document.sections if s.role is role and not s.instance]
        text = "\n".join(document.text[s.start : s.end] for s in own).strip()
        if role is SectionRole.REASONING and (found := _OPINION.search(text)):
            text = text[found.end() :]
        text = _without_heading(text, own[0].heading if own else "")
        if text:
            return short(text, HOLDING), field_names().section(role.value)
    return "", ""


def focus(document: Document) -> str:
    """争议焦点 as the document states it; empty when it does not."""
    return short("；".join(document.text[s.start : s.end].strip("；。 \n") for s in document.focus), FOCUS)


def laws(document: Document) -> str:
    """The articles a document cites, each once."""
    return "、".join(dict.fromkeys(statute_label(s.key) for s in document.statutes if s.article is not None))


def report_case(document: Document, note: str = "") -> ReportCase:
    """A case of the library as it enters a report.

    A confidential record is redacted as a whole, organisations too, before anything is cut from it, so that a name
    is known in every excerpt; where a name would still stand afterwards, nothing of the record is quoted.
    """
    public = document.access is AccessLevel.PUBLIC
    shown = _shown(document)
    text, source = holding(shown) if shown else ("", "")
    tier: Tier = tier_of(document).value
    return ReportCase(
        document_id=document.id,
        title=(shown.title if shown else WITHHELD)[:1000],
        kind=field_names().value_label("kind", document.kind.value),
        case_number=document.case_number if public else "",
        court=document.court.name if document.court and public else "",
        date=document.date.isoformat() if document.date else "",
        tier=tier,
        effective=document.effective,
        holding=text,
        holding_source=source,
        facts=short(_without_heading(facts_text(shown), ""), FACTS) if shown else "",
        focus=focus(shown) if shown else "",
        law=laws(document),
        note=note,
        restricted=not public,
        fictional=document.fictional,
    )


def _shown(document: Document) -> Document | None:
    """What may be quoted: a public document, or the redacted twin; ``None`` where no twin can be trusted."""
    if document.access in (AccessLevel.PUBLIC, AccessLevel.REDACTED):
        return document
    return redacted_twin(document, document.id)


def _without_heading(text: str, heading: str) -> str:
    """The text without its heading line, such as 【裁判要点】."""
    first, _, rest = text.partition("\n")
    named = bool(heading) and _bare(first) == _bare(heading)
    return rest.strip() if rest.strip() and (named or _LABEL.fullmatch(first.strip())) else text.strip()


def _bare(line: str) -> str:
    return line.strip("【】[]# 　：:")
