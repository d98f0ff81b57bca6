"""Layouts of plain text: crawled judgment, front matter, statute."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import yaml

from corpora.model import Kind
from corpora.model.errors import MalformedRecord
from corpora.readers.blob import Blob
from corpora.readers.raw import RawDocument

_CRAWL = re.compile(r"\A\s*category[:：]|\A\s*title[:：][^\n]*\n(?:\w+[:：][^\n]*\n)*content[:：]")
_CRAWL_LINE = re.compile(r"(category|title|publictime|court|url|source|content)[:：](.*)\Z", re.S)
_JUDGMENT_CATEGORIES = ("民事", "刑事", "行政", "执行", "赔偿", "知识产权", "商事", "判决", "裁定")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_INFO_END = "<!-- INFO END -->"
_ARTICLE = re.compile(
    r"^[#*\s]*第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十]+)?[\s*　]", re.M
)
_LAW_NAME = re.compile(
    r"\A[#\s]*[^\n，。；]{2,80}?(?:法典?|条例|规定|办法|解释|规则|细则|决定|准则|指引|通则|章程|批复|意见|宪法)"
    r"(?:[（(][^\n]{1,30}[)）])?[ \t]*$",
    re.M,
)
_NAME_DATE = re.compile(r"[（(\[]?\s*(\d{4}-\d{2}-\d{2})\s*[)）\]]?")


def text_document(blob: Blob, text: str) -> RawDocument:
    """A text under the layout it shows.

    Raises:
        MalformedRecord: front matter that is not YAML.
    """
    if front := _FRONT.match(text):
        document = _front_matter(blob, text, front)
        if document is not None:
            return document
    if _CRAWL.match(text):
        return _crawl(blob, text)
    if _INFO_END in text[:5000] or (_LAW_NAME.match(text) and len(_ARTICLE.findall(text)) >= 2):
        return _statute(blob, text)
    return blob.raw(text)


def as_text(value: Any) -> str:
    """A YAML or JSON value as one string: lists joined by commas, truth as ``true`` and ``false``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return ",".join(as_text(item) for item in value)
    if isinstance(value, Mapping):
        return ",".join(f"{key}={as_text(item)}" for key, item in value.items())
    return str(value)


def kind_named(name: str) -> Kind | None:
    """The kind of that name, if there is one."""
    return next((kind for kind in Kind if kind.value == name.strip().lower()), None)


def _front_matter(blob: Blob, text: str, match: re.Match[str]) -> RawDocument | None:
    try:
        # A few aliases of aliases stand for a billion values, one that holds itself for endlessly many.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(match[1], yaml.SafeLoader)):
            raise blob.error(MalformedRecord, "文首 --- 之间的 YAML 说明用了引用（*名称），请直接写出值")
        values = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        mark = getattr(fault, "problem_mark", None)
        place = f"第{mark.line + 2}行" if mark else ""
        raise blob.error(MalformedRecord, "文首 --- 之间的说明不是有效的 YAML", place) from fault
    if not isinstance(values, Mapping):
        return None
    fields = {str(key): as_text(value) for key, value in values.items()}
    body = text[match.end() :].lstrip("\n")
    return blob.raw(body, layout="front-matter", kind=kind_named(fields.get("kind", "")), fields=fields)


def _crawl(blob: Blob, text: str) -> RawDocument:
    fields: dict[str, str] = {}
    position, key = 0, ""
    lines = text.splitlines(keepends=True)
    for line in lines:
        match = _CRAWL_LINE.match(line)
        if match and match[1] == "content":
            content = text[position + match.start(2) :]
            break
        if match:
            key = match[1]
            fields[key] = match[2].strip()
        elif line.strip() and key:
            fields[key] = f"{fields[key]} {line.strip()}".strip()
        position += len(line)
    else:
        raise blob.error(MalformedRecord, "以 category: 开头，但没有 content: 一行，正文缺失")
    is_judgment = any(word in fields.get("category", "") for word in _JUDGMENT_CATEGORIES)
    return blob.raw(
        content.strip("\n"), layout="crawl", kind=Kind.JUDGMENT if is_judgment else None, fields=fields
    )


def _statute(blob: Blob, text: str) -> RawDocument:
    stem = PurePosixPath(blob.name).stem
    date = _NAME_DATE.search(stem)
    fields = {"name": _NAME_DATE.sub("", stem).strip(), "date": date[1] if date else ""}
    heading = re.match(r"\s*#+[ \t]*([^\n]+)", text)
    if heading:
        fields["title"] = heading[1].strip()
    folder = PurePosixPath((blob.member or blob.path).replace("\\", "/")).parent.name
    if folder:
        fields["folder"] = folder
    return blob.raw(text, layout="statute", kind=Kind.STATUTE, fields=fields)
