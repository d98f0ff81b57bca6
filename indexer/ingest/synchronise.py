"""From the library to the engine: analysing and encoding in worker processes, writing here."""

from collections.abc import Iterator, Mapping, Sequence

from corpora.model import Document
from indexer.analysis import Analyzer, default_analyzer
from indexer.encoder.protocol import Encoder
from indexer.engine.protocol import DocumentsRefused, EngineError, IndexedDocument, SearchEngine
from indexer.indexing import build_many
from indexer.ingest.commit import commit
from indexer.ingest.pool import Crashed, OrderedPool, worker_count
from indexer.ingest.prepare import compact, workers_can
from indexer.ingest.progress import Progress, SilentProgress
from indexer.ingest.store import COMMIT_EVERY
from indexer.library import Library, Passage
from indexer.profiles import Profiler, dump_profile, whole_of

FEW = 50
"""Up to so many documents are done in this process: starting workers would take longer."""
MANY = 3_000
"""The same when the number of workers is not given: with 1,000 judgments on two cores that had other work
too, one process took 4.6 s and two took 6.1 s, start-up and passing tokens between them included."""
BATCH = 24
"""Documents a job."""

Pairs = Sequence[tuple[Document, Sequence[Passage]]]
Built = list[tuple[IndexedDocument, bytes]]
"""What the engine takes of each document, and its profile."""
_STATE: list[tuple[Analyzer, Encoder | None]] = []


def synchronise(
    library: Library,
    engine: SearchEngine,
    analyzer: Analyzer,
    encoder: Encoder | None,
    *,
    progress: Progress | None = None,
    workers: int | None = None,
    keep_pending: bool = False,
) -> int:
    """Bring the engine up to date with the library's list of pending changes.

    Killed at any point, the next call goes on: a change leaves the list only after the engine's commit.

    Args:
        library: Says what is pending.
        engine: Is brought up to date.
        analyzer: The engine's analyzer.
        encoder: The engine's encoder.
        progress: Told of every batch; the unit is documents.
        workers: Processes; ``None`` for one a core.
        keep_pending: Take every document of the library and leave the list of pending changes alone, for
            filling another engine than the one the list belongs to.

    Returns:
        How many documents were indexed.

    Raises:
        DocumentsRefused: all but these are done.
        EngineError: the engine cannot be written.
    """
    progress = progress or SilentProgress()
    listed = dict.fromkeys(library.ids(), 0) if keep_pending else library.pending()
    if not listed:
        return 0
    least = MANY if workers is None else FEW
    count = worker_count(workers) if len(listed) > least and workers_can(analyzer, encoder) else 1
    fingerprint = Profiler(analyzer, encoder).fingerprint
    indexed = 0
    uncommitted: dict[str, int] = {}
    refused: dict[str, str] = {}
    progress.start("indexing", len(listed))
    try:
        with OrderedPool[Pairs, Built](_build, count, _prepare, (encoder, count)) as pool:
            if count < 2:
                _STATE[:] = [(analyzer, encoder)]
            for pairs, built in pool.map(_batches(library, engine, listed)):
                if isinstance(built, Crashed):
                    ids = ", ".join(document.id for document, _ in pairs)
                    raise EngineError(
                        f"A worker process died while analysing one of {ids}; run the command again."
                    )
                engine.upsert([entry for entry, _ in built])
                library.put_profiles({entry.id: profile for entry, profile in built}, fingerprint)
                indexed += len(built)
                uncommitted.update((document.id, listed[document.id]) for document, _ in pairs)
                progress.advance(len(pairs), len(pairs))
                if len(uncommitted) >= COMMIT_EVERY:
                    refused |= commit(library, engine, {} if keep_pending else uncommitted)
                    uncommitted.clear()
        # Also the ids that are gone: their deletion is in the engine by now.
        rest = {} if keep_pending else {id: seq for id, seq in listed.items() if id not in refused}
        refused |= commit(library, engine, rest)
    finally:
        _STATE.clear()
        progress.finish()
    if refused:
        raise DocumentsRefused(refused)
    return indexed


def _batches(library: Library, engine: SearchEngine, listed: Mapping[str, int]) -> Iterator[Pairs]:
    ids = list(listed)
    for at in range(0, len(ids), BATCH):
        some = ids[at : at + BATCH]
        documents = library.records(some)
        passages: dict[str, list[Passage]] = {id: [] for id in some}
        for passage in library.passages(some):
            passages[passage.document_id].append(passage)
        if gone := [id for id in some if id not in documents]:
            engine.delete(gone)
        if documents:
            yield [(document, passages[id]) for id, document in documents.items()]


def _prepare(encoder: Encoder | None, count: int) -> None:
    if count > 1:
        _STATE[:] = [(default_analyzer(), encoder)]


def _build(pairs: Pairs) -> Built:
    analyzer, encoder = _STATE[0]
    entries = build_many(pairs, analyzer, encoder)
    wholes = [whole_of(entry.vectors) for entry in entries]
    profiles = Profiler(analyzer, encoder).make([document for document, _ in pairs], wholes)
    return [(compact(e), dump_profile(p)) for e, p in zip(entries, profiles, strict=True)]
