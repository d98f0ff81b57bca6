"""Documents for print: one description of what stands on the paper, written as .docx and as .pdf."""

from search_api.papers.blocks import Contents, Heading, Paper, Paragraph, Table
from search_api.papers.docx import to_docx
from search_api.papers.fonts import NoChineseFont
from search_api.papers.pdf import to_pdf

__all__ = ["Contents", "Heading", "NoChineseFont", "Paper", "Paragraph", "Table", "to_docx", "to_pdf"]
