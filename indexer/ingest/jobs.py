"""The work done in worker processes: everything here is importable and everything passed can be pickled."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from corpora.digest import file_sha256
from corpora.model import Document, Kind
from corpora.model.errors import CorpusError
from corpora.parse import parse
from corpora.readers import RawDocument, read
from indexer.analysis import Analyzer
from indexer.encoder.protocol import Encoder
from indexer.ingest.access import with_default_access
from indexer.ingest.prepare import Prepared, prepare

LOG = logging.getLogger(__name__)

PackedError = tuple[type[CorpusError], str, str, str]
"""Class, reason, path, place: an exception with its own constructor does not survive pickling."""


@dataclass(frozen=True, slots=True)
class Options:
    """What decides how a record becomes a document."""

    kind: Kind | None = None
    access: str = "auto"
    owner: str = ""
    secret: str = ""
    """The library's, from which ids of redacted twins are made; without one there are no twins."""


@dataclass(frozen=True, slots=True)
class FileJob:
    """A whole file to read and parse. ``known`` is the digest it had at the last run."""

    path: Path
    options: Options
    known: str = ""

    @property
    def where(self) -> tuple[str, str]:
        """Path and place, for an error."""
        return str(self.path), ""


@dataclass(frozen=True, slots=True)
class RecordJob:
    """One record of a file that the main process reads."""

    raw: RawDocument
    options: Options

    @property
    def where(self) -> tuple[str, str]:
        """Path and place, for an error."""
        return self.raw.path, self.raw.record


@dataclass(frozen=True, slots=True)
class Parsed:
    """What came of one job."""

    documents: list[Prepared] = field(default_factory=list)
    errors: list[PackedError] = field(default_factory=list)
    digest: str = ""
    """SHA-256 of the file; empty for a record."""


@dataclass(frozen=True, slots=True)
class _Found:
    documents: list[Document] = field(default_factory=list)
    errors: list[PackedError] = field(default_factory=list)
    digest: str = ""


Job = FileJob | RecordJob


def pack(error: CorpusError) -> PackedError:
    """An error as values."""
    return type(error), error.reason, error.path, error.place


def unpack(packed: PackedError) -> CorpusError:
    """The error again."""
    kind, reason, path, place = packed
    return kind(reason, path, place)


def parse_batch(jobs: Iterable[Job], analyzer: Analyzer | None, encoder: Encoder | None) -> list[Parsed]:
    """Do several jobs, results in their order; without an analyzer the engine's share is left out."""
    jobs = list(jobs)
    found = [_file(job) if isinstance(job, FileJob) else _records((job.raw,), job.options) for job in jobs]
    secret = jobs[0].options.secret if jobs else ""
    ready = iter(prepare([d for each in found for d in each.documents], analyzer, encoder, secret))
    return [Parsed(list(islice(ready, len(each.documents))), each.errors, each.digest) for each in found]


def _file(job: FileJob) -> _Found:
    try:
        digest = file_sha256(job.path)
    except OSError as fault:
        return _Found(errors=[(CorpusError, f"无法读取（{fault.strerror or fault}）", str(job.path), "")])
    if digest == job.known:
        return _Found(digest=digest)
    done = _records(read(job.path, kind=job.options.kind), job.options)
    return _Found(done.documents, done.errors, digest)


def _records(records: Iterable[RawDocument | CorpusError], options: Options) -> _Found:
    out = _Found()
    for raw in records:
        if isinstance(raw, CorpusError):
            out.errors.append(pack(raw))
            continue
        try:
            found = parse(raw)
        except CorpusError as error:
            out.errors.append((type(error), error.reason, error.path or raw.path, error.place or raw.record))
            continue
        except (
            Exception
        ) as fault:  # one record that a parser stumbles over must not end the run; it is reported
            LOG.debug("%s %s", raw.path, raw.record, exc_info=True)
            reason = f"无法解析（{type(fault).__name__}：{fault}）"
            out.errors.append((CorpusError, reason, raw.path, raw.record))
            continue
        out.documents.extend(with_default_access(d, raw, options.access, options.owner) for d in found)
    return out
