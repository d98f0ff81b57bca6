"""Papers as Word documents: Chinese fonts by name, real headings, numbered tables, page numbers."""

import io
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from search_api.papers.blocks import (
    Block,
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
from search_api.papers.docx_contents import Marks, contents

SONG, HEI, KAI, LATIN = "宋体", "黑体", "楷体", "Times New Roman"
_ALIGNED = {
    "flush": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_WIDTH_CM = 15.6
"""Between the margins of an A4 page."""
_WHOLE = 400
"""Characters up to which a table row is kept on one page."""


def to_docx(paper: Paper) -> bytes:
    """The paper as .docx."""
    document = Document()
    _page(document)
    _styles(document, paper.language)
    _head(document, paper)
    _blocks(document, paper)
    _footer(document, printable(paper.footer))
    document.sections[0].different_first_page_header_footer = paper.cover
    document.core_properties.title = printable(paper.title)[:250]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = paper.language
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _head(document: Any, paper: Paper) -> None:
    lines = cover_lines(printable(paper.title)) if paper.cover else [printable(paper.title)]
    title = document.add_paragraph("\n".join(lines), style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if paper.cover:
        title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(170), Pt(60)
        title.paragraph_format.line_spacing = 1.4
        for run in title.runs:
            run.font.size = Pt(cover_size(lines))
    for name, value in paper.facts:
        line = document.add_paragraph(style="Normal")
        line.paragraph_format.first_line_indent = Pt(0)
        if paper.cover:
            line.alignment, line.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(10)
        line.add_run(printable(f"{name}：")).bold = True
        line.add_run(printable(value))


def _blocks(document: Any, paper: Paper) -> None:
    tables, marks, new_page = 0, Marks(), paper.cover
    lines = entries(paper.blocks)
    listed = False
    for block in paper.blocks:
        if isinstance(block, Contents):
            contents(document, block, lines, _WIDTH_CM)
            listed = new_page = True
            continue
        tables += isinstance(block, Table)
        added = _block(document, block, tables)
        if new_page and added is not None:
            added.paragraph_format.page_break_before = True
            new_page = False
        if listed and isinstance(block, Heading) and block.level == 1:
            marks.mark(added)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.7)
    section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.5)


def _styles(document: Any, language: str) -> None:
    for name, font, size in (
        ("Normal", SONG, 12),
        ("Title", HEI, 20),
        ("Heading 1", HEI, 15),
        ("Heading 2", HEI, 13),
        ("Heading 3", KAI, 12),
        ("Quote", KAI, 11),
        ("Caption", HEI, 10.5),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = LATIN, Pt(size)
        style.font.color.rgb, style.font.italic = RGBColor(0, 0, 0), False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), font)
        tongue = OxmlElement("w:lang")
        tongue.set(qn("w:val"), "en-US")
        tongue.set(qn("w:eastAsia"), language)
        style.element.get_or_add_rPr().append(tongue)
    _contents_heading(document)
    for border in document.styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    normal = document.styles["Normal"].paragraph_format
    normal.line_spacing, normal.space_after = 1.5, Pt(3)
    document.styles["Quote"].paragraph_format.left_indent = Cm(0.8)


def _contents_heading(document: Any) -> None:
    """As a heading of level 1, but not in the outline."""
    style = document.styles.add_style("Contents Heading", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.font.size = document.styles["Title"], Pt(16)
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    style.paragraph_format.space_after = Pt(14)


def _block(document: Any, block: Block, number: int) -> Any:
    """Add it; the first paragraph added, ``None`` for a table and for nothing."""
    if isinstance(block, Heading):
        return document.add_heading(printable(block.text), level=min(max(block.level, 1), 3))
    if isinstance(block, Paragraph):
        texts = [text.strip() for text in printable(block.text).split("\n") if text.strip()]
        added = [_paragraph(document, text, block.style) for text in texts]
        return added[0] if added else None
    if isinstance(block, Table):
        _table(document, block, number)
    return None


def _paragraph(document: Any, text: str, style: str) -> Any:
    if style == "quote":
        return document.add_paragraph(text, style="Quote")
    line = document.add_paragraph(style="Normal")
    run = line.add_run(text)
    if style == "note":
        run.font.size = Pt(10)
        line.paragraph_format.line_spacing = 1.25
    elif style in _ALIGNED:
        line.alignment = _ALIGNED[style]
    else:
        line.paragraph_format.first_line_indent = Pt(24)
    return line


def _table(document: Any, block: Table, number: int) -> None:
    caption = document.add_paragraph(printable(f"表{number}　{block.caption}"), style="Caption")
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(block.header), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    for column, share in zip(table.columns, block.widths, strict=True):
        column.width = Cm(_WIDTH_CM * share)
    for at, row in enumerate((block.header, *block.rows)):
        added = table.rows[0] if at == 0 else table.add_row()
        if sum(map(len, row)) <= _WHOLE:
            whole = OxmlElement("w:cantSplit")
            added._tr.get_or_add_trPr().append(whole)
        cells = added.cells
        for cell, text, share in zip(cells, row, block.widths, strict=True):
            cell.width = Cm(_WIDTH_CM * share)
            line = cell.paragraphs[0]
            line.paragraph_format.line_spacing = 1.15
            run = line.add_run(printable(text))
            run.font.size, run.bold = Pt(10), at == 0
    document.add_paragraph().paragraph_format.line_spacing = 0.7


def _footer(document: Any, text: str) -> None:
    line = document.sections[0].footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in (f"{text}　第 " if text else "第 ", "PAGE", " 页，共 ", "NUMPAGES", " 页"):
        if part in ("PAGE", "NUMPAGES"):
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), part)
            run = line.add_run("1")
            run.font.size = Pt(9)
            field.append(run._r)
            line._p.append(field)
        else:
            line.add_run(part).font.size = Pt(9)
