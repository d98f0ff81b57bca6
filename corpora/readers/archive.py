"""Zip archives, read in memory: a member's name is a label and never a path that is written to."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from corpora.model.errors import CorpusError, MalformedRecord, PasswordProtected, TooLarge, TruncatedFile
from corpora.readers.blob import Blob
from corpora.readers.folder import collection_names, is_hidden
from corpora.readers.limits import (
    MAX_ARCHIVE_DEPTH,
    MAX_DOCUMENT_BYTES,
    MAX_EXPANSION_RATIO,
    MAX_PDF_BYTES,
    MAX_STREAM_BYTES,
    MIB,
    RATIO_FREE_BYTES,
)
from corpora.readers.raw import RawDocument

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_SIZE_LIMIT = max(MAX_DOCUMENT_BYTES, MAX_PDF_BYTES)


def open_zip(blob: Blob) -> zipfile.ZipFile:
    """The archive, whose member sizes have been checked by name only.

    Raises:
        TruncatedFile: the directory at the end is missing.
    """
    blob.check_size(MAX_STREAM_BYTES)
    try:
        return zipfile.ZipFile(blob.open())
    except (zipfile.BadZipFile, ValueError, EOFError, OSError) as fault:
        raise blob.error(TruncatedFile, "压缩结构不完整，文件可能被截断或损坏") from fault


def zip_flavour(blob: Blob) -> str:
    """``docx``, ``xlsx`` or ``zip`` by the members of the archive."""
    with open_zip(blob) as archive:
        names = set(archive.namelist())
    if "word/document.xml" in names:
        return "docx"
    return "xlsx" if "xl/workbook.xml" in names else "zip"


def check_office_expansion(blob: Blob) -> None:
    """Refuse an Office file whose parts expand beyond reason.

    Raises:
        TooLarge: over the expansion limits.
        MalformedRecord: a part declares entities, which Office never writes (ECMA-376-2 forbids it) and by which
            a short part can stand for gigabytes.
        TruncatedFile: not a whole archive.
    """
    with open_zip(blob) as archive:
        for info in archive.infolist():
            _check_ratio(blob, info)
        total = sum(info.file_size for info in archive.infolist())
        for info in archive.infolist():
            if info.filename.endswith((".xml", ".rels")) and _declares_entities(blob, archive, info):
                raise blob.error(
                    MalformedRecord, "Office 文件里夹有实体声明（DTD），可能是恶意文件，不予读取"
                )
    if total > 8 * MAX_DOCUMENT_BYTES:
        raise blob.error(
            TooLarge, f"展开后有 {total / MIB:.0f} MB，超过 {8 * MAX_DOCUMENT_BYTES // MIB} MB 的上限"
        )


def read_zip(blob: Blob) -> Iterator[RawDocument | CorpusError]:
    """Every member in order of name, nested archives included."""
    from corpora.readers import read_blob  # members may be of any format, this one included

    if blob.depth >= MAX_ARCHIVE_DEPTH:
        raise blob.error(TooLarge, f"压缩包嵌套超过 {MAX_ARCHIVE_DEPTH} 层")
    with open_zip(blob) as archive:
        infos = [(member_name(info), info) for info in archive.infolist() if not info.is_dir()]
        skipped = _collection_files([name for name, _ in infos])
        for name, info in sorted(infos, key=lambda item: item[0]):
            mode = info.external_attr >> 16
            if name in skipped or _is_hidden(name) or (mode and stat.S_ISLNK(mode)):
                continue
            member = "/".join(part for part in (blob.member, name) if part)
            try:
                data = _expand(blob, archive, info)
            except CorpusError as fault:
                yield type(fault)(fault.reason, blob.path, member)
                if blob.budget.members <= 0 or blob.budget.expanded <= 0:
                    return
                continue
            inner = Blob(
                blob.path,
                len(data),
                partial(io.BytesIO, data),
                member,
                blob.depth + 1,
                blob.budget,
            )
            yield from read_blob(inner)


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member; names without the UTF-8 flag are GB18030, as Windows in Chinese writes them."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}) or "?"


def _expand(blob: Blob, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise blob.error(PasswordProtected, "压缩包内的文件设有密码，请解压后再读")
    blob.budget.members -= 1
    if blob.budget.members < 0:
        raise blob.error(TooLarge, "压缩包内文件过多，其余未读")
    _check_ratio(blob, info)
    allowed = min(_SIZE_LIMIT, blob.budget.expanded)
    try:
        with archive.open(info) as stream:
            data = stream.read(allowed + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as fault:
        raise blob.error(TruncatedFile, "压缩数据不完整或校验不符") from fault
    except (NotImplementedError, RuntimeError) as fault:
        raise blob.error(MalformedRecord, "压缩方式不受支持，请解压后再读") from fault
    blob.budget.expanded -= len(data)
    if len(data) > allowed:
        blob.budget.expanded = min(blob.budget.expanded, 0) if allowed < _SIZE_LIMIT else blob.budget.expanded
        raise blob.error(TooLarge, f"展开后超过 {allowed // MIB} MB 的上限")
    return data


def _declares_entities(blob: Blob, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    try:
        with archive.open(info) as stream:
            head = stream.read(4096)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as fault:
        raise blob.error(TruncatedFile, "压缩数据不完整或校验不符") from fault
    return b"<!DOCTYPE" in head.replace(b"\x00", b"").upper()


def _check_ratio(blob: Blob, info: zipfile.ZipInfo) -> None:
    if info.file_size > RATIO_FREE_BYTES and info.file_size > MAX_EXPANSION_RATIO * max(
        info.compress_size, 1
    ):
        raise blob.error(
            TooLarge,
            f"压缩比超过 {MAX_EXPANSION_RATIO} 倍（展开后 {info.file_size / MIB:.0f} MB），疑为压缩炸弹",
        )


def _is_hidden(name: str) -> bool:
    return any(is_hidden(part) for part in PurePosixPath(name).parts)


def _collection_files(names: list[str]) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        if name.split("/")[-1] == "corpus.jsonl":
            folder = name[: -len("corpus.jsonl")]
            inside = [item[len(folder) :] for item in names if item.startswith(folder)]
            drop = collection_names([item.split("/")[0] for item in inside])
            found.update(folder + item for item in inside if item.split("/")[0] in drop)
    return frozenset(found)
