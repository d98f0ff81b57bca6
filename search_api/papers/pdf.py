"""Papers as PDF files with an embedded Chinese font."""

import logging

from fpdf import FPDF, FontFace
from fpdf.enums import TableBordersLayout

from search_api.papers.blocks import (
    Contents,
    Heading,
    Paper,
    Paragraph,
    Table,
    cover_lines,
    cover_size,
    entries,
    printable,
)
from search_api.papers.fonts import chinese_face, text_face
from search_api.papers.lines import broken
from search_api.papers.pdf_contents import contents

FONT, TEXT = "chinese", "text"
"""Of headings and of running text."""
_SIZES = {1: 14, 2: 12.5, 3: 11.5}
_STYLES: dict[str, tuple[float, float, float]] = {
    "body": (11, 7, 0), "note": (9, 5.4, 0), "quote": (10, 6.4, 7),
}  # fmt: skip
"""Size in points, height of a line and inset in millimetres."""
_ALIGNED = {"centre": "C", "right": "R"}
_KEPT = {1: 44.0, 2: 30.0, 3: 24.0}
"""Millimetres that a heading and the first lines under it take; a page with less left is not begun on."""
_MARGIN = 24.0
_CELL = 1.2
"""Millimetres around the text of a cell."""
_CELL_LINE = 5.2
"""Millimetres of a line in a cell."""
_CAPTION = 14.0
"""Millimetres of a caption of up to two lines."""
_ROW_LINES = 36
"""Most lines of a table row."""


class _Pages(FPDF):
    """Pages with a footer."""

    note = ""
    cover = False

    def footer(self) -> None:
        if self.cover and self.page_no() == 1:
            return
        self.set_y(-16)
        self.set_font(FONT, size=8.5)
        before = f"{self.note}　" if self.note else ""
        self.cell(0, 6, f"{before}第 {self.page_no()} 页，共 {{nb}} 页", align="C")


def to_pdf(paper: Paper) -> bytes:
    """The paper as .pdf.

    Raises:
        NoChineseFont: there is no font to embed on this machine.
    """
    face, text = chinese_face(), text_face()
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    pages = _Pages(format="A4", unit="mm")
    pages.add_font(FONT, fname=face.path, collection_font_number=face.number)
    pages.add_font(TEXT, fname=text.path, collection_font_number=text.number)
    pages.set_margins(_MARGIN, 22, _MARGIN)
    pages.set_auto_page_break(True, 22)
    pages.set_title(printable(paper.title))
    pages.set_lang(paper.language)
    pages.note = printable(paper.footer)
    pages.cover = paper.cover
    pages.add_page()
    _head(pages, paper)
    tables = 0
    for block in paper.blocks:
        if isinstance(block, Contents):
            contents(pages, block, entries(paper.blocks), FONT, TEXT)
        elif isinstance(block, Heading):
            pages.ln(3)
            if pages.will_page_break(_KEPT[min(max(block.level, 1), 3)]):
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


def _head(pages: FPDF, paper: Paper) -> None:
    if not paper.cover:
        _lines(pages, paper.title, 19, 11, align="C", after=4)
        for name, value in paper.facts:
            _lines(pages, f"{name}：{value}", 10.5, 6.2)
        return
    pages.set_y(85)
    lines = cover_lines(printable(paper.title))
    _lines(pages, "\n".join(lines), cover_size(lines) - 1, 15, align="C", after=26)
    for name, value in paper.facts:
        _lines(pages, f"{name}：{value}", 12, 7, align="C", after=2.5)
    if not isinstance(next(iter(paper.blocks), None), Contents):
        pages.add_page()


def _lines(
    pages: FPDF,
    text: str,
    size: float,
    height: float,
    *,
    inset: float = 0,
    align: str = "L",
    after: float = 0,
    font: str = FONT,
) -> None:
    pages.set_font(font, size=size)
    for line in broken(printable(text), pages.epw - inset, pages.get_string_width):
        pages.set_x(pages.l_margin + inset)
        pages.cell(pages.epw - inset, height, line, align=align, new_x="LMARGIN", new_y="NEXT")
    pages.ln(after)


def _paragraph(pages: FPDF, block: Paragraph) -> None:
    size, height, inset = _STYLES.get(block.style, _STYLES["body"])
    for text in printable(block.text).split("\n"):
        if text.strip():
            lead = "　　" if block.style == "body" else ""
            align = _ALIGNED.get(block.style, "L")
            _lines(pages, lead + text.strip(), size, height, inset=inset, align=align, after=1, font=TEXT)


def _table(pages: FPDF, block: Table, number: int) -> None:
    pages.ln(1)
    pages.set_font(TEXT, size=9)
    total = sum(block.widths)
    widths = [pages.epw * share / total for share in block.widths]

    def cell(text: str, width: float) -> list[str]:
        room = width - 2 * _CELL - 2 * pages.c_margin - 0.5
        return broken(printable(text), room, pages.get_string_width)

    rows = [
        [cell(text, width) for text, width in zip(row, widths, strict=True)]
        for row in (block.header, *block.rows)
    ]
    # The caption stays on one page with the header and the first row.
    opening = sum(max(map(len, cells)) * _CELL_LINE + 2 * _CELL for cells in rows[:2])
    if pages.will_page_break(min(_CAPTION + opening, pages.eph - 1)):
        pages.add_page()
    _lines(pages, f"表{number}　{block.caption}", 10, 6, align="C", after=0.5)
    pages.set_font(FONT, size=9)
    with pages.table(
        col_widths=tuple(widths),
        line_height=_CELL_LINE,
        padding=_CELL,
        borders_layout=TableBordersLayout.ALL,
        headings_style=FontFace(fill_color=(238, 234, 224)),
        text_align="L",
        v_align="TOP",
    ) as table:
        for cells in rows:
            # A row that no page can hold goes on in further rows.
            for start in range(0, max(map(len, cells)), _ROW_LINES):
                table.row(["\n".join(lines[start : start + _ROW_LINES]) for lines in cells])
    pages.ln(3)
