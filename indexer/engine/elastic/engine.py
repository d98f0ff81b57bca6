"""The Elasticsearch engine: writing, committing, reading, under one filter and one viewer."""

import math
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from indexer.engine.elastic.bulk import Action, BulkWriter
from indexer.engine.elastic.cluster import Cluster
from indexer.engine.elastic.errors import ClusterBusy
from indexer.engine.elastic.lock import WriterLock
from indexer.engine.elastic.mapping import to_source
from indexer.engine.elastic.reading import Reader
from indexer.engine.elastic.tokens import term
from indexer.engine.elastic.translate import allowed, clauses, search_query
from indexer.engine.filters import FACET_FIELDS, Filter, FilterError
from indexer.engine.protocol import (
    TEXT_FIELDS,
    Candidates,
    EngineError,
    IndexedDocument,
    IndexMissing,
    LexicalQuery,
)
from indexer.viewer import Viewer

_KEY_BYTES = 512
"""The longest ``_id`` that the server takes."""
_LOOK_S = 10.0
"""How often a reader looks whether a rebuild has put another index behind the alias."""

_SEGMENT_BYTES = 5e9
"""The server's own bound for a segment that it still merges."""
_POLL_S = 0.3
_QUIET = 3
"""Looks without a merge going on after which merging is over: between two merges there is a moment without."""

T = TypeVar("T")
Follow = Callable[[], str]


