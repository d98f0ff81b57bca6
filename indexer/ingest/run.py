"""The ingest: files to library to engine. Killed at any moment, the next run goes on where it was."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from corpora.digest import file_sha256
from corpora.model import Kind
from corpora.model.errors import CorpusError
from corpora.readers import RawDocument, read
from indexer.analysis import Analyzer, default_analyzer
from indexer.encoder.protocol import Encoder
from indexer.engine.protocol import DocumentsRefused
from indexer.ingest.access import check_access
from indexer.ingest.files import SourceFile, find_files
from indexer.ingest.jobs import (
    FileJob,
    Job,
    Options,
    Parsed,
    RecordJob,
    parse_batch,
    unpack,
)
from indexer.ingest.pool import Crashed, OrderedPool, worker_count
from indexer.ingest.prepare import workers_can
from indexer.ingest.progress import Progress, SilentProgress
from indexer.ingest.store import Store
from indexer.ingest.summary import IngestSummary
from indexer.ingest.synchronise import FEW, synchronise
from indexer.ingest.twins import renew_twins
from indexer.viewer import LOCAL_OWNER, Viewer
from indexer.workspace import Workspace

_BATCH_JOBS = 16
_BATCH_SIZE = 256 * 1024
"""Bytes of files, or characters of records, that make a batch for a worker."""

_PLAIN = frozenset({".txt", ".md", ".markdown", ".text", ".json", ".jsonl", ".ndjson"})
_LIGHT = 12 * 1024 * 1024
"""Bytes of plain text read in one process unless told otherwise. On two cores that had other work too, 27 MB of
judgments took 37.8 s in one process and 28.3 s with two workers; below some 12 MB their start costs as much."""
_TOOLS: list[tuple[Analyzer | None, Encoder | None]] = []
"""What this process analyses with."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A job with its file; for records, how far into the file it is."""

    file: SourceFile
    job: Job
    size: int
    at: int = 0
    digest: str = ""
    faulty: bool = False
    last: bool = True


def ingest(
    sources: Sequence[Path],
    workspace: Workspace,
    *,
    kind: Kind | None = None,
    keep_going: bool = False,
    viewer: Viewer = LOCAL_OWNER,
    progress: Progress | None = None,
    access: str = "auto",
    owner: str = "",
    workers: int | None = None,
) -> IngestSummary:
    """Read, parse, store and index everything in ``sources``.

    Bad files and records never end the run; each becomes one error of the summary. Files that are as they were
    at the last run under the same options are not opened again. A document that a changed file no longer gives
    is removed unless another file gives it or the file has faults; files that are gone keep their documents.

    Args:
        sources: Files, folders and archives.
        workspace: The open data folder.
        kind: What the documents are; ``None`` leaves it to layout and parser.
        keep_going: Failures do not make :attr:`IngestSummary.exit_code` 2.
        viewer: On whose behalf; restricted documents must be of the viewer's organisation.
        progress: Told how far the work is.
        access: ``auto`` restricts mediation records that do not state their access; ``public``, ``restricted``.
        owner: Organisation of restricted documents that name none; the viewer's by default.
        workers: Processes; ``None`` for one a core, 1 for none.

    Raises:
        ValueError: an unknown ``access``.
        EngineError: the index cannot be written.
        LibraryError: the library cannot be written.
    """
    began = time.perf_counter()
    check_access(access)
    progress = progress or SilentProgress()
    renew_twins(workspace.library, progress)
    options = Options(kind, access, owner or viewer.organisation, workspace.library.secret)
    run = _Run(workspace, options, viewer, progress)
    run.read(sources, workers)
    removed = workspace.library.remove_left_behind(viewer)
    store = run.store
    try:
        synchronise(
            workspace.library,
            workspace.engine,
            workspace.analyzer,
            workspace.encoder,
            progress=progress,
            workers=workers,
        )
    except DocumentsRefused as error:
        store.failed += _refused(workspace, error)
    workspace.engine.release()
    return IngestSummary(
        read=store.stored + run.skipped_documents,
        added=store.added,
        updated=store.updated,
        unchanged=store.unchanged + run.skipped_documents,
        removed=removed,
        failed=[*run.failed, *store.failed],
        took_s=time.perf_counter() - began,
        skipped_files=run.skipped_files,
        keep_going=keep_going,
    )


def _refused(workspace: Workspace, error: DocumentsRefused) -> list[CorpusError]:
    documents = workspace.library.get_many(error.failures, LOCAL_OWNER)
    sources = {id: document.source for id, document in documents.items()}
    return [
        CorpusError(f"索引拒收（{reason}）", sources[id].path if id in sources else id, "")
        for id, reason in error.failures.items()
    ]


