"""Mediation records of the library."""

from collections.abc import Iterator

from corpora.model import Document, Kind
from indexer.viewer import Viewer
from search_api.retrieval import Searcher


def mediation_records(searcher: Searcher, viewer: Viewer) -> Iterator[Document]:
    """Every mediation record that the viewer may read."""
    return searcher.context.workspace.library.of_kind(Kind.MEDIATION, viewer)
