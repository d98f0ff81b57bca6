"""A workspace holding one collection, built once and kept beside the user's data."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from corpora.model import Document, Kind
from corpora.parse import parse
from corpora.parse.detect import detect
from corpora.readers.layouts import kind_named
from corpora.readers.raw import RawDocument
from eval.collection import Collection, Record
from indexer.engine.choice import EngineChoice
from indexer.engine.protocol import IndexMissing
from indexer.manifest import IndexMismatch
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace

BATCH = 2_000
KINDS = (Kind.JUDGMENT, Kind.REFERENCE, Kind.GUIDING, Kind.TYPICAL, Kind.STATUTE)
"""Kinds that a corpus line without a stated kind may be found to be."""


def workspace_for(
    collection: Collection,
    home: Path,
    progress: Callable[[int], None] | None = None,
    engine: EngineChoice | None = None,
    encoder: str | None = None,
) -> Workspace:
    """Open the workspace of a collection, building it when the corpus file has changed.

    Args:
        collection: What to index.
        home: The data folder; the workspace lies under ``eval/``.
        progress: Called with the number of documents done.
        engine: Which engine; ``None`` reads the environment. Each has a workspace of its own.
        encoder: As :func:`indexer.encoder.load.load_encoder` takes it; each has a workspace of its own.
    """
    choice = engine or EngineChoice.make()
    corpus = collection.corpus
    stat = corpus.stat()
    stamp = _hash(f"{corpus.resolve()}|{stat.st_size}|{stat.st_mtime_ns}")
    suffix = "" if choice.name == "embedded" else f"-{choice.name}"
    suffix += f"-{_hash(encoder)}" if encoder else ""
    named = encoder or "default"
    folder = home / "eval" / f"{collection.name}-{stamp}{suffix}"
    own = choice.named(f"eval-{_hash(str(folder.resolve()))}")
    done = folder / "complete"
    if done.exists():
        try:
            return Workspace.open(folder, engine=own, encoder=named)
        except (IndexMismatch, IndexMissing):
            # Made by another analyzer or encoder: the measured index must be this program's own.
            done.unlink()
    if folder.exists():
        with Workspace.open(folder, create=True, fresh=True, engine=own, encoder=named) as unfinished:
            unfinished.place.remove()
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    workspace = Workspace.open(folder, create=True, engine=own, encoder=named)
    count = 0
    documents = (_document(record, corpus) for record in collection.documents())
    while batch := list(islice(documents, BATCH)):
        workspace.library.put(batch, LOCAL_OWNER)
        workspace.sync()
        count += len(batch)
        if progress is not None:
            progress(count)
    done.touch()
    return workspace


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _document(record: Record, corpus: Path) -> Document:
    """A corpus line as ``fengqiao index`` reads it; what is neither a case nor an article is a plain text."""
    metadata = record.metadata or {}
    stated = kind_named(str(metadata.get("kind", "")))
    fields = {key: str(value) for key, value in metadata.items()} | {"title": record.title}
    raw = RawDocument(record.text, str(corpus), record.id, "beir", stated, fields)
    kind = stated or detect(raw)
    if stated is None:
        raw = replace(raw, kind=kind if kind in KINDS else Kind.OTHER)
    return replace(parse(raw)[0], id=record.id)
