"""Word files (.docx): paragraphs and tables in their order."""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.table import Table

from corpora.model.errors import CorpusError, TruncatedFile
from corpora.readers.archive import check_office_expansion
from corpora.readers.blob import Blob
from corpora.readers.clean import clean
from corpora.readers.layouts import text_document
from corpora.readers.raw import RawDocument


def read_docx(blob: Blob) -> Iterator[RawDocument | CorpusError]:
    """One document; table rows become lines with tabs between cells; the file's own title is a field."""
    data = blob.data()
    check_office_expansion(blob)
    try:
        document = docx.Document(io.BytesIO(data))
        text = clean("\n".join(_lines(document)))
        title = document.core_properties.title or ""
    except Exception as fault:  # python-docx raises whatever its XML parts provoke
        raise blob.error(TruncatedFile, f"Word 文件损坏，无法打开（{type(fault).__name__}）") from fault
    raw = text_document(blob, text)
    fields = {**({"document_title": title} if title else {}), **raw.fields}
    yield blob.raw(raw.text, layout=raw.layout, kind=raw.kind, fields=fields)


def _lines(container: Any) -> Iterator[str]:
    for block in container.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield block.text


def _rows(table: Any) -> Iterator[str]:
    for row in table.rows:
        seen: list[Any] = []
        cells: list[str] = []
        for cell in row.cells:
            if any(cell._tc is other for other in seen):
                continue  # a merged cell is listed once for each column it spans
            seen.append(cell._tc)
            cells.append(" ".join(line.strip() for line in _lines(cell) if line.strip()))
        if any(cells):
            yield "\t".join(cells)
