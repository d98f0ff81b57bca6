"""Which source files were read, how far, and what they gave, so that a run can be resumed and repeated cheaply."""

from collections.abc import Iterable

from corpora.model import AccessLevel
from indexer.library.marks import Marks
from indexer.library.models import SourceState
from indexer.viewer import Viewer


class Sources(Marks):
    """The list of source files."""

    def source_state(self, path: str) -> SourceState | None:
        """What was known of this file when it was last read."""
        sql = "SELECT path, size, mtime_ns, digest, records, done FROM sources WHERE path = ?"
        for found, size, mtime_ns, digest, records, done in self._rows(sql, (path,)):
            return SourceState(found, size, mtime_ns, digest, records, bool(done))
        return None

    def mark_sources(
        self, states: Iterable[SourceState], documents: Iterable[tuple[SourceState, str]] = ()
    ) -> None:
        """Record how far files were read and which documents they gave, in one transaction; call it after they were put.

        A file read to its end without a fault leaves behind what only earlier readings of it gave;
        :meth:`remove_left_behind` removes that. A fault may hide a record, so a faulty file leaves nothing behind.

        Args:
            states: The files, each once.
            documents: Ids of documents with the reading that gave them; their files are among ``states``.
        """
        with self._db.write() as db:
            ids: dict[str, int] = {}
            for state in states:
                (ids[state.path],) = db.execute(
                    "INSERT INTO sources (path, size, mtime_ns, digest, records, done)"
                    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET size = excluded.size,"
                    " mtime_ns = excluded.mtime_ns, digest = excluded.digest, records = excluded.records,"
                    " done = excluded.done RETURNING id",
                    (state.path, state.size, state.mtime_ns, state.digest, state.records, int(state.done)),
                ).fetchone()
            db.executemany(
                "INSERT INTO source_documents VALUES (?, ?, ?)"
                " ON CONFLICT (source, document_id) DO UPDATE SET reading = excluded.reading",
                [(ids[state.path], id, state.reading) for state, id in documents],
            )
            ends = [(ids[s.path], s.reading) for s in states if s.done and s.reading and not s.faulty]
            stale = "FROM source_documents WHERE source = ? AND reading <> ?"
            db.executemany(f"INSERT OR IGNORE INTO left_behind SELECT document_id {stale}", ends)
            db.executemany(f"DELETE {stale}", ends)

    def remove_left_behind(self, viewer: Viewer) -> int:
        """Remove the documents that a changed file no longer gives and no other file gives.

        Documents that the viewer may not write stay.

        Returns:
            How many were removed.
        """
        own = "1" if viewer.sees_everything else "(access = ? OR (owner <> '' AND owner = ?))"
        values = () if viewer.sees_everything else (AccessLevel.PUBLIC.value, viewer.organisation)
        with self._db.write() as db:
            gone = [
                id
                for (id,) in db.execute(
                    "SELECT id FROM left_behind JOIN documents ON id = document_id"
                    " WHERE NOT EXISTS (SELECT 1 FROM source_documents AS given WHERE given.document_id = id)"
                    f" AND {own} ORDER BY id",
                    values,
                )
            ]
            db.executemany("DELETE FROM documents WHERE id = ?", [(id,) for id in gone])
            db.execute("DELETE FROM left_behind")
            self._mark_pending(db, gone)
        return len(gone)
