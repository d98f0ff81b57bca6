"""Documents into the library in batches; a file is remembered only after its documents are stored."""

from corpora.model import Document
from corpora.model.errors import CorpusError
from indexer.library import Library, LibraryError, SourceState
from indexer.viewer import Viewer

BATCH = 64
"""Documents a transaction."""


class Store:
    """Collects documents and source states and writes them in their order."""

    def __init__(self, library: Library, viewer: Viewer) -> None:
        self._library = library
        self._viewer = viewer
        self._documents: list[Document] = []
        self._states: dict[str, SourceState] = {}
        self.added = self.updated = self.unchanged = 0
        self.failed: list[CorpusError] = []

    @property
    def stored(self) -> int:
        """Documents that are in the library now because of, or as before, this run."""
        return self.added + self.updated + self.unchanged

    def add(self, documents: list[Document], state: SourceState | None = None) -> None:
        """Take documents, and what to remember of their file once they are stored."""
        self._documents += documents
        if state is not None:
            self._states[state.path] = state
        if len(self._documents) >= BATCH or len(self._states) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write everything taken so far."""
        if self._documents:
            try:
                self._put(self._documents)
            except LibraryError:
                for document in self._documents:
                    try:
                        self._put([document])
                    except LibraryError as error:
                        source = document.source
                        self.failed.append(CorpusError(str(error), source.path, source.record))
            self._documents = []
        for state in self._states.values():
            self._library.mark_source(state)
        self._states = {}

    def _put(self, documents: list[Document]) -> None:
        result = self._library.put(documents, self._viewer)
        self.added += result.added
        self.updated += result.updated
        self.unchanged += result.unchanged
