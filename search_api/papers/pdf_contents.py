"""The table of contents of a PDF: drawn last on pages kept free for it, with the pages on which the headings came to stand."""

from collections.abc import Sequence
from math import ceil

from fpdf import FPDF
from fpdf.outline import OutlineSection

from search_api.papers.blocks import Contents, printable
from search_api.papers.lines import broken

_SIZE, _LINE = 11, 8.0
"""Points; millimetres."""
_NUMBER = 14.0
"""Millimetres at the end of a line that are kept for the page number."""
_HEAD = 22.0
"""Millimetres that the heading takes."""


def contents(pages: FPDF, block: Contents, lines: Sequence[str], head: str, font: str) -> None:
    """Begin a page, keep as many pages free as the entries need, and go on after them."""
    pages.add_page()
    pages.set_font(head, size=16)
    pages.cell(pages.epw, 10, block.heading, align="C", new_x="LMARGIN", new_y="NEXT")
    pages.ln(_HEAD - 10)
    pages.set_font(font, size=_SIZE)
    room = pages.epw - _NUMBER
    count = sum(len(broken(printable(text), room, pages.get_string_width)) for text in lines)
    usable = pages.h - pages.t_margin - pages.b_margin
    needed = max(1, ceil((count * _LINE + _HEAD) / (usable - _LINE)))
    after = list(lines)

    def draw(made: FPDF, outline: list[OutlineSection]) -> None:
        made.set_x(made.l_margin)
        listed = [item for item in outline if item.level == 0][-len(after) :] if after else []
        for item in listed:
            _entry(made, item, font)

    pages.insert_toc_placeholder(draw, pages=needed)


def _entry(made: FPDF, item: OutlineSection, font: str) -> None:
    made.set_font(font, size=_SIZE)
    link = made.add_link(page=item.page_number)
    *before, last = broken(item.name, made.epw - _NUMBER, made.get_string_width)
    for line in before:
        made.cell(made.epw, _LINE, line, new_x="LMARGIN", new_y="NEXT", link=link)
    number = str(item.page_number)
    free = made.epw - made.get_string_width(last) - made.get_string_width(number) - 4 * made.c_margin
    dots = "." * max(0, int(free / made.get_string_width(".")))
    y = made.get_y()
    made.cell(made.epw, _LINE, last, link=link)
    made.set_xy(made.l_margin, y)
    made.cell(made.epw, _LINE, f"{dots} {number}", align="R", new_x="LMARGIN", new_y="NEXT", link=link)
