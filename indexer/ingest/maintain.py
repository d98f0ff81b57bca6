"""Upkeep of an index: making it anew from the library, and comparing the two."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.analysis import Analyzer, default_analyzer
from indexer.encoder.load import load_encoder
from indexer.encoder.protocol import Encoder
from indexer.engine.choice import EngineChoice
from indexer.engine.filters import Eq
from indexer.engine.protocol import Clause, EngineError, LexicalQuery, SearchEngine
from indexer.indexing import passage_texts
from indexer.ingest.progress import Progress, SilentProgress
from indexer.ingest.synchronise import synchronise
from indexer.ingest.twins import outdated_twins, renew_twins
from indexer.library import Library
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace

_SAMPLE = 30
"""Documents looked for in a new index before it is used."""
_WORDS = 20
_COSINE = 0.98
"""A passage finds itself with at least this score; stored vectors are rounded."""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """Whether library and index agree; each difference is one sentence."""

    ok: bool
    problems: tuple[str, ...] = ()


def rebuild(workspace: Workspace, progress: Progress | None = None, *, workers: int | None = None) -> int:
    """Build a fresh index beside the present one from the library, then put it in its place.

    Until the exchange the old index stays whole and is searched; a crash before it leaves it in use.

    Returns:
        How many documents were indexed.

    Raises:
        EngineError: the index cannot be built, or does not hold what the library holds.
    """
    library, analyzer, encoder = workspace.library, workspace.analyzer, workspace.encoder
    renew_twins(library, progress or SilentProgress())
    listed = library.pending()
    build = workspace.place.build()
    try:
        count = synchronise(
            library, build.engine, analyzer, encoder, progress=progress, workers=workers, keep_pending=True
        )
        build.engine.merge()
        problems = [
            *compare(library, build.engine, encoder),
            *_sample(library, build.engine, analyzer, encoder),
        ]
        if problems:
            raise EngineError(
                f"The new index is not used, because it has {len(problems)} faults; the first: {problems[0]}."
            )
    except BaseException:
        build.discard()
        raise
    workspace.engine.close()
    key = build.use(-1 if listed else library.generation)
    library.belongs_to(key, complete=True)
    library.clear_pending(listed)
    workspace.take_over()
    return count


def roll_back(home: Path, choice: EngineChoice, *, encoder: str | None = None) -> bool:
    """Put the index that was in use before the last rebuild in use again.

    Returns:
        Whether it holds all that the library holds; otherwise every document is pending now.

    Raises:
        EngineError: there is none that this program can read.
    """
    library = Library.open(home, create=False)
    try:
        tools = default_analyzer(), load_encoder(library.encoder if encoder is None else encoder)
        place = choice.place(home, library.identity, *tools)
        key, complete = place.go_back(-1 if library.pending() else library.generation)
        library.belongs_to(key, complete=complete)
        return complete
    finally:
        library.close()


def verify(workspace: Workspace) -> VerifyReport:
    """Read all of the library, check the index's files, and compare ids, content hashes and passages of both.

    Raises:
        LibraryFault: the library is damaged.
        EngineError: the index cannot be read.
    """
    workspace.library.check()
    if damage := tuple(workspace.engine.faults()):
        return VerifyReport(False, damage)
    problems = list(compare(workspace.library, workspace.engine, workspace.encoder))
    waiting = workspace.library.pending()
    if waiting:
        problems.append(f"{len(waiting)} changes of the library have not reached the index")
    if outdated := outdated_twins(workspace.library):
        problems.append(
            f"the redacted twins of {outdated} confidential records were made by other rules than this program's"
        )
    return VerifyReport(not problems, tuple(problems))


def compare(library: Library, engine: SearchEngine, encoder: Encoder | None) -> Iterator[str]:
    """Each difference between library and index as a sentence without a full stop."""
    held: dict[str, str] = {}
    for id, digest in engine.entries():
        if id in held:
            yield f"{id} is twice in the index"
        held[id] = digest
    kept = dict(library.entries())
    for id in sorted(kept.keys() - held.keys()):
        yield f"{id} is in the library but not in the index"
    for id in sorted(held.keys() - kept.keys()):
        yield f"{id} is in the index but not in the library"
    for id in sorted(kept.keys() & held.keys()):
        if kept[id] != held[id]:
            yield f"{id} has another text in the index than in the library"
    if encoder is not None:
        yield from _passages(library, engine, list(kept))


def _passages(library: Library, engine: SearchEngine, ids: list[str]) -> Iterator[str]:
    """Documents whose passages differ, by the ids the library gave them."""
    held = dict(engine.passages())
    kept: dict[str, set[int]] = {}
    for passage in library.passages(ids):
        kept.setdefault(passage.document_id, set()).add(passage.id)
    for id in sorted(kept.keys() | held.keys()):
        if held.get(id) != kept.get(id):
            yield (
                f"{id} has {len(held.get(id, ()))} passages in the index, {len(kept.get(id, ()))} in the "
                "library, or other ones"
            )


def _sample(
    library: Library, engine: SearchEngine, analyzer: Analyzer, encoder: Encoder | None
) -> Iterator[str]:
    """Documents, of a few drawn by chance, that their own words or passages do not find."""
    ids = library.ids()
    for id in random.Random(0).sample(ids, min(_SAMPLE, len(ids))):
        document = library.get(id, LOCAL_OWNER)
        if document is None:
            continue
        words = tuple(dict.fromkeys(analyzer.terms(document.text)))[:_WORDS]
        own = Eq("id", id)
        if words:
            query = LexicalQuery(tuple(Clause((word,), "must", ("body",)) for word in words))
            if engine.lexical(query, viewer=LOCAL_OWNER, filter=own).total != 1:
                yield f"{id} is not found by its own words"
        passages = library.passages([id])
        if encoder is not None and passages:
            vectors = encoder.encode(passage_texts(document, passages)[:1])
            hits = engine.vector(vectors, viewer=LOCAL_OWNER, filter=own, limit=1).hits
            if vectors.any() and (not hits or hits[0].score < _COSINE):
                yield f"{id} is not found by its own passage"
