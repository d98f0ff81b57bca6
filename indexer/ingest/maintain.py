"""Upkeep of an index: making it anew from the library, and comparing the two."""

import shutil
from dataclasses import dataclass

import numpy as np

from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.embedded.lexical import LexicalIndex
from indexer.engine.embedded.segments import read_segment
from indexer.engine.embedded.state import load_state
from indexer.ingest.progress import Progress
from indexer.ingest.synchronise import synchronise
from indexer.workspace import INDEX, Workspace

_BESIDE = ".new"
_AWAY = ".old"


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """Whether library and index agree; each difference is one sentence."""

    ok: bool
    problems: tuple[str, ...] = ()


def rebuild(workspace: Workspace, progress: Progress | None = None, *, workers: int | None = None) -> int:
    """Build a fresh index beside the present one from the library, then put it in its place.

    Until the exchange the old index stays whole; a crash before it leaves it in use.

    Returns:
        How many documents were indexed.
    """
    place = workspace.home / INDEX
    beside, away = place.with_name(INDEX + _BESIDE), place.with_name(INDEX + _AWAY)
    for left in (beside, away):
        if left.exists():
            shutil.rmtree(left)
    listed = workspace.library.pending()
    engine = EmbeddedEngine.open(beside, workspace.analyzer, workspace.encoder, create=True)
    try:
        count = synchronise(
            workspace.library,
            engine,
            workspace.analyzer,
            workspace.encoder,
            progress=progress,
            workers=workers,
            keep_pending=True,
        )
    finally:
        engine.close()
    workspace.engine.close()
    place.rename(away)
    beside.rename(place)
    workspace.engine = EmbeddedEngine.open(place, workspace.analyzer, workspace.encoder)
    workspace.library.clear_pending(listed)
    shutil.rmtree(away)
    return count


def verify(workspace: Workspace) -> VerifyReport:
    """Compare ids, content hashes and numbers of passages of library and index."""
    problems: list[str] = []
    library, engine = workspace.library, workspace.engine
    held: dict[str, str] = {}
    for id, digest in engine.entries():
        if id in held:
            problems.append(f"{id} is twice in the index")
        held[id] = digest
    kept = dict(library.entries())
    problems += [f"{id} is in the library but not in the index" for id in sorted(kept.keys() - held.keys())]
    problems += [f"{id} is in the index but not in the library" for id in sorted(held.keys() - kept.keys())]
    problems += [
        f"{id} has another text in the index than in the library"
        for id in sorted(kept.keys() & held.keys())
        if kept[id] != held[id]
    ]
    if workspace.encoder is not None:
        problems += _passages(workspace, list(kept))
    waiting = library.pending()
    if waiting:
        problems.append(f"{len(waiting)} changes of the library have not reached the index")
    return VerifyReport(not problems, tuple(problems))


def _passages(workspace: Workspace, ids: list[str]) -> list[str]:
    """Documents whose passages differ, by the ids the library gave them."""
    held: dict[str, set[int]] = {}
    place = workspace.home / INDEX
    state = load_state(place, LexicalIndex(place / "words").opstamp)
    for entry in state.segments:
        segment = read_segment(place / "vectors", entry)
        rows = np.split(segment.passages, np.cumsum(segment.counts)[:-1]) if len(segment.counts) else []
        for id, alive, own in zip(segment.documents, segment.alive(), rows, strict=True):
            if alive:
                held.setdefault(id, set()).update(int(number) for number in own)
    kept: dict[str, set[int]] = {}
    for passage in workspace.library.passages(ids):
        kept.setdefault(passage.document_id, set()).add(passage.id)
    return [
        f"{id} has {len(held.get(id, ()))} passages in the index, {len(kept.get(id, ()))} in the library, "
        "or other ones"
        for id in sorted(kept.keys() | held.keys())
        if held.get(id) != kept.get(id)
    ]
