"""Further corners of a .docx in which words can be planted."""

import io
from collections.abc import Callable

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Cm
from PIL import Image
from PIL.PngImagePlugin import PngInfo

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _style_name(docx: Docx, text: str) -> None:
    style = docx.styles.add_style(text, WD_STYLE_TYPE.PARAGRAPH)
    docx.add_paragraph("正文。", style=style)


def _numbering(docx: Docx, text: str) -> None:
    made = (
        f'<w:abstractNum {_W} w:abstractNumId="91"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
    )
    docx.part.numbering_part.element.insert(0, parse_xml(made))


def _image_data(docx: Docx, text: str) -> None:
    told, image = PngInfo(), io.BytesIO()
    told.add_itxt("Title", text)
    Image.new("RGB", (4, 4), "white").save(image, "PNG", pnginfo=told)
    image.seek(0)
    docx.add_picture(image, width=Cm(1))


def _vertical(docx: Docx, text: str) -> None:
    run = docx.add_paragraph().add_run()
    for char in text:
        run.add_text(char)
        run.add_break()


def _split_cells(docx: Docx, text: str) -> None:
    table = docx.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = text[:-1], text[-1:]


def _table_caption(docx: Docx, text: str) -> None:
    table = docx.add_table(rows=1, cols=1)
    table._tbl.tblPr.append(parse_xml(f'<w:tblCaption {_W} w:val="{text}"/>'))


def _chart(docx: Docx, text: str) -> None:
    space = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    body = (
        f"<c:chartSpace {space}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>{text}</a:t></a:r></a:p></c:rich></c:tx>"
        "</c:title></c:chart></c:chartSpace>"
    )
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    part = Part(PackURI("/word/charts/chart1.xml"), kind, body.encode(), docx.part.package)
    docx.part.relate_to(part, RELATIONSHIP_TYPE.CHART)


def _doc_variable(docx: Docx, text: str) -> None:
    made = f'<w:docVars {_W}><w:docVar w:name="client" w:val="{text}"/></w:docVars>'
    docx.settings.element.append(parse_xml(made))


PLACES: dict[str, Callable[[Docx, str], None]] = {
    "style_name": _style_name,
    "numbering": _numbering,
    "image_data": _image_data,
    "vertical": _vertical,
    "split_cells": _split_cells,
    "table_caption": _table_caption,
    "chart": _chart,
    "doc_variable": _doc_variable,
}
