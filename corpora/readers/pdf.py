"""PDF files: text by pypdfium2, ruled tables by pdfplumber, scans by OCR where that extra is installed."""

import io
import logging
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from corpora.model.errors import CorpusError, NeedsOcr, PasswordProtected, TooLarge, TruncatedFile
from corpora.readers import ocr
from corpora.readers.blob import Blob
from corpora.readers.limits import MAX_PDF_BYTES, MAX_PDF_PAGES
from corpora.readers.pdflines import Line, Table, join_pages, page_lines, place_tables
from corpora.readers.raw import RawDocument

_MIN_RULES = 6
"""Path objects on a page from which a ruled table is worth looking for."""
_FEW_CHARACTERS = 10
"""A page with fewer and an image on it is a scan."""

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it reports every odd font, page by page


def read_pdf(blob: Blob) -> Iterator[RawDocument | CorpusError]:
    """One document with ``page_offsets``; pages that are scans come by OCR or as one error naming them."""
    data = blob.data(MAX_PDF_BYTES)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower() or "security" in str(fault).lower():
            raise blob.error(PasswordProtected, "PDF 设有打开密码，请去掉密码后再读") from fault
        raise blob.error(TruncatedFile, "PDF 结构不完整，文件可能被截断或损坏") from fault
    try:
        if len(document) > MAX_PDF_PAGES:
            raise blob.error(TooLarge, f"PDF 有 {len(document)} 页，超过 {MAX_PDF_PAGES} 页的上限")
        pages, scans, broken = _pages(document, data)
        widths = [document.get_page_size(i)[0] if i + 1 not in broken else 0.0 for i in range(len(document))]
    finally:
        document.close()
    if broken:
        yield blob.error(TruncatedFile, "PDF 的这些页已损坏，无法读取", _places(broken))
    unread = set(broken)
    if scans and not ocr.available():
        yield blob.error(
            NeedsOcr,
            "这些页是没有文字层的扫描图，需要文字识别：请先运行 pip install fengqiao[ocr]",
            _places(scans),
        )
        unread.update(scans)
    if pages and len(unread) == len(pages):
        return
    text, offsets = join_pages(pages, widths)
    yield blob.raw(text, page_offsets=offsets)


def _places(pages: Sequence[int]) -> str:
    return "第" + "、".join(map(str, pages[:20])) + ("等" if len(pages) > 20 else "") + "页"


def _pages(document: Any, data: bytes) -> tuple[list[Sequence[Line]], list[int], list[int]]:
    """Lines of each page, and the 1-based numbers of the pages that are scans and of those that do not open."""
    pages: list[Sequence[Line]] = []
    scans: list[int] = []
    broken: list[int] = []
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            broken.append(index + 1)
            pages.append(())
            continue
        lines = page_lines(page)
        if sum(len(line.text.strip()) for line in lines) < _FEW_CHARACTERS and _objects(
            page, pdfium.FPDF_PAGEOBJ_IMAGE
        ):
            scans.append(index + 1)
            if ocr.available():
                lines = ocr.page_lines(page)
        elif _objects(page, pdfium.FPDF_PAGEOBJ_PATH) >= _MIN_RULES:
            lines = place_tables(lines, _tables(data, index))
        pages.append(lines)
        page.close()
    return pages, scans, broken


def _objects(page: Any, kind: int) -> int:
    return sum(1 for _ in page.get_objects(filter=[kind], max_depth=4))


def _tables(data: bytes, index: int) -> list[Table]:
    import pdfplumber  # a slow import that most files do not need

    with pdfplumber.open(io.BytesIO(data), pages=[index + 1]) as plumber:
        page = plumber.pages[0]
        height = float(page.height)
        found = []
        for table in page.find_tables():
            left, top, right, bottom = table.bbox
            rows = [[" ".join((cell or "").split()) for cell in row] for row in table.extract()]
            if len(rows) >= 2 and max(len(row) for row in rows) >= 2:
                found.append(Table(left, height - bottom, right, height - top, rows))
        return found
