"""Documents whose presence follows from others, settled in the transaction that changed those others."""

import sqlite3
from collections.abc import Iterable, Sequence

from corpora.model import Document, dump_document
from indexer.library.rows import compress, load_body, next_passage, row_of, write_row
from indexer.library.sources import Sources

_OFFICIAL = (
    "EXISTS (SELECT 1 FROM identifiers JOIN documents AS official ON official.id = identifiers.document_id"
    " WHERE identifiers.identifier = gists.article AND official.kind = 'statute'"
    " AND official.access = 'public' AND official.id <> gists.document_id)"
)
_THERE = "EXISTS (SELECT 1 FROM documents WHERE documents.id = gists.document_id)"


class Derived(Sources):
    """Gists of articles (要点) that give way to official texts."""

    def set_gists(self, gists: Sequence[Document]) -> int:
        """Keep exactly these gists; none for an empty sequence.

        A gist is a document of the library while no public statute has its article (``law#article``, its one
        identifier); it goes and comes back with the transaction that adds or removes the official text.

        Returns:
            How many of them are documents now.
        """
        with self._db.write() as db:
            bodies = {gist.identifiers[0]: (gist, compress(dump_document(gist))) for gist in gists}
            stale = [
                (article, id)
                for article, id, body in db.execute("SELECT article, document_id, body FROM gists")
                if article not in bodies or bodies[article][1] != body
            ]
            db.executemany("DELETE FROM gists WHERE article = ?", [(article,) for article, _ in stale])
            db.executemany("DELETE FROM documents WHERE id = ?", [(id,) for _, id in stale])
            db.executemany(
                "INSERT OR IGNORE INTO gists VALUES (?, ?, ?, ?)",
                [(a, gist.id, gist.extra.get("checked", ""), body) for a, (gist, body) in bodies.items()],
            )
            db.execute("INSERT OR REPLACE INTO meta VALUES ('gists', ?)", ("on" if gists else "off",))
            changed = [id for _, id in stale]
            self._mark_pending(db, changed or self._settle_gists(db))
        return self._gists_shown()[0]

    @property
    def wants_gists(self) -> bool:
        """False once :meth:`set_gists` was told to keep none."""
        return ("off",) not in self._rows("SELECT value FROM meta WHERE key = 'gists'", ())

    def _gists_shown(self) -> tuple[int, str]:
        """How many gists are documents now, and the earliest date one of them was checked."""
        count, checked = next(
            iter(self._rows(f"SELECT COUNT(*), COALESCE(MIN(checked), '') FROM gists WHERE {_THERE}", ()))
        )
        return int(count), str(checked)

    def _mark_pending(self, db: sqlite3.Connection, ids: Iterable[str]) -> int:
        """As the parent's: every change of a document passes here, so what follows from it is settled here."""
        listed = list(ids)
        return super()._mark_pending(db, [*listed, *self._settle_gists(db)] if listed else [])

    def _settle_gists(self, db: sqlite3.Connection) -> list[str]:
        """Remove gists whose official text is there, bring back those whose is not.

        Returns:
            Ids of the gists that went or came.
        """
        gone = [id for (id,) in db.execute(f"SELECT document_id FROM gists WHERE {_THERE} AND {_OFFICIAL}")]
        db.executemany("DELETE FROM documents WHERE id = ?", [(id,) for id in gone])
        missing = list(db.execute(f"SELECT body FROM gists WHERE NOT {_THERE} AND NOT {_OFFICIAL}"))
        back = []
        for (body,) in missing:
            row = row_of(load_body(body))
            write_row(db, row, next_passage(db))
            back.append(row.id)
        return [*gone, *back]
