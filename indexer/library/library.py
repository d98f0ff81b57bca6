"""The library of record: every document, its passages, identifiers and citations, in one SQLite file."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from corpora.model import AccessLevel, Document, Kind
from indexer import unfinished
from indexer.library.database import Database
from indexer.library.derived import Derived
from indexer.library.errors import LibraryError, damaged
from indexer.library.models import Holdings, Passage, PutResult
from indexer.library.rows import Row, access_clause, load_body, next_passage, row_of, write_row
from indexer.viewer import Viewer

FILE = "library.sqlite"
_CHUNK = 500
"""Ids in one SQL statement; SQLite's own bound is 32,766 parameters."""


class Library(Derived):
    """Documents under their ids. Reads show a viewer only what the viewer may learn of."""

    def __init__(self, database: Database) -> None:
        self._db = database

    @classmethod
    def open(cls, home: Path, *, create: bool = True) -> "Library":
        """Open ``home/library.sqlite``, creating it unless ``create`` is false.

        Raises:
            LibraryError: it is missing, damaged or newer than this program, or a restore was cut off.
        """
        if told := unfinished.sentence(home):
            raise LibraryError(told)
        if create:
            home.mkdir(parents=True, exist_ok=True)
        return cls(Database(home / FILE, create=create))

    def put(self, documents: Sequence[Document], viewer: Viewer) -> PutResult:
        """Add or replace by id in one transaction; a document that is there as it is stays untouched.

        Raises:
            LibraryError: the viewer may not write one of them; nothing was written.
        """
        return self.put_rows([row_of(document) for document in documents], viewer)

    def put_rows(self, rows: Sequence[Row], viewer: Viewer) -> PutResult:
        """As :meth:`put`, of documents whose rows were worked out elsewhere; redacted twins are not counted."""
        added = updated = unchanged = 0
        passages: dict[str, range] = {}
        with self._db.write() as db:
            free = next_passage(db)
            for row in rows:
                old = db.execute(
                    "SELECT record_hash, access, owner FROM documents WHERE id = ?", (row.id,)
                ).fetchone()
                _check_may_write(viewer, row, old)
                counts = row.access != AccessLevel.REDACTED.value
                if old is not None and old[0] == row.record_hash:
                    unchanged += counts
                    continue
                if old is not None:
                    db.execute("DELETE FROM documents WHERE id = ?", (row.id,))
                    updated += counts
                else:
                    added += counts
                write_row(db, row, free)
                passages[row.id] = range(free, free + len(row.passages))
                free += len(row.passages)
            sequence = self._mark_pending(db, passages)
        return PutResult(added, updated, unchanged, tuple(passages), sequence, passages)

    def delete(self, ids: Sequence[str]) -> int:
        """Remove documents; unknown ids are no error.

        Returns:
            How many were there.
        """
        with self._db.write() as db:
            there = [
                id
                for id in dict.fromkeys(ids)
                if db.execute("DELETE FROM documents WHERE id = ?", (id,)).rowcount
            ]
            self._mark_pending(db, there)
        return len(there)

    def get(self, id: str, viewer: Viewer) -> Document | None:
        """The document, or ``None`` when there is none that this viewer may learn of."""
        return self.get_many((id,), viewer).get(id)

    def get_many(self, ids: Iterable[str], viewer: Viewer) -> dict[str, Document]:
        """Documents by id, in the order asked for; missing and hidden ones are left out."""
        wanted = list(dict.fromkeys(ids))
        clause, values = access_clause(viewer)
        found: dict[str, Document] = {}
        for chunk in _chunks(wanted):
            rows = self._rows(
                f"SELECT id, body FROM documents WHERE id IN ({_marks(chunk)}) AND {clause}",
                (*chunk, *values),
            )
            found.update((id, load_body(body)) for id, body in rows)
        return {id: found[id] for id in wanted if id in found}

    def of_kind(self, kind: Kind, viewer: Viewer) -> Iterator[Document]:
        """Every document of a kind that the viewer may learn of, by id."""
        clause, values = access_clause(viewer)
        rows = self._rows(
            f"SELECT body FROM documents WHERE kind = ? AND {clause} ORDER BY id", (kind.value, *values)
        )
        for (body,) in rows:
            yield load_body(body)

    def records(self, ids: Iterable[str]) -> dict[str, Document]:
        """Documents by id whatever their access, redacted twins among them: for upkeep, never for a reader."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Document] = {}
        for chunk in _chunks(wanted):
            rows = self._rows(f"SELECT id, body FROM documents WHERE id IN ({_marks(chunk)})", chunk)
            found.update((id, load_body(body)) for id, body in rows)
        return {id: found[id] for id in wanted if id in found}

    def profiles(self, ids: Iterable[str], fingerprint: str, viewer: Viewer) -> dict[str, bytes]:
        """Profiles made with this fingerprint of documents that the viewer may learn of; others are left out."""
        clause, values = access_clause(viewer)
        found: dict[str, bytes] = {}
        for chunk in _chunks(list(dict.fromkeys(ids))):
            found.update(
                self._rows(
                    "SELECT document_id, profiles.body FROM profiles JOIN documents ON documents.id = document_id"
                    f" WHERE document_id IN ({_marks(chunk)}) AND fingerprint = ? AND {clause}",
                    (*chunk, fingerprint, *values),
                )
            )
        return found

    def put_profiles(self, profiles: Mapping[str, bytes], fingerprint: str) -> None:
        """Keep the profiles of documents; of those that are gone by now nothing is kept."""
        with self._db.write() as db:
            db.executemany(
                "INSERT OR REPLACE INTO profiles SELECT id, ?, ? FROM documents WHERE id = ?",
                [(fingerprint, body, id) for id, body in profiles.items()],
            )

    def resolve(self, identifier: str, viewer: Viewer) -> list[str]:
        """Ids of the documents with this identifier, id or exact title, ordered by id."""
        clause, values = access_clause(viewer)
        rows = self._rows(
            "SELECT documents.id FROM identifiers JOIN documents ON documents.id = document_id"
            f" WHERE identifier = ? AND {clause} UNION SELECT id FROM documents WHERE (id = ? OR title = ?)"
            f" AND {clause} ORDER BY 1",
            (identifier, *values, identifier, identifier, *values),
        )
        return [id for (id,) in rows]

    def cited_by(self, id: str, viewer: Viewer) -> list[str]:
        """Ids of the documents that cite this one by any of its identifiers, newest first.

        Empty when the viewer may not learn of the cited document itself.
        """
        clause, values = access_clause(viewer)
        if not list(self._rows(f"SELECT 1 FROM documents WHERE id = ? AND {clause}", (id, *values))):
            return []
        rows = self._rows(
            "SELECT DISTINCT documents.id FROM identifiers"
            " JOIN citations ON citations.target = identifiers.identifier"
            " JOIN documents ON documents.id = citations.document_id"
            f" WHERE identifiers.document_id = ? AND documents.id <> ? AND {clause}"
            " ORDER BY documents.date DESC, documents.id",
            (id, id, *values),
        )
        return [found for (found,) in rows]

    def citing(self, target: str, viewer: Viewer) -> list[str]:
        """Ids of the documents that cite ``law#article`` or a case identifier, newest first."""
        clause, values = access_clause(viewer)
        rows = self._rows(
            "SELECT documents.id FROM citations JOIN documents ON documents.id = document_id"
            f" WHERE target = ? AND {clause} ORDER BY documents.date DESC, documents.id",
            (target, *values),
        )
        return [found for (found,) in rows]

    def group(self, key: str, viewer: Viewer) -> list[str]:
        """Ids of the documents of a parallel-case group, ordered by id."""
        clause, values = access_clause(viewer)
        return [
            id
            for (id,) in self._rows(
                f"SELECT id FROM documents WHERE group_key = ? AND group_key <> '' AND {clause} ORDER BY id",
                (key, *values),
            )
        ]

    def passages(self, ids: Iterable[str]) -> list[Passage]:
        """Passages of these documents, by document in the order asked for, then by place."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, list[Passage]] = {id: [] for id in wanted}
        for chunk in _chunks(wanted):
            for row in self._rows(
                "SELECT id, document_id, section, start, end FROM passages"
                f" WHERE document_id IN ({_marks(chunk)}) ORDER BY id",
                chunk,
            ):
                found[row[1]].append(Passage(*row))
        return [passage for id in wanted for passage in found[id]]

    def passages_by_id(self, passage_ids: Iterable[int]) -> dict[int, Passage]:
        """Passages by their own ids; unknown ids are left out."""
        found: dict[int, Passage] = {}
        for chunk in _chunks(list(passage_ids)):
            for row in self._rows(
                f"SELECT id, document_id, section, start, end FROM passages WHERE id IN ({_marks(chunk)})",
                chunk,
            ):
                found[row[0]] = Passage(*row)
        return found

    def ids(self) -> list[str]:
        """All document ids, in order."""
        return [id for (id,) in self._rows("SELECT id FROM documents ORDER BY id", ())]

    def entries(self) -> Iterator[tuple[str, str]]:
        """All ``(id, content_hash)``, ordered by id, for comparison with an engine."""
        yield from self._rows("SELECT id, content_hash FROM documents ORDER BY id", ())

    def holdings(self, viewer: Viewer) -> Holdings:
        """Counts by kind, the newest date, and the date to which the law was checked.

        While gists stand for articles, the law was checked to the earliest date that one of them was; without
        gists to the newest version among the official statutes, since nothing later is known of them.
        """
        clause, values = access_clause(viewer)
        rows = list(
            self._rows(
                f"SELECT kind, COUNT(*), MAX(date) FROM documents WHERE {clause} GROUP BY kind ORDER BY kind",
                values,
            )
        )
        newest = max((date for _, _, date in rows if date), default=None)
        gists, gists_checked = self._gists_shown()
        version = next((date for kind, _, date in rows if kind == "statute" and date), "")
        return Holdings(
            total=sum(count for _, count, _ in rows),
            kinds={kind: count for kind, count, _ in rows},
            newest=dt.date.fromisoformat(newest) if newest else None,
            law_checked=gists_checked or ("" if gists else version),
            gists=gists,
        )

    def check(self) -> None:
        """Read every page and every document.

        Raises:
            LibraryFault: a page is damaged or a document cannot be read.
        """
        for (said,) in self._rows("PRAGMA integrity_check(1)", ()):
            if said != "ok":
                raise damaged(str(said).splitlines()[0])
        for ids in _chunks(self.ids()):
            for (body,) in self._rows(f"SELECT body FROM documents WHERE id IN ({_marks(ids)})", ids):
                load_body(body)

    @property
    def generation(self) -> int:
        """Raised by every transaction that changed a document."""
        return int(next(iter(self._rows("SELECT value FROM meta WHERE key = 'generation'", ())))[0])

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._db.close()


def _check_may_write(viewer: Viewer, new: Row, old: tuple[str, str, str] | None) -> None:
    if (
        old is not None
        and not viewer.sees_everything
        and old[1] != AccessLevel.PUBLIC.value
        and old[2] != viewer.organisation
    ):
        raise LibraryError(f"{new.id} cannot be written by {viewer.name or 'this user'}.")
    own = bool(viewer.organisation) and new.owner == viewer.organisation
    if not (own or viewer.sees_everything or new.access == AccessLevel.PUBLIC.value):
        raise LibraryError(
            f"{new.id} is restricted to {new.owner or 'no organisation'}; "
            f"{viewer.name or 'this user'} cannot add it."
        )


def _chunks(values: Sequence[object]) -> Iterator[Sequence[object]]:
    for at in range(0, len(values), _CHUNK):
        yield values[at : at + _CHUNK]


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
