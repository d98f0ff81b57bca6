"""Documents whose presence follows from others, settled in the transaction that changed those others."""

import secrets
import sqlite3
from collections.abc import Iterable, Sequence

from corpora.model import AccessLevel, Document, Kind, dump_document
from corpora.redact.record import twin_id
from indexer.library.rows import compress, load_body, next_passage, row_of, write_row
from indexer.library.sources import Sources

_OFFICIAL = (
    "EXISTS (SELECT 1 FROM identifiers JOIN documents AS official ON official.id = identifiers.document_id"
    " WHERE identifiers.identifier = gists.article AND official.kind = 'statute'"
    " AND official.access = 'public' AND official.id <> gists.document_id)"
)
_RECORD = (Kind.MEDIATION.value, AccessLevel.RESTRICTED.value)
_TWIN = (Kind.MEDIATION.value, AccessLevel.REDACTED.value)
_THERE = "EXISTS (SELECT 1 FROM documents WHERE documents.id = gists.document_id)"


class Derived(Sources):
    """Gists of articles (要点) that give way to official texts; redacted twins that go with their records."""

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
        if not listed:
            return 0
        return super()._mark_pending(db, [*listed, *self._settle_gists(db), *self._settle_twins(db, listed)])

    @property
    def secret(self) -> str:
        """What ids of redacted twins are made with, so that none can be worked out from a guessed record number."""
        for (value,) in self._rows("SELECT value FROM meta WHERE key = 'secret'", ()):
            return str(value)
        with self._db.write() as db:
            db.execute("INSERT OR IGNORE INTO meta VALUES ('secret', ?)", (secrets.token_hex(16),))
        return self.secret

    @property
    def redaction(self) -> str:
        """Fingerprint of the rules that made every redacted twin; empty where that is not known."""
        return self._meta("redaction")

    def redacted_by(self, fingerprint: str) -> None:
        """Say that every redacted twin was made by the rules of this fingerprint."""
        with self._db.write() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES ('redaction', ?)", (fingerprint,))

    def confidential(self) -> list[str]:
        """Ids of the records that have redacted twins, in order."""
        return [
            id
            for (id,) in self._rows(
                "SELECT id FROM documents WHERE kind = ? AND access = ? ORDER BY id", _RECORD
            )
        ]

    def withdraw_twins(self, ids: Iterable[str]) -> None:
        """Remove the redacted twins of these records; those without one are no error."""
        listed = list(ids)
        if not listed or not self._has_twins():
            return
        secret = self.secret
        with self._db.write() as db:
            self._mark_pending(db, _deleted(db, [twin_id(id, secret) for id in listed]))

    def _has_twins(self) -> bool:
        return bool(list(self._rows("SELECT 1 FROM documents WHERE kind = ? AND access = ? LIMIT 1", _TWIN)))

    def _settle_twins(self, db: sqlite3.Connection, ids: Sequence[str]) -> list[str]:
        """Remove the twins of records that are gone or open by now.

        Returns:
            Ids of the twins that went.
        """
        if not self._has_twins():
            return []
        secret = self.secret
        confidential = "SELECT 1 FROM documents WHERE id = ? AND kind = ? AND access = ?"
        open_or_gone = [id for id in ids if db.execute(confidential, (id, *_RECORD)).fetchone() is None]
        return _deleted(db, [twin_id(id, secret) for id in open_or_gone])

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


def _deleted(db: sqlite3.Connection, ids: Iterable[str]) -> list[str]:
    """Those of the documents that were there to be deleted."""
    return [id for id in ids if db.execute("DELETE FROM documents WHERE id = ?", (id,)).rowcount]
