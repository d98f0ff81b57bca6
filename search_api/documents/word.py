"""A document as a paper: its own text by section, with how it is cited; nothing is marked in it."""

from corpora.model import Document
from search_api.documents.citation import citation
from search_api.papers import Heading, Paper, Paragraph
from search_api.retrieval.fields import field_names

FOOTER = "由枫桥类案检索导出，文本以原始文书为准"


def document_paper(document: Document) -> Paper:
    """The paper of a document."""
    names = field_names()
    facts = [
        ("文献类型", names.value_label("kind", document.kind.value)),
        ("案号", document.case_number),
        ("法院或机构", document.court.name if document.court else ""),
        ("日期", document.date.isoformat() if document.date else ""),
        ("案由", document.cause),
        ("引用格式", citation(document)),
    ]
    if document.fictional:
        facts.append(("说明", "示例（虚构），并非真实案件"))
    if document.is_gist:
        facts.append(("说明", "要点（非条文原文）"))
    return Paper(
        title=document.title,
        facts=tuple((name, value) for name, value in facts if value),
        blocks=tuple(_blocks(document)),
        footer=FOOTER,
    )


def _blocks(document: Document) -> list[Heading | Paragraph]:
    """Every character of the text, once, in order; headings where sections begin."""
    names = field_names()
    blocks: list[Heading | Paragraph] = []
    at, last = 0, ""
    for section in (s for s in document.sections if not s.instance):
        if section.start < at:
            continue
        blocks += _paragraphs(document.text[at : section.start])
        label = names.section(section.role.value)
        if label != last:
            blocks.append(Heading(label, 2))
        last = label
        blocks += _paragraphs(document.text[section.start : section.end])
        at = section.end
    return blocks + _paragraphs(document.text[at:])


def _paragraphs(text: str) -> list[Heading | Paragraph]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]
