"""Files of any kind to decoded records."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from corpora.model import Kind
from corpora.model.errors import CorpusError, EmptyFile, MalformedRecord, TooLarge
from corpora.readers.blob import Blob
from corpora.readers.folder import files
from corpora.readers.limits import MAX_TEXT
from corpora.readers.raw import RawDocument
from corpora.readers.registry import reader_for

__all__ = ["RawDocument", "read", "read_blob", "read_bytes"]


def read(path: Path, *, kind: Kind | None = None) -> Iterator[RawDocument | CorpusError]:
    """The records of a file, folder or zip.

    Args:
        path: A file or a folder, read recursively in order of name.
        kind: What the records are; ``None`` leaves it to layout and parser.

    Yields:
        One record, or one error value for each file or record that cannot be read; the others go on.
    """
    path = Path(path)
    try:
        is_folder = path.is_dir()
        exists = path.exists()
    except (OSError, ValueError) as fault:
        yield CorpusError(f"路径无效（{fault}）", str(path))
        return
    if not exists:
        yield CorpusError("没有这个文件或文件夹", str(path))
    elif is_folder:
        for item in files(path):
            if isinstance(item, CorpusError):
                yield item
            else:
                yield from _read_file(item, kind)
    elif not path.is_file():
        yield CorpusError("不是普通文件（设备、管道或套接字）", str(path))
    else:
        yield from _read_file(path, kind)


def read_bytes(data: bytes, name: str, *, kind: Kind | None = None) -> Iterator[RawDocument | CorpusError]:
    """As :func:`read`, for bytes in memory such as an upload; ``name`` is the file name the user gave."""
    yield from read_blob(Blob.of_bytes(data, name), kind=kind)


def read_blob(blob: Blob, *, kind: Kind | None = None) -> Iterator[RawDocument | CorpusError]:
    """As :func:`read`, for one file or archive member."""
    nothing = True
    try:
        for record in reader_for(blob)(blob):
            nothing = False
            if isinstance(record, CorpusError):
                yield blob.located(record)
            elif not record.text.strip():
                yield EmptyFile("没有文字内容", record.path, record.record)
            elif len(record.text) > MAX_TEXT:
                size = f"正文有 {len(record.text) // 10_000} 万字，超过 {MAX_TEXT // 10_000} 万字的上限，请拆分后再读"
                yield TooLarge(size, record.path, record.record)
            else:
                yield replace(record, kind=kind) if kind is not None else record
        if nothing:
            yield blob.error(EmptyFile, "里面没有可读的内容")
    except CorpusError as fault:
        yield blob.located(fault)
    except OSError as fault:
        yield blob.error(CorpusError, f"读取失败（{fault.strerror or fault}）")
    except Exception as fault:  # format libraries raise anything on damaged input; it becomes a value here
        yield blob.error(MalformedRecord, f"文件内容损坏，无法解读（{type(fault).__name__}：{fault}）")


def _read_file(path: Path, kind: Kind | None) -> Iterator[RawDocument | CorpusError]:
    try:
        blob = Blob.of_file(path)
    except OSError as fault:
        yield CorpusError(f"无法读取（{fault.strerror}）", str(path))
        return
    yield from read_blob(blob, kind=kind)
