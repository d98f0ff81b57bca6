"""Which source files were read, and how far, so that a run can be resumed and repeated cheaply."""

from collections.abc import Iterable

from indexer.library.models import SourceState
from indexer.library.pending import Reads


class Sources(Reads):
    """The list of source files."""

    def source_state(self, path: str) -> SourceState | None:
        """What was known of this file when it was last read."""
        sql = "SELECT path, size, mtime_ns, digest, records, done FROM sources WHERE path = ?"
        for found, size, mtime_ns, digest, records, done in self._rows(sql, (path,)):
            return SourceState(found, size, mtime_ns, digest, records, bool(done))
        return None

    def mark_source(self, state: SourceState) -> None:
        """Record how far a file was read; call it after its documents were put."""
        self.mark_sources((state,))

    def mark_sources(self, states: Iterable[SourceState]) -> None:
        """The same for several files in one transaction."""
        with self._db.write() as db:
            db.executemany(
                "INSERT OR REPLACE INTO sources (path, size, mtime_ns, digest, records, done)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [(s.path, s.size, s.mtime_ns, s.digest, s.records, int(s.done)) for s in states],
            )

    def forget_sources(self) -> None:
        """Forget all of them: the next run reads everything again."""
        with self._db.write() as db:
            db.execute("DELETE FROM sources")
