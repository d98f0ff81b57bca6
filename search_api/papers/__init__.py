"""Documents for print: one description of what stands on the paper, written as .docx and as .pdf.

The libraries that write them are loaded when the first is written: a start need not wait for them.
"""

from search_api.papers.blocks import Contents, Heading, Paper, Paragraph, Table
from search_api.papers.fonts import NoChineseFont

__all__ = ["Contents", "Heading", "NoChineseFont", "Paper", "Paragraph", "Table", "to_docx", "to_pdf"]


def to_docx(paper: Paper) -> bytes:
    """The paper as .docx."""
    from search_api.papers.docx import to_docx

    return to_docx(paper)


def to_pdf(paper: Paper) -> bytes:
    """The paper as .pdf.

    Raises:
        NoChineseFont: there is no font to embed on this machine.
    """
    from search_api.papers.pdf import to_pdf

    return to_pdf(paper)
