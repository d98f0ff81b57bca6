"""Folders: every file below, in order of name, each real folder once."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpora.model.errors import CorpusError

_JUNK = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


def is_hidden(name: str) -> bool:
    """Whether a file or folder name is one that systems and editors leave behind."""
    return name.startswith((".", "~$")) or name.lower() in _JUNK


def collection_names(names: Sequence[str]) -> frozenset[str]:
    """Names to skip in a folder that is a BEIR collection: its queries and judgments are not documents."""
    if "corpus.jsonl" in names and ("queries.jsonl" in names or "qrels" in names):
        return frozenset({"queries.jsonl", "qrels", "answers.jsonl"})
    return frozenset()


def files(folder: Path) -> Iterator[Path | CorpusError]:
    """Regular files below a folder, sorted; hidden ones skipped; a linked folder is read once."""
    return _walk(folder, frozenset(), set())


def _walk(
    folder: Path, above: frozenset[tuple[int, int]], read: set[tuple[int, int]]
) -> Iterator[Path | CorpusError]:
    try:
        state = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as fault:
        yield CorpusError(f"无法打开文件夹（{fault.strerror}）", str(folder))
        return
    here = (state.st_dev, state.st_ino)
    read.add(here)
    above |= {here}
    skipped = collection_names([entry.name for entry in entries])
    for entry in entries:
        if is_hidden(entry.name) or entry.name in skipped:
            continue
        path = folder / entry.name
        try:
            target = path.stat()
        except OSError as fault:
            yield CorpusError(f"无法读取（{fault.strerror}）", str(path))
            continue
        key = (target.st_dev, target.st_ino)
        if stat.S_ISDIR(target.st_mode):
            if key in above:
                yield CorpusError("链接指回上级文件夹，已跳过", str(path))
            elif key not in read:
                yield from _walk(path, above, read)
        elif stat.S_ISREG(target.st_mode):
            yield path
        else:
            yield CorpusError("不是普通文件（设备、管道或套接字），已跳过", str(path))
