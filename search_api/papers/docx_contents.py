"""The table of contents of a Word document: its lines refer to the headings, so that pages are those of the reader's program."""

from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from search_api.papers.blocks import Contents, printable


class Marks:
    """Names of the headings that the contents refer to, in order of place."""

    def __init__(self) -> None:
        self._made = 0

    def mark(self, heading: Any) -> None:
        """Put the next mark around a heading."""
        self._made += 1
        begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (begin, end):
            element.set(qn("w:id"), str(self._made))
        begin.set(qn("w:name"), _name(self._made))
        first = heading._p.find(qn("w:r"))
        first.addprevious(begin)
        heading._p.append(end)


def contents(document: Any, block: Contents, lines: list[str], width_cm: float) -> None:
    """The heading, and a line with leader and page number for each entry; a new page before and after."""
    head = document.add_paragraph(printable(block.heading), style="Contents Heading")
    head.paragraph_format.page_break_before = True
    for number, text in enumerate(lines, 1):
        line = document.add_paragraph(style="Normal")
        form = line.paragraph_format
        form.tab_stops.add_tab_stop(Cm(width_cm), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        form.left_indent, form.right_indent, form.first_line_indent = Pt(0), Cm(1), Pt(0)
        form.space_after = Pt(4)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _name(number))
        link.append(line.add_run(printable(text))._r)
        link.append(line.add_run("\t")._r)
        for part in _page(number):
            run = line.add_run()
            run._r.append(part)
            link.append(run._r)
        line._p.append(link)
    _fill_on_opening(document)


def _name(number: int) -> str:
    return f"_Toc{number:06d}"


def _page(number: int) -> list[Any]:
    """A PAGEREF field, which programs fill with the page of the heading."""
    parts = []
    for kind in ("begin", "separate", "end"):
        part = OxmlElement("w:fldChar")
        part.set(qn("w:fldCharType"), kind)
        parts.append(part)
    code, shown = OxmlElement("w:instrText"), OxmlElement("w:t")
    code.text, shown.text = f" PAGEREF {_name(number)} \\h ", "…"
    return [parts[0], code, parts[1], shown, parts[2]]


def _fill_on_opening(document: Any) -> None:
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    document.settings.element.insert(0, update)
