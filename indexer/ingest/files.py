"""Which files an ingest reads, which of them it can skip, and how it remembers them."""

import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from corpora.model.errors import CorpusError
from corpora.readers.folder import files
from indexer.ingest.jobs import Options
from indexer.library import Library, SourceState

PIPELINE = 2
"""Raised when reading or parsing changes so that unchanged files have to be read again."""
STREAMED = frozenset({".jsonl", ".ndjson", ".zip", ".csv", ".tsv", ".xlsx", ".xlsm", ".json"})
STREAM_FROM = 1 << 20
"""Containers from this many bytes on are read here record by record; smaller files whole by a worker."""
_FAULTY = "!"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read, with what the library knows of it."""

    path: Path
    size: int
    mtime_ns: int
    state: SourceState | None
    stamp: str
    """Identifies options and program; part of the remembered digest."""

    @property
    def key(self) -> str:
        """Absolute path, under which the library remembers the file."""
        return _key(self.path)

    @property
    def streamed(self) -> bool:
        """Whether the main process reads it record by record."""
        return self.size >= STREAM_FROM and self.path.suffix.lower() in STREAMED

    @property
    def known_digest(self) -> str:
        """SHA-256 at the last run under the same options; empty when there was none."""
        if self.state is None:
            return ""
        stamp, _, digest = self.state.digest.partition(":")
        return digest.rstrip(_FAULTY) if stamp == self.stamp else ""

    @property
    def was_faulty(self) -> bool:
        """Whether the last run found faults, which the next one has to report again."""
        return self.state is not None and self.state.digest.endswith(_FAULTY)

    @property
    def unchanged(self) -> bool:
        """Read to its end before under the same options, with the same size and time."""
        state = self.state
        return (
            state is not None
            and state.done
            and bool(self.known_digest)
            and (state.size, state.mtime_ns) == (self.size, self.mtime_ns)
        )

    def only_report(self, digest: str) -> bool:
        """Whether the same bytes were stored before, so that only their faults have to be reported again."""
        state = self.state
        return state is not None and state.done and self.was_faulty and digest == self.known_digest

    def remembered(self, digest: str, records: int, *, done: bool, faulty: bool) -> SourceState:
        """What to remember of the file now."""
        text = f"{self.stamp}:{digest}"
        reading = sha256(text.encode()).hexdigest()[:16]
        mark = _FAULTY if faulty else ""
        return SourceState(self.key, self.size, self.mtime_ns, text + mark, records, done, reading, faulty)


def stamp_of(options: Options) -> str:
    """Short hash of the options and of the program that reads."""
    try:
        program = version("fengqiao")
    except PackageNotFoundError:
        program = "source"
    text = f"{PIPELINE} {program} {options.kind} {options.access} {options.owner}"
    return sha256(text.encode()).hexdigest()[:12]


def find_files(
    sources: Sequence[Path], library: Library, options: Options
) -> Iterator[SourceFile | CorpusError]:
    """The files of all sources, each once, folders in order of name."""
    stamp = stamp_of(options)
    seen: set[str] = set()
    for source in sources:
        for path in files(source) if source.is_dir() else (source,):
            if isinstance(path, CorpusError):
                yield path
                continue
            try:
                key = _key(path)
                there = path.stat()
            except (OSError, RuntimeError) as fault:
                missing = isinstance(fault, FileNotFoundError)
                yield CorpusError(
                    "没有这个文件或文件夹" if missing else f"无法读取（{getattr(fault, 'strerror', fault)}）",
                    str(path),
                )
                continue
            if key in seen:
                continue
            seen.add(key)
            if not stat.S_ISREG(there.st_mode):
                yield CorpusError("不是普通文件（设备、管道或套接字）", str(path))
                continue
            yield SourceFile(path, there.st_size, there.st_mtime_ns, library.source_state(key), stamp)


def _key(path: Path) -> str:
    """Absolute path in a form that can be stored: bytes of a name that are no UTF-8 as ``\\udcNN``."""
    return str(path.resolve()).encode("utf-8", "backslashreplace").decode()
