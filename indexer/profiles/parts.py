"""Which text of a document stands for its facts and which for the focus of dispute."""

from corpora.model import Document, SectionRole

CUT = 1_500
"""Code points of facts and of focus that are compared."""


def facts_text(document: Document) -> str:
    """Facts, else claims, else what stands before everything else."""
    for roles in ((SectionRole.FACTS,), (SectionRole.CLAIMS,)):
        text = document.section_text(*roles).strip()
        if text:
            return text[:CUT]
    return "" if document.sections else document.text[:CUT]


def focus_text(document: Document) -> str:
    """争议焦点 spans, then holdings, then reasoning."""
    parts = [document.text[span.start : span.end] for span in document.focus]
    parts += [document.section_text(role) for role in (SectionRole.ABSTRACT, SectionRole.REASONING)]
    parts += ["，".join(document.keywords)]
    return "\n".join(part for part in parts if part.strip())[:CUT]
