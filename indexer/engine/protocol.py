"""The contract of a search engine: what goes in, what can be asked, what comes back.

Identity and text live in the library of record; an engine is derived from it and disposable.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.engine.filters import Filter
from indexer.viewer import Viewer

Occur = Literal["should", "must", "must_not"]
TEXT_FIELDS = ("title", "abstract", "body", "bigram", "identifier_text")
"""``body``: all words of the text; ``abstract``: words of holdings; ``bigram``: character bigrams (a recall net)."""


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document as an engine takes it: already analysed, nothing to look up."""

    id: str
    content_hash: str
    texts: Mapping[str, Sequence[str]]
    """Tokens by text field, positions by order."""
    keywords: Mapping[str, Sequence[str]]
    """Values by keyword filter field."""
    numbers: Mapping[str, int]
    """Values by numeric filter field."""
    passage_ids: Sequence[int] = ()
    """Ids given by the library, unique over it and never reused."""
    vectors: NDArray[np.float32] | None = None
    """float32[n_passages, dim], L2-normalised; ``None`` when the index has no encoder."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens looked for in one or all text fields.

    Several tokens without ``phrase`` are alternatives each scored alone; with ``phrase`` they stand side by
    side in this order.
    """

    tokens: tuple[str, ...]
    occur: Occur = "should"
    fields: tuple[str, ...] = ("title", "abstract", "body")
    phrase: bool = False
    weights: tuple[float, ...] = ()
    """Weight of each token; empty means 1.0 each."""


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """Clauses of a lexical search. No clause at all matches every document with score 0."""

    clauses: tuple[Clause, ...] = ()
    boosts: Mapping[str, float] = field(default_factory=dict)
    """Weight by text field; 1.0 when absent."""


class EngineHit(NamedTuple):
    """A candidate. ``score``: higher is better; lexical unbounded, vector cosine in [-1, 1]."""

    id: str
    score: float
    passage_id: int = -1
    """Best passage of a vector search; -1 for a lexical hit."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The best hits and how many documents matched altogether."""

    hits: tuple[EngineHit, ...]
    total: int


class EngineError(Exception):
    """The index cannot be used; the message says what to run."""

    code = "unavailable"
    """Stable name of the fault, for programs that tell faults apart."""


class IndexMissing(EngineError):
    """There is no index here."""

    code = "index_missing"


class DocumentsRefused(EngineError):
    """A commit took everything but some documents; those stay to be done.

    Args:
        failures: Reason by document id.
    """

    code = "documents_refused"

    def __init__(self, failures: Mapping[str, str]) -> None:
        self.failures = dict(failures)
        first = next(iter(self.failures.items()))
        super().__init__(
            f"The index refused {len(self.failures)} documents; the first is {first[0]}: {first[1]}"
        )


class SearchEngine(Protocol):
    """A store of analysed documents that can be searched by words and by vectors.

    Every read takes a filter and a viewer and applies both before counting and scoring. Equal scores are
    ordered by id. Changes are visible after :meth:`commit` and, until then, lost by a crash without harm.
    """

    name: str

    def upsert(self, documents: Sequence[IndexedDocument]) -> None:
        """Add or replace by id; twice is once."""

    def delete(self, ids: Sequence[str]) -> None:
        """Remove; unknown ids are no error."""

    def commit(self) -> None:
        """Make all changes since the last commit durable and visible at once."""

    def release(self) -> None:
        """Give the right to write back; what was not committed may be lost."""

    def reload(self) -> None:
        """See what other processes committed."""

    def lexical(
        self,
        query: LexicalQuery,
        *,
        viewer: Viewer,
        filter: Filter | None = None,
        limit: int = 10,
        offset: int = 0,
    ) -> Candidates:
        """Documents by BM25 over the query's clauses, best first."""

    def vector(
        self,
        vectors: NDArray[np.float32],
        *,
        viewer: Viewer,
        filter: Filter | None = None,
        limit: int = 10,
    ) -> Candidates:
        """Documents by their best passage.

        Args:
            vectors: float32[n_queries, dim]; a document's score is its maximum over queries and passages.
        """

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

    def document_frequencies(self, terms: Sequence[str], field: str, *, viewer: Viewer) -> list[int]:
        """How many documents that the viewer may see hold each term in a text field, in order.

        For a viewer from whom nothing is hidden, what was deleted or replaced may still be counted until the
        engine has cleaned up.
        """

    def explain(self, query: LexicalQuery, id: str) -> dict[str, Any]:
        """How the lexical score of one document came about; ``{}`` when it does not match."""

    def count(self, *, viewer: Viewer, filter: Filter | None = None) -> int:
        """Number of documents."""

    def entries(self) -> Iterator[tuple[str, str]]:
        """All ``(id, content_hash)`` in the index, for comparison with the library."""

    def passages(self) -> Iterator[tuple[str, frozenset[int]]]:
        """All documents that have vectors, with the ids of their passages."""

    def faults(self) -> Iterator[str]:
        """Files of the index that are not as they were written, each as a sentence without a full stop.

        Raises:
            EngineError: the index cannot be read at all.
        """

    def merge(self) -> None:
        """Bring the index into its smallest form, for one that takes no changes for a while."""

    def outside_bytes(self) -> int:
        """Bytes of the index on disk that lie outside the data folder; one copy of each."""

    def close(self) -> None:
        """Release files and locks; safe to call twice."""
