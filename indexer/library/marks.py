"""What sets this library apart, and which index its list of pending changes belongs to."""

import uuid

from indexer.library.pending import Pending


class Marks(Pending):
    """Rows of the meta table."""

    @property
    def identity(self) -> str:
        """A random name given to the library when first asked for; a copy of the folder keeps it."""
        found = self._meta("identity")
        if found:
            return found
        with self._db.write() as db:
            db.execute("INSERT OR IGNORE INTO meta VALUES ('identity', ?)", (uuid.uuid4().hex,))
        return self._meta("identity")

    @property
    def index_key(self) -> str:
        """The index that the list of pending changes belongs to; empty before there was any."""
        return self._meta("index")

    def belongs_to(self, index_key: str, *, complete: bool) -> None:
        """Say which index the list of pending changes belongs to from now on.

        Args:
            index_key: Key of the index.
            complete: The index holds everything but what is listed; else every document becomes pending, in the
                same transaction.
        """
        with self._db.write() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES ('index', ?)", (index_key,))
            if not complete:
                self._mark_pending(db, [id for (id,) in db.execute("SELECT id FROM documents")])

    @property
    def encoder(self) -> str:
        """The encoder chosen for this library, as :func:`indexer.encoder.load.load_encoder` takes it."""
        return self._meta("encoder")

    def choose_encoder(self, name: str) -> None:
        """Take this encoder from now on; the index has to be built anew with it."""
        with self._db.write() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES ('encoder', ?)", (name,))

    def _meta(self, key: str) -> str:
        return next(
            (str(value) for (value,) in self._rows("SELECT value FROM meta WHERE key = ?", (key,))), ""
        )