class _Run:
    """The first half: files to library."""

    def __init__(self, workspace: Workspace, options: Options, viewer: Viewer, progress: Progress) -> None:
        self._options = options
        self._progress = progress
        self._library = workspace.library
        self._analyzer, self._encoder = workspace.analyzer, workspace.encoder
        self.store = Store(workspace.library, workspace.engine, viewer)
        self.failed: list[CorpusError] = []
        self._faulty: set[str] = set()
        self.skipped_files = self.skipped_documents = 0

    def read(self, sources: Sequence[Path], workers: int | None) -> None:
        """Everything of the sources into the library."""
        todo: list[SourceFile] = []
        for found in find_files(sources, self._library, self._options):
            if isinstance(found, CorpusError):
                self.failed.append(found)
            elif found.unchanged and not found.was_faulty:
                self._skip(found)
            else:
                todo.append(found)
        if not todo:
            return
        self._progress.start("reading", sum(file.size for file in todo))
        try:
            items = chain.from_iterable(map(self._items, todo))
            first = list(islice(items, FEW + 1))
            here = len(first) <= FEW or (workers is None and _is_light(todo))
            count = 1 if here else worker_count(workers)
            # In this process any analyzer and encoder will do; a worker makes its own.
            values = (
                (self._analyzer, self._encoder)
                if count < 2
                else (None, self._encoder)
                if workers_can(self._analyzer, self._encoder)
                else ()
            )
            with OrderedPool[list[_Item], list[Parsed]](_work, count, _prepare, values) as pool:
                for batch, results in pool.map(_batched(chain(first, items))):
                    self._take(batch, results, pool)
            self.store.flush()
            self.store.commit()
        finally:
            _TOOLS.clear()
            self._progress.finish()

    def _skip(self, file: SourceFile) -> None:
        self.skipped_files += 1
        self.skipped_documents += file.state.records if file.state else 0

    def _items(self, file: SourceFile) -> Iterator[_Item]:
        if not file.streamed:
            # A file with faults is read again to report them; its documents are in the library already.
            known = "" if file.was_faulty or not (file.state and file.state.done) else file.known_digest
            yield _Item(file, FileJob(file.path, self._options, known), file.size)
            return
        try:
            digest = file_sha256(file.path)
        except OSError as fault:
            self.failed.append(CorpusError(f"无法读取（{fault.strerror or fault}）", str(file.path)))
            return
        state = file.state
        same = state is not None and digest == file.known_digest
        if same and state is not None and state.done and not file.was_faulty:
            self.store.add([], file.remembered(digest, state.records, done=True, faulty=False))
            self._skip(file)
            return
        resume = state.records if same and state is not None and not state.done else 0
        yield from self._records(file, digest, resume, faulty=same and file.was_faulty and resume > 0)

    def _records(self, file: SourceFile, digest: str, resume: int, *, faulty: bool) -> Iterator[_Item]:
        before: tuple[RawDocument, int] | None = None
        for at, raw in enumerate(read(file.path, kind=self._options.kind), 1):
            if isinstance(raw, CorpusError):
                self.failed.append(raw)
                faulty = True
            elif at > resume:
                if before is not None:
                    yield self._record(file, before, digest, faulty, last=False)
                before = (raw, at)
        if before is not None:
            yield self._record(file, before, digest, faulty, last=True)
        else:
            self.store.add([], file.remembered(digest, resume, done=True, faulty=faulty))

    def _record(
        self, file: SourceFile, which: tuple[RawDocument, int], digest: str, faulty: bool, *, last: bool
    ) -> _Item:
        raw, at = which
        return _Item(file, RecordJob(raw, self._options), len(raw.text), at, digest, faulty, last)

    def _take(
        self,
        batch: list[_Item],
        results: "list[Parsed] | Crashed",
        pool: OrderedPool[list[_Item], list[Parsed]],
    ) -> None:
        if isinstance(results, Crashed):
            if len(batch) > 1:
                for item in batch:
                    self._take([item], pool.alone([item]), pool)
                return
            path, place = batch[0].job.where
            results = [Parsed(errors=[(CorpusError, "读取进程意外退出，已跳过", path, place)])]
        for item, parsed in zip(batch, results, strict=True):
            self._one(item, parsed)

    def _one(self, item: _Item, parsed: Parsed) -> None:
        self.failed += map(unpack, parsed.errors)
        file, faulty = item.file, bool(parsed.errors)
        if file.only_report(parsed.digest or item.digest):
            self.skipped_documents += len(parsed.documents)
        elif isinstance(item.job, FileJob):
            if item.job.known and parsed.digest == item.job.known and file.state is not None:
                state = file.remembered(parsed.digest, file.state.records, done=True, faulty=False)
                self.store.add([], state)
                self._skip(file)
            elif parsed.digest:
                state = file.remembered(parsed.digest, len(parsed.documents), done=True, faulty=faulty)
                self.store.add(parsed.documents, state)
        else:
            if faulty or item.faulty:
                self._faulty.add(file.key)
            state = file.remembered(item.digest, item.at, done=item.last, faulty=file.key in self._faulty)
            self.store.add(parsed.documents, state)
        self._progress.advance(item.size, len(parsed.documents))


def _is_light(files: Sequence[SourceFile]) -> bool:
    """Whether one process is the faster way: little, and nothing that is slow to read or can crash a reader."""
    plain = all(file.path.suffix.lower() in _PLAIN for file in files)
    return plain and sum(file.size for file in files) < _LIGHT


def _prepare(*tools: Any) -> None:
    """Analyzer (``None`` for the default one) and encoder; nothing when the engine's share comes later."""
    _TOOLS[:] = [(tools[0] or default_analyzer(), tools[1]) if tools else (None, None)]


def _work(batch: list[_Item]) -> list[Parsed]:
    return parse_batch((item.job for item in batch), *_TOOLS[0])


def _batched(items: Iterator[_Item]) -> Iterator[list[_Item]]:
    batch: list[_Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += item.size
        if len(batch) >= _BATCH_JOBS or size >= _BATCH_SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
