"""The one entrance to retrieval."""

from collections.abc import Sequence
from typing import Literal

from corpora.model import Document
from corpora.redact.record import has_twin, twin_id
from indexer.viewer import PUBLIC, Viewer
from indexer.workspace import Workspace
from search_api.retrieval.alike import similar
from search_api.retrieval.context import Context
from search_api.retrieval.faceting import count_facets, facet_fields
from search_api.retrieval.filtering import parse_filters
from search_api.retrieval.folding import fold
from search_api.retrieval.keyword import search
from search_api.retrieval.known import KnownQuestion
from search_api.retrieval.models import FacetCount, Holdings, SearchRequest, SearchResult, SimilarRequest
from search_api.retrieval.plan import make_plan
from search_api.retrieval.ranking.model import Ranker, Reader, shipped_ranker
from search_api.retrieval.syntax import parse_query
from search_api.retrieval.understanding import understand


class Searcher:
    """Searches one workspace. Every call carries the viewer; what it may not see does not exist for it.

    Args:
        workspace: What is searched.
        ranker: Second stage of hybrid searches; ``None`` leaves the order of the first.
        questions: Questions whose articles are known; ``None`` for the shipped ones.
        reader: Reads the query with each of the best candidates and orders them at last.
    """

    def __init__(
        self,
        workspace: Workspace,
        ranker: Ranker | None | Literal["shipped"] = "shipped",
        questions: Sequence[KnownQuestion] | None = None,
        reader: Reader | None = None,
    ) -> None:
        chosen = shipped_ranker() if ranker == "shipped" else ranker
        self._context = Context(workspace, chosen, questions, reader)

    @property
    def context(self) -> Context:
        """The workspace with its caches, for what is built on top of retrieval; brought up to date."""
        self._context.refresh()
        return self._context

    @property
    def encoder_name(self) -> str | None:
        """Name of the encoder; ``None`` when the index has no vectors."""
        encoder = self._context.workspace.encoder
        return encoder.name if encoder else None

    def check(self) -> None:
        """Ask the index something small.

        Raises:
            EngineError: it does not answer.
        """
        self._context.workspace.engine.count(viewer=PUBLIC)

    def search(self, request: SearchRequest, viewer: Viewer) -> SearchResult:
        """Keyword search.

        Raises:
            QueryError: a filter or facet that cannot be.
        """
        from search_api.retrieval.desk import search_desk  # its parts import this package

        return search_desk(self._context, request, viewer, search)

    def similar(self, request: SimilarRequest, viewer: Viewer) -> SearchResult:
        """Similar cases.

        Raises:
            QueryError: not exactly one of text and document id, or a bad filter.
            DocumentNotFound: no such document for this viewer.
        """
        from search_api.retrieval.desk import similar_desk  # its parts import this package

        return similar_desk(self._context, request, viewer, similar)

    def document(self, id: str, viewer: Viewer) -> Document | None:
        """The document, or ``None`` when there is none that this viewer may see."""
        self._context.refresh()
        return self._context.documents([id], viewer).get(id)

    def documents(self, ids: Sequence[str], viewer: Viewer) -> dict[str, Document]:
        """Those of the documents that exist and that this viewer may see."""
        self._context.refresh()
        return self._context.documents(ids, viewer)

    def cited_by(self, id: str, viewer: Viewer) -> list[str]:
        """Ids of the documents that cite this one, newest first."""
        return self._context.workspace.library.cited_by(id, viewer)

    def resolve(self, identifier: str, viewer: Viewer) -> list[str]:
        """Ids of the documents with this canonical identifier, id or exact title."""
        return self._context.workspace.library.resolve(identifier, viewer)

    def facets(
        self,
        fields: Sequence[str],
        viewer: Viewer,
        *,
        query: str = "",
        filters: Sequence[str] = (),
        limit: int = 20,
    ) -> dict[str, list[FacetCount]]:
        """Counts by value for the documents of a query; a field's own filter is left out of its counts.

        Raises:
            QueryError: a filter or facet that cannot be.
        """
        self._context.refresh()
        understanding = understand(parse_query(query))
        made = parse_filters(filters, understanding.parsed.fields, self._context.resolver(viewer))
        names = facet_fields(fields)
        plan = make_plan(understanding, self._context.workspace.analyzer, self._context.statistics(viewer))
        if not plan.searchable:
            return {name: [] for name in names}
        engine = self._context.workspace.engine
        return count_facets(engine, names, plan.lexical, made, viewer, limit=limit)

    def as_others_see(self, document: Document, viewer: Viewer) -> Document | None:
        """A document as it may be handed on: a confidential record as its redacted twin, anything else as it is.

        The owner of a local installation, who has no twins, hands on the record. ``None``: the record has no twin.
        """
        if viewer.sees_everything or not has_twin(document):
            return document
        library = self._context.workspace.library
        return next(iter(library.records([twin_id(document.id, library.secret)]).values()), None)

    def parallel_to(self, ids: Sequence[str], viewer: Viewer) -> dict[str, list[str]]:
        """Of each of these documents the others among them that are parallel to it; the first 240 are looked at."""
        self._context.refresh()
        rows = fold(self._context, list(dict.fromkeys(ids)), viewer, rows_needed=len(ids))
        return {id: [m for m in row.members if m != id] for row in rows for id in row.members}

    def holdings(self, viewer: Viewer) -> Holdings:
        """What the library holds for this viewer."""
        self._context.refresh()
        return self._context.holdings(viewer)
