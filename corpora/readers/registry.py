"""Which reader takes a file: by its first bytes where they are decisive, else by suffix, else by content."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpora.model.errors import BinaryFile, CorpusError, EmptyFile, PasswordProtected, TruncatedFile
from corpora.readers.archive import read_zip, zip_flavour
from corpora.readers.blob import Blob
from corpora.readers.html import read_html
from corpora.readers.jsonfile import read_json, read_jsonl
from corpora.readers.pdf import read_pdf
from corpora.readers.plain import read_text
from corpora.readers.raw import RawDocument
from corpora.readers.table import read_csv, read_xlsx
from corpora.readers.word import read_docx

Reader = Callable[[Blob], Iterator[RawDocument | CorpusError]]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format with its suffixes (lower case, with dot) and the bytes it must begin with."""

    name: str
    suffixes: tuple[str, ...]
    reader: Reader
    magic: bytes = b""


FORMATS = (
    Format("文本", (".txt", ".md", ".markdown", ".text"), read_text),
    Format("JSON", (".json",), read_json),
    Format("JSON Lines", (".jsonl", ".ndjson"), read_jsonl),
    Format("HTML", (".html", ".htm", ".xhtml", ".shtml"), read_html),
    Format("CSV", (".csv", ".tsv"), read_csv),
    Format("PDF", (".pdf",), read_pdf, b"%PDF-"),
    Format("Word", (".docx", ".docm"), read_docx, b"PK"),
    Format("Excel", (".xlsx", ".xlsm"), read_xlsx, b"PK"),
    Format("ZIP", (".zip",), read_zip, b"PK"),
)
_BY_SUFFIX = {suffix: item for item in FORMATS for suffix in item.suffixes}
_FLAVOURS: dict[str, Reader] = {"docx": read_docx, "xlsx": read_xlsx, "zip": read_zip}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"II*\x00", "TIFF 图片"),
    (b"MM\x00*", "TIFF 图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"MZ\x90", "Windows 程序"),
    (b"\x7fELF", "程序"),
    (b"SQLite format 3", "SQLite 数据库"),
)


def reader_for(blob: Blob) -> Reader:
    """The reader of a file.

    Raises:
        EmptyFile: no bytes.
        PasswordProtected: an encrypted Office file.
        BinaryFile: a format that is not read, or a suffix that promises another.
        TruncatedFile: a PDF or Office file without its beginning.
    """
    head = blob.head()
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise blob.error(EmptyFile, "文件没有内容")
    if b"%PDF-" in head[:1024] and (blob.suffix == ".pdf" or head.startswith(b"%PDF-")):
        return read_pdf
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _FLAVOURS[zip_flavour(blob)]
    if head.startswith(_OLE):
        raise _ole_error(blob)
    for magic, name in _FOREIGN:
        if head.startswith(magic):
            advice = "扫描件请存为 PDF" if "图片" in name else "请解压或换成文本、Word、PDF 等格式"
            raise blob.error(BinaryFile, f"这是{name}，不能读取；{advice}")
    known = _BY_SUFFIX.get(blob.suffix)
    if known is not None and known.magic:
        raise blob.error(TruncatedFile, f"扩展名是 {blob.suffix}，内容却不是{known.name}，文件已损坏或改过名")
    if known is not None:
        return known.reader
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return read_html
    return read_text


def _ole_error(blob: Blob) -> CorpusError:
    data = blob.data()
    if "EncryptedPackage".encode("utf-16-le") in data:
        return blob.error(PasswordProtected, "Office 文件设有打开密码，请去掉密码后再读")
    if "WordDocument".encode("utf-16-le") in data:
        return blob.error(BinaryFile, "这是旧版 Word（.doc），请在 Word 或 WPS 中另存为 .docx")
    if "Workbook".encode("utf-16-le") in data or "Book\x00".encode("utf-16-le") in data:
        return blob.error(BinaryFile, "这是旧版 Excel（.xls），请另存为 .xlsx")
    return blob.error(BinaryFile, "这是旧版 Office 文件，请另存为 .docx 或 .xlsx")
