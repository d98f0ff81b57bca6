"""JSON records of known layouts: LeCaRD, CJRC, official cases, BEIR, and any object that names its text."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from corpora.model import Kind
from corpora.readers.blob import Blob
from corpora.readers.layouts import as_text, kind_named
from corpora.readers.raw import RawDocument

_LECARD_PARTS = ("ajjbqk", "cpfxgc", "pjjg")
_TEXT_KEYS = ("text", "content", "正文", "全文", "内容", "body", "fulltext", "context")
_TITLE_KEYS = ("title", "标题", "名称", "name", "案件名称")
_ID_KEYS = ("_id", "id", "ajId", "uuid", "编号")
_OFFICIAL = (
    ("指导", Kind.GUIDING),
    ("检例", Kind.GUIDING),
    ("典型", Kind.TYPICAL),
    ("公报", Kind.REFERENCE),
    ("gongbao", Kind.REFERENCE),
    ("参考", Kind.REFERENCE),
    ("入库", Kind.REFERENCE),
)


def records_of(value: Any) -> Iterator[tuple[str, Any]]:
    """The records in a JSON value, each with its place; the value itself when it is one record."""
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield f"第{number}条", item
    elif isinstance(value, dict) and _is_cjrc(value):
        for number, item in enumerate(value["data"], 1):
            paragraphs = item.get("paragraphs") if isinstance(item, dict) else None
            if not isinstance(paragraphs, list):
                yield f"第{number}条", item
                continue
            for part, paragraph in enumerate(paragraphs, 1):
                place = f"第{number}条" if len(paragraphs) == 1 else f"第{number}条第{part}段"
                if isinstance(paragraph, dict):
                    shared = {key: item[key] for key in item if key != "paragraphs"}
                    yield place, {**shared, **paragraph}
                else:
                    yield place, paragraph
    elif isinstance(value, dict) and not is_record(value) and isinstance(value.get("data"), list):
        yield from records_of(value["data"])
    else:
        yield "", value


def is_record(value: Any) -> bool:
    """Whether a JSON value is an object that holds a text."""
    if not isinstance(value, dict):
        return False
    keys = ("qw", *_LECARD_PARTS, *_TEXT_KEYS)
    return any(isinstance(value.get(key), str) for key in keys)


def record_document(blob: Blob, value: Mapping[str, Any], record: str) -> RawDocument:
    """A JSON record under the layout it shows; ``record`` stands in where it has no id."""
    name = next((as_text(value[key]) for key in _ID_KEYS if value.get(key) not in (None, "")), record)
    if isinstance(value.get("qw"), str) or any(isinstance(value.get(key), str) for key in _LECARD_PARTS):
        parts = [as_text(value.get(key)) for key in _LECARD_PARTS]
        text = as_text(value.get("qw")) or "\n".join(part for part in parts if part)
        fields = {"title": as_text(value.get("ajName")), **_strings(value, {"qw"})}
        return blob.raw(text, record=name, layout="lecard", kind=Kind.JUDGMENT, fields=fields)
    if isinstance(value.get("context"), str) and ("casename" in value or "qas" in value):
        fields = _strings(value, {"context", "qas", "title"})
        fields.setdefault("cause", as_text(value.get("casename")))
        record = as_text(value.get("caseid")) or name
        return blob.raw(value["context"], record=record, layout="cjrc", kind=Kind.JUDGMENT, fields=fields)
    key = next(key for key in _TEXT_KEYS if isinstance(value.get(key), str))
    fields = _strings(value, {key, "metadata"})
    title = next((as_text(value[k]) for k in _TITLE_KEYS if k != key and value.get(k)), "")
    if title:
        fields["title"] = title
    kind = kind_named(fields.get("kind", ""))
    if "_id" in value:
        metadata = value.get("metadata")
        for name_, item in metadata.items() if isinstance(metadata, dict) else ():
            fields.setdefault(str(name_), _string(item))
        kind = kind or kind_named(fields.get("kind", ""))
        return blob.raw(value[key], record=name, layout="beir", kind=kind, fields=fields)
    if key == "text" and isinstance(value.get("category"), str) and "title" in value:
        kind = kind or next(
            (k for word, k in _OFFICIAL if word in value["category"] + as_text(value["title"])), None
        )
        return blob.raw(value[key], record=name, layout="official", kind=kind, fields=fields)
    return blob.raw(value[key], record=name, kind=kind, fields=fields)


def _is_cjrc(value: Mapping[str, Any]) -> bool:
    data = value.get("data")
    return isinstance(data, list) and any(isinstance(item, dict) and "paragraphs" in item for item in data)


def _strings(value: Mapping[str, Any], without: set[str]) -> dict[str, str]:
    return {str(key): _string(item) for key, item in value.items() if key not in without}


def _string(item: Any) -> str:
    if isinstance(item, list) and all(not isinstance(part, list | dict) for part in item):
        return as_text(item)
    return json.dumps(item, ensure_ascii=False) if isinstance(item, list | dict) else as_text(item)
