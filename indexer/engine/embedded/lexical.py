"""The tantivy half of the embedded engine."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import Occur, Order, Query

from corpora.model import AccessLevel
from indexer.engine.embedded.schema import DOCNO, HASH, build_schema, to_tantivy
from indexer.engine.protocol import Candidates, EngineError, EngineHit, IndexedDocument

_HEAP = 64_000_000
_THREADS = 2
_DECIMALS = 4
"""Scores are float32 sums whose last digits depend on the order of summing; ties are told after rounding."""
_SLACK = 16
"""Hits fetched beyond those wanted, so that a tie at the border is mostly seen whole at once."""
_NAMES = 200_000
"""Ids kept by number; a number is a passage id, which the library never gives twice."""
_ALL_VALUES = 65_000
"""Buckets of a facet, tantivy's own limit: more distinct values than this are refused by it, never cut."""


_PANIC = "PanicException"
"""Class of tantivy's panics; its module cannot be imported."""
_FULL = "No space left on device"


class LexicalIndex:
    """A tantivy index in a folder. The writer is taken at the first change and given back by release."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writer: Any = None
        self._names: dict[int, str] = {}
        self.levels = frozenset(AccessLevel)
        """Levels of access of the documents that are found; of deleted ones too, until they are merged away."""
        try:
            self._index: Any = tantivy.Index(build_schema(), path=str(folder), reuse=True)
        except ValueError as error:
            raise EngineError(
                f"The index in {folder} cannot be opened ({error}); run `fengqiao rebuild`."
            ) from error
        self.schema: Any = self._index.schema
        self.reload()

    def reload(self) -> None:
        """See what other processes committed."""
        with self._plainly("read"):
            self._index.reload()
            searcher = self._index.searcher()
            held = frozenset(level for level in AccessLevel if searcher.doc_freq("access", level.value))
        if held != self.levels:
            self.levels |= held  # before they can be found
        self._searcher: Any = searcher
        if held != self.levels:
            self.levels = held

    @property
    def opstamp(self) -> int:
        """The number of the last commit, from tantivy's own meta file; merges keep it."""
        with self._plainly("read"):
            return int(json.loads((self._folder / "meta.json").read_text(encoding="utf-8"))["opstamp"])

    def upsert(self, documents: Sequence[IndexedDocument]) -> None:
        """Replace by id; visible after commit."""
        writer = self._take_writer()
        with self._plainly("written"):
            for document in documents:
                writer.delete_documents_by_term("id", document.id)
                writer.add_document(to_tantivy(document))

    def delete(self, ids: Sequence[str]) -> None:
        """Remove by id; visible after commit."""
        writer = self._take_writer()
        with self._plainly("written"):
            for id in ids:
                writer.delete_documents_by_term("id", id)

    def commit(self) -> None:
        """Make changes durable and visible."""
        if self._writer is not None:
            with self._plainly("written"):
                self._writer.commit()
            self.reload()

    def release(self) -> None:
        """Wait for merges and give the write lock back; uncommitted changes are lost."""
        if self._writer is not None:
            writer, self._writer = self._writer, None
            with self._plainly("written"):
                writer.rollback()
                writer.wait_merging_threads()

    def search(self, query: Any, limit: int, offset: int) -> Candidates:
        """Best documents first, equal scores by id; ``total`` counts all that match."""
        with self._plainly("read"):
            return self._search(query, limit, offset)

    def _search(self, query: Any, limit: int, offset: int) -> Candidates:
        want = offset + limit
        if want <= 0:
            return Candidates((), int(self._searcher.search(query, limit=1).count))
        fetch = want + max(_SLACK, want // 4)
        while True:
            found = self._searcher.search(query, limit=fetch)
            scores = np.round([score for score, _ in found.hits], _DECIMALS).tolist()
            # A tie that crosses the border must be seen whole, or which of its members show is chance.
            if len(scores) < fetch or scores[-1] < scores[want - 1]:
                break
            if scores[0] == 0.0:  # The best is 0 and none is negative: nothing was scored.
                return self._by_id(query, limit, offset, int(found.count))
            fetch *= 4
        ranked = sorted(zip((-score for score in scores), self._ids(found.hits), strict=True))
        hits = tuple(EngineHit(id, -score) for score, id in ranked[offset:want])
        return Candidates(hits, int(found.count))

    def facets(self, query: Any, fields: Sequence[str], limit: int) -> dict[str, list[tuple[str, int]]]:
        """Exact counts, commonest first, equal counts by value."""
        if not fields:
            return {}
        ask = {
            name: {"terms": {"field": name, "size": _ALL_VALUES, "segment_size": _ALL_VALUES}}
            for name in fields
        }
        with self._plainly("read"):
            found = self._searcher.aggregate(query, ask)
        out: dict[str, list[tuple[str, int]]] = {}
        for name in fields:
            pairs = [(_value(bucket["key"]), int(bucket["doc_count"])) for bucket in found[name]["buckets"]]
            out[name] = sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:limit]
        return out

    def name(self, ids: Iterable[tuple[int, str]]) -> None:
        """Know documents by ``(number, id)`` at once: reading an id from a stored document takes long."""
        self._names.update(islice(ids, _NAMES))

    def document_frequencies(self, terms: Sequence[str], field: str) -> list[int]:
        """Documents with each term, deleted ones among them until their segment is merged."""
        frequency = self._searcher.doc_freq
        with self._plainly("read"):
            return [int(frequency(field, term)) for term in terms]

    def frequencies_among(self, allowed: Any, terms: Sequence[str], field: str) -> list[int]:
        """Documents with each term among those that a query matches."""
        search, schema, must = self._searcher.search, self.schema, Occur.Must
        with self._plainly("read"):
            return [
                int(
                    search(
                        Query.boolean_query([(must, Query.term_query(schema, field, term)), (must, allowed)]),
                        limit=1,
                    ).count
                )
                for term in terms
            ]

    def explain(self, query: Any, id: str) -> dict[str, Any]:
        """tantivy's explanation of one document's score; ``{}`` when it does not match."""
        only = Query.const_score_query(Query.term_query(self.schema, "id", id), 0.0)
        found = self._searcher.search(Query.boolean_query([(Occur.Must, query), (Occur.Must, only)]), limit=1)
        if not found.hits:
            return {}
        explained: dict[str, Any] = json.loads(query.explain(self._searcher, found.hits[0][1]).to_json())
        return explained

    def count(self, query: Any) -> int:
        """Number of matching documents."""
        with self._plainly("read"):
            return int(self._searcher.search(query, limit=1).count)

    def docnos(self, query: Any) -> NDArray[np.int64]:
        """Numbers of the matching documents that have vectors."""
        with self._plainly("read"):
            found = self._searcher.search(query, limit=max(1, self._searcher.num_docs))
            values = self._searcher.fast_field_values(DOCNO, [address for _, address in found.hits])
        return np.array([value for value in values if value is not None], dtype=np.int64)

    def entries(self) -> Iterator[tuple[str, str]]:
        """All ``(id, content_hash)``."""
        with self._plainly("read"):
            found = self._searcher.search(Query.all_query(), limit=max(1, self._searcher.num_docs))
        for _, address in found.hits:
            with self._plainly("read"):
                document = self._searcher.doc(address)
                entry = document.get_first("id"), document.get_first(HASH)
            yield entry

    def _by_id(self, query: Any, limit: int, offset: int, total: int) -> Candidates:
        found = self._searcher.search(query, limit=limit, offset=offset, order_by_field="id", order=Order.Asc)
        return Candidates(tuple(EngineHit(self._id(address), 0.0) for _, address in found.hits), total)

    def _ids(self, hits: Sequence[tuple[Any, Any]]) -> list[str]:
        """Ids of hits; those with a number are read from the stored document only the first time."""
        addresses = [address for _, address in hits]
        names = self._names
        if len(names) > _NAMES:
            names.clear()
        out = []
        numbers = self._searcher.fast_field_values(DOCNO, addresses)
        for number, address in zip(numbers, addresses, strict=True):
            id = names.get(number) if number is not None else None
            if id is None:
                id = self._id(address)
                if number is not None:
                    names[number] = id
            out.append(id)
        return out

    def _id(self, address: Any) -> str:
        id: str = self._searcher.doc(address).get_first("id")
        return id

    @contextmanager
    def _plainly(self, what: str) -> Iterator[None]:
        """What tantivy reports, in one sentence. Damaged files make it panic, and a panic is no ``Exception``."""
        try:
            yield
        except EngineError:
            raise
        except BaseException as error:
            if not (isinstance(error, (ValueError, OSError, KeyError)) or type(error).__name__ == _PANIC):
                raise
            said = str(error).splitlines()[0] if str(error) else "no reason given"
            mend = "free some space and try again" if _FULL in said else "run `fengqiao rebuild`"
            raise EngineError(f"The index in {self._folder} cannot be {what} ({said}); {mend}.") from error

    def _take_writer(self) -> Any:
        if self._writer is None:
            try:
                self._writer = self._index.writer(_HEAP, _THREADS)
            except ValueError as error:
                reason = "is being written by another process; try again when it is done"
                if "Lock" not in str(error):
                    reason = f"cannot be written: {error}"
                raise EngineError(f"The index in {self._folder} {reason}.") from error
        return self._writer


def _value(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)
