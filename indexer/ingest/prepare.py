"""Everything about a document that can be worked out away from the library: its rows, its tokens, its vectors."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpora.model import Document, Source
from corpora.redact.record import has_twin, redacted_twin, twin_id
from indexer.analysis import Analyzer, default_analyzer
from indexer.encoder.protocol import Encoder
from indexer.encoder.static import StaticEncoder
from indexer.engine.joined import Joined
from indexer.engine.protocol import IndexedDocument
from indexer.indexing import build_many
from indexer.library import Passage
from indexer.library.rows import Row, row_of
from indexer.profiles import Profiler, dump_profile, whole_of


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be written; small, because it travels between processes."""

    row: Row
    source: Source
    entry: IndexedDocument | None
    """Without vectors and with passage ids of 0; ``None`` when the engine's share is to be done later."""
    vectors: NDArray[np.float16] | None
    """One row a passage, as precise as the engine keeps them."""
    twin: "Prepared | None" = None
    """The redacted twin of a confidential record, written with it; ``None`` where it could not be made."""

    def indexed(self, passage_ids: Sequence[int]) -> IndexedDocument | None:
        """What the engine takes, with the ids that the library gave the passages."""
        if self.entry is None:
            return None
        vectors = None if self.vectors is None else self.vectors.astype(np.float32)
        return replace(self.entry, passage_ids=tuple(passage_ids), vectors=vectors)


def prepare(
    documents: Sequence[Document], analyzer: Analyzer | None, encoder: Encoder | None, secret: str = ""
) -> list[Prepared]:
    """Work out the rows and, given an analyzer, the engine's share; all passages are encoded in one call.

    Args:
        documents: In the order of the result.
        analyzer: Of the engine.
        encoder: Of the engine.
        secret: The library's: confidential records then come with their redacted twins.
    """
    twins = [redacted_twin(d, twin_id(d.id, secret)) if secret and has_twin(d) else None for d in documents]
    made = iter(_prepare([*documents, *(twin for twin in twins if twin)], analyzer, encoder))
    out = [next(made) for _ in documents]
    return [replace(p, twin=next(made) if twin else None) for p, twin in zip(out, twins, strict=True)]


def _prepare(
    documents: Sequence[Document], analyzer: Analyzer | None, encoder: Encoder | None
) -> list[Prepared]:
    rows = [row_of(document) for document in documents]
    if analyzer is None:
        return [Prepared(row, d.source, None, None) for d, row in zip(documents, rows, strict=True)]
    pairs = [
        (document, [Passage(0, document.id, *cut) for cut in row.passages])
        for document, row in zip(documents, rows, strict=True)
    ]
    entries = build_many(pairs, analyzer, encoder)
    profiler = Profiler(analyzer, encoder)
    made = profiler.make(documents, [whole_of(entry.vectors) for entry in entries])
    profiles = [(profiler.fingerprint, dump_profile(profile)) for profile in made]
    rows = [replace(row, profile=profile) for row, profile in zip(rows, profiles, strict=True)]
    out = []
    for document, row, entry in zip(documents, rows, entries, strict=True):
        vectors = None if entry.vectors is None else entry.vectors.astype(np.float16)
        out.append(Prepared(row, document.source, replace(compact(entry), vectors=None), vectors))
    return out


def compact(entry: IndexedDocument) -> IndexedDocument:
    """The same with its tokens joined."""
    return replace(entry, texts={name: Joined.of(tokens) for name, tokens in entry.texts.items()})


def workers_can(analyzer: Analyzer, encoder: Encoder | None) -> bool:
    """Whether a worker can have the same analyzer and encoder; a large model stays in the main process."""
    ours = analyzer.fingerprint == default_analyzer().fingerprint
    return ours and (encoder is None or isinstance(encoder, StaticEncoder))
