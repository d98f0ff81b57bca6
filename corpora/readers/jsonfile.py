"""JSON and JSON Lines."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from corpora.model.errors import BinaryFile, CorpusError, MalformedRecord, TooLarge, TruncatedFile
from corpora.readers.blob import Blob
from corpora.readers.clean import clean
from corpora.readers.decode import decode
from corpora.readers.limits import MAX_DOCUMENT_BYTES, MAX_STREAM_BYTES, MIB
from corpora.readers.raw import RawDocument
from corpora.readers.records import is_record, record_document, records_of


def read_json(blob: Blob) -> Iterator[RawDocument | CorpusError]:
    """The records of a JSON file; JSON Lines under the wrong suffix are read as such."""
    text = clean(decode(blob.data()))
    try:
        yield from json_documents(blob, text)
    except MalformedRecord as fault:
        first, _, rest = text.strip().partition("\n")
        if rest.strip() and _is_object(first):
            yield from _lines(blob, enumerate(text.split("\n"), 1))
        else:
            raise fault


def json_documents(blob: Blob, text: str) -> Iterator[RawDocument | CorpusError]:
    """The records of JSON text.

    Raises:
        TruncatedFile: the text ends within a value.
        MalformedRecord: not JSON.
    """
    value = _load(blob, text)
    for place, item in records_of(value):
        yield _document(blob, item, place, "" if item is value else place)


def read_jsonl(blob: Blob) -> Iterator[RawDocument | CorpusError]:
    """One record a line; a bad line is an error of its own, and the file is never held whole."""
    blob.check_size(MAX_STREAM_BYTES)
    head = blob.head()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head:
        yield from _lines(blob, enumerate(decode(blob.data()).split("\n"), 1))
        return
    if clean(head.decode("utf-8", "ignore")).strip()[:1] == "[":
        yield from read_json(blob)
        return
    yield from _lines(blob, _decoded(blob))


def _decoded(blob: Blob) -> Iterator[tuple[int, str | CorpusError]]:
    with blob.open() as stream:
        number = 0
        while line := stream.readline(MAX_DOCUMENT_BYTES + 1):
            number += 1
            place = f"第{number}行"
            if len(line) > MAX_DOCUMENT_BYTES:
                while line and not line.endswith(b"\n"):
                    line = stream.readline(MAX_DOCUMENT_BYTES)
                yield number, blob.error(TooLarge, f"一行超过 {MAX_DOCUMENT_BYTES // MIB} MB", place)
                continue
            try:
                yield number, decode(line)
            except CorpusError:
                yield number, blob.error(BinaryFile, "这一行不是可识别的文字", place)


def _lines(
    blob: Blob, lines: Iterable[tuple[int, str | CorpusError]] | Iterable[tuple[int, str]]
) -> Iterator[RawDocument | CorpusError]:
    for number, line in lines:
        if isinstance(line, CorpusError):
            yield line
            continue
        line = clean(line).strip()
        if not line:
            continue
        place = f"第{number}行"
        try:
            value = _load(blob, line, place)
        except CorpusError as fault:
            yield fault
            continue
        yield _document(blob, value, place, f"line {number}")


def _document(blob: Blob, item: Any, place: str, record: str) -> RawDocument | CorpusError:
    if not is_record(item):
        return blob.error(
            MalformedRecord, "这一条不是带正文的 JSON 对象（需要 text、content、qw 等字段）", place
        )
    try:
        return record_document(blob, item, record)
    except RecursionError:
        return blob.error(MalformedRecord, "JSON 嵌套过深", place)


def _load(blob: Blob, text: str, place: str = "") -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as fault:
        where = place or f"第{fault.lineno}行第{fault.colno}列"
        if fault.pos >= len(text.rstrip()) or fault.msg.startswith("Unterminated string"):
            raise blob.error(TruncatedFile, "JSON 在值的中间结束，文件不完整", where) from fault
        raise blob.error(MalformedRecord, f"不是有效的 JSON（{fault.msg}）", where) from fault
    except (RecursionError, ValueError) as fault:
        raise blob.error(MalformedRecord, "JSON 嵌套过深或数字过长", place) from fault


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
