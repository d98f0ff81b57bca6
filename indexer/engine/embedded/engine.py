"""The embedded engine: both halves under one commit, one filter and one viewer."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from indexer.analysis import Analyzer
from indexer.encoder.protocol import Encoder
from indexer.engine.embedded.ann import Allowed, VectorTable
from indexer.engine.embedded.check import vector_faults, word_faults
from indexer.engine.embedded.inverted import InvertedFile
from indexer.engine.embedded.lexical import LexicalIndex
from indexer.engine.embedded.segments import read_segment
from indexer.engine.embedded.state import State, load_state, write_intent, write_state
from indexer.engine.embedded.store import VectorStore
from indexer.engine.embedded.translate import Translator
from indexer.engine.embedded.trimming import give_back
from indexer.engine.filters import FACET_FIELDS, Filter, FilterError
from indexer.engine.protocol import (
    TEXT_FIELDS,
    Candidates,
    EngineError,
    EngineHit,
    IndexedDocument,
    IndexMissing,
    LexicalQuery,
)
from indexer.manifest import FILE as MANIFEST
from indexer.manifest import Manifest
from indexer.viewer import Viewer

_T = TypeVar("_T")
_CACHED_FILTERS = 32
_CACHED_ROWS = 50_000_000
"""Rows of all kept filters together, about a byte each."""


class EmbeddedEngine:
    """tantivy and faiss in one folder; implements :class:`indexer.engine.protocol.SearchEngine`."""

    name = "embedded"

    def __init__(self, path: Path, dim: int) -> None:
        self._path, self._dim = path, dim
        self._vectors_at = path / "vectors"
        self._lock = threading.RLock()
        self._lexical: LexicalIndex | None = LexicalIndex(path / "words")
        self._translate = Translator(self._lexical.schema, lambda: self._words.levels)
        self._store = VectorStore(self._vectors_at, dim)
        self._table: VectorTable | None = None
        self._inverted: InvertedFile | None = None
        self._filters: OrderedDict[tuple[object, ...], Allowed] = OrderedDict()
        self._load()

    @classmethod
    def open(
        cls, path: Path, analyzer: Analyzer, encoder: Encoder | None, *, create: bool = False
    ) -> "EmbeddedEngine":
        """Open the index in a folder.

        Raises:
            EngineError: there is none (and ``create`` is false), it was made with another analyzer or
                encoder, or its files are damaged.
        """
        manifest = Manifest.of(cls.name, analyzer, encoder)
        if (path / MANIFEST).is_file():
            manifest.check(path)
        elif not create:
            raise IndexMissing(
                f"There is no index in {path}; run `fengqiao rebuild`, or `fengqiao index SOURCE`."
            )
        else:
            for folder in (path / "words", path / "vectors"):
                folder.mkdir(parents=True, exist_ok=True)
        engine = cls(path, manifest.dim)
        if not (path / MANIFEST).is_file():
            manifest.save(path)
        return engine

    def upsert(self, documents: Sequence[IndexedDocument]) -> None:
        """Add or replace by id; twice is once."""
        with self._lock:
            if self._dim:
                self._store.upsert(documents)
            self._words.upsert(documents)
            self._dirty = True

    def delete(self, ids: Sequence[str]) -> None:
        """Remove; unknown ids are no error."""
        with self._lock:
            if self._dim:
                self._store.delete(ids)
            self._words.delete(ids)
            self._dirty = True

    def commit(self) -> None:
        """Make all changes since the last commit durable and visible at once."""
        with self._lock:
            if not self._dirty:
                return
            # Another process may have committed since this one looked.
            before = self._committed()
            segments = before.segments
            if self._store.changed:
                segments = self._store.prepare(segments, before.generation + 1)
            write_state(self._path, before)
            intent = write_intent(self._path, before, segments)
            self._words.commit()
            self._state = self._committed()
            assert self._state.generation == intent.generation
            write_state(self._path, self._state)
            self._store.done(self._state.segments)
            self._forget_reads()

    def release(self) -> None:
        """Give the write lock back so that other processes may write; uncommitted changes are lost."""
        with self._lock:
            self._words.release()
            self._store.forget()
            self._dirty = False

    def reload(self) -> None:
        """See what other processes committed."""
        with self._lock:
            self._words.reload()
            if self._dirty or self._committed() != self._state:
                self._load()

    def lexical(
        self,
        query: LexicalQuery,
        *,
        viewer: Viewer,
        filter: Filter | None = None,
        limit: int = 10,
        offset: int = 0,
    ) -> Candidates:
        """Documents by BM25 (k1 = 1.2, b = 0.75) over the query's clauses, best first."""
        return self._asked(
            lambda: self._words.search(self._translate.search(query, viewer, filter), limit, offset)
        )

    def vector(
        self,
        vectors: NDArray[np.float32],
        *,
        viewer: Viewer,
        filter: Filter | None = None,
        limit: int = 10,
    ) -> Candidates:
        """Documents by their best passage.

        Raises:
            EngineError: the index holds no vectors.
            ValueError: the vectors have another dimension than the index.
        """
        if not self._dim:
            raise EngineError("This index was made without an encoder and cannot be searched by vectors.")
        wanted = np.atleast_2d(np.asarray(vectors, dtype=np.float32))
        if wanted.shape[1] != self._dim:
            raise ValueError(f"vectors of {wanted.shape[1]} dimensions, the index has {self._dim}")
        with self._lock:
            table = self._vector_table()
            allowed = self._allowed(table, viewer, filter)
        found, total = table.search(wanted, allowed, limit)
        return Candidates(tuple(EngineHit(id, score, passage) for score, id, passage in found), total)

    def facets(
        self,
        fields: Sequence[str],
        *,
        viewer: Viewer,
        query: LexicalQuery | None = None,
        filter: Filter | None = None,
        limit: int = 20,
    ) -> dict[str, list[tuple[str, int]]]:
        """Values of each field among the matching documents with exact counts, commonest first."""
        unknown = [name for name in fields if name not in FACET_FIELDS]
        if unknown:
            raise FilterError(f"There are no facets of {unknown[0]}; there are {', '.join(FACET_FIELDS)}.")
        asked = query or LexicalQuery()
        return self._asked(
            lambda: self._words.facets(self._translate.search(asked, viewer, filter), fields, limit)
        )

    def document_frequencies(self, terms: Sequence[str], field: str, *, viewer: Viewer) -> list[int]:
        """How many documents that the viewer may see hold each term in a text field, in order.

        Where nothing is or was hidden from them, deleted ones are counted until they are merged away.
        """
        if field not in TEXT_FIELDS:
            raise FilterError(f"There is no text field {field}; there are {', '.join(TEXT_FIELDS)}.")

        def read() -> list[int]:
            if self._translate.everything(viewer):
                return self._words.document_frequencies(terms, field)
            return self._words.frequencies_among(self._translate.allowed(viewer, None), terms, field)

        return self._asked(read)

    def explain(self, query: LexicalQuery, id: str) -> dict[str, Any]:
        """How the lexical score of one document came about; ``{}`` when it does not match."""
        return self._words.explain(self._translate.clauses(query), id) if query.clauses else {}

    def count(self, *, viewer: Viewer, filter: Filter | None = None) -> int:
        """Number of documents."""
        return self._asked(lambda: self._words.count(self._translate.allowed(viewer, filter)))

    def entries(self) -> Iterator[tuple[str, str]]:
        """All ``(id, content_hash)`` in the index, for comparison with the library."""
        return self._words.entries()

    def passages(self) -> Iterator[tuple[str, frozenset[int]]]:
        """All documents that have vectors, with the ids of their passages."""
        for entry in self._committed().segments:
            segment = read_segment(self._vectors_at, entry)
            rows = np.split(segment.passages, np.cumsum(segment.counts)[:-1]) if len(segment.counts) else []
            for id, alive, own in zip(segment.documents, segment.alive(), rows, strict=True):
                if alive:
                    yield id, frozenset(int(number) for number in own)

    def faults(self) -> Iterator[str]:
        """Files that differ from their checksum."""
        yield from word_faults(self._path / "words")
        if self._dim:
            yield from vector_faults(self._vectors_at, self._committed().segments)

    def merge(self) -> None:
        """Wait for the merges that go on in the background."""
        self.release()

    def outside_bytes(self) -> int:
        """None: all of the index is in its folder."""
        return 0

    def close(self) -> None:
        """Release files and locks; safe to call twice."""
        with self._lock:
            if self._lexical is not None:
                self._lexical.release()
            self._lexical = None
            self._table = self._inverted = None

    @property
    def _words(self) -> LexicalIndex:
        if self._lexical is None:
            raise EngineError("The index is closed.")
        return self._lexical

    def _asked(self, read: Callable[[], _T]) -> _T:
        """An answer whose filter was right to its end.

        What everybody may see is looked for without a filter; a commit that brings the first hidden document while
        the answer is made would let it through.
        """
        while True:
            levels = self._words.levels
            answer = read()
            if self._words.levels is levels:
                return answer

    def _committed(self) -> State:
        return load_state(self._path, lambda: self._words.opstamp)

    def _load(self) -> None:
        self._state = self._committed()
        self._dirty = False
        self._forget_reads()

    def _forget_reads(self) -> None:
        self._dirty = False
        if self._table:
            self._inverted = self._table.inverted
        self._table = None
        self._filters.clear()
        give_back()

    def _vector_table(self) -> VectorTable:
        if self._table is None:
            try:
                self._table = self._new_table()
            except EngineError:
                if self._committed() == self._state or self._dirty:
                    raise
                self.reload()  # Another process has committed and removed the files of the state seen here.
                self._table = self._new_table()
            self._words.name(self._table.names())
        return self._table

    def _new_table(self) -> VectorTable:
        return VectorTable(self._vectors_at, self._state.segments, self._dim, inverted=self._inverted)

    def _allowed(self, table: VectorTable, viewer: Viewer, filter: Filter | None) -> Allowed:
        """What a vector search may look at; the latest are kept."""
        key = (viewer.scope, filter)
        if key not in self._filters:
            everything = filter is None and self._translate.everything(viewer)
            numbers = None if everything else self._words.docnos(self._translate.allowed(viewer, filter))
            self._filters[key] = table.allow(numbers)
            if len(self._filters) > max(2, min(_CACHED_FILTERS, _CACHED_ROWS // max(1, table.n_rows))):
                self._filters.popitem(last=False)
        self._filters.move_to_end(key)
        return self._filters[key]
