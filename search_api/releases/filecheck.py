"""Texts of a finished .docx, each by its place: file name, properties, paragraphs, cells, alternative texts, remarks.

What a reader of the file can get at, and not only what a page shows: names hide in properties, headers, notes,
remarks and the alternative texts of images.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePath

from lxml import etree

from corpora.model.errors import CorpusError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = {
    "word/document.xml": "正文",
    "word/footnotes.xml": "脚注",
    "word/endnotes.xml": "尾注",
    "word/comments.xml": "批注",
}
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
_MOST = 50_000_000
"""Bytes of one part of the file."""


def texts_of(name: str, content: bytes) -> dict[str, str]:
    """Every text of the file by its place.

    Args:
        name: The file's name.
        content: Its bytes.

    Raises:
        CorpusError: it is no .docx, or a part of it is too large.
    """
    found = {"文件名": PurePath(name).stem}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                raise CorpusError("不是 .docx 文件", name)
            for part in sorted(names):
                if label := _label(part):
                    if archive.getinfo(part).file_size > _MOST:
                        raise CorpusError(f"{label}过大，无法检查", name)
                    found.update(_texts(label, part, archive.read(part)))
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise CorpusError(f"文件已损坏（{error}）", name) from error
    return {place: text for place, text in found.items() if text.strip()}


def _label(part: str) -> str:
    if part in _PROPERTIES:
        return "文件属性"
    if part.startswith(("word/header", "word/footer")) and part.endswith(".xml"):
        return "页眉页脚"
    return _PARTS.get(part, "")


def _texts(label: str, part: str, content: bytes) -> Iterator[tuple[str, str]]:
    root = etree.fromstring(
        content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    )
    if label == "文件属性":
        for element in root.iter():
            if isinstance(element.tag, str) and (element.text or "").strip():
                yield f"{label} {etree.QName(element).localname}", element.text or ""
        return
    number = cells = images = 0
    for element in root.iter(f"{_W}p", f"{_W}tc"):
        if element.tag == f"{_W}tc":
            cells += 1
            yield f"{label} 表格单元{cells}", _plain(element)
        elif next(element.iterancestors(f"{_W}tc"), None) is None:
            number += 1
            yield f"{label} 第{number}段", _plain(element)
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for attribute in ("descr", "title", "alt"):
            if value := element.get(attribute, "").strip():
                images += 1
                yield f"{label} 图片说明{images}", value
        for attribute in (f"{_W}author", f"{_W}initials"):
            if value := element.get(attribute, "").strip():
                images += 1
                yield f"{label} 作者{images}", value


def _plain(element: etree._Element) -> str:
    """Text of a paragraph or cell, that of deleted runs and field instructions among it."""
    kept = (f"{_W}t", f"{_W}delText", f"{_W}instrText")
    return "".join(part.text or "" for part in element.iter(*kept))