class ElasticEngine:
    """One index of a cluster; implements :class:`indexer.engine.protocol.SearchEngine`.

    Args:
        cluster: The connection; closed with the engine.
        index: The index to read and write, by its own name.
        dim: Components of a vector; 0 for none.
        lock: Held while there are changes; ``None`` when the caller sees to it.
        follow: Says which index is in use now and raises when it cannot be read with this program; ``None``
            to stay with ``index``.
    """

    name = "elasticsearch"

    def __init__(
        self, cluster: Cluster, index: str, dim: int, *, lock: WriterLock | None, follow: Follow | None
    ) -> None:
        self._cluster, self._dim = cluster, dim
        self._writer_lock, self._follow = lock, follow
        self._lock = threading.RLock()
        self._closed = False
        self._dirty = False
        self._use(index)

    @property
    def index(self) -> str:
        """The index in use."""
        return self._reader.index

    def upsert(self, documents: Sequence[IndexedDocument]) -> None:
        """Add or replace by id; twice is once.

        Raises:
            ValueError: vectors do not fit the passages or the dimension.
            EngineError: the cluster cannot take it.
        """
        with self._lock:
            self._write([Action(_key(d.id), d.id, to_source(d, self._dim)) for d in documents])

    def delete(self, ids: Sequence[str]) -> None:
        """Remove; unknown ids are no error."""
        with self._lock:
            self._write([Action(_key(id), id, None) for id in ids])

    def commit(self) -> None:
        """Make all changes since the last commit durable and visible.

        Raises:
            DocumentsRefused: everything is committed but these documents.
            EngineError: the cluster cannot take it.
        """
        with self._lock:
            self._open()
            if not self._dirty:
                return
            self._writer.send()
            answer = self._cluster.write(lambda client: client.indices.refresh(index=self.index), self.index)
            if answer["_shards"]["failed"]:
                raise ClusterBusy(
                    f"{self._cluster.settings.where} could not commit on every copy; try again."
                )
            self._dirty = False
            self._writer.tell_refused()

    def release(self) -> None:
        """Give the write lock back so that other processes may write; what was not sent is lost."""
        with self._lock:
            self._writer.forget()
            self._dirty = False
            if self._writer_lock is not None:
                self._writer_lock.free()

    def reload(self) -> None:
        """Turn to the index that is behind the alias now.

        Raises:
            EngineError: it was made with another analyzer or encoder.
        """
        with self._lock:
            self._looked = time.monotonic()
            if self._follow is not None and not self._dirty:
                index = self._follow()
                if index != self.index:
                    self._use(index)

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
        asked = search_query(query, viewer, filter)
        return self._read(lambda reader: reader.best(asked, limit, offset))

    def vector(
        self,
        vectors: NDArray[np.float32],
        *,
        viewer: Viewer,
        filter: Filter | None = None,
        limit: int = 10,
    ) -> Candidates:
        """Documents by their best passage, 10,000 at most.

        Raises:
            EngineError: the index holds no vectors.
            ValueError: the vectors have another dimension than the index.
        """
        if not self._dim:
            raise EngineError("This index was made without an encoder and cannot be searched by vectors.")
        wanted = np.atleast_2d(np.asarray(vectors, dtype=np.float32))
        if wanted.shape[1] != self._dim:
            raise ValueError(f"vectors of {wanted.shape[1]} dimensions, the index has {self._dim}")
        conditions = allowed(viewer, filter)
        return self._read(lambda reader: reader.nearest(wanted, conditions, limit))

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
        asked = search_query(query or LexicalQuery(), viewer, filter)
        return self._read(lambda reader: reader.facets(asked, fields, limit))

    def document_frequencies(self, terms: Sequence[str], field: str, *, viewer: Viewer) -> list[int]:
        """How many documents that the viewer may see hold each term in a text field, in order."""
        if field not in TEXT_FIELDS:
            raise FilterError(f"There is no text field {field}; there are {', '.join(TEXT_FIELDS)}.")
        wanted = [term(word) for word in terms]
        among = {"bool": {"filter": allowed(viewer, None)}}
        return self._read(lambda reader: reader.frequencies(among, wanted, field))

    def explain(self, query: LexicalQuery, id: str) -> dict[str, Any]:
        """How the lexical score of one document came about; ``{}`` when it does not match."""
        if not query.clauses:
            return {}
        return self._read(lambda reader: reader.explain(clauses(query), _key(id)))

    def count(self, *, viewer: Viewer, filter: Filter | None = None) -> int:
        """Number of documents."""
        asked = {"bool": {"filter": allowed(viewer, filter)}}
        return self._read(lambda reader: reader.count(asked))

    def entries(self) -> Iterator[tuple[str, str]]:
        """All ``(id, content_hash)`` in the index, for comparison with the library."""
        return self._read(lambda reader: reader.entries())

    def passages(self) -> Iterator[tuple[str, frozenset[int]]]:
        """All documents that have vectors, with the ids of their passages."""
        return self._read(lambda reader: reader.passages())

    def faults(self) -> Iterator[str]:
        """None: the server checks its files itself and refuses to read damaged ones."""
        return iter(())

    def outside_bytes(self) -> int:
        """Bytes of the primary shards on disk."""
        return self._read(lambda reader: reader.stored_bytes())

    def merge(self) -> None:
        """Merge the index into few segments: less disk, faster searches. For an index that takes no more changes.

        Raises:
            EngineError: the cluster cannot do it.
        """
        with self._lock:
            size = self.outside_bytes() / max(1, self._cluster.settings.shards)
            segments = max(1, math.ceil(size / _SEGMENT_BYTES))
            self._cluster.write(
                lambda client: client.indices.forcemerge(
                    index=self.index, max_num_segments=segments, wait_for_completion=False
                ),
                self.index,
            )
            quiet = 0
            while quiet < _QUIET:
                time.sleep(_POLL_S)
                quiet = quiet + 1 if not self._reader.merging() else 0

    def close(self) -> None:
        """Close the connections and give the lock back; safe to call twice."""
        with self._lock:
            self.release()
            self._closed = True
            self._cluster.close()

    def _use(self, index: str) -> None:
        self._reader = Reader(self._cluster, index)
        self._writer = BulkWriter(self._cluster, index)
        self._looked = time.monotonic()

    def _write(self, actions: Sequence[Action]) -> None:
        self._open()
        if not self._dirty and self._writer_lock is not None:
            self._writer_lock.take()
            self.reload()
        self._dirty = True
        for action in actions:
            self._writer.add(action)

    def _read(self, call: Callable[[Reader], T]) -> T:
        self._open()
        if time.monotonic() - self._looked > _LOOK_S:
            self.reload()
        try:
            return call(self._reader)
        except IndexMissing:
            # A rebuild on another machine has removed the version that was in use here.
            before = self.index
            self.reload()
            if self.index == before:
                raise
            return call(self._reader)

    def _open(self) -> None:
        if self._closed:
            raise EngineError("The index is closed.")


def _key(id: str) -> str:
    raw = id.encode("utf-8")
    return id if len(raw) <= _KEY_BYTES else sha256(raw).hexdigest()
