"""Texts of a finished .docx, each by its place: file name, properties, paragraphs, cells, alternative texts, remarks.

What a reader of the file can get at, and not only what a page shows: names hide in properties, headers, notes, remarks,
the names and alternative texts of images, addresses of links, charts, and the names of content controls and bookmarks.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import PurePath
from typing import TypedDict
from urllib.parse import unquote

from lxml import etree

from corpora.model.errors import CorpusError
from search_api.releases.imagedata import image_texts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LABELS = (
    (r"word/document\d*\.xml", "正文"),
    (r"word/footnotes\.xml", "脚注"),
    (r"word/endnotes\.xml", "尾注"),
    (r"word/comments\.xml", "批注"),
    (r"word/people\.xml", "修订人"),
    (r"word/(?:header|footer)\d*\.xml", "页眉页脚"),
    (r"word/glossary/document\.xml", "文档部件"),
    (r"word/settings\.xml", "文档设置"),
    (r"word/styles\.xml", "样式"),
    (r"word/numbering\.xml", "编号"),
    (r"word/(?:charts|diagrams|drawings)/[^/]+\.xml", "图表"),
    (r"customXml/[^/]+\.xml", "附加数据"),
    (r"docProps/[^/]+\.xml", "文件属性"),
    (r"(?:[^/]+/)*_rels/[^/]+\.rels", "链接"),
)
_IMAGE = re.compile(r"media/[^/]+\.(?:png|jpe?g|tiff?|gif|webp|bmp)$", re.IGNORECASE)
_OPAQUE = re.compile(r"word/(?:embeddings|activeX)/|altChunk|word/afchunk", re.IGNORECASE)
"""Files inside the file, which are not opened."""
_DESCRIBING = frozenset({"descr", "title", "alt", "name", "author", "initials", "alias", "tag"})
"""Attributes that are read in whatever script; of the others those that hold Han characters."""
_KINDS = {"author": "作者", "initials": "作者", "descr": "图片说明", "title": "图片说明", "alt": "图片说明"}
_HAN = re.compile(r"[\u3400-\u9fff]")
_FONTS = frozenset({f"{_W}rFonts", f"{_W}lang"})
_PART = 3
_MOST = 50_000_000
"""Bytes of one part of the file."""


class FileTexts(TypedDict):
    """What can be got out of a file; plain JSON, so that a child process can send it."""

    texts: dict[str, str]
    """Every text by its place."""
    unread: list[str]
    """Files inside the file that were not opened."""


def read_file(content: bytes, name: str) -> FileTexts:
    """Both at once, in the form that :func:`corpora.guard.guarded` takes for files from outside.

    Raises:
        CorpusError: it is no .docx, or a part of it is too large.
    """
    return {"texts": texts_of(name, content), "unread": unread(name, content)}


def texts_of(name: str, content: bytes) -> dict[str, str]:
    """Every text of the file by its place; no two texts share a place.

    Args:
        name: The file's name.
        content: Its bytes.

    Raises:
        CorpusError: it is no .docx, or a part of it is too large.
    """
    found = {"文件名": PurePath(name).stem}
    counts: dict[str, int] = {}
    with _opened(name, content) as archive:
        for part in sorted(archive.namelist()):
            texts = [("内部文件名", PurePath(part).stem)] if _HAN.search(part) else []
            if label := _label(part):
                if archive.getinfo(part).file_size > _MOST:
                    raise CorpusError(f"{label}过大，无法检查", name)
                texts += _texts(label, _root(archive.read(part)))
            elif _IMAGE.search(part) and archive.getinfo(part).file_size <= _MOST:
                texts += [("图片数据", text) for text in image_texts(archive.read(part))]
            for kind, text in texts:
                if text.strip():
                    counts[kind] = counts.get(kind, 0) + 1
                    found[_place(kind, counts[kind])] = text
    return {place: text for place, text in found.items() if text.strip()}


def unread(name: str, content: bytes) -> list[str]:
    """Names of the files inside the file, such as workbooks behind charts, that :func:`texts_of` does not open.

    Raises:
        CorpusError: it is no .docx.
    """
    with _opened(name, content) as archive:
        return sorted(part for part in archive.namelist() if _OPAQUE.search(part))


@contextmanager
def _opened(name: str, content: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "word/document.xml" not in archive.namelist():
                raise CorpusError("不是 .docx 文件", name)
            yield archive
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise CorpusError(f"文件已损坏（{error}）", name) from error


def _root(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(content, parser)


def _label(part: str) -> str:
    return next((label for pattern, label in _LABELS if re.fullmatch(pattern, part)), "")


def _place(kind: str, number: int) -> str:
    """The place of the n-th text of a kind: 正文 第3段, 文件属性 creator."""
    if kind.endswith("第段"):
        return f"{kind[:-1]}{number}段"
    if kind.startswith("文件属性") and number == 1:
        return kind
    return f"{kind}{number}"


def _texts(label: str, root: etree._Element) -> Iterator[tuple[str, str]]:
    """Texts of a part, each with the kind of its place."""
    if label == "链接":
        for element in root.iter():
            if element.get("TargetMode") == "External":
                yield label, unquote(element.get("Target", ""))
        return
    for element in root.iter(f"{_W}p", f"{_W}tc"):
        if element.tag == f"{_W}tc":
            yield f"{label} 表格单元", _plain(element)
        elif next(element.iterancestors(f"{_W}tc"), None) is None:
            yield f"{label} 第段", _plain(element)
    for row in root.iter(f"{_W}tr"):
        yield from ((f"{label} 相邻单元", text) for text in _joined([_plain(c) for c in row.iter(f"{_W}tc")]))
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if not element.tag.startswith(_W) and (text := (element.text or "").strip()):
            yield (
                (f"{label} {etree.QName(element).localname}" if label == "文件属性" else f"{label} 文字"),
                text,
            )
        if element.tag not in _FONTS:
            yield from _attributes(label, element)


def _joined(cells: list[str]) -> Iterator[str]:
    """Neighbouring cells too short to hold a name each, which hold one together."""
    for one, other in pairwise(cell.strip() for cell in cells):
        if one and other and len(one) <= _PART and len(other) <= _PART and _HAN.search(one + other):
            yield one + other


def _attributes(label: str, element: etree._Element) -> Iterator[tuple[str, str]]:
    described = etree.QName(element).localname in ("alias", "tag")
    for key, value in ((str(key), str(value)) for key, value in element.items()):
        name = etree.QName(key).localname
        if name in _DESCRIBING or described or _HAN.search(value):
            yield f"{label} {_KINDS.get(name, '名称')}", value


def _plain(element: etree._Element) -> str:
    """Text of a paragraph or cell, that of deleted runs and field instructions among it."""
    kept = (f"{_W}t", f"{_W}delText", f"{_W}instrText", f"{_W}delInstrText")
    return "".join(part.text or "" for part in element.iter(*kept))
