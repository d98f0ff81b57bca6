"""Documents into library and engine in batches; a file is remembered only after its documents are stored."""

from corpora.model.errors import CorpusError
from indexer.engine.protocol import SearchEngine
from indexer.ingest.commit import commit
from indexer.ingest.prepare import Prepared
from indexer.library import Library, LibraryError, LibraryFault, SourceState
from indexer.viewer import Viewer

BATCH = 64
"""Documents a transaction."""
COMMIT_EVERY = 4_000
"""Documents between commits of the engine."""


class Store:
    """Collects documents and source states and writes them in their order.

    What the engine takes is listed as pending in the library until the engine has committed it.
    """

    def __init__(self, library: Library, engine: SearchEngine, viewer: Viewer) -> None:
        self._library = library
        self._engine = engine
        self._viewer = viewer
        self._documents: list[tuple[Prepared, SourceState]] = []
        self._states: dict[str, SourceState] = {}
        self._uncommitted: dict[str, int] = {}
        self.added = self.updated = self.unchanged = 0
        self.failed: list[CorpusError] = []

    @property
    def stored(self) -> int:
        """Documents that are in the library now because of, or as before, this run."""
        return self.added + self.updated + self.unchanged

    def add(self, documents: list[Prepared], state: SourceState) -> None:
        """Take documents, and what to remember of their file once they are stored."""
        self._documents += [(document, state) for document in documents]
        self._states[state.path] = state
        if len(self._documents) >= BATCH or len(self._states) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write everything taken so far.

        Raises:
            LibraryFault: the library cannot be written; what was written before stays, and the next run goes on from there.
        """
        refused: set[str] = set()
        if self._documents:
            try:
                self._put([document for document, _ in self._documents])
            except LibraryFault:
                raise
            except LibraryError:
                for document, _ in self._documents:
                    try:
                        self._put([document])
                    except LibraryError as error:
                        source = document.source
                        self.failed.append(CorpusError(str(error), source.path, source.record))
                        refused.add(document.row.id)
        if self._states:
            given = [(state, d.row.id) for d, state in self._documents if d.row.id not in refused]
            self._library.mark_sources(self._states.values(), given)
        self._documents, self._states = [], {}
        if len(self._uncommitted) >= COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Let the engine commit what it took, then take that off the list of pending changes."""
        if self._uncommitted:
            # What the engine refuses stays on the list: the synchronisation that follows meets it again and tells.
            commit(self._library, self._engine, self._uncommitted)
            self._uncommitted = {}

    def _put(self, documents: list[Prepared]) -> None:
        withdrawn = [d.row.id for d in documents if d.twin is None]
        documents = [each for d in documents for each in (d, d.twin) if each is not None]
        result = self._library.put_rows([document.row for document in documents], self._viewer)
        self._library.withdraw_twins(withdrawn)
        self.added += result.added
        self.updated += result.updated
        self.unchanged += result.unchanged
        last = {document.row.id: document for document in documents if document.row.id in result.passages}
        for id, document in last.items():
            entry = document.indexed(result.passages[id])
            if entry is not None:
                self._engine.upsert([entry])
                self._uncommitted[id] = result.sequence
