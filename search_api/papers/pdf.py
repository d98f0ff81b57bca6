"""Papers as PDF files with an embedded Chinese font."""

import logging

from fpdf import FPDF, FontFace
from fpdf.enums import TableBordersLayout

from search_api.papers.blocks import Heading, Paper, Paragraph, Table, printable
from search_api.papers.fonts import chinese_face
from search_api.papers.lines import broken

FONT = "chinese"
_SIZES = {1: 14, 2: 12.5, 3: 11.5}
_MARGIN = 24.0
_CELL = 1.2
"""Millimetres around the text of a cell."""
_ROW_LINES = 36
"""Most lines of a table row."""


class _Pages(FPDF):
    """Pages with a footer."""

    note = ""

    def footer(self) -> None:
        self.set_y(-16)
        self.set_font(FONT, size=8.5)
        before = f"{self.note}　" if self.note else ""
        self.cell(0, 6, f"{before}第 {self.page_no()} 页，共 {{nb}} 页", align="C")


def to_pdf(paper: Paper) -> bytes:
    """The paper as .pdf.

    Raises:
        NoChineseFont: there is no font to embed on this machine.
    """
    face = chinese_face()
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    pages = _Pages(format="A4", unit="mm")
    pages.add_font(FONT, fname=face.path, collection_font_number=face.number)
    pages.set_margins(_MARGIN, 22, _MARGIN)
    pages.set_auto_page_break(True, 22)
    pages.set_title(printable(paper.title))
    pages.set_lang(paper.language)
    pages.note = printable(paper.footer)
    pages.add_page()
    _lines(pages, paper.title, 19, 11, align="C", after=4)
    for name, value in paper.facts:
        _lines(pages, f"{name}：{value}", 10.5, 6.2)
    tables = 0
    for block in paper.blocks:
        if isinstance(block, Heading):
            pages.ln(3)
            if pages.will_page_break(24):
                pages.add_page()
            pages.start_section(printable(block.text), level=block.level - 1, strict=False)
            size = _SIZES[min(max(block.level, 1), 3)]
            _lines(pages, block.text, size, size * 0.62, after=1)
        elif isinstance(block, Paragraph):
            _paragraph(pages, block)
        else:
            tables += 1
            _table(pages, block, tables)
    return bytes(pages.output())


def _lines(
    pages: FPDF,
    text: str,
    size: float,
    height: float,
    *,
    inset: float = 0,
    align: str = "L",
    after: float = 0,
) -> None:
    pages.set_font(FONT, size=size)
    for line in broken(printable(text), pages.epw - inset, pages.get_string_width):
        pages.set_x(pages.l_margin + inset)
        pages.cell(pages.epw - inset, height, line, align=align, new_x="LMARGIN", new_y="NEXT")
    pages.ln(after)


def _paragraph(pages: FPDF, block: Paragraph) -> None:
    size, height, inset = {"body": (11, 7, 0), "note": (9, 5.4, 0), "quote": (10, 6.4, 7)}[block.style]
    for text in printable(block.text).split("\n"):
        if text.strip():
            lead = "　　" if block.style == "body" else ""
            _lines(pages, lead + text.strip(), size, height, inset=inset, after=1)


def _table(pages: FPDF, block: Table, number: int) -> None:
    pages.ln(1)
    if pages.will_page_break(30):
        pages.add_page()
    _lines(pages, f"表{number}　{block.caption}", 10, 6, align="C", after=0.5)
    pages.set_font(FONT, size=9)
    total = sum(block.widths)
    widths = [pages.epw * share / total for share in block.widths]

    def cell(text: str, width: float) -> list[str]:
        room = width - 2 * _CELL - 2 * pages.c_margin - 0.5
        return broken(printable(text), room, pages.get_string_width)

    with pages.table(
        col_widths=tuple(widths),
        line_height=5.2,
        padding=_CELL,
        borders_layout=TableBordersLayout.ALL,
        headings_style=FontFace(fill_color=(238, 234, 224)),
        text_align="L",
        v_align="TOP",
    ) as table:
        for row in (block.header, *block.rows):
            cells = [cell(text, width) for text, width in zip(row, widths, strict=True)]
            # A row that no page can hold goes on in further rows.
            for start in range(0, max(map(len, cells)), _ROW_LINES):
                table.row(["\n".join(lines[start : start + _ROW_LINES]) for lines in cells])
    pages.ln(3)
